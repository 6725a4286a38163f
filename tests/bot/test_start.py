"""How the bot's process starts: wrong settings end it in one line, a Telegram that is away does not."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.databases import fresh_database
from tests.support.stack import Stack
from tests.support.telegram.stand_in import TelegramStandIn

STRANGE_TOKEN = "654321:a-token-of-another-time"


@pytest.fixture
def stack(telegram: TelegramStandIn, tmp_path: Path) -> Iterator[Stack]:
    stack = Stack(fresh_database("sqlite", tmp_path), tmp_path, telegram)
    try:
        yield stack
    finally:
        stack.end()


@pytest.mark.parametrize(
    ("setting", "value", "line"),
    [
        ("TELEGRAM_BOT_TOKEN", STRANGE_TOKEN, "TELEGRAM_BOT_TOKEN: Telegram does not know this token"),
        ("TELEGRAM_BOT_NAME", "another_bot", "TELEGRAM_BOT_NAME: the token is that of damai_test_bot"),
    ],
)
def test_a_wrong_token_or_name_is_one_line_and_the_end(
    stack: Stack, setting: str, value: str, line: str
) -> None:
    bot = stack.start_module("bot", **{setting: value})
    assert bot.wait() == 1
    assert bot.log().splitlines()[-1] == line
    assert "Traceback" not in bot.log()
    assert STRANGE_TOKEN not in bot.log()


def test_a_telegram_that_is_away_at_the_start_is_met_later(stack: Stack, telegram: TelegramStandIn) -> None:
    telegram.breaks("getMe", 1)
    telegram.breaks("setMyCommands", 1)
    bot = stack.start_bot()
    assert "telegram_not_reached" in bot.log()
    aina = telegram.person("Aina")
    aina.starts()
    aina.waits_for("Welcome to ParkPro")
