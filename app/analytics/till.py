"""Where the money is: what the gateway took, paid out and still owes us, and what the counter took."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from app.core.database.dialect import numbers, rows_of, stored
from app.core.days import Days
from app.core.money import ZERO, Money, total
from app.core.period import Period
from app.lots.models import Lot


@dataclass(frozen=True, slots=True)
class Till:
    """What moved in some days. `owed_before` and `owed`: by the gateway to us, at their begin and end.

    `owed_before + captured - refunded - paid_out - fees = owed`, to the sen. `paid_out` came to the bank;
    `fees` is what the gateway kept of it. What goes back to drivers by the gateway is taken from what it
    owes, or from the bank where that was paid out before: of what was paid out nothing is owed (decision 24).
    The counter's is no affair of the gateway's.
    """

    owed_before: Money = ZERO
    captured: Money = ZERO
    refunded: Money = ZERO
    paid_out: Money = ZERO
    fees: Money = ZERO
    owed: Money = ZERO
    counter_taken: Money = ZERO
    counter_refunded: Money = ZERO


async def read_till(lots: Sequence[Lot], days: Days) -> Till:
    """Of several lots together; days are by each lot's clock."""
    zones = sorted({lot.time_zone for lot in lots})
    each = [
        await _read([lot.id for lot in lots if lot.time_zone == zone], days.in_zone(zone)) for zone in zones
    ]
    return Till(*(total(getattr(till, name) for till in each) for name in Till.__slots__))


async def _read(lot_ids: Sequence[int], period: Period) -> Till:
    rows = await rows_of(
        f"""
        SELECT e.account AS account, t.kind AS kind,
            CASE WHEN t.happened_at < ? THEN 1 ELSE 0 END AS is_before, SUM(e.amount_sen) AS amount
        FROM ledger_transaction t JOIN ledger_entry e ON e.transaction_id = t.id
        WHERE t.lot_id IN ({numbers(lot_ids)}) AND t.happened_at < ?
        AND (e.account = 'gateway_receivable' OR
            (t.happened_at >= ? AND e.account IN ('bank', 'gateway_fees', 'counter')))
        GROUP BY 1, 2, 3""",  # noqa: S608
        stored(period.starts_at),
        stored(period.ends_at),
        stored(period.starts_at),
    )

    def moved(account: str, *kinds: str, before: bool = False) -> Money:
        return Money(
            sum(
                int(row["amount"])
                for row in rows
                if row["account"] == account
                and (not kinds or row["kind"] in kinds)
                and bool(row["is_before"]) is before
            )
        )

    owed_before = moved("gateway_receivable", before=True)
    return Till(
        owed_before=owed_before,
        captured=moved("gateway_receivable", "capture"),
        refunded=-(moved("gateway_receivable", "refund_paid") + moved("bank", "refund_paid")),
        paid_out=moved("bank"),
        fees=moved("gateway_fees"),
        owed=owed_before + moved("gateway_receivable"),
        counter_taken=moved("counter", "capture"),
        counter_refunded=-moved("counter", "refund_paid"),
    )
