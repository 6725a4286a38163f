"""Buttons about one booking, pressed now, late or twice: each looks at the booking as it stands."""

from __future__ import annotations

from app.arrivals.errors import ExitFeeNotFound
from app.bookings.errors import BookingCannotChange, HoldExpired
from app.bookings.models import Booking, BookingStatus
from app.payments.errors import NothingToPay
from app.telegram.buttons import Act, act_data
from app.telegram.follows import get_booking_of_chat
from bot.booking.draft import BookingDraft, next_place
from bot.bookings.cancel import CancelDraft, let_go
from bot.bookings.find import find_spot
from bot.bookings.of_booking import OfBooking
from bot.bookings.overview import booking_screen, held_extension, is_for, is_over
from bot.bookings.receipts import send_receipts
from bot.conversation import Conversations, Place, refusal_screen
from bot.paying import offer_exit_fee, offer_payment
from bot.screen import Button
from bot.talk import Talk

_HAS_SPOT = (BookingStatus.HELD, BookingStatus.CONFIRMED, BookingStatus.COMPLETED)
# Refused because the booking has gone on since the button was made.
_TOO_LATE = (BookingCannotChange, HoldExpired, NothingToPay, ExitFeeNotFound)


async def act(talk: Talk, conversations: Conversations, what: Act, reference: str) -> None:
    """Raises BookingNotFound for a booking that the chat may not see, and what the verbs refuse with."""
    booking = await get_booking_of_chat(talk.chat, reference)
    talk.pressed = None  # the message tells of the booking: it stays
    try:
        await _act(talk, conversations, what, booking)
    except _TOO_LATE as refusal:
        booking = await get_booking_of_chat(talk.chat, reference)
        way_on = Act.AGAIN if is_over(booking) else Act.SHOW
        button = Button(talk.word(f"act_{way_on}"), data=act_data(way_on, reference))
        await talk.show(refusal_screen(refusal, talk.language, [[button]]))


async def _act(talk: Talk, conversations: Conversations, what: Act, booking: Booking) -> None:
    """Raises what the verbs refuse with."""
    if what in (Act.EXTEND, Act.CANCEL) and not is_for(what, booking):
        raise BookingCannotChange(status=booking.status.value)
    match what:
        case Act.SHOW:
            await talk.show(await booking_screen(talk, booking))
        case Act.PAY:
            await _pay(talk, booking)
        case Act.PAY_OWED:
            await talk.show(await offer_exit_fee(talk, booking))
        case Act.LET_GO:
            await talk.show(await let_go(talk, booking))
        case Act.EXTEND:
            await conversations.go(talk, Place("extend", OfBooking(reference=booking.reference)))
        case Act.CANCEL:
            await conversations.go(talk, Place("cancel", CancelDraft(reference=booking.reference)))
        case Act.FIND if booking.status in _HAS_SPOT:
            await find_spot(talk, booking)
        case Act.FIND:  # it was lost or given up
            await talk.show(await booking_screen(talk, booking))
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
