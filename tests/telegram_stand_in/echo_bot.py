"""A bot that says what it hears. `python -m tests.telegram_stand_in.echo_bot`; says `bot_started` at work.

It ends when it is told to, and when another bot takes its place.
"""

from __future__ import annotations

import asyncio
import contextlib
import signal

from app.config import load_settings
from app.telegram.api import POLL_SECONDS, Bot, open_bot


async def main() -> None:
    telegram = load_settings().telegram
    assert telegram is not None
    async with open_bot(telegram) as bot:
        polling = asyncio.create_task(_poll(bot))
        asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, polling.cancel)
        print("bot_started")  # noqa: T201
        with contextlib.suppress(asyncio.CancelledError):
            await polling


async def _poll(bot: Bot) -> None:
    offset = 0
    while True:
        for update in await bot.get_updates(offset=offset, timeout=POLL_SECONDS):
            if update.message is not None and update.message.text:
                await update.message.reply_text(f"You said {update.message.text}")
            offset = update.update_id + 1


if __name__ == "__main__":
    asyncio.run(main())
