"""Bots as processes, on a stack's settings."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.databases import fresh_database
from tests.support.stack import Stack
from tests.support.telegram.stand_in import TelegramStandIn

ECHO = "tests.telegram_stand_in.echo_bot"


@pytest.fixture
def stack(telegram: TelegramStandIn, tmp_path: Path) -> Iterator[Stack]:
    stack = Stack(fresh_database("sqlite", tmp_path), tmp_path, telegram)
    try:
        yield stack
    finally:
        stack.end()


def test_what_is_said_while_the_bot_is_dead_is_answered_by_the_next(
    stack: Stack, telegram: TelegramStandIn
) -> None:
    aina = telegram.person("Aina")
    first = stack.start_module(ECHO)
    aina.types("one")
    aina.waits_for("You said one")
    first.kill()
    aina.types("two")
    second = stack.start_module(ECHO)

    aina.waits_for("You said two")
    assert second.stop() == 0
    assert "Traceback" not in second.log()


def test_a_second_bot_ends_the_polling_of_the_first(stack: Stack, telegram: TelegramStandIn) -> None:
    aina = telegram.person("Aina")
    first = stack.start_module(ECHO)
    aina.types("one")
    aina.waits_for("You said one")
    stack.start_module(ECHO)

    assert first.wait() == 1
    assert "terminated by other getUpdates request" in first.log()
