"""The rules of payments, as pure functions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from app.bookings.rules import refund_share
from app.core.money import Money, total
from app.payments.gateways.protocol import Outcome
from app.payments.models import PaymentStatus as Status

# Why part of a sale is given back; money of any other cause (`late`, `double`) bought nothing.
CAUSES_OF_SALE = frozenset({"cancelled", "displaced", "goodwill"})

UNFINISHED = (Status.CREATED, Status.PENDING)
MAX_ATTEMPTS = 12
FRESH = timedelta(minutes=15)
"""How old a try may be that is handed out once more: most of its hour is left."""
ENQUIRY_MEMORY = timedelta(days=21)  # the gateway's channels forget after that (ringgitpay.md, 3)
UNKNOWN_ORDER_PATIENCE = timedelta(hours=1)  # a page left open may still be used that long

_ENQUIRY_GAPS = (5, 5, 5, 10, 15, 30, 60, 120, 240)  # minutes; then every six hours
_LAST_GAP = 360

# Money is a fact: a success that arrives after a failure or an expiry is still a success.
_TRANSITIONS: Mapping[Status, frozenset[Status]] = {
    Status.CREATED: frozenset({Status.PENDING, Status.CAPTURED, Status.FAILED, Status.EXPIRED}),
    Status.PENDING: frozenset({Status.CAPTURED, Status.FAILED, Status.EXPIRED}),
    Status.FAILED: frozenset({Status.CAPTURED}),
    Status.EXPIRED: frozenset({Status.CAPTURED}),
    Status.CAPTURED: frozenset(),
}

_STATUS_OF_OUTCOME: Mapping[Outcome, Status] = {
    Outcome.CAPTURED: Status.CAPTURED,
    Outcome.PENDING: Status.PENDING,
    Outcome.UNKNOWN: Status.PENDING,  # not success, not final: ask again
    Outcome.FAILED: Status.FAILED,
}


def may_advance(status: Status, to: Status) -> bool:
    return to in _TRANSITIONS[status]


def status_of(outcome: Outcome) -> Status:
    return _STATUS_OF_OUTCOME[outcome]


def next_enquiry(enquiries: int, now: datetime) -> datetime:
    """When to ask again after `enquiries` answers that were not final."""
    return now + _enquiry_gap(enquiries)


def last_enquiry(enquiries: int, due_at: datetime | None) -> datetime | None:
    """When the last of `enquiries` was made, if the next is due at `due_at` as `next_enquiry` set it."""
    return due_at - _enquiry_gap(enquiries - 1) if enquiries and due_at else None


def _enquiry_gap(enquiries: int) -> timedelta:
    minutes = _ENQUIRY_GAPS[enquiries] if enquiries < len(_ENQUIRY_GAPS) else _LAST_GAP
    return timedelta(minutes=minutes)


def tax_share(tax: Money, part: Money, whole: Money) -> Money:
    """The service tax in `part` of an amount `whole` that holds `tax`."""
    return tax.prorate(part.sen, whole.sen) if whole.sen else tax


@dataclass(frozen=True, slots=True)
class Sold:
    """What was paid for one thing, and what of it is left after what was given back."""

    paid: Money
    left: Money


def given_back(sales: Iterable[Sold], percent: int) -> Money:
    """What goes back when `percent` of every sale does: each is rounded for itself, and is never exceeded."""
    return total(min(refund_share(sale.paid, percent), sale.left) for sale in sales)


@dataclass(frozen=True, slots=True)
class PayOut:
    """What of a capture came to our bank, and what the gateway kept for itself."""

    arrived: Money
    fee: Money


def pay_out(captured: Money, given_back: Money, told: Money) -> PayOut:
    """How a settlement of `told` is read when part of the capture went back before it (decision 24).

    What is left was owed, and `told` is that less the fee; or, where it is more, the message left the refund
    out, as the protocol has it, and the gateway kept that from the transfer.
    """
    owed = captured - given_back
    if told <= owed:
        return PayOut(told, owed - told)
    return PayOut(told - given_back, captured - told)
