"""Anybody may type anybody's address into a booking: what can be poured into a stranger's letter box."""

from __future__ import annotations

from datetime import timedelta

import pytest

from app.bookings.models import Booking
from app.core import clock
from app.core.actor import CLOCK
from app.core.database.transactions import record, transactional
from app.notifications.models import Delivery
from app.notifications.planner import plan_deliveries
from app.notifications.rules import FAILURE_MAILS_PER_HOUR
from app.payments.events import PaymentFailed
from tests.receipts.records import build_booking, build_park

pytestmark = pytest.mark.usefixtures("db")


@transactional
async def _fail(booking: Booking, times: int) -> None:
    for number in range(times):
        event = PaymentFailed(
            payment_id=number + 1,
            booking_id=booking.id,
            lot_id=booking.lot_id,
            reference=booking.reference,
            status_code="RP96",
        )
        record(event, by=CLOCK)


async def _mails_to(email: str) -> int:
    await plan_deliveries()
    return await Delivery.filter(recipient=email).count()


async def test_failed_payments_fill_no_letter_box() -> None:
    park = await build_park()
    victim, other = "victim@mail.example", "other@mail.example"
    first = await build_booking(park, email=victim)
    second = await build_booking(park, email=victim)
    await _fail(first, FAILURE_MAILS_PER_HOUR + 2)
    assert await _mails_to(victim) == FAILURE_MAILS_PER_HOUR
    await _fail(second, 5)
    await _fail(await build_booking(park, email=other), 1)
    assert await _mails_to(victim) == FAILURE_MAILS_PER_HOUR
    assert await _mails_to(other) == 1
    with clock.frozen(clock.now() + timedelta(minutes=61)):
        await _fail(second, 1)
        assert await _mails_to(victim) == FAILURE_MAILS_PER_HOUR + 1
