"""Asking Telegram goes on whatever the database does, and nothing that was told is lost."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from contextlib import suppress
from typing import Any

import pytest

from app.telegram.api import open_bot
from bot import listening
from tests.support.telegram.stand_in import TelegramStandIn


async def test_what_could_not_be_written_down_is_asked_for_again(
    telegram: TelegramStandIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    heard, tries, all_heard = list[str](), 0, asyncio.Event()

    async def keep(body: Mapping[str, Any]) -> bool:
        nonlocal tries
        tries += 1
        if tries == 2:
            raise OSError("the database is away")
        heard.append(body["message"]["text"])
        if len(heard) == 3:
            all_heard.set()
        return True

    monkeypatch.setattr(listening, "keep_update", keep)
    monkeypatch.setattr(listening, "_PAUSE", 0.1)
    aina = telegram.person("Aina Demo")
    async with open_bot(telegram.installation()) as bot:
        asking = asyncio.create_task(listening.ask_for_updates(bot, asyncio.Event()))
        for text in ("one", "two", "three"):
            aina.types(text)
        with suppress(TimeoutError):
            await asyncio.wait_for(all_heard.wait(), 10)
        assert not asking.done()
        asking.cancel()
        with suppress(asyncio.CancelledError):
            await asking
    assert heard == ["one", "two", "three"]
