"""Nothing that is known of a bot or its people is written to the logs, however much is written there."""

from __future__ import annotations

import os
import subprocess
import sys

from tests.support.settings import ROOT, process_environment
from tests.support.telegram.stand_in import TOKEN, TelegramStandIn

_SPEAK = """
import asyncio
from app.config import load_settings
from app.logs import configure_logs
from app.telegram.api import open_bot

async def main():
    settings = load_settings()
    configure_logs(settings)
    async with open_bot(settings.telegram) as bot:
        await bot.send_message({chat}, "WXY 1234 is yours")

asyncio.run(main())
"""


def test_neither_the_token_nor_what_is_said_is_logged_at_debug(telegram: TelegramStandIn) -> None:
    aina = telegram.person("Aina Demo")
    aina.starts()
    settings = process_environment(
        **telegram.settings(), LOG_LEVEL="DEBUG", DATABASE_URL="sqlite:///nowhere.sqlite"
    )
    said = subprocess.run(
        [sys.executable, "-c", _SPEAK.format(chat=aina.chat_id)],
        cwd=ROOT,
        env={**os.environ, **settings},
        capture_output=True,
        text=True,
        check=True,
    )
    assert [message.text for message in aina.messages] == ["WXY 1234 is yours"]
    written = said.stdout + said.stderr
    assert TOKEN not in written
    assert "WXY 1234" not in written
