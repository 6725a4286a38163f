"""Reads of the money desk: what has no end yet, and what the gateway paid out."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime

from app.core.fields import is_row_id
from app.core.money import Money, total
from app.payments import rules
from app.payments.errors import PaymentNotFound
from app.payments.models import Payment, PaymentChannel, PaymentStatus, Settlement

_LISTED = 200


async def list_open_payments(lot_id: int) -> list[Payment]:
    """Tries to pay that have no end, the oldest first, with their charges and bookings."""
    rows = Payment.filter(status__in=rules.UNFINISHED, charge__lot_id=lot_id).order_by("id").limit(_LISTED)
    return await rows.prefetch_related("charge__booking")


async def get_payment_of_lot(lot_id: int, payment_id: int) -> Payment:
    """Raises PaymentNotFound."""
    rows = Payment.filter(id=payment_id, charge__lot_id=lot_id)
    payment = await rows.first() if is_row_id(payment_id) else None
    if payment is None:
        raise PaymentNotFound
    return payment


@dataclass(frozen=True, slots=True)
class SettledDay:
    """What the gateway paid out for one day: `net` is `gross` less `fee`."""

    day: date
    payments: int
    gross: Money
    fee: Money
    net: Money


async def list_settled_days(lot_id: int, since: date, until: date) -> list[SettledDay]:
    """The days with pay-outs for a lot, both ends included, the newest first."""
    rows = Settlement.filter(payment__charge__lot_id=lot_id, settled_on__gte=since, settled_on__lte=until)
    by_day: dict[date, list[Settlement]] = defaultdict(list)
    for settlement in await rows:
        by_day[settlement.settled_on].append(settlement)
    return [_day(day, by_day[day]) for day in sorted(by_day, reverse=True)]


async def list_unsettled(lot_id: int, captured_before: datetime) -> list[Payment]:
    """What the gateway captured and did not pay out, the oldest first, with charges and bookings."""
    rows = Payment.filter(
        status=PaymentStatus.CAPTURED,
        channel=PaymentChannel.GATEWAY,
        charge__lot_id=lot_id,
        final_at__lt=captured_before,
        settlement__id__isnull=True,
    )
    return await rows.order_by("id").limit(_LISTED).prefetch_related("charge__booking")


def _day(day: date, settlements: list[Settlement]) -> SettledDay:
    net, fee = total(one.amount for one in settlements), total(one.fee for one in settlements)
    return SettledDay(day, len(settlements), net + fee, fee, net)
