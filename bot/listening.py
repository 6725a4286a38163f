"""Hearing what people write: asking Telegram all the time, or being called at the web process's address."""

from __future__ import annotations

import asyncio

import structlog
from telegram import Update
from telegram.error import Conflict, InvalidToken, RetryAfter, TelegramError

from app.config import Settings
from app.telegram.api import POLL_SECONDS, Bot, patience_asked_for
from app.telegram.inbox import keep_update
from app.telegram.installation import TelegramBot

log = structlog.get_logger()

WEBHOOK_PATH = "/telegram/updates"
HEARD = [Update.MESSAGE, Update.CALLBACK_QUERY, Update.MY_CHAT_MEMBER]

_WHILE_ANOTHER_ASKS = 15.0  # seconds: Telegram tells one process at a time
_PAUSE, _LONGEST_PAUSE = 1.0, 60.0


async def be_called(bot: Bot, telegram: TelegramBot, settings: Settings) -> None:
    """Tells Telegram where to call. What waits there is not dropped."""
    await bot.set_webhook(
        f"{settings.public_url}{WEBHOOK_PATH}", secret_token=telegram.webhook_secret, allowed_updates=HEARD
    )


async def ask_for_updates(bot: Bot, heard: asyncio.Event) -> None:
    """Asks until cancelled, and writes down what comes; sets `heard` then. An update is taken off Telegram's
    list by the next question, so what a crash loses, or the database does not take, is told again.
    Raises InvalidToken.
    """
    offset, pause, is_called = 0, _PAUSE, True
    while True:
        try:
            if is_called:
                await bot.delete_webhook()
                is_called = False
            updates = await bot.get_updates(offset=offset, timeout=POLL_SECONDS, allowed_updates=HEARD)
            for update in updates:
                await keep_update(update.to_dict())
                offset = update.update_id + 1
        except InvalidToken:
            raise
        except Conflict:
            log.info("telegram_asked_by_another")
            await asyncio.sleep(_WHILE_ANOTHER_ASKS)
        except Exception as error:
            seconds = max(pause, _patience(error))
            event = "telegram_not_reached" if isinstance(error, TelegramError) else "inbox_unwritable"
            log.warning(event, error=type(error).__name__, seconds=seconds)
            await asyncio.sleep(seconds)
            pause = min(pause * 2, _LONGEST_PAUSE)
        else:
            pause = _PAUSE
            if updates:
                heard.set()


def _patience(error: Exception) -> float:
    """How many seconds of patience Telegram asks for."""
    return patience_asked_for(error).total_seconds() if isinstance(error, RetryAfter) else 0.0
