"""Asking the gateway what became of payments that have no end yet, and finishing what was interrupted."""

from __future__ import annotations

from datetime import timedelta

import structlog

from app.core import clock
from app.core.actor import Actor
from app.core.database.ids import ids_of
from app.core.database.transactions import record, transactional
from app.core.one_by_one import one_by_one
from app.payments import rules
from app.payments.answers import apply_answer, expire_payment
from app.payments.events import GatewayAsked
from app.payments.gateways.protocol import Gateway, GatewayRefused, GatewayUnavailable, MalformedAnswer
from app.payments.inbox import Message, keep_message
from app.payments.models import GatewayEvent, Payment

log = structlog.get_logger()

_LEASE = timedelta(minutes=2)
_MOMENT = timedelta(seconds=10)
_SILENT_AT_MOST = 3
_INTERRUPTED_AFTER = timedelta(seconds=30)


async def reconcile_payments(gateway: Gateway, limit: int = 200) -> int:
    """Enquires after every payment that is due; returns how many. Safe in several processes."""
    due = Payment.filter(status__in=rules.UNFINISHED, enquire_at__lte=clock.now()).order_by("enquire_at")

    silent = 0

    async def reconcile(payment_id: int) -> bool:
        nonlocal silent
        # A gateway that is down would be waited for once per payment: the others keep their turn.
        if silent >= _SILENT_AT_MOST or not await _lease(payment_id):
            return False
        silent = 0 if await enquire(payment_id, gateway) else silent + 1
        return True

    return await one_by_one(await ids_of(due.limit(limit)), reconcile, name="reconcile_payments")


async def enquire(payment_id: int, gateway: Gateway) -> bool:
    """Asks the gateway about one payment and acts on the answer as on a callback.

    Returns False when the gateway could not be reached.
    """
    is_reached = await _ask(payment_id, gateway)
    await _take_turn(payment_id)
    return is_reached


async def enquire_for_buyer(payment_id: int, gateway: Gateway) -> None:
    """Enquires for a buyer who comes back, unless the gateway was asked a moment ago, by whomever."""
    if await _take_turn(payment_id, unless_within=_MOMENT):
        await _ask(payment_id, gateway)


async def ask_now(payment_id: int, gateway: Gateway, *, by: Actor) -> bool:
    """As `enquire`, because staff want to know now; that they asked is written down."""
    await _write_down(payment_id, by)
    return await enquire(payment_id, gateway)


@transactional
async def _write_down(payment_id: int, by: Actor) -> None:
    payment = await Payment.get(id=payment_id).prefetch_related("charge__booking")
    booking = payment.charge.booking
    asked = GatewayAsked(
        payment_id=payment.id, booking_id=booking.id, lot_id=booking.lot_id, reference=booking.reference
    )
    record(asked, by=by)


async def _ask(payment_id: int, gateway: Gateway) -> bool:
    payment = await Payment.get(id=payment_id)
    if payment.status not in rules.UNFINISHED:
        return True
    if clock.now() - payment.created_at > rules.ENQUIRY_MEMORY:
        await expire_payment(payment_id)
        return True
    is_reached = True
    try:
        reply = await gateway.enquire(payment.order_id)
    except GatewayUnavailable as error:
        log.warning("enquiry_failed", payment_id=payment_id, error=type(error).__name__)
        is_reached = False
    except GatewayRefused as error:
        if error.is_order_unknown and clock.now() - payment.created_at > rules.UNKNOWN_ORDER_PATIENCE:
            await expire_payment(payment_id)
            return True
        log.info("enquiry_refused", payment_id=payment_id, status_code=error.status_code)
    else:
        if reply.answer.order_id == payment.order_id:
            kept = await keep_message(gateway, Message("enquiry", reply.raw, reply.answer))
            if kept.is_authentic:
                await apply_answer(kept.id, reply.answer, gateway=gateway)
            else:
                log.error("enquiry_answer_forged", payment_id=payment_id)
    return is_reached


async def apply_interrupted(gateway: Gateway, limit: int = 100) -> int:
    """Acts on authentic messages that were kept but not acted on, because a process died in between.

    Returns how many.
    """
    left = (
        await GatewayEvent.filter(
            applied_at=None,
            is_authentic=True,
            source__in=("callback", "enquiry", "settlement"),
            received_at__lt=clock.now() - _INTERRUPTED_AFTER,
        )
        .order_by("id")
        .limit(limit)
    )

    async def finish(event: GatewayEvent) -> bool:
        try:
            answer = gateway.parse_answer(None, event.body.encode())
        except MalformedAnswer:
            log.error("kept_message_unreadable", event_id=event.id)
            return False
        await apply_answer(event.id, answer, gateway=gateway)
        return True

    return await one_by_one(left, finish, name="apply_interrupted")


@transactional
async def _lease(payment_id: int) -> bool:
    now = clock.now()
    due = Payment.filter(id=payment_id, status__in=rules.UNFINISHED, enquire_at__lte=now)
    return bool(await due.update(enquire_at=now + _LEASE))


@transactional
async def _take_turn(payment_id: int, *, unless_within: timedelta = timedelta()) -> bool:
    """Counts an enquiry and sets when the next is due; False when there is none to make."""
    payment = await Payment.filter(id=payment_id).select_for_update().get()
    if payment.status not in rules.UNFINISHED:
        return False
    now = clock.now()
    asked_at = rules.last_enquiry(payment.enquiries, payment.enquire_at)
    if asked_at is not None and now - asked_at < unless_within:
        return False
    payment.enquire_at = rules.next_enquiry(payment.enquiries, now)
    payment.enquiries += 1
    await payment.save(update_fields=["enquire_at", "enquiries"])
    return True
