"""The way to the gateway from a chat: one try to pay, and the button that opens its page."""

from __future__ import annotations

from app.arrivals.exit_fees import ask_exit_fee_of_booking
from app.bookings.models import Booking, Extension
from app.core import local_time
from app.core.money import Money
from app.payments import paying
from app.payments.checkout_links import checkout_url, return_url
from app.payments.owed import Wanted
from app.pricing.lines import QuoteLine
from app.telegram.buttons import Act, act_data
from bot.floors import floor_words
from bot.screen import Button, Screen
from bot.talk import Talk


async def offer_payment(
    talk: Talk, booking: Booking, extension: Extension | None = None, *, shown: Money | None = None
) -> Screen:
    """Starts a try to pay what is held, and shows until when and the button that opens the gateway's page.

    `booking` has its parts loaded. `shown`: the price that the driver saw before, told when it is another
    now. Raises what `start_payment` raises.
    """
    link = await _start(talk, booking, Wanted(extension_id=extension.id if extension else None))
    wanted, zone = extension or booking, booking.lot.time_zone
    text = talk.text(
        "held",
        reference=booking.reference,
        spot=booking.space.label,
        floor=floor_words(booking.area),
        lot=booking.lot.name,
        period=local_time.period_words(booking.period, zone, talk.language),
        longer_until=local_time.moment_words(extension.ends_at, zone, talk.language) if extension else None,
        amount=wanted.amount,
        shown=shown if shown != wanted.amount else None,
        held_until=local_time.time_words(wanted.hold_expires_at, zone, talk.language),
    )
    let_go = Button(talk.word("act_letgo"), data=act_data(Act.LET_GO, booking.reference))
    return Screen(text, [[Button(talk.word("pay", amount=wanted.amount), url=link)], [let_go]])


async def offer_exit_fee(talk: Talk, booking: Booking) -> Screen:
    """Fixes what the booking's car owes now, and shows the button that opens the gateway's page.

    Raises ExitFeeNotFound when nothing is owed, and what `start_payment` raises.
    """
    fee = await ask_exit_fee_of_booking(booking.id, by=talk.actor)
    link = await _start(talk, booking, Wanted(exit_fee_id=fee.id))
    lines = [QuoteLine.from_json(line) for line in fee.quote_lines]
    text = talk.text(
        "owed",
        reference=booking.reference,
        spot=booking.space.label,
        lines=[(line.label(talk.language), line.amount) for line in lines],
        amount=fee.amount,
        leave_by=local_time.time_words(fee.pay_by, booking.lot.time_zone, talk.language),
    )
    return Screen(text, [[Button(talk.word("pay", amount=fee.amount), url=link)]])


async def _start(talk: Talk, booking: Booking, wanted: Wanted) -> str:
    """The address of the page that leads to the gateway, for one more try."""
    services = talk.services
    url = services.settings.public_url
    started = await paying.start_payment(
        booking.id,
        wanted,
        gateway=services.gateway,
        return_url=return_url(url, in_chat=True),
        by=talk.actor,
    )
    return checkout_url(url, started.payment.id, services.settings.accepted_keys, in_chat=True)
