"""Hands what happens to those who watch: open event streams of this process."""

from __future__ import annotations

import asyncio
import resource
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from app.core.events import LoggedEvent
from app.realtime.live import places_in

_BACKLOG = 256
# Each stream holds a file descriptor and some memory for as long as a browser likes.
_MOST_STREAMS = 4000
_STREAMS_PER_CALLER = 200  # an address of a mobile carrier has many phones behind it


class Stale:
    """The log cannot be read just now; what is known may be old."""


Notice = LoggedEvent | Stale


@dataclass(eq=False)
class Watcher:
    """One open stream: which floor, booking or whole lot it watches, and what waits to be sent."""

    area_id: int | None
    reference: str | None
    caller: str | None = None
    lot_id: int | None = None
    waiting: asyncio.Queue[Notice] = field(default_factory=lambda: asyncio.Queue(_BACKLOG))
    has_fallen_behind: bool = False

    def cares_about(self, event: LoggedEvent) -> bool:
        fact = event.event
        if self.lot_id is not None:
            return getattr(fact, "lot_id", None) == self.lot_id
        return any(area_id == self.area_id for area_id, _ in places_in(fact)) or (
            self.reference is not None and getattr(fact, "reference", None) == self.reference
        )


class EventHub:
    """The watchers of this process, no more than half of what it may have of open files."""

    def __init__(self, *, most: int | None = None, most_per_caller: int = _STREAMS_PER_CALLER) -> None:
        self._watchers: set[Watcher] = set()
        self._most = most or min(_MOST_STREAMS, _open_files_allowed() // 2)
        self._most_per_caller = most_per_caller
        self.closing = asyncio.Event()

    def has_room_for(self, caller: str | None) -> bool:
        """Whether one more stream may be opened. `caller`: whose streams to count, None for nobody's."""
        if len(self._watchers) >= self._most:
            return False
        theirs = sum(watcher.caller == caller for watcher in self._watchers) if caller else 0
        return theirs < self._most_per_caller

    @contextmanager
    def watching(
        self,
        *,
        area_id: int | None = None,
        reference: str | None = None,
        lot_id: int | None = None,
        caller: str | None = None,
    ) -> Iterator[Watcher]:
        watcher = Watcher(area_id, reference, caller, lot_id)
        self._watchers.add(watcher)
        try:
            yield watcher
        finally:
            self._watchers.discard(watcher)

    def publish(self, event: LoggedEvent) -> None:
        for watcher in self._watchers:
            if watcher.cares_about(event):
                _hand(watcher, event)

    def say_stale(self) -> None:
        for watcher in self._watchers:
            _hand(watcher, Stale())


def _open_files_allowed() -> int:
    soft, _ = resource.getrlimit(resource.RLIMIT_NOFILE)
    return _MOST_STREAMS * 2 if soft == resource.RLIM_INFINITY else soft


def _hand(watcher: Watcher, notice: Notice) -> None:
    try:
        watcher.waiting.put_nowait(notice)
    except asyncio.QueueFull:
        # Its stream ends; the browser connects again and gets the whole state.
        watcher.has_fallen_behind = True
