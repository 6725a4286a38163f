"""Letters about payments that failed and money that goes back."""

from __future__ import annotations

from collections.abc import Mapping

from app.core import local_time
from app.core.i18n import translate
from app.notifications.channels.protocol import Outgoing
from app.notifications.context import DeliveryContext
from app.notifications.facts import BookingFacts, RefundFacts
from app.notifications.mails.letter import Letter, booking_letter, lot_link, with_receipt_values
from app.notifications.matters import (
    booking_of,
    failed_payment_of,
    granted_refund_of,
    late_payment_of,
    refund_of,
    refund_words,
)
from app.notifications.owed import find_owed, find_paid_fee
from app.payments.rules import CAUSES_OF_SALE
from app.receipts.queries import find_receipt_view, of_exit_fee, of_payment
from app.receipts.view import ReceiptView


async def payment_failed(outgoing: Outgoing, context: DeliveryContext, with_receipt: bool) -> Letter:
    booking = await booking_of(outgoing, context)
    failed = await failed_payment_of(outgoing, booking, context)
    key = f"{'held' if failed.is_held else 'hold_over'}{'_longer' if failed.is_for_longer else ''}"
    values = {
        "reason": failed.reason.explain(outgoing.language),
        "amount": failed.wanted.amount,
        "is_held": failed.is_held,
        "hold_text": translate(
            f"mail.{outgoing.kind}.{key}",
            outgoing.language,
            spot=booking.space_label,
            time=local_time.time_words(failed.wanted.hold_expires_at, booking.zone_id, outgoing.language),
        ),
        "can_pay": failed.is_held and failed.reason.can_retry,
        # Who only wanted more time has a booking to go back to.
        "again_link": None if failed.is_for_longer else lot_link(booking, context),
    }
    return booking_letter(outgoing, booking, values)


async def paid_late(outgoing: Outgoing, context: DeliveryContext, with_receipt: bool) -> Letter:
    booking = await booking_of(outgoing, context)
    late = await late_payment_of(outgoing, booking)
    lead = translate(
        f"mail.{outgoing.kind}.{late.lead}", outgoing.language, spot=booking.space_label, lot=booking.lot_name
    )
    again_link = None if late.is_for_longer else lot_link(booking, context)
    return _refund_letter(outgoing, booking, late.refund, lead, {"again_link": again_link})


async def refund_requested(outgoing: Outgoing, context: DeliveryContext, with_receipt: bool) -> Letter:
    booking, refund = await booking_of(outgoing, context), await refund_of(outgoing)
    lead = translate(f"mail.{outgoing.kind}.lead", outgoing.language, reference=booking.reference)
    return _refund_letter(outgoing, booking, refund, lead, {})


async def refund_granted(outgoing: Outgoing, context: DeliveryContext, with_receipt: bool) -> Letter:
    booking, granted = await booking_of(outgoing, context), await granted_refund_of(outgoing)
    lead = translate(
        f"mail.{outgoing.kind}.lead",
        outgoing.language,
        lot=booking.lot_name,
        reference=booking.reference,
        reason=granted.reason,
    )
    return _refund_letter(outgoing, booking, granted.refund, lead, {})


async def refund_succeeded(outgoing: Outgoing, context: DeliveryContext, with_receipt: bool) -> Letter:
    booking, refund = await booking_of(outgoing, context), await refund_of(outgoing)
    key = f"mail.{outgoing.kind}.lead_{refund.cause}"
    lead = translate(key, outgoing.language, reference=booking.reference)
    receipt = None
    if refund.cause in CAUSES_OF_SALE:
        receipt = await find_receipt_view(
            booking.id,
            secret_key=context.secret_key,
            language=outgoing.language,
            which=of_payment(refund.payment_id),
        )
    values = with_receipt_values(receipt, with_receipt)
    return _refund_letter(outgoing, booking, refund, lead, values, receipt if with_receipt else None)


async def overstay_owed(outgoing: Outgoing, context: DeliveryContext, with_receipt: bool) -> Letter:
    booking = await booking_of(outgoing, context)
    owed = await find_owed(booking, outgoing.language)
    return booking_letter(outgoing, booking, {"owed": owed}, amount=owed.amount)


async def exit_fee_paid(outgoing: Outgoing, context: DeliveryContext, with_receipt: bool) -> Letter:
    booking = await booking_of(outgoing, context)
    fee = await find_paid_fee(outgoing.data["exit_fee_id"], outgoing.language)
    receipt = await find_receipt_view(
        booking.id, secret_key=context.secret_key, language=outgoing.language, which=of_exit_fee(fee.id)
    )
    values = with_receipt_values(receipt, with_receipt) | {"fee": fee}
    return booking_letter(
        outgoing, booking, values, receipt=receipt if with_receipt else None, amount=fee.amount
    )


def _refund_letter(
    outgoing: Outgoing,
    booking: BookingFacts,
    refund: RefundFacts,
    lead: str,
    values: Mapping[str, object],
    receipt: ReceiptView | None = None,
) -> Letter:
    given = {
        **values,
        "refund": refund,
        "refund_text": refund_words(refund, outgoing.language),
        "lead": lead,
    }
    return booking_letter(
        outgoing, booking, given, receipt=receipt, amount=refund.amount, reference=booking.reference
    )
