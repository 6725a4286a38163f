"""Hands what happens to those who watch: open event streams of this process."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from app.core.events import LoggedEvent

_BACKLOG = 256


class Stale:
    """The log cannot be read just now; what is known may be old."""


Notice = LoggedEvent | Stale


@dataclass(eq=False)
class Watcher:
    """One open stream: which floor and which booking it watches, and what waits to be sent."""

    area_id: int | None
    reference: str | None
    waiting: asyncio.Queue[Notice] = field(default_factory=lambda: asyncio.Queue(_BACKLOG))
    has_fallen_behind: bool = False

    def cares_about(self, event: LoggedEvent) -> bool:
        fact = event.event
        return (self.area_id is not None and getattr(fact, "area_id", None) == self.area_id) or (
            self.reference is not None and getattr(fact, "reference", None) == self.reference
        )


class EventHub:
    """The watchers of this process."""

    def __init__(self) -> None:
        self._watchers: set[Watcher] = set()
        self.closing = asyncio.Event()

    @contextmanager
    def watching(self, *, area_id: int | None, reference: str | None) -> Iterator[Watcher]:
        watcher = Watcher(area_id, reference)
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


def _hand(watcher: Watcher, notice: Notice) -> None:
    try:
        watcher.waiting.put_nowait(notice)
    except asyncio.QueueFull:
        # Its stream ends; the browser connects again and gets the whole state.
        watcher.has_fallen_behind = True
