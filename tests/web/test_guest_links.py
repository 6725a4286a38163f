"""The link of a guest's booking over HTTP, also after the secret key was changed."""

from __future__ import annotations

import pytest

from app.bookings.access import access_key
from app.bookings.models import Booking
from tests.accounts.people import POLICY
from tests.support.databases import Database
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
