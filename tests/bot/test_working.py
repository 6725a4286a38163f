"""Acting on what was kept: tried so often and no more, and whoever wrote hears of it."""

from __future__ import annotations

import asyncio
from typing import NoReturn

import pytest
from structlog.testing import capture_logs

from app.core import clock
from app.telegram.inbox import LEASE, MAX_ATTEMPTS, keep_update
from app.telegram.models import TelegramUpdate
from bot import working
from tests.bot.desk import open_desk
from tests.support.databases import Database
from tests.support.telegram.stand_in import TelegramStandIn


async def test_what_fails_is_tried_five_times_and_then_told(
    db: Database, telegram: TelegramStandIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    tries, tried = 0, asyncio.Semaphore(0)

    async def fail(*given: object) -> NoReturn:
        nonlocal tries
        tries += 1
        tried.release()
        raise RuntimeError("the process has to end")

    monkeypatch.setattr(working, "answer", fail)
    aina = telegram.person("Aina")
    aina.types("hello")
    async with open_desk(db.url, telegram) as desk:
        [update] = await desk.services.bot.get_updates(timeout=0)
        await keep_update(update.to_dict())
        stop, heard = asyncio.Event(), asyncio.Event()
        with clock.frozen(clock.now()), capture_logs() as logs:
            task = asyncio.create_task(working.work(desk.services, heard, stop))
            for _ in range(MAX_ATTEMPTS):
                await tried.acquire()
                # Once for each: a lease that lapses while the last answer is sent would have it sent again.
                clock.move(LEASE)
            while not await TelegramUpdate.filter(done_at__isnull=False).exists():  # noqa: ASYNC110 - a row tells
                await asyncio.sleep(0.05)
            stop.set()
            await task

    assert tries == MAX_ATTEMPTS == 5
    assert str(update.update_id) in aina.messages[-1].words
    assert [log["update_id"] for log in logs if log["event"] == "update_given_up"] == [update.update_id]
