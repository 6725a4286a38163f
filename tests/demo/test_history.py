"""The demo's past: believable, and as sound as if it had been lived."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path

from app.analytics.figures import add_up, add_up_by
from app.analytics.occupancy import measure
from app.analytics.occupancy_facts import read_facts
from app.analytics.revenue import read_revenue
from app.analytics.till import read_till
from app.arrivals.models import ExitFee, ParkingSession
from app.bookings.models import Booking, BookingStatus, Extension, SpaceClaim
from app.core import clock
from app.core.database.dialect import rows_of
from app.core.days import Days, day_of
from app.core.events import read_events
from app.core.money import ZERO
from app.demo.seed import seed_demo
from app.demo.taken import write_taken
from app.lots.models import Lot
from app.notifications.models import Delivery
from app.notifications.planner import plan_deliveries
from app.payments.invariants import find_violations
from app.payments.models import LedgerEntry, Payment, PaymentChannel, PaymentStatus, Refund, Settlement
from app.receipts.queries import get_receipt_view
from tests.demo.test_seed import settings
from tests.support.databases import Database

_DAYS = 9


async def test_the_past_is_sound_silent_and_says_something(db: Database, tmp_path: Path) -> None:
    await seed_demo(settings(db, demo=True), history_days=_DAYS)

    assert await find_violations() == []
    assert await plan_deliveries() == 0
    assert await Delivery.all().count() == 0
    await check_bookings()
    await check_money()
    await check_use()
    await check_what_the_gateway_took(tmp_path / "taken.jsonl")
    await check_that_it_could_have_happened()
    before = await Booking.all().count()
    await seed_demo(settings(db, demo=True), history_days=_DAYS)
    assert await Booking.all().count() == before


async def check_bookings() -> None:
    now = clock.now()
    past = Booking.filter(ends_at__lt=now, open_session__id__isnull=True)
    statuses = {booking.status for booking in await past}
    assert statuses == {BookingStatus.COMPLETED, BookingStatus.CANCELLED, BookingStatus.EXPIRED}
    assert {booking.channel for booking in await past} == {"web", "telegram", "desk"}
    claimed = set(await SpaceClaim.all().values_list("booking_id", flat=True))
    confirmed = Booking.filter(status=BookingStatus.CONFIRMED)
    assert claimed == set(await confirmed.values_list("id", flat=True))
    # Only the neighbours of today are in.
    assert not await ParkingSession.exists(exited_at=None, entered_at__lt=now - timedelta(hours=3))
    for few in (Extension, ExitFee, Refund, Settlement):
        assert await few.all().count() > 0
    last = await past.filter(status=BookingStatus.COMPLETED).order_by("-id").first()
    assert last is not None
    view = await get_receipt_view(last.id, secret_key="x" * 40, language="en")
    assert view.total == last.amount
    assert {event.kind for event in await read_events(0)} >= {"LotCreated", "BookingConfirmed"}


async def check_money() -> None:
    """Every day of every lot sold something, in every way; the ledger sums to nothing."""
    lots = await Lot.all()
    today = day_of(clock.now(), "Asia/Kuala_Lumpur")
    days = Days(today - timedelta(days=_DAYS - 1), today - timedelta(days=1))
    cells = await read_revenue(lots, days)
    by_day = add_up_by(cells, lambda cell: (cell.lot_id, cell.day))
    assert len(by_day) == len(lots) * len(days)
    assert all(figures.net > ZERO for figures in by_day.values())
    assert {cell.sold for cell in cells} == {"booking", "extension", "exit_fee"}
    assert {cell.channel for cell in cells} == {"web", "telegram", "desk", "counter"}
    whole = add_up(cells)
    assert ZERO < whole.fees < whole.net
    assert (await read_till(lots, days)).owed > ZERO
    assert sum(entry.amount.sen for entry in await LedgerEntry.all()) == 0


async def check_what_the_gateway_took(file: Path) -> None:
    """The sandbox is told of every payment, so that it gives back what is left of it."""
    count = await write_taken(file)
    told = [json.loads(line) for line in file.read_text().splitlines()]  # noqa: ASYNC240 - one look
    taken = await Payment.filter(channel=PaymentChannel.GATEWAY, status=PaymentStatus.CAPTURED)
    assert count == len(told) == len(taken)
    assert {each["orderId"] for each in told} == {payment.order_id for payment in taken}
    assert sum(each["amountSen"] for each in told) == sum(payment.amount.sen for payment in taken)
    assert sum(each["refundedSen"] for each in told) == sum(one.amount.sen for one in await Refund.all()) > 0


async def check_use() -> None:
    """A tower is full at eleven on working days and empty on Sundays."""
    tower = await Lot.get(slug="menara-suria")
    today = day_of(clock.now(), tower.time_zone)
    found = measure(await read_facts(tower, Days(today - timedelta(days=8), today - timedelta(days=1))))
    percent = [use.booked_percent or 0 for use in found.hours]
    assert min(percent[day * 24 + 11] for day in range(5)) > 25
    assert percent[6 * 24 + 11] < 15
    assert found.total.occupied_percent is not None
    assert found.stays.overstays
    assert found.stays.no_shows


async def check_that_it_could_have_happened() -> None:
    """No two cars on a spot, nothing before it could be."""
    # The neighbours of today come floor by floor, each at a time of their own.
    before = f"'{clock.now() - timedelta(hours=3):%Y-%m-%d %H:%M:%S}'"
    impossible = {
        "two cars on one spot": """
            SELECT a.id FROM parking_session a JOIN booking x ON x.id = a.booking_id
            JOIN booking y ON y.space_id = x.space_id AND y.id <> x.id
            JOIN parking_session b ON b.booking_id = y.id
            WHERE a.entered_at <= b.entered_at AND b.entered_at < a.exited_at""",
        "two rights to one spot": """
            SELECT x.id FROM booking x JOIN booking y ON y.space_id = x.space_id AND y.id <> x.id
            WHERE x.status = 'completed' AND y.status = 'completed'
            AND x.starts_at <= y.starts_at AND y.starts_at < x.ends_at""",
        "booked while it was closed": """
            SELECT b.id FROM booking b JOIN closure c ON c.space_id = b.space_id
            WHERE b.status = 'completed' AND b.starts_at < c.ends_at AND b.ends_at > c.starts_at""",
        "over before it began": "SELECT id FROM parking_session WHERE exited_at <= entered_at",
        "in before it was booked": """
            SELECT s.id FROM parking_session s JOIN booking b ON b.id = s.booking_id
            WHERE s.entered_at < b.confirmed_at""",
        "given back before it was paid": """
            SELECT r.id FROM refund r JOIN payment p ON p.id = r.payment_id
            WHERE r.created_at < p.final_at""",
        "booked in another order than it happened": f"""
            SELECT a.id FROM ledger_transaction a JOIN ledger_transaction b ON b.id = a.id + 1
            WHERE a.lot_id = b.lot_id AND a.happened_at > b.happened_at AND b.happened_at < {before}""",
        "receipted in another order than it was paid": f"""
            SELECT a.id FROM receipt a JOIN receipt b ON b.lot_id = a.lot_id AND b.number = a.number + 1
            WHERE a.issued_at > b.issued_at AND b.issued_at < {before}""",
    }
    found = {name: len(await rows_of(sql)) for name, sql in impossible.items()}
    assert found == dict.fromkeys(impossible, 0)
