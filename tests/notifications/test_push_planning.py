"""Who hears of what over which channel: devices, follows and choices, as the planner reads them."""

from __future__ import annotations

from datetime import timedelta

import pytest

from app.accounts.models import Person, Session
from app.accounts.service import sign_out
from app.accounts.sessions import find_session_id, open_session, revoke_sessions
from app.bookings.events import BookingCompleted, BookingConfirmed, BookingEndingSoon
from app.bookings.models import Booking
from app.bookings.rules import TOLD_AFTER_END
from app.core import clock
from app.core.actor import CLOCK, Actor
from app.core.database.transactions import record, transactional
from app.core.events import DomainEvent
from app.core.models import EventCursor, EventRecord
from app.notifications.models import (
    ChannelName,
    Delivery,
    MessagePreference,
    PushFollow,
    PushSubscription,
    Topic,
)
from app.notifications.planner import READER, plan_deliveries
from app.notifications.preferences import list_preferences, set_preferences
from app.notifications.pushes.subscriptions import (
    BOOKINGS_PER_DEVICE,
    DEVICES_PER_PERSON,
    FOLLOWERS_PER_BOOKING,
    forget_device,
    forget_idle_devices,
)
from tests.notifications.devices import a_browser, session_of, subscribe
from tests.receipts.records import PAID, build_booking, build_park

pytestmark = pytest.mark.usefixtures("db")

EMAIL, PUSH = ChannelName.EMAIL, ChannelName.PUSH


async def _person(email: str = "siti@mail.example") -> Person:
    return await Person.create(email=email, name="Siti", password_hash="x", language="en", created_at=PAID)


@transactional
async def _happen(*events: DomainEvent) -> None:
    for event in events:
        record(event, by=CLOCK)


def _of(booking: Booking) -> dict[str, object]:
    names = ("reference", "lot_id", "area_id", "space_id", "starts_at", "ends_at")
    return {"booking_id": booking.id, **{name: getattr(booking, name) for name in names}}


def _confirmed(booking: Booking) -> BookingConfirmed:
    return BookingConfirmed.model_validate(_of(booking))


def _ending(booking: Booking) -> BookingEndingSoon:
    return BookingEndingSoon.model_validate(_of(booking))


async def _told(*events: DomainEvent) -> list[tuple[str, str, str]]:
    """What the events became: kind, recipient and language of each new delivery."""
    await Delivery.all().delete()
    await _happen(*events)
    await plan_deliveries()
    rows = await Delivery.all().order_by("id")
    return [(row.kind, row.recipient, row.language) for row in rows]


def _push(row: PushSubscription | None) -> str:
    assert row is not None
    return f"push:{row.id}"


async def test_every_device_of_a_person_is_told_in_its_own_language() -> None:
    siti = await _person()
    booking = await build_booking(await build_park(), person=siti, email=siti.email)
    phone = await subscribe(a_browser(), session_id=await session_of(siti), language="ms")
    desk = await subscribe(a_browser(), session_id=await session_of(siti))
    assert await _told(_confirmed(booking)) == [
        ("booking_confirmed", siti.email, "en"),
        ("booking_confirmed", _push(phone), "ms"),
        ("booking_confirmed", _push(desk), "en"),
    ]


async def test_a_guests_device_is_told_of_the_bookings_it_follows_and_of_no_other() -> None:
    park = await build_park()
    mine, other = await build_booking(park), await build_booking(park)
    phone = await subscribe(a_browser(), follows=[mine])
    assert await _told(_ending(mine), _ending(other)) == [("ending_soon", _push(phone), "en")]


async def test_a_device_that_is_signed_in_and_follows_is_told_once() -> None:
    siti = await _person()
    booking = await build_booking(await build_park(), person=siti)
    phone = await subscribe(a_browser(), session_id=await session_of(siti), follows=[booking])
    assert await _told(_ending(booking)) == [("ending_soon", _push(phone), "en")]


async def test_a_device_hears_nothing_of_a_person_once_the_session_has_ended() -> None:
    """However it ended: signing out, a new password, or time."""
    siti = await _person()
    booking = await build_booking(await build_park(), person=siti)
    token = await open_session(siti.id)
    await subscribe(a_browser(), session_id=await find_session_id(token))
    assert len(await _told(_ending(booking))) == 1
    await sign_out(token)
    assert await _told(_ending(booking)) == []

    await subscribe(a_browser(), session_id=await session_of(siti))
    await revoke_sessions(siti.id)
    assert await _told(_ending(booking)) == []

    await subscribe(a_browser(), session_id=await session_of(siti))
    await Session.all().update(expires_at=clock.now())
    assert await _told(_ending(booking)) == []


async def test_a_device_has_one_row_and_changes_owner_by_signing_in_and_out() -> None:
    siti, ali = await _person(), await _person("ali@mail.example")
    booking = await build_booking(await build_park(), person=siti)
    browser = a_browser()
    await subscribe(browser, session_id=await session_of(siti))
    phone = await subscribe(browser, session_id=await session_of(ali))
    assert await PushSubscription.all().count() == 1
    assert await _told(_ending(booking)) == []
    assert await subscribe(browser) is None, "nobody is signed in and nothing is followed"
    assert await PushSubscription.all().count() == 0
    assert phone is not None


async def test_a_link_that_was_taken_back_takes_the_device_back() -> None:
    booking = await build_booking(await build_park())
    await subscribe(a_browser(), follows=[booking])
    await Booking.all().update(link_generation=2)
    assert await _told(_ending(booking)) == []


async def test_a_browser_whose_address_changed_keeps_what_it_follows_and_its_language() -> None:
    booking = await build_booking(await build_park())
    before, after = a_browser(), a_browser()
    was = await subscribe(before, follows=[booking], language="ms")
    now = await subscribe(after, language=None, replaces=before.endpoint, inherits=[booking])
    assert await _told(_ending(booking)) == [("ending_soon", _push(now), "ms")]
    assert _push(was) == _push(now)


async def test_what_is_followed_is_what_was_told_last() -> None:
    park, browser = await build_park(), a_browser()
    first, second = await build_booking(park), await build_booking(park)
    await subscribe(browser, follows=[first])
    phone = await subscribe(browser, follows=[second])
    assert await _told(_ending(first), _ending(second)) == [("ending_soon", _push(phone), "en")]
    await forget_device(browser.endpoint)
    assert await PushFollow.all().count() == 0


async def test_the_number_of_devices_is_bounded_and_the_oldest_go() -> None:
    siti = await _person()
    session_id = await session_of(siti)
    booking = await build_booking(await build_park())
    with clock.frozen(PAID):
        first = a_browser()
        await subscribe(first, session_id=session_id, follows=[booking])
        for _ in range(max(DEVICES_PER_PERSON, FOLLOWERS_PER_BOOKING)):
            clock.move(timedelta(seconds=1))
            await subscribe(a_browser(), session_id=session_id)
            await subscribe(a_browser(), follows=[booking])
    endpoints = [row.endpoint for row in await PushSubscription.filter(session_id=session_id)]
    assert len(endpoints) == DEVICES_PER_PERSON
    assert first.endpoint not in endpoints
    assert await PushFollow.filter(booking_id=booking.id).count() == FOLLOWERS_PER_BOOKING


async def test_a_device_follows_so_many_bookings_and_no_more() -> None:
    park = await build_park()
    bookings = [await build_booking(park) for _ in range(BOOKINGS_PER_DEVICE + 1)]
    await subscribe(a_browser(), follows=bookings)
    assert await PushFollow.all().count() == BOOKINGS_PER_DEVICE


async def test_choices_hold_for_mail_and_for_devices() -> None:
    siti = await _person()
    booking = await build_booking(await build_park(), person=siti, email=siti.email)
    phone = await subscribe(a_browser(), session_id=await session_of(siti))
    by = Actor.driver(siti.id)
    wishes = {(Topic.PAYMENTS, EMAIL): False, (Topic.REMINDERS, EMAIL): True, (Topic.REMINDERS, PUSH): False}
    await set_preferences(siti.id, wishes, by=by)
    assert await _told(_confirmed(booking), _ending(booking)) == [
        ("booking_confirmed", _push(phone), "en"),
        ("ending_soon", siti.email, "en"),
    ]
    await set_preferences(siti.id, {(Topic.REMINDERS, PUSH): True}, by=by)
    assert ("ending_soon", _push(phone), "en") in await _told(_ending(booking))


async def test_a_device_that_follows_a_guests_booking_keeps_to_the_choices_of_who_is_signed_in() -> None:
    siti = await _person()
    booking = await build_booking(await build_park())
    await subscribe(a_browser(), session_id=await session_of(siti), follows=[booking])
    await set_preferences(siti.id, {(Topic.OVERSTAY, PUSH): False}, by=CLOCK)
    assert await _told(BookingCompleted.model_validate(_of(booking))) == []


async def test_choices_are_kept_once_and_only_changes_are_recorded() -> None:
    siti = await _person()
    for is_on in (False, False, True, True):
        await set_preferences(siti.id, {(Topic.CHANGES, PUSH): is_on}, by=CLOCK)
    assert await MessagePreference.all().count() == 1
    assert (await list_preferences(siti.id))[Topic.CHANGES, PUSH]
    events = await EventRecord.filter(kind="MessagePreferencesChanged").order_by("id")
    assert [event.data["changed"] for event in events] == [["changes:push:off"], ["changes:push:on"]]


async def test_an_event_seen_twice_is_pushed_once() -> None:
    booking = await build_booking(await build_park())
    await subscribe(a_browser(), follows=[booking])
    before = await _told(_ending(booking))
    await EventCursor.filter(reader=READER).update(last_id=0)
    assert await plan_deliveries() > 0
    assert await Delivery.all().count() == len(before) == 1


async def test_devices_that_nothing_is_left_to_tell_are_forgotten() -> None:
    siti = await _person()
    booking = await build_booking(await build_park())
    signed_in = await subscribe(a_browser(), session_id=await session_of(siti))
    await Session.all().update(expires_at=booking.ends_at + 2 * TOLD_AFTER_END)
    await subscribe(a_browser(), follows=[booking])
    with clock.frozen(booking.ends_at + TOLD_AFTER_END - timedelta(minutes=1)):
        assert await forget_idle_devices() == 0
    with clock.frozen(booking.ends_at + TOLD_AFTER_END + timedelta(minutes=1)):
        assert await forget_idle_devices() == 2
    assert [row.id for row in await PushSubscription.all()] == [signed_in.id if signed_in else 0]
    await Session.all().delete()
    assert await forget_idle_devices() == 1
