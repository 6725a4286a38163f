"""Notes about payments without success and money that goes back."""

from __future__ import annotations

from telegram import InlineKeyboardButton

from app.notifications.chats.note import About, Buttons, Note
from app.notifications.context import DeliveryContext
from app.notifications.facts import RefundFacts
from app.notifications.matters import (
    FailedPayment,
    failed_payment_of,
    granted_refund_of,
    late_payment_of,
    pending_payment_of,
    refund_of,
    refund_words,
)
from app.notifications.owed import find_owed, find_paid_fee
from app.payments.rules import CAUSES_OF_SALE
from app.telegram.buttons import Act


async def payment_pending(about: About, context: DeliveryContext) -> Note:
    pending = await pending_payment_of(about.outgoing, about.booking)
    return about.note(
        (about.press(Act.SHOW),),
        amount=pending.wanted.amount,
        held_until=about.time(pending.wanted.hold_expires_at) if pending.is_held else None,
    )


async def payment_failed(about: About, context: DeliveryContext) -> Note:
    failed = await failed_payment_of(about.outgoing, about.booking, context)
    key = f"{'held' if failed.is_held else 'hold_over'}{'_longer' if failed.is_for_longer else ''}"
    return about.note(
        _next_step(about, failed),
        reason=failed.reason.explain(about.outgoing.language),
        is_held=failed.is_held,
        hold_text=about.say(
            key, spot=about.booking.space_label, time=about.time(failed.wanted.hold_expires_at)
        ),
    )


async def paid_late(about: About, context: DeliveryContext) -> Note:
    late = await late_payment_of(about.outgoing, about.booking)
    next_step = about.press(Act.SHOW if late.is_for_longer else Act.AGAIN)
    lead = about.say(late.lead, spot=about.booking.space_label, lot=about.booking.lot_name)
    return _refund_note(about, late.refund, lead, next_step)


async def refund_requested(about: About, context: DeliveryContext) -> Note:
    refund = await refund_of(about.outgoing)
    lead = about.say("lead", reference=about.booking.reference)
    return _refund_note(about, refund, lead, about.press(Act.SHOW))


async def refund_granted(about: About, context: DeliveryContext) -> Note:
    granted, booking = await granted_refund_of(about.outgoing), about.booking
    lead = about.say("lead", lot=booking.lot_name, reference=booking.reference, reason=granted.reason)
    return _refund_note(about, granted.refund, lead, about.press(Act.SHOW))


async def refund_succeeded(about: About, context: DeliveryContext) -> Note:
    refund = await refund_of(about.outgoing)
    # What bought nothing was never receipted.
    act = Act.RECEIPT if refund.cause in CAUSES_OF_SALE else Act.SHOW
    lead = about.say(f"lead_{refund.cause}", reference=about.booking.reference)
    return _refund_note(about, refund, lead, about.press(act))


async def overstay_owed(about: About, context: DeliveryContext) -> Note:
    owed = await find_owed(about.booking, about.outgoing.language)
    return about.note(
        (about.press(Act.PAY_OWED, about.say("pay", amount=owed.amount)),),
        () if owed.has_left else (about.press(Act.FIND),),
        owed=owed,
    )


async def exit_fee_paid(about: About, context: DeliveryContext) -> Note:
    fee = await find_paid_fee(about.outgoing.data["exit_fee_id"], about.outgoing.language)
    return about.note((about.press(Act.RECEIPT),), fee=fee)


def _next_step(about: About, failed: FailedPayment) -> Buttons:
    if failed.is_held and failed.reason.can_retry:
        return (about.press(Act.PAY, about.say("again", amount=failed.wanted.amount)),)
    # Who only wanted more time has a booking to go back to.
    goes_back = failed.is_held or failed.is_for_longer
    return (about.press(Act.SHOW if goes_back else Act.AGAIN),)


def _refund_note(about: About, refund: RefundFacts, lead: str, button: InlineKeyboardButton) -> Note:
    text = refund_words(refund, about.outgoing.language)
    return about.note((button,), refund=refund, lead=lead, refund_text=text)
