"""What each kind of mail says, and whether it still has to be said."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from app.bookings.models import BookingStatus
from app.core.i18n import translate
from app.core.money import ZERO, Money
from app.notifications import facts
from app.notifications.channels.protocol import Outgoing, Overtaken
from app.notifications.context import DeliveryContext
from app.notifications.facts import BookingFacts, RefundFacts
from app.notifications.mails import account_letters, money_letters
from app.notifications.mails.letter import (
    Letter,
    booking_letter,
    lot_link,
    with_pass_values,
    with_receipt_values,
)
from app.notifications.matters import (
    booking_of,
    may_cancel_for_all,
    move_of,
    pass_png_of,
    refund_of_calling_off,
    refund_words,
)
from app.notifications.models import MessageKind
from app.notifications.owed import require_car_may_be_there
from app.receipts.queries import find_receipt_view, of_extension

# What was sold stands, or was used.
_SOLD = (BookingStatus.CONFIRMED, BookingStatus.COMPLETED)


async def write_letter(outgoing: Outgoing, context: DeliveryContext, *, with_receipt: bool) -> Letter:
    """The letter of a delivery, as things stand now. Raises Overtaken when it would not be true any more.

    `with_receipt` is False when the receipt cannot be drawn: the letter then says where it is.
    """
    return await _WRITERS[outgoing.kind](outgoing, context, with_receipt)


async def _booking_confirmed(outgoing: Outgoing, context: DeliveryContext, with_receipt: bool) -> Letter:
    booking = await booking_of(outgoing, context)
    if booking.status not in _SOLD:
        raise Overtaken("the booking is not confirmed any more")
    receipt = await find_receipt_view(booking.id, secret_key=context.secret_key, language=outgoing.language)
    values = (
        with_receipt_values(receipt, with_receipt) | with_pass_values(booking) | {"ways": ways_to(booking)}
    )
    return booking_letter(
        outgoing,
        booking,
        values,
        pass_png=pass_png_of(booking),
        receipt=receipt if with_receipt else None,
        starts=booking.starts,
    )


async def _booking_extended(outgoing: Outgoing, context: DeliveryContext, with_receipt: bool) -> Letter:
    booking = await booking_of(outgoing, context)
    extension = await facts.find_extension_facts(
        outgoing.data["extension_id"], booking.zone_id, outgoing.language
    )
    if extension is None or booking.status not in _SOLD:
        raise Overtaken("the booking is not confirmed any more")
    receipt = await find_receipt_view(
        booking.id,
        secret_key=context.secret_key,
        language=outgoing.language,
        which=of_extension(extension.id),
    )
    values = with_receipt_values(receipt, with_receipt) | with_pass_values(booking) | {"extension": extension}
    return booking_letter(
        outgoing,
        booking,
        values,
        pass_png=pass_png_of(booking),
        receipt=receipt if with_receipt else None,
        ends=extension.ends,
    )


async def _booking_cancelled(outgoing: Outgoing, context: DeliveryContext, with_receipt: bool) -> Letter:
    booking = await booking_of(outgoing, context)
    refund = await facts.find_refund_of_booking(booking.id, cause="cancelled")
    receipt = await find_receipt_view(booking.id, secret_key=context.secret_key, language=outgoing.language)
    values = with_receipt_values(receipt, with_receipt) | {
        "refund": refund,
        "refund_text": _cancellation_text(await facts.paid_in_all(booking.id), refund, outgoing.language),
    }
    return booking_letter(
        outgoing, booking, values, receipt=receipt if with_receipt else None, starts=booking.starts
    )


async def _booking_called_off(outgoing: Outgoing, context: DeliveryContext, with_receipt: bool) -> Letter:
    booking = await booking_of(outgoing, context)
    refund, refund_text = await refund_of_calling_off(booking, outgoing.language)
    receipt = await find_receipt_view(booking.id, secret_key=context.secret_key, language=outgoing.language)
    values = with_receipt_values(receipt, with_receipt) | {
        "refund": refund,
        "refund_text": refund_text,
        "lead": translate(
            f"mail.{outgoing.kind}.lead",
            outgoing.language,
            spot=booking.space_label,
            lot=booking.lot_name,
        ),
        "lot_link": lot_link(booking, context),
    }
    return booking_letter(
        outgoing, booking, values, receipt=receipt if with_receipt else None, starts=booking.starts
    )


async def _booking_moved(outgoing: Outgoing, context: DeliveryContext, with_receipt: bool) -> Letter:
    booking = await booking_of(outgoing, context)
    move = await move_of(outgoing, booking)
    values = with_pass_values(booking) | {
        "move": move,
        "lead": translate(
            f"mail.{outgoing.kind}.lead_{move.cause.value}",
            outgoing.language,
            former=move.from_label,
            spot=booking.space_label,
            lot=booking.lot_name,
        ),
        "full_refund_until": booking.starts if may_cancel_for_all(booking, move) else None,
    }
    return booking_letter(outgoing, booking, values, pass_png=pass_png_of(booking))


async def _booking_displaced(outgoing: Outgoing, context: DeliveryContext, with_receipt: bool) -> Letter:
    booking = await booking_of(outgoing, context)
    refund = await facts.find_refund_of_booking(booking.id, cause="displaced")
    receipt = await find_receipt_view(booking.id, secret_key=context.secret_key, language=outgoing.language)
    prefix = f"mail.{outgoing.kind}"
    nothing_paid = translate(f"{prefix}.refund_free", outgoing.language)
    values = with_receipt_values(receipt, with_receipt) | {
        "refund": refund,
        "refund_text": refund_words(refund, outgoing.language) if refund else nothing_paid,
        "lead": translate(
            f"{prefix}.lead_{outgoing.data['cause']}",
            outgoing.language,
            spot=booking.space_label,
            lot=booking.lot_name,
        ),
        "lot_link": lot_link(booking, context),
    }
    return booking_letter(
        outgoing, booking, values, receipt=receipt if with_receipt else None, starts=booking.starts
    )


async def _ending_soon(outgoing: Outgoing, context: DeliveryContext, with_receipt: bool) -> Letter:
    booking = await booking_of(outgoing, context)
    await facts.require_ending_soon(booking, outgoing.data["ends_at"])
    return booking_letter(outgoing, booking, {}, time=booking.ends_time)


async def _overstay(outgoing: Outgoing, context: DeliveryContext, with_receipt: bool) -> Letter:
    booking = await booking_of(outgoing, context)
    await facts.require_just_over(booking, outgoing.data["ends_at"])
    await require_car_may_be_there(booking)
    return booking_letter(outgoing, booking, {}, time=booking.ends_time)


async def _no_show(outgoing: Outgoing, context: DeliveryContext, with_receipt: bool) -> Letter:
    booking = await booking_of(outgoing, context)
    return booking_letter(outgoing, booking, {}, starts=booking.starts)


_Writer = Callable[[Outgoing, DeliveryContext, bool], Awaitable[Letter]]

_WRITERS: Mapping[MessageKind, _Writer] = {
    MessageKind.BOOKING_CONFIRMED: _booking_confirmed,
    MessageKind.BOOKING_EXTENDED: _booking_extended,
    MessageKind.BOOKING_CANCELLED: _booking_cancelled,
    MessageKind.BOOKING_CALLED_OFF: _booking_called_off,
    MessageKind.BOOKING_MOVED: _booking_moved,
    MessageKind.BOOKING_DISPLACED: _booking_displaced,
    MessageKind.BOOKING_EXPIRED_PAID_LATE: money_letters.paid_late,
    MessageKind.PAYMENT_FAILED: money_letters.payment_failed,
    MessageKind.REFUND_REQUESTED: money_letters.refund_requested,
    MessageKind.REFUND_GRANTED: money_letters.refund_granted,
    MessageKind.REFUND_SUCCEEDED: money_letters.refund_succeeded,
    MessageKind.ENDING_SOON: _ending_soon,
    MessageKind.OVERSTAY: _overstay,
    MessageKind.OVERSTAY_OWED: money_letters.overstay_owed,
    MessageKind.EXIT_FEE_PAID: money_letters.exit_fee_paid,
    MessageKind.NO_SHOW: _no_show,
    MessageKind.VERIFY_EMAIL: account_letters.mailed_link,
    MessageKind.RESET_PASSWORD: account_letters.mailed_link,
    MessageKind.PASSWORD_CHANGED: account_letters.account_changed,
    MessageKind.TELEGRAM_LINKED: account_letters.account_changed,
}


def _cancellation_text(paid: Money, refund: RefundFacts | None, language: str) -> str:
    prefix = f"mail.{MessageKind.BOOKING_CANCELLED}"
    if refund is None:
        return translate(f"{prefix}.{'refund_none' if paid else 'refund_free'}", language)
    text = refund_words(refund, language)
    if ZERO < refund.amount < paid:
        return translate(f"{prefix}.refund_part", language, paid=paid) + " " + text
    return text


@dataclass(frozen=True, slots=True)
class _Way:
    name: str
    url: str


def ways_to(booking: BookingFacts) -> list[_Way]:
    """Links that open navigation to the lot."""
    place = f"{booking.latitude:.6f},{booking.longitude:.6f}"
    waze = urlencode({"ll": place, "navigate": "yes"}, safe=",")
    google = urlencode({"api": 1, "destination": place}, safe=",")
    apple = urlencode({"daddr": place}, safe=",")
    return [
        _Way("Waze", f"https://waze.com/ul?{waze}"),
        _Way("Google Maps", f"https://www.google.com/maps/dir/?{google}"),
        _Way("Apple Maps", f"https://maps.apple.com/?{apple}"),
    ]
