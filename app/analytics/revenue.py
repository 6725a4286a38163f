"""Money by the ledger, so that it agrees with receipts and settlements to the sen."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from app.analytics.figures import Cell, Figures
from app.core.database.dialect import divided, numbers, rows_of, seconds_of, stored
from app.core.days import Days, offsets_in
from app.core.money import Money
from app.core.period import Period
from app.lots.models import Lot
from app.payments.ledger import Account

_SALES = (Account.REVENUE.value, Account.SERVICE_TAX.value)
_COUNTED = ", ".join(f"'{account}'" for account in (*_SALES, Account.GATEWAY_FEES))
_FIRST_DAY = date(1970, 1, 1)

# A sale is kind `sale`; whatever else moves revenue or tax takes of it. So the sums are the balances.
_OF_SALES = "e.account IN ('revenue', 'service_tax')"
_FIGURES = f"""
    SUM(CASE WHEN {_OF_SALES} AND t.kind = 'sale' THEN -e.amount_sen ELSE 0 END) AS gross,
    SUM(CASE WHEN {_OF_SALES} AND t.kind <> 'sale' THEN e.amount_sen ELSE 0 END) AS refunds,
    SUM(CASE WHEN e.account = 'service_tax' THEN -e.amount_sen ELSE 0 END) AS tax,
    SUM(CASE WHEN e.account = 'gateway_fees' THEN e.amount_sen ELSE 0 END) AS fees"""
# Sold at the desk is sold there however it was paid; what else comes in at the counter was asked for there.
_CHANNEL = "CASE WHEN p.channel = 'counter' AND b.channel <> 'desk' THEN 'counter' ELSE b.channel END"


async def sold(lot_id: int, period: Period) -> Money:
    """What was sold on a lot in a period, tax included, less what was given back of it."""
    (row,) = await rows_of(
        f"""
        SELECT COALESCE(SUM(-e.amount_sen), 0) AS sold_sen
        FROM ledger_transaction t JOIN ledger_entry e ON e.transaction_id = t.id
        WHERE t.lot_id = ? AND t.happened_at >= ? AND t.happened_at < ? AND {_OF_SALES}""",  # noqa: S608
        lot_id,
        stored(period.starts_at),
        stored(period.ends_at),
    )
    return Money(int(row["sold_sen"]))


async def read_revenue(lots: Sequence[Lot], days: Days) -> list[Cell]:
    """The figures of every day, type, channel and thing sold; days are by each lot's clock.

    One statement for each zone that the lots are in, so mostly one.
    """
    cells: list[Cell] = []
    for zone in sorted({lot.time_zone for lot in lots}):
        there = [lot.id for lot in lots if lot.time_zone == zone]
        cells += await _read(there, days.in_zone(zone), zone)
    return sorted(cells, key=lambda cell: (cell.day, cell.lot_id))


async def read_revenue_of_spots(area_id: int, period: Period) -> dict[int, Figures]:
    """The figures of each spot of a floor that had any: of the bookings that stood, or stand, on it."""
    rows = await rows_of(
        f"""
        SELECT b.space_id AS space_id, {_FIGURES}
        FROM ledger_transaction t
        JOIN ledger_entry e ON e.transaction_id = t.id
        JOIN charge c ON c.id = t.charge_id
        JOIN booking b ON b.id = c.booking_id
        WHERE b.area_id = ? AND t.happened_at >= ? AND t.happened_at < ? AND e.account IN ({_COUNTED})
        AND t.lot_id = (SELECT lot_id FROM area WHERE id = ?)
        GROUP BY b.space_id""",  # noqa: S608
        area_id,
        stored(period.starts_at),
        stored(period.ends_at),
        area_id,
    )
    return {int(row["space_id"]): _figures(row) for row in rows}


async def _read(lot_ids: Sequence[int], period: Period, zone: str) -> list[Cell]:
    day, changes = _day_in_sql(period, zone)
    rows = await rows_of(
        f"""
        SELECT {day} AS day, t.lot_id AS lot_id, s.type AS space_type, {_CHANNEL} AS channel,
            c.purpose AS sold, {_FIGURES}
        FROM ledger_transaction t
        JOIN ledger_entry e ON e.transaction_id = t.id
        LEFT JOIN charge c ON c.id = t.charge_id
        LEFT JOIN booking b ON b.id = c.booking_id
        LEFT JOIN space s ON s.id = b.space_id
        LEFT JOIN receipt n ON n.charge_id = c.id
        LEFT JOIN payment p ON p.id = n.payment_id
        WHERE t.lot_id IN ({numbers(lot_ids)}) AND t.happened_at >= ? AND t.happened_at < ?
        AND e.account IN ({_COUNTED})
        GROUP BY 1, 2, 3, 4, 5""",  # noqa: S608
        *changes,
        stored(period.starts_at),
        stored(period.ends_at),
    )
    return [
        Cell(
            day=_FIRST_DAY + timedelta(days=int(row["day"])),
            lot_id=row["lot_id"],
            space_type=row["space_type"],
            channel=row["channel"],
            sold=row["sold"],
            figures=_figures(row),
        )
        for row in rows
    ]


def _day_in_sql(period: Period, zone: str) -> tuple[str, list[str]]:
    """The days since 1970 by the clock of `zone`, with the values that stand in it."""
    *changes, (_, last) = offsets_in(period, zone)
    cases = "".join(f" WHEN t.happened_at < ? THEN {_seconds(offset)}" for _, offset in changes)
    ahead = f"CASE{cases} ELSE {_seconds(last)} END" if cases else str(_seconds(last))
    day = divided(f"{seconds_of('t.happened_at')} + {ahead}", 86_400)
    return day, [stored(until) for until, _ in changes]


def _seconds(offset: timedelta) -> int:
    return int(offset.total_seconds())


def _figures(row: dict[str, object]) -> Figures:
    return Figures(*(Money(int(str(row[name]))) for name in ("gross", "refunds", "tax", "fees")))
