from __future__ import annotations

import asyncio
import sys
from asyncio.subprocess import PIPE, Process
from datetime import datetime

import pytest

from app.accounts.events import EmailVerificationRequested, PasswordChanged, PasswordResetRequested, SignedOut
from app.accounts.models import Person
from app.bookings.events import (
    BookingCancelled,
    BookingConfirmed,
    BookingDisplaced,
    BookingExpired,
    BookingExtended,
    BookingMoved,
)
from app.bookings.models import Booking
from app.bookings.steps import event_of
from app.core.actor import CLOCK, Actor
from app.core.database.transactions import record, transactional
from app.core.events import DomainEvent, newest_event_id
from app.core.models import EventCursor, EventRecord
from app.notifications.models import Delivery
from app.notifications.planner import READER, plan_deliveries
from app.payments.events import (
    PaymentCaptured,
    PaymentFailed,
    RefundGranted,
    RefundRequested,
    RefundSucceeded,
)
from tests.receipts.records import PAID, build_booking, build_park
from tests.support.databases import Database
from tests.support.settings import ROOT


@transactional
async def _happen(*events: DomainEvent, by: Actor = CLOCK) -> None:
    for event in events:
        record(event, by=by)


def _of_money(booking: Booking, **more: object) -> dict[str, object]:
    return {"booking_id": booking.id, "lot_id": booking.lot_id, "reference": booking.reference, **more}


def confirmed(booking: Booking) -> BookingConfirmed:
    return event_of(BookingConfirmed, booking)


def cancelled(booking: Booking) -> BookingCancelled:
    return event_of(BookingCancelled, booking, refund_sen=0)


def moved(booking: Booking) -> BookingMoved:
    places = {"from_area_id": booking.area_id, "from_space_id": 1, "move_id": 9}
    return event_of(BookingMoved, booking, **places, cause="closure", hold_expires_at=None)


def displaced(booking: Booking) -> BookingDisplaced:
    return event_of(BookingDisplaced, booking, cause="closure", refund_sen=1908)


async def _planned() -> list[tuple[str, str, str, dict[str, object]]]:
    rows = await Delivery.all().order_by("id")
    return [(row.kind, row.recipient, row.language, row.data) for row in rows]


async def test_what_happens_to_a_booking_is_told_to_whoever_made_it(db: Database) -> None:
    park = await build_park()
    booking = await build_booking(park, confirmed_at=PAID)
    malay = await build_booking(park, email="ali@mail.example", language="ms")
    refund = {"refund_id": 5, "amount_sen": 1908}
    await _happen(
        confirmed(booking),
        PaymentFailed.model_validate(_of_money(malay, payment_id=3, status_code="RP80")),
        event_of(BookingExtended, booking, extension_id=8),
        cancelled(booking),
        RefundRequested.model_validate(_of_money(malay, **refund, cause="late")),
        RefundRequested.model_validate(_of_money(booking, **refund, cause="double")),
        RefundSucceeded.model_validate(_of_money(booking, **refund, cause="cancelled")),
    )

    assert await plan_deliveries() == 7

    aisyah, ali = ("aisyah@mail.example", "en"), ("ali@mail.example", "ms")
    assert await _planned() == [
        ("booking_confirmed", *aisyah, {"booking_id": booking.id}),
        ("payment_failed", *ali, {"booking_id": malay.id, "payment_id": 3}),
        ("booking_extended", *aisyah, {"booking_id": booking.id, "extension_id": 8}),
        ("booking_cancelled", *aisyah, {"booking_id": booking.id}),
        ("booking_expired_paid_late", *ali, {"booking_id": malay.id, "refund_id": 5}),
        ("refund_requested", *aisyah, {"booking_id": booking.id, "refund_id": 5}),
        ("refund_succeeded", *aisyah, {"booking_id": booking.id, "refund_id": 5}),
    ]


async def test_who_paid_for_a_spot_is_told_that_it_was_taken_away_and_who_only_held_it_is_not(
    db: Database,
) -> None:
    park = await build_park()
    paid, held = await build_booking(park, confirmed_at=PAID), await build_booking(park)
    await _happen(*(event for booking in (paid, held) for event in (moved(booking), displaced(booking))))

    await plan_deliveries()

    aisyah = ("aisyah@mail.example", "en")
    assert await _planned() == [
        ("booking_moved", *aisyah, {"booking_id": paid.id, "move_id": 9}),
        ("booking_displaced", *aisyah, {"booking_id": paid.id, "cause": "closure"}),
    ]


async def test_what_staff_did_is_told_as_their_doing(db: Database) -> None:
    booking = await build_booking(await build_park(), confirmed_at=PAID)
    granted = RefundGranted.model_validate(_of_money(booking, proposal_id=4, payment_id=3, amount_sen=500))
    await _happen(cancelled(booking), granted, by=Actor("attendant", 7))

    await plan_deliveries()

    aisyah = ("aisyah@mail.example", "en")
    assert await _planned() == [
        ("booking_called_off", *aisyah, {"booking_id": booking.id}),
        ("refund_granted", *aisyah, {"booking_id": booking.id, "proposal_id": 4}),
    ]


async def test_what_happens_to_an_account_is_told_to_its_person(db: Database) -> None:
    person = await Person.create(
        email="siti@mail.example", name="Siti", password_hash="x", language="ms", created_at=PAID
    )
    await _happen(
        EmailVerificationRequested(person_id=person.id, token_id=7),
        PasswordResetRequested(person_id=person.id, token_id=8),
        PasswordChanged(person_id=person.id),
    )

    await plan_deliveries()

    siti, about = ("siti@mail.example", "ms"), {"person_id": person.id}
    planned = await _planned()
    assert planned[:2] == [
        ("verify_email", *siti, {**about, "token_id": 7}),
        ("reset_password", *siti, {**about, "token_id": 8}),
    ]
    kind, *rest, data = planned[2]
    assert (kind, *rest) == ("password_changed", *siti)
    (changed_at,) = await EventRecord.filter(kind="PasswordChanged").values_list("occurred_at", flat=True)
    assert datetime.fromisoformat(str(data["moment"])) == changed_at


async def test_most_of_what_happens_is_told_to_nobody(db: Database) -> None:
    """The end of a hold, a capture (its booking's confirmation tells of it), a refund for a cancellation (the
    cancellation's mail tells of it), and a hold that was let go of unpaid."""
    park = await build_park()
    booking = await build_booking(park, confirmed_at=PAID)
    never_paid = await build_booking(park)
    await _happen(
        event_of(BookingExpired, booking),
        PaymentCaptured.model_validate(_of_money(booking, payment_id=1, amount_sen=1908)),
        RefundRequested.model_validate(_of_money(booking, refund_id=1, amount_sen=1, cause="cancelled")),
        cancelled(never_paid),
        SignedOut(person_id=1, session_id=1),
    )

    assert await plan_deliveries() == 5
    assert await _planned() == []


async def test_events_about_what_is_gone_or_not_known_do_not_stop_the_reader(db: Database) -> None:
    booking = await build_booking(await build_park())
    gone = confirmed(booking).model_copy(update={"booking_id": booking.id + 1})
    await _happen(gone, PasswordChanged(person_id=99), confirmed(booking))
    await EventRecord.filter(id=1).update(kind="SpaceTeleported")

    assert await plan_deliveries() == 3
    assert [kind for kind, *_ in await _planned()] == ["booking_confirmed"]


async def test_the_reader_goes_on_from_where_it_was(db: Database) -> None:
    booking = await build_booking(await build_park())
    await _happen(*[confirmed(booking)] * 5)

    assert [await plan_deliveries(limit=2) for _ in range(4)] == [2, 2, 1, 0]
    assert len(await _planned()) == 5
    assert (await EventCursor.get(reader=READER)).last_id == await newest_event_id()


async def test_an_event_seen_twice_is_told_once(db: Database) -> None:
    booking = await build_booking(await build_park())
    await _happen(confirmed(booking), confirmed(booking))
    await plan_deliveries()
    before = await _planned()
    await EventCursor.filter(reader=READER).update(last_id=0)

    assert await plan_deliveries() == 2
    assert await _planned() == before


async def test_nothing_is_told_of_a_change_that_was_rolled_back(db: Database) -> None:
    booking = await build_booking(await build_park())

    @transactional
    async def fail() -> None:
        record(confirmed(booking), by=CLOCK)
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await fail()

    assert await plan_deliveries() == 0
    assert await _planned() == []


_PLANNER = """
import asyncio, sys
from app.core.database.connection import close_database, open_database
from app.notifications.planner import plan_deliveries

async def main():
    database = await open_database(sys.argv[1])
    try:
        print("ready", flush=True)
        sys.stdin.readline()
        while await plan_deliveries(limit=3):
            pass
    finally:
        await close_database(database)

asyncio.run(main())
"""


async def _start_planner(url: str) -> Process:
    """A process that has opened the database and waits for a line to begin."""
    planner = await asyncio.create_subprocess_exec(
        *(sys.executable, "-c", _PLANNER, url), cwd=ROOT, stdin=PIPE, stdout=PIPE, stderr=PIPE
    )
    assert planner.stdout is not None
    assert await planner.stdout.readline() == b"ready\n"
    return planner


async def test_processes_that_plan_at_once_tell_everything_once(db: Database) -> None:
    booking = await build_booking(await build_park())
    for _ in range(4):
        await _happen(*[confirmed(booking)] * 15)
    planners = [await _start_planner(db.url) for _ in range(3)]

    said = await asyncio.gather(*(planner.communicate(b"go\n") for planner in planners))

    assert [errors for _, errors in said] == [b"", b"", b""]
    assert [planner.returncode for planner in planners] == [0, 0, 0]
    deliveries = await Delivery.all().order_by("event_id")
    assert [delivery.event_id for delivery in deliveries] == list(range(1, 61))
