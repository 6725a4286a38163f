"""The way to the gateway from a chat: one try to pay, and the button that opens its page."""

from __future__ import annotations

from app.bookings.models import Booking, Extension
from app.core import local_time
from app.core.money import Money
from app.payments import service as payments
from app.payments.checkout_links import checkout_url, return_url
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
    services = talk.services
    url = services.settings.public_url
    started = await payments.start_payment(
        booking.id,
        extension_id=extension.id if extension else None,
        gateway=services.gateway,
        return_url=return_url(url, in_chat=True),
        by=talk.actor,
    )
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
    link = checkout_url(url, started.payment.id, services.settings.accepted_keys, in_chat=True)
    let_go = Button(talk.word("act_letgo"), data=act_data(Act.LET_GO, booking.reference))
    return Screen(text, [[Button(talk.word("pay", amount=wanted.amount), url=link)], [let_go]])
