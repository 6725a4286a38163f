"""The verbs of paying: start a payment, act on what the gateway says, cancel what was paid for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from app.bookings import claims
from app.bookings import rules as booking_rules
from app.bookings import service as bookings
from app.bookings.errors import BookingCannotChange, HoldExpired
from app.bookings.models import Booking, BookingStatus
from app.bookings.queries import is_rehoused
from app.core import clock
from app.core.actor import GATEWAY, Actor
from app.core.database.transactions import record, transactional
from app.core.money import Money, total
from app.core.references import new_order_id
from app.payments import ledger, rules
from app.payments.discrepancies import list_discrepancy
from app.payments.errors import (
    NothingToPay,
    PaymentNotFound,
    PaymentStillPending,
    RefundChanged,
    TooManyPayments,
)
from app.payments.events import (
    PaymentCaptured,
    PaymentEvent,
    PaymentExpired,
    PaymentFailed,
    PaymentPending,
    PaymentStarted,
)
from app.payments.gateways.protocol import Gateway, GatewayAnswer, Outcome, PaymentForm
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
from app.payments.owed import PRICE, Wanted, lock_owed, lock_owed_and_space, owed_by
from app.payments.receipt_numbers import issue_receipt
from app.payments.refunds import refund_sales, request_refund

AWAITS_CAPTURE = "awaits_capture"  # the outcome of a message that stays unapplied for now
_FIRST_ENQUIRY = timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class StartedPayment:
    payment: Payment
    form: PaymentForm


async def start_payment(
    booking_id: int, wanted: Wanted = PRICE, *, gateway: Gateway, return_url: str, by: Actor
) -> StartedPayment:
    """One more try to pay what is `wanted` of a booking, and the form that begins it.

    It has a fresh order id. The attempt is committed before the form leaves. Raises HoldExpired,
    NothingToPay, PaymentStillPending, TooManyPayments, ExtensionNotFound, ExitFeeNotFound.
    """
    payment = await _create_payment(booking_id, wanted, by)
    return StartedPayment(payment, await payment_form(payment, gateway=gateway, return_url=return_url))


async def payment_to_begin(booking_id: int, wanted: Wanted = PRICE, *, by: Actor) -> Payment:
    """The latest try that the gateway has not told of, while it is fresh; else one more, as `start_payment`.

    So asking for the address of a payment again and again makes no more of them.
    """
    return await _create_payment(booking_id, wanted, by, reuse=True)


async def payment_form(payment: Payment, *, gateway: Gateway, return_url: str) -> PaymentForm:
    """The signed form of an attempt that has not been used yet, while the hold lives.

    Raises PaymentNotFound, HoldExpired.
    """
    if payment.status is not PaymentStatus.CREATED:
        raise PaymentNotFound
    owed = await owed_by(payment)
    if not owed.is_held(clock.now()):
        raise HoldExpired
    booking = owed.booking
    return gateway.payment_form(
        payment.order_id,
        payment.amount.sen,
        payment.currency,
        return_url,
        booking.email,
        booking.name or None,
        [booking.reference],
    )


@transactional
async def _create_payment(booking_id: int, wanted: Wanted, by: Actor, *, reuse: bool = False) -> Payment:
    owed = await lock_owed(booking_id, wanted)
    now = clock.now()
    if owed.is_bought:
        raise NothingToPay
    if not owed.is_held(now):
        raise HoldExpired
    charge = await owed.charge(now)
    earlier = Payment.filter(charge_id=charge.id)
    if await earlier.filter(status=PaymentStatus.PENDING).exists():
        raise PaymentStillPending
    fresh = earlier.filter(status=PaymentStatus.CREATED, created_at__gt=now - rules.FRESH)
    latest = await fresh.order_by("-id").first() if reuse else None
    if latest is not None:
        return latest
    # What ended unused is no try.
    if await earlier.exclude(status=PaymentStatus.EXPIRED).count() >= rules.MAX_ATTEMPTS:
        raise TooManyPayments
    payment = await Payment.create(
        charge=charge,
        order_id=new_order_id(),
        status=PaymentStatus.CREATED,
        amount=charge.amount,
        currency=charge.currency,
        created_at=now,
        enquire_at=now + _FIRST_ENQUIRY,
    )
    record(_event(PaymentStarted, payment, owed.booking), by=by)
    return payment


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
        await list_discrepancy("unknown_order", answer.order_id, by=GATEWAY, facts=_facts(answer))
        return "unknown_order"
    if answer.amount_sen != payment.amount.sen or answer.currency != payment.currency:
        await list_discrepancy(
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
            await list_discrepancy(
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
        record(_event(PaymentFailed, payment, booking, status_code=answer.status_code), by=GATEWAY)
    else:
        record(_event(PaymentPending, payment, booking), by=GATEWAY)
    return to.value


async def _capture(payment: Payment, charge: Charge, gateway: Gateway) -> str:
    """Money came in: it buys what it was asked for, or goes back in full."""
    now = clock.now()
    owed = await lock_owed_and_space(charge)
    booking = owed.booking
    await ledger.book_capture(payment, charge.lot_id, now)
    record(_event(PaymentCaptured, payment, booking, amount_sen=payment.amount.sen), by=GATEWAY)
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
        await list_discrepancy("settlement_unproven", "no agreed key", by=GATEWAY, payment=payment)
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
        await list_discrepancy(
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
        await list_discrepancy("payment_never_ended", payment.order_id, by=GATEWAY, payment=payment)
    record(_event(PaymentExpired, payment, booking), by=GATEWAY)
    return True


@transactional
async def cancel_booking(
    booking_id: int,
    *,
    at_least: Money | None = None,
    only_held: bool = False,
    gateway: Gateway,
    by: Actor,
) -> Booking:
    """Ends a held or confirmed booking by the driver's wish and owes back what the policy says.

    `at_least` is the refund that the driver agreed to; `only_held`: that a hold is let go, at no cost. Raises
    RefundChanged when there is less to have by now, BookingCannotChange when the booking has ended, is
    confirmed and has begun, or was to be `only_held` and has been paid for since.
    """
    await claims.lock_space_of(booking_id)
    booking = await Booking.filter(id=booking_id).select_for_update().get().prefetch_related("lot")
    has_begun = booking.status is BookingStatus.CONFIRMED and booking.starts_at <= clock.now()
    if has_begun or (only_held and booking.status is not BookingStatus.HELD):
        raise BookingCannotChange(status=booking.status.value)
    refund = await refund_sales(
        booking,
        percent=percent_due(booking, is_rehoused=await is_rehoused(booking_id)),
        cause="cancelled",
        gateway=gateway,
        by=by,
    )
    if at_least is not None and refund < at_least:
        raise RefundChanged(refund)  # and with it, nothing was done
    await bookings.cancel_booking(booking, refund=refund, by=by)
    return booking


def percent_due(booking: Booking, *, is_rehoused: bool) -> int:
    """How much of all that was paid a cancellation would give back now, by the policy that was agreed to.

    That of `booking.lot` as it is now, for a booking made before it was kept.
    """
    if booking.status is not BookingStatus.CONFIRMED:
        return 0
    policy = booking.lot.refund_policy if booking.refund_policy is None else booking.refund_policy
    return booking_rules.cancellation_percent(policy, booking.starts_at, clock.now(), is_rehoused=is_rehoused)


def _facts(answer: GatewayAnswer) -> dict[str, object]:
    return {
        "order_id": answer.order_id,
        "amount": answer.amount,
        "currency": answer.currency,
        "status_code": answer.status_code,
        "transaction_ref": answer.transaction_ref,
        "message_type": answer.message_type,
    }


def _event(kind: type[PaymentEvent], payment: Payment, booking: Booking, **more: object) -> PaymentEvent:
    return kind.model_validate(
        {
            "payment_id": payment.id,
            "booking_id": booking.id,
            "lot_id": booking.lot_id,
            "reference": booking.reference,
            **more,
        }
    )
