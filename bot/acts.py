"""Buttons about one booking, pressed now, late or twice: each looks at the booking as it stands."""

from __future__ import annotations

from app.bookings.models import Booking, BookingStatus
from app.payments.errors import NothingToPay
from app.telegram.buttons import Act
from app.telegram.follows import get_booking_of_chat
from bot.booking.draft import BookingDraft, next_place
from bot.bookings.cancel import CancelDraft, OfBooking, let_go
from bot.bookings.find import find_spot
from bot.bookings.overview import booking_screen, held_extension
from bot.bookings.receipts import send_receipts
from bot.conversation import Conversations, Place
from bot.paying import offer_payment
from bot.talk import Talk


async def act(talk: Talk, conversations: Conversations, what: Act, reference: str) -> None:
    """Raises BookingNotFound for a booking that the chat may not see, and what the verbs refuse with."""
    booking = await get_booking_of_chat(talk.chat, reference)
    talk.pressed = None  # the message tells of the booking: it stays
    match what:
        case Act.SHOW:
            await talk.show(await booking_screen(talk, booking))
        case Act.PAY:
            await _pay(talk, booking)
        case Act.LET_GO:
            await talk.show(await let_go(talk, booking))
        case Act.EXTEND:
            await conversations.go(talk, Place("extend", OfBooking(reference=booking.reference)))
        case Act.CANCEL:
            await conversations.go(talk, Place("cancel", CancelDraft(reference=booking.reference)))
        case Act.FIND:
            await find_spot(talk, booking)
        case Act.RECEIPT:
            await send_receipts(talk, booking)
        case Act.AGAIN:
            await conversations.go(talk, next_place(_again(booking)))


async def _pay(talk: Talk, booking: Booking) -> None:
    """A try to pay what is held: the spot, or the time on top."""
    on_top = held_extension(booking)
    if booking.status is BookingStatus.CONFIRMED and on_top is None:
        raise NothingToPay
    await talk.show(await offer_payment(talk, booking, on_top))


def _again(booking: Booking) -> BookingDraft:
    """The same lot, kind of spot and vehicle; only the time is asked for."""
    return BookingDraft(
        lot_id=booking.lot_id,
        kind=booking.space.type,
        plate=booking.plate_number,
        vehicle_id=booking.vehicle_id if booking.person_id is not None else None,
    )
