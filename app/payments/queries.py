"""Reads of payments, refunds and receipts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Self

from tortoise.queryset import QuerySet

from app.bookings.models import Booking
from app.core.fields import is_row_id
from app.core.money import Money, total
from app.payments.errors import PaymentNotFound, RefundNotFound
from app.payments.models import (
    ORDER_ID_MAX_LENGTH,
    Payment,
    PaymentStatus,
    Receipt,
    Refund,
    RefundChannel,
    RefundStatus,
)
from app.payments.owed import PRICE, Wanted, wanted_by
from app.payments.refunds import OPEN
from app.payments.rules import Sold


async def get_payment(payment_id: int) -> Payment:
    """Raises PaymentNotFound."""
    payment = await Payment.get_or_none(id=payment_id)
    if payment is None:
        raise PaymentNotFound
    return payment


async def get_booking_of(payment: Payment) -> Booking:
    """The booking that a payment is for, with its lot."""
    return await Booking.get(charges__id=payment.charge_id).prefetch_related("lot")


async def find_payment_of_order(order_id: str) -> Payment | None:
    # Tortoise does not look for what the column cannot hold, it raises.
    if len(order_id) > ORDER_ID_MAX_LENGTH:
        return None
    return await Payment.get_or_none(order_id=order_id).prefetch_related("charge__booking")


@dataclass(frozen=True, slots=True)
class GivenBack:
    """The refunds that one cause made, as one: their sum, and how far the last of them has come."""

    cause: str
    amount: Money
    status: RefundStatus
    channel: RefundChannel
    reference: str

    @classmethod
    def of(cls, refunds: Sequence[Refund]) -> Self | None:
        """Of `refunds`, oldest first, those of the kind of the newest; None for none."""
        if not refunds:
            return None
        cause = refunds[-1].kind
        together = [refund for refund in refunds if refund.kind == cause]
        last = min(together, key=lambda refund: _FROM_DONE.index(refund.status))
        return cls(
            cause=cause,
            amount=total(refund.amount for refund in together),
            status=last.status,
            channel=last.channel,
            reference=last.gateway_reference or "",
        )


# The furthest from done first.
_FROM_DONE = (RefundStatus.FAILED, RefundStatus.REQUESTED, RefundStatus.SUBMITTED, RefundStatus.SUCCEEDED)


@dataclass(frozen=True, slots=True)
class Standing:
    """How far the paying of one thing has come: the capture if there is one, else the newest attempt."""

    payment: Payment | None = None
    receipt: Receipt | None = None


@dataclass(frozen=True, slots=True)
class MoneyFacts:
    """Where a booking's money stands: its price, its extensions and exit fees by id, and what goes back.

    `sales`: each thing that was bought.
    """

    price: Standing = field(default_factory=Standing)
    extensions: Mapping[int, Standing] = field(default_factory=dict)
    exit_fees: Mapping[int, Standing] = field(default_factory=dict)
    refund: GivenBack | None = None
    sales: tuple[Sold, ...] = ()

    @property
    def paid(self) -> Money:
        """All that was paid for what was bought."""
        return total(sale.paid for sale in self.sales)


async def money_of(booking_ids: Collection[int]) -> dict[int, MoneyFacts]:
    """The money facts of each booking, in three statements however many bookings."""
    ids = list(booking_ids)
    attempts: dict[int, list[Payment]] = defaultdict(list)
    for payment in await Payment.filter(charge__booking_id__in=ids).order_by("id").select_related("charge"):
        attempts[payment.charge.booking_id].append(payment)
    refunds: dict[int, list[Refund]] = defaultdict(list)
    for refund in await Refund.filter(booking_id__in=ids).order_by("id"):
        refunds[refund.booking_id].append(refund)
    receipts: dict[int, list[Receipt]] = defaultdict(list)
    issued = Receipt.filter(charge__booking_id__in=ids).order_by("id").select_related("charge")
    for receipt in await issued:
        receipts[receipt.charge.booking_id].append(receipt)
    return {id_: _facts(attempts[id_], refunds[id_], receipts[id_]) for id_ in ids}


def _facts(attempts: list[Payment], refunds: list[Refund], receipts: list[Receipt]) -> MoneyFacts:
    """Of one booking, everything oldest first."""
    payments: dict[Wanted, Payment] = {}
    for payment in attempts:
        wanted = wanted_by(payment.charge)
        known = payments.get(wanted)
        if known is None or known.status is not PaymentStatus.CAPTURED:
            payments[wanted] = payment
    receipt_of = {wanted_by(receipt.charge): receipt for receipt in receipts}
    standing = {wanted: Standing(payment, receipt_of.get(wanted)) for wanted, payment in payments.items()}
    return MoneyFacts(
        price=standing.get(PRICE, Standing()),
        extensions={of.extension_id: each for of, each in standing.items() if of.extension_id is not None},
        exit_fees={of.exit_fee_id: each for of, each in standing.items() if of.exit_fee_id is not None},
        refund=GivenBack.of(refunds),
        sales=tuple(_sold(receipt, refunds) for receipt in receipts),
    )


def _sold(receipt: Receipt, refunds: list[Refund]) -> Sold:
    amount: Money = receipt.charge.amount
    given = total(
        refund.amount
        for refund in refunds
        if refund.payment_id == receipt.payment_id and refund.status is not RefundStatus.FAILED
    )
    return Sold(amount, amount - given)


async def find_latest_payment(booking_id: int) -> Payment | None:
    """The capture of the booking's price if there is one, else the newest attempt at it."""
    return (await money_of([booking_id]))[booking_id].price.payment


async def payments_of(booking_id: int) -> list[Payment]:
    """Every try to pay of a booking, the first first, each with its charge, refunds and receipts."""
    rows = Payment.filter(charge__booking_id=booking_id).order_by("id")
    return await rows.prefetch_related("charge", "refunds", "receipts")


async def list_receipts(booking_id: int) -> list[Receipt]:
    """Of all that was bought with a booking, oldest first, each with its payment, charge and extension."""
    receipts = Receipt.filter(charge__booking_id=booking_id).order_by("id")
    return await receipts.prefetch_related("payment", "charge__extension", "charge__exit_fee")


async def list_manual_refunds(lot_id: int | None = None) -> list[Refund]:
    """The work list, of one lot or of all: refunds that staff make by hand, oldest first."""
    return await waiting_for_hands(lot_id).order_by("id").prefetch_related("payment", "booking__lot")


def waiting_for_hands(lot_id: int | None = None) -> QuerySet[Refund]:
    """The rows of `list_manual_refunds`."""
    waiting = Refund.filter(channel=RefundChannel.MANUAL, status__in=OPEN)
    return waiting if lot_id is None else waiting.filter(booking__lot_id=lot_id)


async def get_manual_refund(lot_id: int, refund_id: int) -> Refund:
    """One of the lot's, done or not, with its payment and booking. Raises RefundNotFound."""
    rows = Refund.filter(id=refund_id, channel=RefundChannel.MANUAL, booking__lot_id=lot_id)
    refund = await rows.first().prefetch_related("payment", "booking") if is_row_id(refund_id) else None
    if refund is None:
        raise RefundNotFound
    return refund
