"""Telegram: notes in the chats that are told of a booking, and alerts in those of staff."""

from __future__ import annotations

import structlog
from telegram.constants import ParseMode
from telegram.error import BadRequest, ChatMigrated, Forbidden, NetworkError, RetryAfter, TelegramError

from app.notifications.channels.protocol import (
    NotDelivered,
    Outgoing,
    Overtaken,
    PermanentFailure,
    TemporaryFailure,
)
from app.notifications.chats.note import Note
from app.notifications.chats.notes import write_note
from app.notifications.context import DeliveryContext
from app.notifications.recipients import chat_of, move_alerts
from app.notifications.topics import ALERTS
from app.telegram.alerts import is_group, may_be_alerted, turn_alerts_off
from app.telegram.api import Bot, patience_asked_for
from app.telegram.chats import mark_blocked
from app.telegram.follows import is_told

log = structlog.get_logger()

_NO_CHAT = "chat not found"


class TelegramChannel:
    def __init__(self, context: DeliveryContext) -> None:
        self._context = context

    async def send(self, outgoing: Outgoing) -> None:
        bot = self._context.bot
        if bot is None:
            raise PermanentFailure("TELEGRAM_BOT_TOKEN is not set")
        chat_id = chat_of(outgoing.recipient)
        if not await _may_hear(chat_id, outgoing):
            raise Overtaken("the chat has nothing to do with it any more")
        note = await write_note(outgoing, self._context)
        try:
            await bot.initialize()  # asks Telegram who it is, once
            await _post_where_it_is(bot, chat_id, note)
        except TelegramError as error:
            raise await _failure(error, chat_id, outgoing) from None  # it may name the token


async def _may_hear(chat_id: int, outgoing: Outgoing) -> bool:
    if outgoing.kind in ALERTS:
        return await may_be_alerted(chat_id)
    return await is_told(chat_id, outgoing.data["booking_id"])


async def _post_where_it_is(bot: Bot, chat_id: int, note: Note) -> None:
    """A group gets another number when it grows: it goes on hearing of alerts, of this one as well."""
    try:
        await _post(bot, chat_id, note)
    except ChatMigrated as moved:
        await move_alerts(chat_id, moved.new_chat_id)
        await _post(bot, moved.new_chat_id, note)


async def _post(bot: Bot, chat_id: int, note: Note) -> None:
    if note.picture is not None:
        await bot.send_photo(
            chat_id, note.picture, caption=note.text, parse_mode=ParseMode.HTML, reply_markup=note.markup
        )
    elif note.document is not None:
        await bot.send_document(
            chat_id,
            note.document.content,
            filename=note.document.name,
            caption=note.text,
            parse_mode=ParseMode.HTML,
            reply_markup=note.markup,
        )
    else:
        await bot.send_message(chat_id, note.text, parse_mode=ParseMode.HTML, reply_markup=note.markup)


async def _failure(error: TelegramError, chat_id: int, outgoing: Outgoing) -> NotDelivered:
    """What becomes of the delivery; of the error's words only Telegram's about a message are told."""
    match error:
        case RetryAfter():
            return TemporaryFailure("Telegram asked for patience", wait=patience_asked_for(error))
        case Forbidden():
            await _leave_in_peace(chat_id, outgoing)
            return PermanentFailure("the bot was blocked")
        case BadRequest() if _NO_CHAT in error.message.lower():
            await _leave_in_peace(chat_id, outgoing)
            return PermanentFailure("there is no such chat")
        case BadRequest():
            log.error("telegram_refused", reason=error.message)  # what we wrote, not its reader's doing
            return PermanentFailure("Telegram refused the message")
        case NetworkError():
            return TemporaryFailure(f"Telegram was not reached: {type(error).__name__}")
    return TemporaryFailure(f"Telegram refused the bot: {type(error).__name__}")


async def _leave_in_peace(chat_id: int, outgoing: Outgoing) -> None:
    """A person is marked until they write again; a group has to ask for its alerts again."""
    if outgoing.kind in ALERTS and is_group(chat_id):
        await turn_alerts_off(chat_id)
    else:
        await mark_blocked(chat_id)
