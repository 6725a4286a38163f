"""What the gateway says of payments: captured, failed, paid out; and what is done when it never says."""

from __future__ import annotations

from datetime import datetime

from app.bookings.models import Booking
from app.core import clock
from app.core.actor import GATEWAY
from app.core.database.transactions import record, transactional
from app.core.money import Money, total
from app.payments import ledger, rules
from app.payments.discrepancies import note_discrepancy
from app.payments.events import (
    PaymentCaptured,
    PaymentExpired,
    PaymentFailed,
    PaymentPending,
)
from app.payments.gateways.protocol import Gateway, GatewayAnswer, Outcome
from app.payments.models import (
    Charge,
    ChargeStatus,
    GatewayEvent,
    Payment,
    PaymentStatus,
    Receipt,
    Refund,
    RefundStatus,
    Settlement,
)
from app.payments.owed import lock_owed_and_space
from app.payments.receipt_numbers import issue_receipt
from app.payments.refunds import request_refund
from app.payments.steps import event_of

AWAITS_CAPTURE = "awaits_capture"  # the outcome of a message that stays unapplied for now


@transactional
async def apply_answer(event_id: int, answer: GatewayAnswer, *, gateway: Gateway) -> str:
    """Acts once on an authentic message of the gateway, whatever way it came. Returns what came of it.

    The message is marked in the same transaction: seen twice, it does nothing the second time.
    """
    payment = await Payment.filter(order_id=answer.order_id).select_for_update().first()
    event = await GatewayEvent.filter(id=event_id).select_for_update().get()
    if event.applied_at is not None:
        return event.outcome or "applied"
    outcome = await _apply(payment, answer, gateway)
    if outcome != AWAITS_CAPTURE:
        await GatewayEvent.filter(id=event_id).update(applied_at=clock.now(), outcome=outcome)
    return outcome


async def _apply(payment: Payment | None, answer: GatewayAnswer, gateway: Gateway) -> str:
    if payment is None:
        await note_discrepancy("unknown_order", answer.order_id, by=GATEWAY, facts=_facts(answer))
        return "unknown_order"
    if answer.amount_sen != payment.amount.sen or answer.currency != payment.currency:
        await note_discrepancy(
            "amount_mismatch",
            f"{payment.order_id}:{answer.status_code}",
            by=GATEWAY,
            payment=payment,
            facts={"expected_sen": payment.amount.sen, **_facts(answer)},
        )
        return "amount_mismatch"
    if answer.is_settlement:
        return await _settle(payment, answer, gateway)
    return await _advance(payment, answer, gateway)


async def _advance(payment: Payment, answer: GatewayAnswer, gateway: Gateway) -> str:
    outcome = gateway.outcome_of(answer.status_code)
    if outcome is Outcome.REPEATED:
        return "repeated_order"
    to = rules.status_of(outcome)
    if payment.status is to:
        return "repeated"
    if not rules.may_advance(payment.status, to):
        if payment.status is PaymentStatus.CAPTURED and to is PaymentStatus.FAILED:
            await note_discrepancy(
                "failed_after_capture", payment.order_id, by=GATEWAY, payment=payment, facts=_facts(answer)
            )
        return "out_of_order"
    payment.status = to
    payment.status_code = answer.status_code[:8]
    payment.transaction_ref = answer.transaction_ref[:64] or payment.transaction_ref
    payment.payment_mode = answer.payment_mode[:16] or payment.payment_mode
    if to is not PaymentStatus.PENDING:
        payment.final_at, payment.enquire_at = clock.now(), None
    await payment.save()
    charge = await Charge.get(id=payment.charge_id)
    if to is PaymentStatus.CAPTURED:
        return await _capture(payment, charge, gateway)
    booking = await Booking.get(id=charge.booking_id)
    if to is PaymentStatus.FAILED:
        record(event_of(PaymentFailed, payment, booking, status_code=answer.status_code), by=GATEWAY)
    else:
        record(event_of(PaymentPending, payment, booking), by=GATEWAY)
    return to.value


async def _capture(payment: Payment, charge: Charge, gateway: Gateway) -> str:
    """Money came in: it buys what it was asked for, or goes back in full."""
    now = clock.now()
    owed = await lock_owed_and_space(charge)
    booking = owed.booking
    await ledger.book_capture(payment, charge.lot_id, now)
    record(event_of(PaymentCaptured, payment, booking, amount_sen=payment.amount.sen), by=GATEWAY)
    charge = await Charge.get(id=charge.id)
    if charge.status is ChargeStatus.PAID:
        await request_refund(
            payment, booking, cause="double", amount=payment.amount, gateway=gateway, by=GATEWAY
        )
        return "double"
    if not await owed.confirm_if_possible(by=GATEWAY):
        await request_refund(
            payment, booking, cause=owed.cause_when_gone, amount=payment.amount, gateway=gateway, by=GATEWAY
        )
        return owed.cause_when_gone
    await sell(charge, payment, now)
    return "captured"


async def sell(charge: Charge, payment: Payment, at: datetime) -> Receipt:
    """What the charge is for was given: its money becomes a sale, with a receipt."""
    charge.status, charge.paid_at = ChargeStatus.PAID, at
    await charge.save(update_fields=["status", "paid_at"])
    await ledger.book_sale(charge, at)
    return await issue_receipt(charge, payment, at)


async def _settle(payment: Payment, answer: GatewayAnswer, gateway: Gateway) -> str:
    """Books the pay-out. Nothing that makes a message a settlement is under its checksum: a buyer could turn
    the answer in his browser into one. So it takes the key that the gateway's server sends."""
    if not gateway.proves_callers:
        await note_discrepancy("settlement_unproven", "no agreed key", by=GATEWAY, payment=payment)
        return "settlement_unproven"
    if payment.status in rules.UNFINISHED:
        # Paid out, so it was captured, and we have not heard: ask at once, settle when we know.
        await Payment.filter(id=payment.id).update(enquire_at=clock.now())
        return AWAITS_CAPTURE
    settled = answer.settlement_amount_sen
    if (
        payment.status is not PaymentStatus.CAPTURED
        or settled is None
        or settled > payment.amount.sen
        or answer.settlement_date is None
    ):
        await note_discrepancy(
            "settlement_mismatch",
            payment.order_id,
            by=GATEWAY,
            payment=payment,
            facts={"expected_sen": payment.amount.sen, "settled_sen": settled, **_facts(answer)},
        )
        return "settlement_mismatch"
    if await Settlement.filter(payment_id=payment.id).exists():
        return "repeated"
    charge = await Charge.get(id=payment.charge_id)
    now = clock.now()
    given_back = await Refund.filter(payment_id=payment.id, status=RefundStatus.SUCCEEDED)
    paid_out = rules.pay_out(payment.amount, total(each.amount for each in given_back), Money(settled))
    settlement = await Settlement.create(
        payment=payment,
        settled_on=answer.settlement_date,
        amount=paid_out.arrived,
        fee=paid_out.fee,
        note=answer.settlement_note[:200],
        received_at=now,
    )
    await ledger.book_settlement(settlement, charge.lot_id, charge.id, now)
    return "settled"


@transactional
async def expire_payment(payment_id: int) -> bool:
    """CREATED or PENDING to EXPIRED: nobody will ever tell what became of it. Returns whether it did."""
    payment = await Payment.filter(id=payment_id).select_for_update().get()
    if not rules.may_advance(payment.status, PaymentStatus.EXPIRED):
        return False
    was_pending = payment.status is PaymentStatus.PENDING
    payment.status, payment.final_at, payment.enquire_at = PaymentStatus.EXPIRED, clock.now(), None
    await payment.save(update_fields=["status", "final_at", "enquire_at"])
    charge = await Charge.get(id=payment.charge_id)
    booking = await Booking.get(id=charge.booking_id)
    if was_pending:
        await note_discrepancy("payment_never_ended", payment.order_id, by=GATEWAY, payment=payment)
    record(event_of(PaymentExpired, payment, booking), by=GATEWAY)
    return True


def _facts(answer: GatewayAnswer) -> dict[str, object]:
    return {
        "order_id": answer.order_id,
        "amount": answer.amount,
        "currency": answer.currency,
        "status_code": answer.status_code,
        "transaction_ref": answer.transaction_ref,
        "message_type": answer.message_type,
    }
