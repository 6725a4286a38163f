"""Buttons about one booking, which stand under messages for days, so they name it and nothing else; and those
that open an address.
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from html import escape
from urllib.parse import urlsplit

from telegram import InlineKeyboardButton

from app.core.references import normalise_reference

_PREFIX = "go"


class Act(StrEnum):
    """What a button asks for. Each may be pressed late or twice: the booking decides what comes of it."""

    SHOW = "show"
    PAY = "pay"  # a held booking, or what it holds on top
    PAY_OWED = "owed"  # what staying too long costs
    LET_GO = "letgo"  # what is held and not paid for
    EXTEND = "extend"
    CANCEL = "cancel"
    FIND = "find"
    RECEIPT = "receipt"
    AGAIN = "again"


def act_data(act: Act, reference: str) -> str:
    """What the button sends back: `go:extend:PK-7F3K9QX`. Telegram takes 64 bytes."""
    return f"{_PREFIX}:{act}:{reference}"


def read_act(data: str) -> tuple[Act, str] | None:
    """The act and the reference in what a button sent; None for any other button."""
    prefix, _, rest = data.partition(":")
    act, _, given = rest.partition(":")
    reference = normalise_reference(given)
    if prefix != _PREFIX or act not in set(Act) or reference is None:
        return None
    return Act(act), reference


Rows = tuple[tuple[InlineKeyboardButton, ...], ...]


def taken_by_telegram(text: str, rows: Iterable[Iterable[InlineKeyboardButton]]) -> tuple[str, Rows]:
    """A message as Telegram takes it. The address of a button that it would refuse, such as one on localhost,
    is written below `text` (HTML) instead.
    """
    kept, lines = [], []
    for row in rows:
        kept.append(tuple(button for button in row if button.url is None or takes_address(button.url)))
        lines += [
            f"{escape(button.text, quote=False)}: <code>{escape(button.url, quote=False)}</code>"
            for button in row
            if button.url is not None and not takes_address(button.url)
        ]
    return "\n\n".join([text, *lines]), tuple(row for row in kept if row)


def takes_app(url: str) -> bool:
    """Whether Telegram opens `url` inside itself: for that it wants a certificate as well."""
    return takes_address(url) and urlsplit(url).scheme == "https"


def takes_address(url: str) -> bool:
    """Whether Telegram takes a button that opens `url`. It wants a dot in the host, so `localhost` is none,
    and refuses the whole message for one that it does not take.
    """
    parts = urlsplit(url)
    return parts.scheme in {"http", "https"} and "." in (parts.hostname or "").strip(".")
