"""A client of the Bot API: the one place that makes one."""

from __future__ import annotations

from datetime import timedelta

from telegram.error import RetryAfter
from telegram.ext import AIORateLimiter, ExtBot
from telegram.request import HTTPXRequest

from app.telegram.installation import TelegramBot

POLL_SECONDS = 25
_CONNECT_SECONDS, _ANSWER_SECONDS = 5.0, 20.0  # pictures are sent as well
Bot = ExtBot[int]


def open_bot(bot: TelegramBot) -> Bot:
    """A client that keeps Telegram's rates; to be entered as a context, or initialised and shut down.

    When Telegram asks for patience it does not ask again by itself: all chats would wait for one.
    """
    return ExtBot(
        bot.token,
        base_url=f"{bot.api_url}/bot",
        base_file_url=f"{bot.api_url}/file/bot",
        request=_connection(pool=16, answer=_ANSWER_SECONDS),
        get_updates_request=_connection(pool=1, answer=POLL_SECONDS + _ANSWER_SECONDS),
        rate_limiter=AIORateLimiter(max_retries=0),
    )


def patience_asked_for(error: RetryAfter) -> timedelta:
    """For how long Telegram wants to hear nothing; the library tells it one way or the other."""
    after = error.retry_after
    return after if isinstance(after, timedelta) else timedelta(seconds=after)


def _connection(*, pool: int, answer: float) -> HTTPXRequest:
    return HTTPXRequest(
        connection_pool_size=pool,
        connect_timeout=_CONNECT_SECONDS,
        read_timeout=answer,
        write_timeout=_ANSWER_SECONDS,
        media_write_timeout=_ANSWER_SECONDS,
        pool_timeout=_CONNECT_SECONDS,
    )
