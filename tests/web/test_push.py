"""Notifications and choices over HTTP: who may subscribe what, and whose it then is."""

from __future__ import annotations

from typing import Any

import pytest
from quart import Quart

from app.accounts.models import Person
from app.bookings.access import access_key
from app.bookings.models import Booking
from app.notifications.models import PushFollow, PushSubscription
from app.notifications.pushes.listeners import list_listeners
from tests.accounts.people import POLICY
from tests.notifications.devices import a_browser
from tests.support.databases import Database
from tests.support.push_service import VAPID, Subscribed
from tests.support.world import hold, make_world
from tests.web.browsers import Browser, application, code_of

PATH = "/api/push/subscriptions"


@pytest.fixture
def app(db: Database) -> Quart:
    return application(db.url, push_service_hosts="push.example")


@pytest.fixture
async def booking(db: Database) -> Booking:
    return await hold((await make_world(1)).spaces[0])


def _body(browser: Subscribed, **more: object) -> dict[str, Any]:
    return {**browser.as_json(), **more}


async def _opened(app: Quart, booking: Booking) -> Browser:
    """The browser of a guest who opened the link of the booking."""
    phone = Browser(app)
    key = access_key(POLICY.secret_key, booking.reference, booking.link_generation)
    assert (await phone.post(f"/api/bookings/{booking.reference}/access", {"key": key})).status_code == 200
    return phone


async def _followers(booking: Booking) -> int:
    return len((await list_listeners([booking]))[booking.id])


async def test_the_shell_tells_the_key_that_browsers_subscribe_with(app: Quart, db: Database) -> None:
    shell = await (await Browser(app).get("/api/app")).get_json()
    assert shell["push"] == {"publicKey": VAPID.public_key}
    silent = await (await Browser(application(db.url, vapid_private_key=None)).get("/api/app")).get_json()
    assert silent["push"] is None


async def test_a_guest_follows_the_bookings_whose_link_this_browser_opened(
    app: Quart, booking: Booking
) -> None:
    phone = await _opened(app, booking)
    body = _body(a_browser(), references=[booking.reference, "PK-0000000", "what"], language="ms")
    assert (await phone.put(PATH, body)).status_code == 204
    assert await _followers(booking) == 1
    assert (await PushSubscription.get()).language == "ms"


async def test_nobody_follows_a_booking_that_is_not_theirs_to_see(app: Quart, booking: Booking) -> None:
    answer = await Browser(app).put(PATH, _body(a_browser(), references=[booking.reference]))
    assert answer.status_code == 204, "which references exist is not told"
    assert await PushSubscription.all().count() == 0


async def test_ones_own_bookings_come_by_being_signed_in_and_go_by_signing_out(app: Quart) -> None:
    phone, browser = Browser(app), a_browser()
    await phone.sign_up()
    person = await Person.get()
    booking = await hold((await make_world(1)).spaces[0])
    await Booking.all().update(person_id=person.id)
    await booking.refresh_from_db()
    await phone.put(PATH, _body(browser, references=[booking.reference]))
    assert await _followers(booking) == 1
    assert await PushFollow.all().count() == 0

    await phone.post("/api/sign-out")
    assert await _followers(booking) == 0
    await phone.put(PATH, _body(browser, references=[booking.reference]))
    assert await PushSubscription.all().count() == 0


async def test_telling_it_again_changes_nothing_and_taking_it_back_ends_it(
    app: Quart, booking: Booking
) -> None:
    phone, browser = await _opened(app, booking), a_browser()
    for _ in range(2):
        await phone.put(PATH, _body(browser, references=[booking.reference]))
    assert await PushSubscription.all().count() == 1
    for _ in range(2):
        assert (await phone.delete(PATH, {"endpoint": browser.endpoint})).status_code == 204
    assert await PushSubscription.all().count() == 0


async def test_a_new_address_of_the_browser_takes_over_what_the_old_one_followed(
    app: Quart, booking: Booking
) -> None:
    phone, before, after = await _opened(app, booking), a_browser(), a_browser()
    await phone.put(PATH, _body(before, references=[booking.reference], language="ms"))
    await phone.put(PATH, _body(after, replaces=before.endpoint))
    row = await PushSubscription.get()
    assert (row.endpoint, row.language) == (after.endpoint, "ms")
    assert await _followers(booking) == 1


@pytest.mark.parametrize("is_signed_in", [False, True])
async def test_who_names_the_address_of_another_browser_hears_nothing_of_its_bookings(
    app: Quart, booking: Booking, is_signed_in: bool
) -> None:
    phone, before = await _opened(app, booking), a_browser()
    await phone.put(PATH, _body(before, references=[booking.reference]))
    stranger, theirs = Browser(app), a_browser()
    if is_signed_in:
        await stranger.sign_up()
    assert (await stranger.put(PATH, _body(theirs, replaces=before.endpoint))).status_code == 204
    assert await _followers(booking) == 0
    assert await PushFollow.all().count() == 0


@pytest.mark.parametrize(
    ("change", "refusal"),
    [
        ({"endpoint": "https://169.254.169.254/latest"}, (422, "push_endpoint_refused")),
        ({"endpoint": "http://push.example/1"}, (422, "push_endpoint_refused")),
        ({"endpoint": "https://push.example/" + "x" * 1000}, (400, "invalid_request")),
        ({"keys": {"p256dh": "AAAA", "auth": "AAAA"}}, (422, "push_keys_not_understood")),
        ({"keys": {"p256dh": a_browser().p256dh}}, (400, "invalid_request")),
        ({"references": ["PK-1"] * 21}, (400, "invalid_request")),
        ({"language": "xx"}, (422, "unknown_language")),
    ],
)
async def test_what_no_push_can_go_to_is_refused(
    app: Quart, change: dict[str, object], refusal: tuple[int, str]
) -> None:
    assert await code_of(await Browser(app).put(PATH, _body(a_browser(), **change))) == refusal
    assert await PushSubscription.all().count() == 0


async def test_without_a_key_there_is_nothing_to_subscribe_to(db: Database) -> None:
    phone = Browser(application(db.url, vapid_private_key=None))
    assert await code_of(await phone.put(PATH, _body(a_browser()))) == (409, "push_not_set_up")


async def test_another_site_cannot_subscribe_a_browser(app: Quart) -> None:
    answer = await Browser(app).put(PATH, _body(a_browser()), Sec_Fetch_Site="cross-site")
    assert await code_of(answer) == (403, "cross_site_request")


async def test_choices_are_shown_whole_and_changed_in_part(app: Quart) -> None:
    phone = Browser(app)
    await phone.sign_up()
    before = (await (await phone.get("/api/me/messages")).get_json())["preferences"]
    assert [(one["topic"], one["channel"], one["isOn"]) for one in before] == [
        ("payments", "email", True),
        ("payments", "push", True),
        ("payments", "telegram", True),
        ("reminders", "email", False),
        ("reminders", "push", True),
        ("reminders", "telegram", True),
        ("overstay", "email", False),
        ("overstay", "push", True),
        ("overstay", "telegram", True),
        ("changes", "email", True),
        ("changes", "push", True),
        ("changes", "telegram", True),
        ("refunds", "email", True),
        ("refunds", "push", True),
        ("refunds", "telegram", True),
    ]
    wish = {"topic": "refunds", "channel": "push", "isOn": False}
    answer = await phone.put("/api/me/messages", {"preferences": [wish]})
    after = (await answer.get_json())["preferences"]
    assert [one for one in after if one not in before] == [wish]
    assert (await (await phone.get("/api/me/messages")).get_json())["preferences"] == after


@pytest.mark.parametrize("wish", [{"topic": "security"}, {"channel": "pigeon"}, {"isOn": None}, {"more": 1}])
async def test_there_is_nothing_else_to_choose(app: Quart, wish: dict[str, object]) -> None:
    phone = Browser(app)
    await phone.sign_up()
    whole = {"topic": "refunds", "channel": "push", "isOn": False, **wish}
    assert await code_of(await phone.put("/api/me/messages", {"preferences": [whole]})) == (
        400,
        "invalid_request",
    )


async def test_choices_are_for_whoever_is_signed_in(app: Quart) -> None:
    assert await code_of(await Browser(app).get("/api/me/messages")) == (401, "not_signed_in")
    assert await code_of(await Browser(app).put("/api/me/messages", {"preferences": []})) == (
        401,
        "not_signed_in",
    )
