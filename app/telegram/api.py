"""A client of the Bot API: the one place that makes one."""

from __future__ import annotations

from telegram.ext import AIORateLimiter, ExtBot
from telegram.request import HTTPXRequest

from app.telegram.installation import TelegramBot

POLL_SECONDS = 25
_CONNECT_SECONDS, _ANSWER_SECONDS = 5.0, 20.0  # pictures are sent as well
_RETRIES = 2  # after Telegram asked for patience, each time for as long as it says

Bot = ExtBot[int]


def open_bot(bot: TelegramBot, *, retries: int = _RETRIES) -> Bot:
    """A client that keeps Telegram's rates; to be entered as a context, or initialised and shut down.

    `retries`: how often it asks again, all others waiting, when Telegram asks for patience.
    """
    return ExtBot(
        bot.token,
        base_url=f"{bot.api_url}/bot",
        base_file_url=f"{bot.api_url}/file/bot",
        request=_connection(pool=16, answer=_ANSWER_SECONDS),
        get_updates_request=_connection(pool=1, answer=POLL_SECONDS + _ANSWER_SECONDS),
        rate_limiter=AIORateLimiter(max_retries=retries),
    )


def _connection(*, pool: int, answer: float) -> HTTPXRequest:
    return HTTPXRequest(
        connection_pool_size=pool,
        connect_timeout=_CONNECT_SECONDS,
        read_timeout=answer,
        write_timeout=_ANSWER_SECONDS,
        media_write_timeout=_ANSWER_SECONDS,
        pool_timeout=_CONNECT_SECONDS,
    )
