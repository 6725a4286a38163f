"""What happens between accounts and Telegram. No name, no code, no number of a chat."""

from __future__ import annotations

from app.core.events import DomainEvent


class TelegramEvent(DomainEvent):
    """Base: whose account it is."""

    person_id: int


class TelegramLinked(TelegramEvent):
    """A chat became the account's; the one it had before is nobody's now."""


class TelegramUnlinked(TelegramEvent):
    """Asked for in the chat or in the app: see the actor."""
