"""Which chats hear of what: chats, follows, choices and staff, as the planner reads them."""

from __future__ import annotations

from datetime import timedelta

import pytest

from app.accounts.models import RoleGrant
from app.bookings.events import (
    BookingCancelled,
    BookingConfirmed,
    BookingDisplaced,
    BookingEndingSoon,
    BookingExpired,
    BookingExtended,
    BookingExtensionExpired,
    BookingMoved,
)
from app.bookings.models import Booking, BookingStatus, ExtensionStatus, MoveCause
from app.bookings.steps import event_of, extension_event
from app.core import clock
from app.core.actor import CLOCK
from app.core.database.transactions import record, transactional
from app.core.events import DomainEvent
from app.core.job_runs import JobFailed
from app.core.models import EventCursor, EventRecord
from app.notifications.models import ChannelName, Delivery, Topic
from app.notifications.planner import READER, plan_deliveries
from app.notifications.preferences import set_preferences
from app.payments.events import DiscrepancyFound, PaymentFailed, PaymentPending
from app.payments.models import PaymentStatus
from app.telegram.chats import mark_blocked
from app.telegram.events import TelegramLinked
from app.telegram.links import unlink_person
from tests.notifications.chats import CHAT, GROUP, alert_chat, chat_of_guest, chat_of_person, staff_person
from tests.notifications.occasions import build_person
from tests.receipts.records import PAID, build_booking, build_extension, build_park, build_payment

pytestmark = pytest.mark.usefixtures("db")

TELEGRAM = ChannelName.TELEGRAM


@transactional
async def _happen(*events: DomainEvent) -> None:
    for event in events:
        record(event, by=CLOCK)


async def _told(*events: DomainEvent, with_telegram: bool = True) -> list[tuple[str, str, str]]:
    """What the events became over Telegram: kind, recipient and language of each new delivery."""
    await Delivery.all().delete()
    await _happen(*events)
    await plan_deliveries(with_telegram=with_telegram)
    rows = await Delivery.filter(channel="telegram").order_by("id")
    return [(row.kind, row.recipient, row.language) for row in rows]


def _ending(booking: Booking) -> BookingEndingSoon:
    return event_of(BookingEndingSoon, booking)


def _of_money(booking: Booking, **more: object) -> dict[str, object]:
    return {"booking_id": booking.id, "lot_id": booking.lot_id, "reference": booking.reference, **more}


def _failed_job(job: str = "clean_up") -> JobFailed:
    return JobFailed(job=job, slot=PAID, error="OperationalError")


async def test_a_guests_chat_is_told_of_what_it_made_in_its_language_and_of_nothing_else() -> None:
    park = await build_park()
    mine, other = await build_booking(park), await build_booking(park)
    await chat_of_guest(mine, language="ms")
    assert await _told(_ending(mine), _ending(other)) == [("ending_soon", f"telegram:{CHAT}", "ms")]


async def test_a_persons_chat_is_told_of_the_persons_bookings_however_they_were_made() -> None:
    siti = await build_person()
    booking = await build_booking(await build_park(), person=siti)
    await chat_of_person(siti)
    assert await _told(_ending(booking)) == [("ending_soon", f"telegram:{CHAT}", "en")]


async def test_a_sale_is_told_with_its_pass_and_its_receipt_one_by_one() -> None:
    booking = await build_booking(await build_park())
    extension = await build_extension(booking)
    await chat_of_guest(booking)
    await _told(
        event_of(BookingConfirmed, booking), event_of(BookingExtended, booking, extension_id=extension.id)
    )
    told = [
        (row.kind, row.channel, row.data.get("extension_id")) for row in await Delivery.all().order_by("id")
    ]
    assert told == [
        ("booking_confirmed", "email", None),
        ("booking_confirmed", "telegram", None),
        ("booking_receipt", "telegram", None),
        ("booking_extended", "email", extension.id),
        ("booking_extended", "telegram", extension.id),
        ("booking_receipt", "telegram", extension.id),
    ]


async def test_whoever_cancels_is_not_told_so_again() -> None:
    booking = await build_booking(await build_park(), confirmed_at=PAID)
    await chat_of_guest(booking)
    assert await _told(event_of(BookingCancelled, booking, refund_sen=0)) == []
    assert await Delivery.filter(channel="email").count() == 1


async def test_only_what_was_booked_in_a_chat_tells_there_that_its_time_to_pay_is_over() -> None:
    park = await build_park()
    booked_here, booked_in_the_app = (
        await build_booking(park, channel="telegram"),
        await build_booking(park, channel="web"),
    )
    for booking in (booked_here, booked_in_the_app):
        await chat_of_guest(booking)
    events = [
        event
        for booking in (booked_here, booked_in_the_app)
        for event in (
            PaymentPending.model_validate(_of_money(booking, payment_id=3)),
            event_of(BookingExpired, booking),
        )
    ]
    chat = f"telegram:{CHAT}"
    assert await _told(*events) == [("payment_pending", chat, "en"), ("hold_expired", chat, "en")]
    assert await Delivery.all().count() == 2


@pytest.mark.parametrize("booked", ["telegram", "web"])
async def test_a_hold_that_moves_or_loses_its_spot_is_told_where_it_is_held_in_a_chat(booked: str) -> None:
    booking = await build_booking(await build_park(), channel=booked, status=BookingStatus.HELD)
    await chat_of_guest(booking)
    told = await _told(
        event_of(
            BookingMoved,
            booking,
            move_id=1,
            from_area_id=booking.area_id,
            from_space_id=booking.space_id,
            cause=MoveCause.CLOSURE,
            hold_expires_at=booking.hold_expires_at,
        ),
        event_of(BookingDisplaced, booking, cause=MoveCause.CLOSURE, refund_sen=0),
    )
    kinds = ["booking_moved", "booking_displaced"] if booked == "telegram" else []
    assert [kind for kind, _, _ in told] == kinds
    assert await Delivery.all().count() == len(kinds)


@pytest.mark.parametrize("booked", ["telegram", "web"])
@pytest.mark.parametrize("asked", ["telegram", "web"])
async def test_what_becomes_of_unpaid_time_is_told_where_it_was_asked_for_in_a_chat(
    booked: str, asked: str
) -> None:
    booking = await build_booking(await build_park(), channel=booked)
    extension = await build_extension(booking, ExtensionStatus.EXPIRED, channel=asked)
    payment = await build_payment(booking, PaymentStatus.PENDING, extension)
    await chat_of_guest(booking)
    told = await _told(
        PaymentPending.model_validate(_of_money(booking, payment_id=payment.id)),
        extension_event(BookingExtensionExpired, booking, extension),
    )
    kinds = ["payment_pending", "extension_expired"] if asked == "telegram" else []
    assert [kind for kind, _, _ in told] == kinds
    assert await Delivery.all().count() == len(kinds)


async def test_a_chat_hears_of_every_failed_payment_however_many_mails_there_were() -> None:
    booking = await build_booking(await build_park())
    await chat_of_guest(booking)
    events = [
        PaymentFailed.model_validate(_of_money(booking, payment_id=number, status_code="RP80"))
        for number in range(1, 6)
    ]
    assert len(await _told(*events)) == 5


async def test_a_chat_hears_what_its_person_chose() -> None:
    siti = await build_person()
    park = await build_park()
    booking, as_guest = await build_booking(park, person=siti), await build_booking(park)
    await chat_of_person(siti)
    await chat_of_guest(as_guest)
    assert len(await _told(_ending(booking), _ending(as_guest))) == 2
    await set_preferences(siti.id, {(Topic.REMINDERS, TELEGRAM): False}, by=CLOCK)
    assert await _told(_ending(booking), _ending(as_guest)) == []
    await set_preferences(siti.id, {(Topic.REMINDERS, TELEGRAM): True}, by=CLOCK)
    assert len(await _told(_ending(booking))) == 1


async def test_a_chat_that_was_unlinked_blocked_or_taken_back_hears_nothing() -> None:
    siti = await build_person()
    park = await build_park()
    booking, as_guest = await build_booking(park, person=siti), await build_booking(park)
    await chat_of_person(siti)
    await chat_of_guest(as_guest, CHAT + 1)
    await unlink_person(siti.id)
    await mark_blocked(CHAT + 1)
    assert await _told(_ending(booking), _ending(as_guest)) == []
    await chat_of_guest(as_guest, CHAT + 1)  # who writes again has not blocked us
    assert len(await _told(_ending(as_guest))) == 1
    await Booking.filter(id=as_guest.id).update(link_generation=2)
    assert await _told(_ending(as_guest)) == []


async def test_without_a_bot_nothing_is_planned_for_telegram() -> None:
    hafiz = await staff_person()
    booking = await build_booking(await build_park(), person=hafiz)
    await chat_of_person(hafiz)
    await alert_chat(hafiz)
    assert await _told(_ending(booking), _failed_job(), with_telegram=False) == []


async def test_an_event_seen_twice_is_told_once() -> None:
    hafiz = await staff_person()
    booking = await build_booking(await build_park())
    await chat_of_person(hafiz)
    await chat_of_guest(booking)
    await alert_chat(hafiz)
    before = await _told(event_of(BookingConfirmed, booking), _failed_job())
    await EventCursor.filter(reader=READER).update(last_id=0)
    assert await plan_deliveries(with_telegram=True) > 0
    assert await Delivery.filter(channel="telegram").count() == len(before) == 3


async def test_a_linked_telegram_is_mailed_to_the_account_and_not_told_to_the_chat() -> None:
    siti = await build_person()
    await chat_of_person(siti)
    assert await _told(TelegramLinked(person_id=siti.id)) == []
    mail = await Delivery.get()
    assert (mail.kind, mail.channel, mail.recipient) == ("telegram_linked", "email", siti.email)
    linked = await EventRecord.get(kind="TelegramLinked")
    assert mail.data == {"person_id": siti.id, "moment": linked.occurred_at.isoformat()}


async def test_staff_are_alerted_in_every_chat_that_asked_and_drivers_are_not() -> None:
    hafiz, siti = await staff_person(), await build_person()
    await chat_of_person(hafiz)
    await chat_of_person(siti, CHAT + 1)
    for person, chat_id in ((hafiz, CHAT), (hafiz, GROUP), (siti, CHAT + 1)):
        await alert_chat(person, chat_id)
    found = DiscrepancyFound(discrepancy_id=7, kind_of_discrepancy="unknown_order")
    assert await _told(found, _failed_job()) == [
        (kind, f"alerts:{chat_id}", "en")
        for kind in ("staff_discrepancy", "staff_job_failed")
        for chat_id in (GROUP, CHAT)
    ]
    assert await Delivery.exclude(channel="telegram").count() == 0
    data = [row.data for row in await Delivery.filter(recipient=f"alerts:{CHAT}").order_by("id")]
    run = {"job": "clean_up", "moment": PAID.isoformat(), "error": "OperationalError"}
    assert data == [{"discrepancy_id": 7}, run]


async def test_who_is_staff_no_more_or_linked_no_more_hears_no_alerts() -> None:
    hafiz, nurul = await staff_person(), await staff_person("nurul@mail.example")
    await chat_of_person(hafiz)
    await chat_of_person(nurul, CHAT + 1)
    await alert_chat(hafiz, GROUP)
    await alert_chat(nurul, CHAT + 1)
    assert len(await _told(_failed_job())) == 2
    await RoleGrant.filter(person_id=hafiz.id).delete()
    assert await _told(_failed_job()) == [("staff_job_failed", f"alerts:{CHAT + 1}", "en")]
    await unlink_person(nurul.id)
    assert await _told(_failed_job()) == []
    # Another Telegram is linked since: the one before, lost or sold, is told nothing.
    await chat_of_person(nurul, CHAT + 2)
    assert await _told(_failed_job()) == []


async def test_what_waited_for_long_is_still_planned_for_the_chat_of_now() -> None:
    """The planner was down while a booking was linked to an account."""
    siti = await build_person()
    booking = await build_booking(await build_park())
    await chat_of_guest(booking)
    await _happen(_ending(booking))
    await Booking.filter(id=booking.id).update(person_id=siti.id)
    await chat_of_person(siti, CHAT + 1)
    with clock.frozen(clock.now() + timedelta(minutes=5)):
        await plan_deliveries(with_telegram=True)
    assert [row.recipient for row in await Delivery.filter(channel="telegram")] == [f"telegram:{CHAT + 1}"]
