"""Money given back beyond the policy: at once, or when a second person agrees."""

from __future__ import annotations

from app.bookings.errors import IdempotencyKeyReused
from app.bookings.models import Booking
from app.core import clock
from app.core.actor import Actor
from app.core.database.transactions import record, transactional
from app.core.fields import is_row_id
from app.core.money import ZERO, Money, total
from app.lots.models import Lot
from app.payments.errors import (
    ApproverIsAsker,
    PaymentNotFound,
    ProposalDecided,
    ProposalNotFound,
    RefundReasonMissing,
    RefundTooLarge,
)
from app.payments.events import ProposalEvent, RefundDeclined, RefundGranted, RefundProposed
from app.payments.gateways.protocol import Gateway
from app.payments.models import (
    Payment,
    PaymentStatus,
    ProposalStatus,
    Refund,
    RefundProposal,
    RefundStatus,
)
from app.payments.refunds import left_of, request_refund

CAUSE = "goodwill"
PAGE = 50


@transactional
async def propose_refund(
    payment_id: int,
    amount: Money,
    reason: str,
    *,
    lot_id: int,
    gateway: Gateway,
    by: Actor,
    key: str | None = None,
) -> RefundProposal:
    """Gives back part or all of a captured payment, or asks a second person where the lot wants one.

    Asked again under the same `key`, it is given once. What was given back of a booking without a second
    person counts together. Raises PaymentNotFound (also for another lot's or one without money),
    RefundReasonMissing, RefundTooLarge, IdempotencyKeyReused.
    """
    if not reason.strip():
        raise RefundReasonMissing
    payment, booking = await _lock(payment_id, lot_id)
    earlier = await RefundProposal.get_or_none(payment_id=payment_id, key=key) if key else None
    if earlier is not None:
        if (earlier.amount, earlier.reason) != (amount, reason.strip()[:200]):
            raise IdempotencyKeyReused
        return earlier
    await _check_left(payment, amount)
    lot = await Lot.get(id=lot_id)
    proposal = await RefundProposal.create(
        payment=payment,
        booking=booking,
        lot_id=lot_id,
        amount=amount,
        reason=reason.strip()[:200],
        status=ProposalStatus.WAITING,
        asked_by=str(by),
        asked_at=clock.now(),
        key=key,
    )
    if await exceeds_own_authority(lot, booking.id, amount):
        record(_event(RefundProposed, proposal, booking), by=by)
    else:
        await _grant(proposal, payment, booking, gateway, by)
    return proposal


@transactional
async def approve_refund(proposal_id: int, *, lot_id: int, gateway: Gateway, by: Actor) -> RefundProposal:
    """A second person agrees. Raises ProposalNotFound, ProposalDecided, ApproverIsAsker, RefundTooLarge."""
    proposal, payment, booking = await _lock_proposal(proposal_id, lot_id, by)
    await _check_left(payment, proposal.amount)
    proposal.decided_by = str(by)
    await _grant(proposal, payment, booking, gateway, by)
    return proposal


@transactional
async def decline_refund(proposal_id: int, answer: str, *, lot_id: int, by: Actor) -> RefundProposal:
    """A second person does not. Raises ProposalNotFound, ProposalDecided, ApproverIsAsker."""
    proposal, _, booking = await _lock_proposal(proposal_id, lot_id, by)
    proposal.status, proposal.decided_by = ProposalStatus.DECLINED, str(by)
    proposal.decided_at, proposal.answer = clock.now(), answer.strip()[:200]
    await proposal.save()
    record(_event(RefundDeclined, proposal, booking), by=by)
    return proposal


def cause_of(proposal: RefundProposal) -> str:
    """The cause of the refund that a granted proposal becomes."""
    return f"{CAUSE}:{proposal.id}"


async def exceeds_own_authority(lot: Lot, booking_id: int, amount: Money) -> bool:
    """Whether `amount`, with what was given of the booking alone before, needs a second person.

    Given alone: what one granted, and what a cancellation gave beyond the policy.
    """
    if lot.refund_approval_sen is None:
        return False
    granted = RefundProposal.filter(
        booking_id=booking_id, status=ProposalStatus.GRANTED, decided_by__isnull=True
    )
    beyond = Refund.filter(booking_id=booking_id).exclude(status=RefundStatus.FAILED)
    alone = [each.amount for each in await granted] + [each.beyond for each in await beyond]
    return (amount + total(alone)).sen > lot.refund_approval_sen


async def list_proposals(
    lot_id: int, status: ProposalStatus, *, after: int | None = None
) -> list[RefundProposal]:
    """With their bookings; those that wait the oldest first, decided ones the newest first.

    One more than a page. `after`: the last of the page before.
    """
    is_waiting = status is ProposalStatus.WAITING
    found = RefundProposal.filter(lot_id=lot_id, status=status)
    if after is not None:
        found = found.filter(id__gt=after) if is_waiting else found.filter(id__lt=after)
    page = found.order_by("id" if is_waiting else "-id").limit(PAGE + 1)
    return await page.prefetch_related("booking", "payment")


async def proposals_of(booking_id: int) -> list[RefundProposal]:
    """What was proposed to be given back of a booking, the first first, each with it."""
    return await RefundProposal.filter(booking_id=booking_id).order_by("id").prefetch_related("booking")


async def _grant(
    proposal: RefundProposal, payment: Payment, booking: Booking, gateway: Gateway, by: Actor
) -> None:
    proposal.status, proposal.decided_at = ProposalStatus.GRANTED, clock.now()
    await proposal.save()
    await request_refund(
        payment, booking, cause=cause_of(proposal), amount=proposal.amount, gateway=gateway, by=by
    )
    record(_event(RefundGranted, proposal, booking), by=by)


async def _check_left(payment: Payment, amount: Money) -> None:
    left = await left_of(payment)
    if not ZERO < amount <= left:
        raise RefundTooLarge(left=left, extras={"leftSen": left.sen})


async def _lock(payment_id: int, lot_id: int) -> tuple[Payment, Booking]:
    """The booking's lock is what everything waits for that gives its money back."""
    rows = Payment.filter(id=payment_id, charge__lot_id=lot_id, status=PaymentStatus.CAPTURED)
    payment = await rows.first().prefetch_related("charge") if is_row_id(payment_id) else None
    if payment is None:
        raise PaymentNotFound
    return payment, await Booking.filter(id=payment.charge.booking_id).select_for_update().get()


async def _lock_proposal(proposal_id: int, lot_id: int, by: Actor) -> tuple[RefundProposal, Payment, Booking]:
    found = (
        await RefundProposal.get_or_none(id=proposal_id, lot_id=lot_id) if is_row_id(proposal_id) else None
    )
    if found is None:
        raise ProposalNotFound
    payment, booking = await _lock(found.payment_id, lot_id)
    proposal = await RefundProposal.get(id=proposal_id)
    if proposal.status is not ProposalStatus.WAITING:
        raise ProposalDecided
    if by.person_id is None or proposal.asked_by.partition(":")[2] == str(by.person_id):
        raise ApproverIsAsker
    return proposal, payment, booking


def _event(kind: type[ProposalEvent], proposal: RefundProposal, booking: Booking) -> ProposalEvent:
    return kind(
        proposal_id=proposal.id,
        payment_id=proposal.payment_id,
        booking_id=booking.id,
        lot_id=booking.lot_id,
        reference=booking.reference,
        amount_sen=proposal.amount.sen,
    )
