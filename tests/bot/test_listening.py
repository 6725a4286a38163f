"""Asking Telegram for updates: what goes wrong on the way is tried again, and nothing is lost by it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from typing import Any

import pytest
from tortoise.exceptions import OperationalError

from app.telegram.api import open_bot
from app.telegram.inbox import keep_update
from app.telegram.models import TelegramUpdate
from bot import listening
from tests.support.databases import Database
from tests.support.telegram.stand_in import TelegramStandIn


@pytest.fixture(autouse=True)
def brisk(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(listening, "_PAUSE", 0.01)


@asynccontextmanager
async def asking(telegram: TelegramStandIn) -> AsyncIterator[asyncio.Event]:
    """Asks meanwhile. Raises what ended the asking, if anything did."""
    heard = asyncio.Event()
    async with open_bot(telegram.installation()) as bot:
        task = asyncio.create_task(listening.ask_for_updates(bot, heard))
        try:
            yield heard
        finally:
            if not task.done():
                task.cancel()
                await asyncio.wait([task])
    if not task.cancelled():
        await task


async def test_an_update_that_the_database_did_not_take_is_told_again(
    db: Database, telegram: TelegramStandIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    tried = 0

    async def keep(body: Mapping[str, Any]) -> bool:
        nonlocal tried
        tried += 1
        if tried == 1:
            raise OperationalError("the server has gone away")
        return await keep_update(body)

    monkeypatch.setattr(listening, "keep_update", keep)
    telegram.person("Aina").starts()
    async with asking(telegram) as heard:
        await asyncio.wait_for(heard.wait(), 10)
    assert (await TelegramUpdate.get()).body["message"]["text"] == "/start"


@pytest.mark.parametrize("method", ["deleteWebhook", "getUpdates"])
async def test_a_telegram_that_breaks_for_a_moment_is_asked_again(
    db: Database, telegram: TelegramStandIn, method: str
) -> None:
    telegram.breaks(method, 2)
    telegram.person("Aina").starts()
    async with asking(telegram) as heard:
        await asyncio.wait_for(heard.wait(), 10)
    assert await TelegramUpdate.all().count() == 1
