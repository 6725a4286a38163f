"""Running a job on time: by crontab once per slot, or again and again with a pause."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable
from contextlib import suppress
from datetime import datetime

import aiocron
import structlog
from tortoise.exceptions import IntegrityError

from app.core import clock
from app.core.database.transactions import transactional
from app.core.models import JobRun
from jobs.alarm import Alarm

log = structlog.get_logger()

Work = Callable[[], Awaitable[int]]
"""Does what is due and tells how much that was."""


class Cron:
    """A job on a crontab (UTC). Of all processes, the one that writes the slot's row runs it."""

    def __init__(self, name: str, crontab: str, work: Work) -> None:
        self.name = name
        self._crontab = crontab
        self._work = work
        self._alarm = Alarm(name)
        self._timer: aiocron.Cron | None = None
        self._running = asyncio.Lock()

    def start(self) -> None:
        """Must be called in the running loop: the library binds its timer to it."""
        self._timer = aiocron.crontab(self._crontab, func=self._tick, start=True)

    async def finish(self) -> None:
        """Takes no new slot, and waits for the run under way."""
        if self._timer is not None:
            self._timer.stop()
        async with self._running:
            return

    async def _tick(self) -> None:
        slot = clock.now().replace(second=0, microsecond=0)
        # A slow run is not overtaken by the next slot, and no error may reach the timer.
        if self._running.locked():
            log.warning("job_still_running", job=self.name)
            return
        async with self._running:
            try:
                if await take_slot(self.name, slot):
                    await self._run(slot)
            except Exception:
                log.exception("job_failed", job=self.name)

    async def _run(self, slot: datetime) -> None:
        began = time.perf_counter()
        try:
            done = await self._work()
        except Exception as error:
            await close_slot(self.name, slot, f"failed: {type(error).__name__}")
            await self._alarm.ring(slot, error)
            raise
        await close_slot(self.name, slot, f"done: {done}")
        log.info("job_done", job=self.name, count=done, ms=round((time.perf_counter() - began) * 1000))


class Pulse:
    """A job that runs again `pause` seconds after it has ended. Safe in several processes by itself."""

    def __init__(self, name: str, pause: float, work: Work) -> None:
        self.name = name
        self._pause = pause
        self._work = work
        self._alarm = Alarm(name)

    async def run_until(self, stop: asyncio.Event) -> None:
        while not stop.is_set():
            began = clock.now()
            try:
                if done := await self._work():
                    log.info("job_done", job=self.name, count=done)
            except Exception as error:
                log.exception("job_failed", job=self.name)
                await self._alarm.ring(began, error)
            with suppress(TimeoutError):
                await asyncio.wait_for(stop.wait(), self._pause)


async def take_slot(job: str, slot: datetime) -> bool:
    """Whether this process is the one to run `job` in `slot`."""
    try:
        await _open_slot(job, slot)
    except IntegrityError:
        return False
    return True


@transactional
async def _open_slot(job: str, slot: datetime) -> None:
    await JobRun.create(job=job, slot=slot, started_at=clock.now())


@transactional
async def close_slot(job: str, slot: datetime, outcome: str) -> None:
    await JobRun.filter(job=job, slot=slot).update(finished_at=clock.now(), outcome=outcome)
