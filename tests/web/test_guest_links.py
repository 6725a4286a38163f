"""The link of a guest's booking over HTTP, also after the secret key was changed."""

from __future__ import annotations

import pytest

from app.bookings.access import access_key
from app.bookings.models import Booking
from app.bookings.service import claim_guest_bookings
from app.core.actor import Actor
from tests.accounts.people import POLICY, sign_up
from tests.support.databases import Database
from tests.support.gateway import answer_body, receive, try_to_pay
from tests.support.world import hold, make_world
from tests.web.browsers import Browser, application, code_of

EARLIER, EARLIEST = "an-earlier-key-that-only-tests-know-01234", "the-earliest-key-that-only-tests-know-0123"


@pytest.fixture
async def booking(db: Database) -> Booking:
    return await hold((await make_world(1)).spaces[0])


@pytest.fixture
def phone(db: Database) -> Browser:
    return Browser(application(db.url, secret_key_fallbacks=f"{EARLIER},{EARLIEST}"))


def _key(booking: Booking, secret: str) -> str:
    return access_key(secret, booking.reference, booking.link_generation)


@pytest.mark.parametrize("secret", [POLICY.secret_key, EARLIER, EARLIEST])
async def test_a_link_of_an_earlier_secret_key_opens_the_booking(
    booking: Booking, phone: Browser, secret: str
) -> None:
    path = f"/api/bookings/{booking.reference}"
    traded = await phone.post(f"{path}/access", {"key": _key(booking, secret)})

    assert traded.status_code == 200
    assert (await traded.get_json())["reference"] == booking.reference
    assert (await phone.get(path)).status_code == 200


async def test_the_key_opens_the_booking_without_a_cookie(booking: Booking, phone: Browser) -> None:
    path = f"/api/bookings/{booking.reference}"

    assert (await phone.get(path, Booking_Key=_key(booking, EARLIER))).status_code == 200
    assert await code_of(await phone.get(path)) == (404, "booking_not_found")


@pytest.mark.parametrize("wrong", ["of a stranger", "of another link", "\ud800", "ß"])
async def test_no_other_key_opens_it(booking: Booking, phone: Browser, wrong: str) -> None:
    keys = {
        "of a stranger": _key(booking, "a-key-of-nobody-that-only-tests-know-0123"),
        "of another link": access_key(EARLIER, booking.reference, booking.link_generation + 1),
    }
    answer = await phone.post(f"/api/bookings/{booking.reference}/access", {"key": keys.get(wrong, wrong)})

    assert answer.status_code in {400, 404}


async def test_a_sign_out_takes_the_guests_bookings_from_the_browser_too(
    booking: Booking, phone: Browser
) -> None:
    """Whoever uses it next may find their addresses in its history."""
    path = f"/api/bookings/{booking.reference}"
    await phone.post(f"{path}/access", {"key": _key(booking, EARLIER)})
    await phone.sign_up()
    assert (await phone.get(path)).status_code == 200

    assert (await phone.post("/api/sign-out")).status_code == 204
    assert await code_of(await phone.get(path)) == (404, "booking_not_found")


async def test_a_link_opens_nothing_more_once_an_account_has_the_booking(
    booking: Booking, phone: Browser
) -> None:
    """Whoever was shown it, or has it in a mail that was passed on."""
    path, key = f"/api/bookings/{booking.reference}", _key(booking, EARLIER)
    assert (await phone.post(f"{path}/access", {"key": key})).status_code == 200
    assert await receive(answer_body(await try_to_pay(booking.id))) == "captured"
    person = (await sign_up()).person
    assert await claim_guest_bookings(person.id, booking.email, by=Actor.driver(person.id)) == 1

    assert await code_of(await phone.get(path)) == (404, "booking_not_found")
    assert await code_of(await phone.get(path, Booking_Key=key)) == (404, "booking_not_found")
    assert await code_of(await phone.post(f"{path}/access", {"key": key})) == (404, "booking_not_found")
