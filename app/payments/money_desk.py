"""Reads of the money desk: what has no end yet, and what the gateway paid out."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime

from tortoise.queryset import QuerySet

from app.core.database.dialect import rows_of, stored
from app.core.days import Days, day_of
from app.core.fields import is_row_id
from app.core.money import ZERO, Money, total
from app.lots.models import Lot
from app.payments import rules
from app.payments.errors import PaymentNotFound
from app.payments.ledger import Account
from app.payments.models import (
    Discrepancy,
    LedgerEntry,
    Payment,
    ProposalStatus,
    RefundProposal,
    Settlement,
)
from app.payments.queries import waiting_for_hands

PAGE = 50
LISTED = 200
"""Of a list without pages, so many; what it comes to is counted whole."""


@dataclass(frozen=True, slots=True)
class Work:
    """How much of a lot's money waits for a person. `stray`: discrepancies of no lot."""

    proposals: int
    manual_refunds: int
    open_payments: int
    discrepancies: int
    stray: int


async def count_work(lot_id: int) -> Work:
    unresolved = Discrepancy.filter(resolved_at__isnull=True)
    return Work(
        proposals=await RefundProposal.filter(lot_id=lot_id, status=ProposalStatus.WAITING).count(),
        manual_refunds=await waiting_for_hands(lot_id).count(),
        open_payments=await _open_payments(lot_id).count(),
        discrepancies=await unresolved.filter(payment__charge__lot_id=lot_id).count(),
        stray=await unresolved.filter(payment_id__isnull=True).count(),
    )


async def list_open_payments(lot_id: int, *, after: int | None = None) -> list[Payment]:
    """Tries to pay that have no end, the oldest first, one more than a page, with charges and bookings."""
    rows = _open_payments(lot_id)
    if after is not None:
        rows = rows.filter(id__gt=after)
    return await rows.order_by("id").limit(PAGE + 1).prefetch_related("charge__booking")


async def get_payment_of_lot(lot_id: int, payment_id: int) -> Payment:
    """Raises PaymentNotFound."""
    rows = Payment.filter(id=payment_id, charge__lot_id=lot_id)
    payment = await rows.first() if is_row_id(payment_id) else None
    if payment is None:
        raise PaymentNotFound
    return payment


@dataclass(frozen=True, slots=True)
class SettledDay:
    """What the gateway paid out for one day: `net` is `gross` less `fee` and `refunded`.

    `gross`: what it owed of these payments. `refunded`: what went back to drivers, that day, of payments that
    had been paid out before: it is kept from the transfer.
    """

    day: date
    payments: int
    gross: Money
    fee: Money
    refunded: Money
    net: Money


async def list_settled_days(lot: Lot, days: Days) -> list[SettledDay]:
    """The days on which money of a lot came from the gateway, or was kept by it, the newest first."""
    rows = Settlement.filter(
        payment__charge__lot_id=lot.id, settled_on__gte=days.first, settled_on__lte=days.last
    )
    settled: dict[date, list[Settlement]] = defaultdict(list)
    for settlement in await rows:
        settled[settlement.settled_on].append(settlement)
    kept = await _kept_for_refunds(lot, days)
    return [_day(day, settled[day], kept[day]) for day in sorted({*settled, *kept}, reverse=True)]


@dataclass(frozen=True, slots=True)
class Unsettled:
    """A capture, with its charge and booking, of which the gateway still owes something."""

    payment: Payment
    owed: Money


@dataclass(frozen=True, slots=True)
class UnsettledSum:
    payments: int
    owed: Money


async def list_unsettled(lot_id: int, captured_before: datetime) -> list[Unsettled]:
    """What the gateway captured and did not pay out, the oldest first, `LISTED` at most.

    What went back whole before that is not owed, and not waited for.
    """
    rows = await rows_of(
        f"SELECT p.id AS id, {_OWED} AS owed_sen {_UNSETTLED} ORDER BY p.id LIMIT {LISTED}",
        lot_id,
        stored(captured_before),
    )
    owed = {int(row["id"]): Money(int(row["owed_sen"])) for row in rows}
    payments = Payment.filter(id__in=list(owed)).order_by("id").prefetch_related("charge__booking")
    return [Unsettled(payment, owed[payment.id]) for payment in await payments]


async def sum_unsettled(lot_id: int, captured_before: datetime) -> UnsettledSum:
    """All of it, also what the list is too short for."""
    (row,) = await rows_of(
        f"SELECT COUNT(*) AS payments, COALESCE(SUM({_OWED}), 0) AS owed_sen {_UNSETTLED}",
        lot_id,
        stored(captured_before),
    )
    return UnsettledSum(int(row["payments"]), Money(int(row["owed_sen"])))


_OWED = "p.amount_sen - COALESCE(b.given_sen, 0)"
_UNSETTLED = """
    FROM payment p JOIN charge c ON c.id = p.charge_id LEFT JOIN settlement s ON s.payment_id = p.id
    LEFT JOIN (SELECT payment_id, SUM(amount_sen) AS given_sen FROM refund WHERE status = 'succeeded'
        GROUP BY payment_id) b ON b.payment_id = p.id
    WHERE c.lot_id = ? AND p.status = 'captured' AND p.channel = 'gateway' AND p.final_at < ?
    AND s.id IS NULL AND p.amount_sen > COALESCE(b.given_sen, 0)"""


def _open_payments(lot_id: int) -> QuerySet[Payment]:
    return Payment.filter(status__in=rules.UNFINISHED, charge__lot_id=lot_id)


async def _kept_for_refunds(lot: Lot, days: Days) -> dict[date, Money]:
    period = days.in_zone(lot.time_zone)
    entries = LedgerEntry.filter(
        account=Account.BANK.value,
        transaction__kind="refund_paid",
        transaction__lot_id=lot.id,
        transaction__happened_at__gte=period.starts_at,
        transaction__happened_at__lt=period.ends_at,
    )
    kept: dict[date, Money] = defaultdict(lambda: ZERO)
    for entry in await entries.select_related("transaction"):
        kept[day_of(entry.transaction.happened_at, lot.time_zone)] -= entry.amount
    return kept


def _day(day: date, settlements: list[Settlement], refunded: Money) -> SettledDay:
    arrived, fee = total(one.amount for one in settlements), total(one.fee for one in settlements)
    return SettledDay(day, len(settlements), arrived + fee, fee, refunded, arrived - refunded)
