"""Follows the event log for one web process: moves the live floors and tells the watchers."""

from __future__ import annotations

import asyncio

import structlog

from app.core import clock
from app.core.events import read_events
from app.realtime.hub import EventHub
from app.realtime.live import LiveFloors

log = structlog.get_logger()

_PAUSE = 0.15  # seconds between looks at the log: others' changes show well within a second
_PAUSE_WHEN_BLIND = 1.0


class LogFollower:
    """One per web process."""

    def __init__(self, live: LiveFloors, hub: EventHub) -> None:
        self._live = live
        self._hub = hub
        self._reading = asyncio.Lock()

    async def run(self) -> None:
        """Follows until cancelled. When the log can't be read it says so, and goes on trying."""
        while True:
            try:
                await self.catch_up()
                await asyncio.sleep(_PAUSE)
            except asyncio.CancelledError:
                raise
            except Exception as error:
                if self._live.stale_since is None:
                    log.error("event_log_unreadable", error=type(error).__name__)
                    self._live.stale_since = self._live.fresh_at
                    self._hub.say_stale()
                await asyncio.sleep(_PAUSE_WHEN_BLIND)

    async def show_own_writes(self) -> None:
        """Called by a request that has committed, so that its caller sees the change at once.

        Never raises: what is done is done, and `run` follows in any case.
        """
        try:
            await self.catch_up()
        except Exception as error:
            log.warning("own_writes_not_shown_yet", error=type(error).__name__)

    async def catch_up(self) -> None:
        """Reads to the end of the log."""
        async with self._reading:
            while batch := await read_events(self._live.position):
                for event in batch:
                    await self._live.apply(event.id, event.event)
                    self._hub.publish(event)
            self._live.fresh_at = clock.now()
            self._live.stale_since = None
