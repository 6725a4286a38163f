"""An account's Telegram, and the Mini App, as received and sent."""

from __future__ import annotations

from app.web.schemas.accounts import MeOut
from app.web.schemas.base import Moment, Schema


class TelegramOut(Schema):
    """`bot`: its user name without the @; null when there is none. `linked_at`: since when a chat is linked;
    null when none is. `is_blocked`: its person has blocked the bot, so nothing is sent there.
    """

    bot: str | None
    linked_at: Moment | None
    is_blocked: bool


class TelegramCodeOut(Schema):
    """A code that links a chat once: typed there as people read it, or brought by the `deep_link`."""

    code: str
    expires_at: Moment
    deep_link: str


class TelegramSessionIn(Schema):
    """`init_data`: what Telegram gave the Mini App, as it is."""

    init_data: str


class TelegramSessionOut(Schema):
    """`me`: who is signed in now; null when the chat is linked to no account."""

    me: MeOut | None
