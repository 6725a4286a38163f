"""A note, as a chat is sent it, and what the writers of notes share."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from app.core import local_time
from app.core.i18n import translate
from app.notifications.channels.protocol import Outgoing
from app.notifications.facts import BookingFacts
from app.telegram.buttons import Act, Rows, act_data, taken_by_telegram
from app.telegram.texts import render

Buttons = tuple[InlineKeyboardButton, ...]


@dataclass(frozen=True, slots=True)
class Document:
    """A file with its name."""

    name: str
    content: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Note:
    """`text` is Telegram's HTML: the caption when there is a `picture` (PNG) or a `document`, one at most."""

    text: str
    rows: Rows = ()
    picture: bytes | None = field(default=None, repr=False)
    document: Document | None = None

    @property
    def markup(self) -> InlineKeyboardMarkup | None:
        return InlineKeyboardMarkup(self.rows) if self.rows else None


@dataclass(frozen=True, slots=True)
class About:
    """A delivery about a booking: what its note is written with."""

    outgoing: Outgoing
    booking: BookingFacts

    def note(
        self,
        *rows: Buttons,
        picture: bytes | None = None,
        document: Document | None = None,
        **values: object,
    ) -> Note:
        """The note of the delivery's template, filled with the booking and `values`."""
        text = render(self.outgoing.kind, self.outgoing.language, booking=self.booking, **values)
        return Note(*taken_by_telegram(text, rows), picture, document)

    def say(self, key: str, **params: object) -> str:
        """One of the sentences of the delivery's kind."""
        return translate(f"telegram.{self.outgoing.kind}.{key}", self.outgoing.language, **params)

    def time(self, moment: datetime) -> str:
        """The time of the day, in the lot's zone."""
        return local_time.time_words(moment, self.booking.zone_id, self.outgoing.language)

    def press(self, act: Act, text: str | None = None) -> InlineKeyboardButton:
        """A button that asks the bot for `act`."""
        usual = translate(f"telegram.act_{act}", self.outgoing.language)
        return InlineKeyboardButton(text or usual, callback_data=act_data(act, self.booking.reference))

    def opening(self) -> Buttons:
        """The button that opens the booking in the app, a guest's with its key."""
        text = translate("telegram.open_in_app", self.outgoing.language)
        return (InlineKeyboardButton(text, url=self.booking.link),)
