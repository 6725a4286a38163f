"""My bookings, and one of them with what can be done about it."""

from __future__ import annotations

from app.accounts.plates import display_plate
from app.bookings import rules
from app.bookings.models import Booking, BookingStatus, Extension, ExtensionStatus
from app.core import clock, local_time
from app.core.i18n import translate
from app.payments.queries import money_of
from app.telegram.buttons import Act, act_data
from app.telegram.follows import list_bought, list_current
from bot.app_buttons import booking_button
from bot.bookings.cancel import is_cancellable
from bot.floors import floor_words
from bot.screen import Button, Screen, in_rows
from bot.talk import Talk


async def bookings_screen(talk: Talk, act: Act = Act.SHOW, *, question: str = "bookings") -> Screen:
    """The bookings to do `act` with, each a button: those that live, and for receipts the past ones too."""
    if act is Act.RECEIPT:
        bookings = await list_bought(talk.chat)
    else:
        bookings = [booking for booking in await list_current(talk.chat) if is_for(act, booking)]
    rows = [
        [Button(_line(booking, talk.language), data=act_data(act, booking.reference))] for booking in bookings
    ]
    return Screen(talk.plain(question if bookings else f"{question}_none"), rows)


def is_for(act: Act, booking: Booking) -> bool:
    """Whether a booking is one to do this with, as it stands now."""
    match act:
        case Act.EXTEND:
            return rules.may_extend(booking, clock.now())
        case Act.FIND:
            return booking.status is BookingStatus.CONFIRMED
        case Act.CANCEL:
            return is_cancellable(booking)
    return True


async def booking_screen(talk: Talk, booking: Booking) -> Screen:
    """`booking` has its parts loaded."""
    money = (await money_of([booking.id]))[booking.id]
    zone, language = booking.lot.time_zone, talk.language
    is_held = booking.status is BookingStatus.HELD
    longer = held_extension(booking)
    text = talk.text(
        "booking",
        reference=booking.reference,
        status=translate(f"telegram.status.{booking.status}", language),
        lot=booking.lot.name,
        address=booking.lot.address,
        floor=floor_words(booking.area),
        spot=booking.space.label,
        period=local_time.period_words(booking.period, zone, language),
        plate=display_plate(booking.plate_number),
        amount=booking.amount,
        paid=money.paid or None,
        refund=money.refund,
        held_until=local_time.time_words(booking.hold_expires_at, zone, language) if is_held else None,
        longer_until=local_time.moment_words(longer.ends_at, zone, language) if longer else None,
    )
    return Screen(text, [*in_rows(_acts(talk, booking, longer), 2), [booking_button(talk, booking)]])


def is_over(booking: Booking) -> bool:
    """Whether nothing is left of it, or of the time to pay for it."""
    if booking.status is BookingStatus.HELD:
        return booking.hold_expires_at <= clock.now()
    return booking.status is not BookingStatus.CONFIRMED


def held_extension(booking: Booking) -> Extension | None:
    """What is held on top and can still be paid for; `booking` has its extensions loaded."""
    now = clock.now()
    held = (
        extension
        for extension in booking.extensions
        if extension.status is ExtensionStatus.HELD and extension.hold_expires_at > now
    )
    return next(held, None)


def _acts(talk: Talk, booking: Booking, longer: Extension | None) -> list[Button]:
    now, acts = clock.now(), list[Act]()
    if is_over(booking):
        acts = [Act.AGAIN]
    elif booking.status is BookingStatus.HELD:
        acts = [Act.PAY, Act.LET_GO]
    else:
        acts = [Act.FIND, Act.RECEIPT]
        if longer is not None:
            acts += [Act.PAY, Act.LET_GO]
        elif rules.may_extend(booking, now):
            acts.append(Act.EXTEND)
        if is_cancellable(booking):
            acts.append(Act.CANCEL)
    return [Button(talk.word(f"act_{act}"), data=act_data(act, booking.reference)) for act in acts]


def _line(booking: Booking, language: str) -> str:
    period = local_time.period_words(booking.period, booking.lot.time_zone, language)
    return f"{booking.space.label} · {booking.lot.name} · {period}"
