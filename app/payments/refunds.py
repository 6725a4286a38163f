"""Giving money back: asked for by policy, sent where the gateway takes refunds, else done by staff."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

import structlog

from app.bookings.models import Booking
from app.core import clock
from app.core.actor import CLOCK, GATEWAY, Actor
from app.core.database.ids import ids_of
from app.core.database.transactions import record, transactional
from app.core.money import ZERO, Money, total
from app.core.one_by_one import one_by_one
from app.payments import ledger
from app.payments.discrepancies import note_discrepancy
from app.payments.errors import RefundAlreadyDone, RefundNotFound
from app.payments.events import RefundEvent, RefundRequested, RefundSubmitted, RefundSucceeded
from app.payments.gateways.protocol import Gateway, GatewayRefused, GatewayReply, GatewayUnavailable, Outcome
from app.payments.inbox import Message, keep_message
from app.payments.models import (
    Charge,
    GatewayEvent,
    Payment,
    PaymentChannel,
    Receipt,
    Refund,
    RefundChannel,
    RefundStatus,
    Settlement,
)
from app.payments.rules import CAUSES_OF_SALE, Sold, given_back, tax_share

log = structlog.get_logger()

OPEN = (RefundStatus.REQUESTED, RefundStatus.SUBMITTED)
_LEASE = timedelta(minutes=2)
_MAX_ATTEMPTS = 20  # some three days
_FIRST_GAP, _LONGEST_GAP = timedelta(minutes=1), timedelta(hours=6)


async def request_refund(
    payment: Payment,
    booking: Booking,
    *,
    cause: str,
    amount: Money,
    gateway: Gateway,
    by: Actor,
    beyond: Money = ZERO,
) -> Refund | None:
    """Owes `amount` of a capture back, inside the caller's transaction; nothing for zero.

    `beyond`: what of it one person gives beyond the policy.

    A cause of `rules.CAUSES_OF_SALE` gives back part of a sale; `late` and `double` give back money that
    bought nothing. The caller holds the booking's lock.
    """
    if amount <= ZERO:
        return None
    now = clock.now()
    charge = await Charge.get(id=payment.charge_id)
    of_sale = cause.partition(":")[0] in CAUSES_OF_SALE
    earlier = await _standing_refunds(payment)
    by_gateway = gateway.can_refund and payment.channel is PaymentChannel.GATEWAY
    refund = await Refund.create(
        payment=payment,
        booking=booking,
        cause=cause,
        amount=amount,
        tax=next_tax_share(charge, earlier, amount) if of_sale else ZERO,
        beyond=beyond,
        status=RefundStatus.REQUESTED,
        channel=RefundChannel.GATEWAY if by_gateway else RefundChannel.MANUAL,
        next_attempt_at=now if by_gateway else None,
        created_at=now,
    )
    if of_sale:
        await ledger.book_refund_of_sale(refund, charge, now)
    else:
        await ledger.book_refund_of_funds(refund, charge, now)
    record(_event(RefundRequested, refund, booking), by=by)
    return refund


async def refund_sales(
    booking: Booking,
    *,
    percent: int,
    cause: str,
    gateway: Gateway,
    by: Actor,
    by_policy: int | None = None,
) -> Money:
    """Owes `percent` of everything that was bought with a booking back, each payment for itself.

    `by_policy`: what the policy would give, where somebody decided on more. Of a payment of which something
    was given back before, never more than is left. The caller's transaction holds the booking's lock: until
    then a capture may pay one charge more. Returns the sum.
    """
    receipts = Receipt.filter(charge__booking_id=booking.id).select_related("payment").order_by("payment_id")
    refunds = []
    for receipt in await receipts:
        sale = Sold(receipt.payment.amount, await left_of(receipt.payment))
        amount = given_back([sale], percent)
        due = amount if by_policy is None else min(amount, given_back([sale], by_policy))
        refund = await request_refund(
            receipt.payment, booking, cause=cause, amount=amount, beyond=amount - due, gateway=gateway, by=by
        )
        refunds.append(refund)
    return total(refund.amount for refund in refunds if refund is not None)


async def left_of(payment: Payment) -> Money:
    """What of a capture was not given back yet and is not on its way."""
    return payment.amount - total(refund.amount for refund in await _standing_refunds(payment))


async def _standing_refunds(payment: Payment) -> list[Refund]:
    return await Refund.filter(payment_id=payment.id).exclude(status=RefundStatus.FAILED)


def next_tax_share(charge: Charge, earlier: Sequence[Refund], amount: Money) -> Money:
    """The tax in `amount` of a sale, so that all of the tax has gone back when all of the sale has."""
    before = total(refund.amount for refund in earlier)
    given = total(refund.tax for refund in earlier)
    return tax_share(charge.tax, before + amount, charge.amount) - given


async def send_due_refunds(gateway: Gateway, limit: int = 50) -> int:
    """Sends every due refund to the gateway; returns how many were tried. Safe in several processes."""
    due = Refund.filter(
        channel=RefundChannel.GATEWAY, status__in=OPEN, next_attempt_at__lte=clock.now()
    ).order_by("next_attempt_at")

    async def send(refund_id: int) -> bool:
        if not gateway.can_refund:
            # Its address was taken out of the settings while this one was waiting.
            await _refused(refund_id, "no refund address is set; it may have been made before")
            return True
        if not await _lease(refund_id):
            return False
        await _send(refund_id, gateway)
        return True

    return await one_by_one(await ids_of(due.limit(limit)), send, name="send_refunds")


@transactional
async def record_manual_refund(refund_id: int, *, reference: str, by: Actor) -> Refund:
    """Staff gave the money back in the gateway's portal; `reference` is the portal's."""
    await _lock_payment_of(refund_id)
    refund = await _lock(refund_id)
    if refund.status not in OPEN or refund.channel is not RefundChannel.MANUAL:
        raise RefundAlreadyDone
    await _succeed(refund, reference, by=by)
    return refund


@transactional
async def apply_refund_answer(event_id: int, refund_id: int, outcome: Outcome, reference: str) -> None:
    """Acts once on what the gateway answered to a refund."""
    await _lock_payment_of(refund_id)
    refund = await _lock(refund_id)
    applied = await GatewayEvent.filter(id=event_id, applied_at=None).update(
        applied_at=clock.now(), outcome=outcome.value
    )
    if not applied or refund.status not in OPEN:
        return
    if outcome is Outcome.CAPTURED:
        await _succeed(refund, reference, by=GATEWAY)
    elif outcome is Outcome.FAILED:
        await _hand_to_staff(refund, "the gateway declined it")
    else:
        refund.gateway_reference = reference or refund.gateway_reference
        await refund.save(update_fields=["gateway_reference"])


async def _send(refund_id: int, gateway: Gateway) -> None:
    refund = await Refund.get(id=refund_id).prefetch_related("payment")
    payment = refund.payment
    try:
        reply = await gateway.refund(
            payment.order_id, payment.transaction_ref or "", refund.amount.sen, f"R{refund.id}"
        )
        await _take_reply(refund, reply, gateway)
    except GatewayUnavailable as error:
        log.warning("refund_postponed", refund_id=refund_id, error=type(error).__name__)
        await _postpone(refund_id, "the gateway could not be reached")
    except GatewayRefused as error:
        log.error("refund_refused", refund_id=refund_id, status_code=error.status_code)
        await _refused(refund_id, f"the gateway refused it ({error.status_code or 'no code'})")


async def _take_reply(refund: Refund, reply: GatewayReply, gateway: Gateway) -> None:
    kept = await keep_message(gateway, Message("refund", reply.raw, reply.answer))
    answer = reply.answer
    is_ours = answer.order_id == refund.payment.order_id and answer.amount_sen == refund.amount.sen
    if not kept.is_authentic or not is_ours:
        await _postpone(refund.id, "the answer was not authentic")
        return
    outcome = gateway.outcome_of(answer.status_code)
    await apply_refund_answer(kept.id, refund.id, outcome, answer.refund_id or answer.transaction_ref)
    if not outcome.is_final:
        await _postpone(refund.id, None)


@transactional
async def _lease(refund_id: int) -> bool:
    """Takes the refund for this process; the database lets only one have it."""
    refund = await _lock(refund_id)
    now = clock.now()
    if refund.status not in OPEN or refund.next_attempt_at is None or refund.next_attempt_at > now:
        return False
    first = refund.status is RefundStatus.REQUESTED
    refund.status = RefundStatus.SUBMITTED
    refund.next_attempt_at = now + _LEASE
    refund.attempts += 1
    await refund.save(update_fields=["status", "next_attempt_at", "attempts"])
    if first:
        record(_event(RefundSubmitted, refund, await Booking.get(id=refund.booking_id)), by=CLOCK)
    return True


@transactional
async def _postpone(refund_id: int, error: str | None) -> None:
    refund = await _lock(refund_id)
    if refund.status in OPEN and refund.attempts >= _MAX_ATTEMPTS:
        await _hand_to_staff(refund, "no certain answer; look in the portal whether it was made")
    elif refund.status in OPEN:
        refund.next_attempt_at = _next_attempt(refund.attempts, clock.now())
        refund.last_error = error
        await refund.save(update_fields=["next_attempt_at", "last_error"])


@transactional
async def _refused(refund_id: int, error: str) -> None:
    refund = await _lock(refund_id)
    if refund.status in OPEN:
        await _hand_to_staff(refund, error)


async def _hand_to_staff(refund: Refund, error: str) -> None:
    refund.status, refund.channel = RefundStatus.REQUESTED, RefundChannel.MANUAL
    refund.next_attempt_at, refund.last_error = None, error[:200]
    await refund.save(update_fields=["status", "channel", "next_attempt_at", "last_error"])
    payment = await Payment.get(id=refund.payment_id)
    await note_discrepancy(
        "refund_refused",
        str(refund.id),
        by=GATEWAY,
        payment=payment,
        facts={"error": error},
    )


async def _succeed(refund: Refund, reference: str, *, by: Actor) -> None:
    now = clock.now()
    refund.status, refund.final_at, refund.next_attempt_at = RefundStatus.SUCCEEDED, now, None
    refund.gateway_reference = reference[:64] or refund.gateway_reference
    await refund.save(update_fields=["status", "final_at", "next_attempt_at", "gateway_reference"])
    payment = await Payment.get(id=refund.payment_id)
    booking = await Booking.get(id=refund.booking_id)
    is_paid_out = await Settlement.exists(payment_id=payment.id)
    await ledger.book_refund_paid(refund, payment, booking.lot_id, now, is_paid_out=is_paid_out)
    record(_event(RefundSucceeded, refund, booking), by=by)


async def _lock_payment_of(refund_id: int) -> None:
    """So that it is not paid out just now: where the money comes from depends on that."""
    refund = await Refund.get_or_none(id=refund_id)
    if refund is not None:
        await Payment.filter(id=refund.payment_id).select_for_update().get()


async def _lock(refund_id: int) -> Refund:
    refund = await Refund.filter(id=refund_id).select_for_update().first()
    if refund is None:
        raise RefundNotFound
    return refund


def _next_attempt(attempts: int, now: datetime) -> datetime:
    doubled: int = 1 << min(attempts, 10)
    return now + min(_FIRST_GAP * doubled, _LONGEST_GAP)


def _event(kind: type[RefundEvent], refund: Refund, booking: Booking) -> RefundEvent:
    return kind(
        refund_id=refund.id,
        booking_id=booking.id,
        lot_id=booking.lot_id,
        reference=booking.reference,
        cause=refund.kind,
        amount_sen=refund.amount.sen,
    )
