"""Buttons that open the app: inside Telegram where that has a certificate, else in the browser."""

from __future__ import annotations

from app.bookings.access import access_key, booking_link
from app.bookings.models import Booking
from app.lots.models import Lot
from app.telegram.buttons import takes_app
from bot.screen import Button
from bot.talk import Talk


def map_button(talk: Talk, lot: Lot | None = None) -> Button:
    """Opens the map, at once that of `lot` when one is given."""
    return open_map(talk.word("menu_map"), talk.services.settings.public_url, lot.slug if lot else None)


def open_map(words: str, public_url: str, lot_slug: str | None) -> Button:
    """The button for an installation at `public_url`. What the Mini App is started with: decision 21."""
    if not takes_app(public_url):
        return Button(words, url=f"{public_url}/lots/{lot_slug}" if lot_slug else public_url)
    start = f"?startapp=lot_{lot_slug}" if lot_slug else ""
    return Button(words, web_app=f"{public_url}/telegram/app{start}")


def booking_button(talk: Talk, booking: Booking) -> Button:
    """Opens the booking's page; a guest's with the key, which is the chat's to know."""
    settings = talk.services.settings
    is_guest = booking.person_id is None
    key = access_key(settings.key, booking.reference, booking.link_generation) if is_guest else None
    return Button(talk.word("open_in_app"), url=booking_link(settings.public_url, booking.reference, key))


def account_button(talk: Talk) -> Button:
    """Opens the account, where the code for Telegram is."""
    return Button(talk.word("open_account"), url=f"{talk.services.settings.public_url}/account")
