"""What each kind of note says, and whether it still has to be said."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from app.bookings.models import BookingStatus, ExtensionStatus
from app.core import clock
from app.notifications import facts
from app.notifications.channels.protocol import Outgoing, Overtaken, TemporaryFailure
from app.notifications.chats import money_notes
from app.notifications.chats.alerts import write_alert
from app.notifications.chats.note import About, Buttons, Document, Note
from app.notifications.context import DeliveryContext
from app.notifications.facts import BookingFacts, ExtensionFacts
from app.notifications.matters import (
    booking_of,
    is_held,
    may_cancel_for_all,
    move_of,
    pass_png_of,
    refund_of_calling_off,
    refund_words,
)
from app.notifications.models import MessageKind
from app.notifications.owed import require_car_may_be_there
from app.notifications.topics import ALERTS
from app.receipts.errors import ReceiptNotDrawn
from app.receipts.queries import Which, find_receipt_view, of_exit_fee, of_extension, of_price
from app.telegram.buttons import Act


async def write_note(outgoing: Outgoing, context: DeliveryContext) -> Note:
    """The note of a delivery, as things stand now. Raises Overtaken when it would not be true any more."""
    if outgoing.kind in ALERTS:
        return await write_alert(outgoing)
    about = About(outgoing, await booking_of(outgoing, context))
    return await _WRITERS[outgoing.kind](about, context)


async def _booking_confirmed(about: About, context: DeliveryContext) -> Note:
    booking = _confirmed(about)
    return about.note(
        (about.press(Act.FIND), about.press(Act.EXTEND)),
        _receipt_and_app(about),
        picture=pass_png_of(booking),
    )


async def _booking_extended(about: About, context: DeliveryContext) -> Note:
    booking = _confirmed(about)
    return about.note(
        (about.press(Act.FIND), about.press(Act.EXTEND)),
        _receipt_and_app(about),
        picture=pass_png_of(booking),
        extension=await _extension_of(about),
    )


async def _booking_receipt(about: About, context: DeliveryContext) -> Note:
    view = await find_receipt_view(
        about.booking.id,
        secret_key=context.secret_key,
        language=about.outgoing.language,
        which=_which(about.outgoing.data),
    )
    if view is None:
        raise Overtaken("nothing was paid, so there is no receipt")
    try:
        pdf = await context.receipts.render(view)
    except ReceiptNotDrawn as error:
        raise TemporaryFailure("the receipt could not be drawn") from error
    return about.note(document=Document(f"{view.number}.pdf", pdf), number=view.number, amount=view.total)


def _which(data: Mapping[str, Any]) -> Which:
    """Which of the booking's receipts a message brings."""
    if "extension_id" in data:
        return of_extension(data["extension_id"])
    return of_exit_fee(data["exit_fee_id"]) if "exit_fee_id" in data else of_price


async def _hold_expired(about: About, context: DeliveryContext) -> Note:
    if about.booking.status is not BookingStatus.EXPIRED:
        raise Overtaken("the booking has gone on since")
    return about.note((about.press(Act.AGAIN),))


async def _extension_expired(about: About, context: DeliveryContext) -> Note:
    booking, extension = _confirmed(about), await _extension_of(about)
    if extension.status is not ExtensionStatus.EXPIRED or await facts.is_asked_for_again(extension.id):
        raise Overtaken("the driver has gone on since")
    may_extend = booking.ends_at > clock.now()
    return about.note((*((about.press(Act.EXTEND),) if may_extend else ()), about.press(Act.SHOW)))


async def _ending_soon(about: About, context: DeliveryContext) -> Note:
    await facts.require_ending_soon(about.booking, about.outgoing.data["ends_at"])
    return about.note((about.press(Act.EXTEND), about.press(Act.FIND)))


async def _overstay(about: About, context: DeliveryContext) -> Note:
    await facts.require_just_over(about.booking, about.outgoing.data["ends_at"])
    await require_car_may_be_there(about.booking)
    return about.note((about.press(Act.FIND), about.press(Act.SHOW)))


async def _no_show(about: About, context: DeliveryContext) -> Note:
    return about.note((about.press(Act.AGAIN), about.press(Act.SHOW)))


async def _booking_moved(about: About, context: DeliveryContext) -> Note:
    booking = about.booking
    move = await move_of(about.outgoing, booking)
    is_unpaid = is_held(booking)
    may_cancel = not is_unpaid and may_cancel_for_all(booking, move)
    acts = (Act.PAY, Act.LET_GO) if is_unpaid else (Act.FIND, Act.SHOW)
    return about.note(
        tuple(about.press(act) for act in acts),
        (about.press(Act.CANCEL),) if may_cancel else (),
        picture=pass_png_of(booking),
        lead=about.say(f"lead_{move.cause}", former=move.from_label, spot=booking.space_label),
        held_until=about.time(booking.hold_expires_at) if is_unpaid else None,
        full_refund_until=booking.starts if may_cancel else None,
    )


async def _booking_displaced(about: About, context: DeliveryContext) -> Note:
    booking, language = about.booking, about.outgoing.language
    refund = await facts.find_refund_of_booking(booking.id, cause="displaced")
    return about.note(
        (about.press(Act.AGAIN), about.press(Act.SHOW)),
        lead=about.say(
            f"lead_{about.outgoing.data['cause']}", spot=booking.space_label, lot=booking.lot_name
        ),
        refund=refund,
        refund_text=refund_words(refund, language) if refund else about.say("refund_free"),
    )


async def _booking_called_off(about: About, context: DeliveryContext) -> Note:
    booking = about.booking
    refund, refund_text = await refund_of_calling_off(booking, about.outgoing.language)
    return about.note(
        (about.press(Act.AGAIN), about.press(Act.SHOW)),
        lead=about.say("lead", spot=booking.space_label, lot=booking.lot_name),
        refund=refund,
        refund_text=refund_text,
    )


def _confirmed(about: About) -> BookingFacts:
    if about.booking.status is not BookingStatus.CONFIRMED:
        raise Overtaken("the booking is not confirmed any more")
    return about.booking


async def _extension_of(about: About) -> ExtensionFacts:
    found = await facts.find_extension_facts(
        about.outgoing.data["extension_id"], about.booking.zone_id, about.outgoing.language
    )
    if found is None:
        raise Overtaken("the extension is gone")
    return found


def _receipt_and_app(about: About) -> Buttons:
    receipt = (about.press(Act.RECEIPT),) if about.booking.amount else ()
    return (*receipt, *about.opening())


_Writer = Callable[[About, DeliveryContext], Awaitable[Note]]

_WRITERS: Mapping[MessageKind, _Writer] = {
    MessageKind.BOOKING_CONFIRMED: _booking_confirmed,
    MessageKind.BOOKING_EXTENDED: _booking_extended,
    MessageKind.BOOKING_RECEIPT: _booking_receipt,
    MessageKind.BOOKING_MOVED: _booking_moved,
    MessageKind.BOOKING_DISPLACED: _booking_displaced,
    MessageKind.BOOKING_CALLED_OFF: _booking_called_off,
    MessageKind.BOOKING_EXPIRED_PAID_LATE: money_notes.paid_late,
    MessageKind.PAYMENT_PENDING: money_notes.payment_pending,
    MessageKind.PAYMENT_FAILED: money_notes.payment_failed,
    MessageKind.HOLD_EXPIRED: _hold_expired,
    MessageKind.EXTENSION_EXPIRED: _extension_expired,
    MessageKind.REFUND_REQUESTED: money_notes.refund_requested,
    MessageKind.REFUND_GRANTED: money_notes.refund_granted,
    MessageKind.REFUND_SUCCEEDED: money_notes.refund_succeeded,
    MessageKind.ENDING_SOON: _ending_soon,
    MessageKind.OVERSTAY: _overstay,
    MessageKind.OVERSTAY_OWED: money_notes.overstay_owed,
    MessageKind.EXIT_FEE_PAID: money_notes.exit_fee_paid,
    MessageKind.NO_SHOW: _no_show,
}
