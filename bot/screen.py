"""What a conversation shows at one moment: a text, perhaps a picture, and buttons."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from telegram import InlineKeyboardButton, InlineKeyboardMarkup, WebAppInfo

from app.telegram.buttons import taken_by_telegram

_WIDEST = 8  # buttons in a row that Telegram shows


@dataclass(frozen=True, slots=True)
class Button:
    """`choice` answers the question that is being asked, `data` is sent back as it is, `url` opens a page and
    `web_app` one inside Telegram. One of them is set.
    """

    text: str
    choice: str | None = None
    data: str | None = None
    url: str | None = None
    web_app: str | None = None

    def markup(self, serial: int) -> InlineKeyboardButton:
        """As Telegram takes it. A choice carries the number of its question: so a late one is known."""
        if self.url is not None:
            return InlineKeyboardButton(self.text, url=self.url)
        if self.web_app is not None:
            return InlineKeyboardButton(self.text, web_app=WebAppInfo(self.web_app))
        data = self.data if self.choice is None else f"{serial}:{self.choice}"
        return InlineKeyboardButton(self.text, callback_data=data)


Rows = Sequence[Sequence[Button]]


@dataclass(frozen=True, slots=True)
class Screen:
    """`text` is Telegram's HTML; under a `picture` (PNG) it is the caption. With a
    `location_key`, a key of that name for sharing one's location stands in place of the buttons.
    """

    text: str
    rows: Rows = field(default=())
    picture: bytes | None = field(default=None, repr=False)
    location_key: str | None = None

    def compose(self, serial: int) -> tuple[str, InlineKeyboardMarkup | None]:
        """The text and the buttons as Telegram takes them. `serial`: the number of the question."""
        buttons = [[button.markup(serial) for button in row] for row in self.rows]
        text, rows = taken_by_telegram(self.text, buttons)
        return text, InlineKeyboardMarkup(rows) if rows else None


def in_rows(buttons: Iterable[Button], width: int) -> list[list[Button]]:
    """`buttons` in rows of at most `width`."""
    every = list(buttons)
    return [every[at : at + width] for at in range(0, len(every), min(width, _WIDEST))]


def read_choice(data: str) -> tuple[int, str] | None:
    """The number of the question and the choice in what a button sent; None for any other button."""
    serial, separator, choice = data.partition(":")
    return (int(serial), choice) if separator and serial.isascii() and serial.isdigit() else None
