"""A stream of a booking: it ends once its caller may not see the booking any more."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
from tortoise.exceptions import DBConnectionError

from app.bookings.events import BookingConfirmed
from app.bookings.steps import event_of
from app.core import clock
from app.core.events import LoggedEvent
from app.realtime.hub import EventHub
from app.realtime.live import LiveFloors
from app.web import live
from tests.support.databases import Database
from tests.support.world import hold, make_world


class _Caller:
    """Who may see the booking for as many questions as there are answers."""

    def __init__(self, *answers: bool | Exception) -> None:
        self._answers = list(answers)

    async def may_still_see(self) -> bool:
        answer = self._answers.pop(0)
        if isinstance(answer, Exception):
            raise answer
        return answer


async def _stream(caller: _Caller, hub: EventHub) -> list[bytes]:
    booking = await hold((await make_world(1)).spaces[0])
    here: Any = SimpleNamespace(hub=hub, live=LiveFloors())
    followed = live.Followed(booking.reference, caller.may_still_see)
    said = []
    async for words in live._stream(here, None, None, None, followed):
        said.append(words)
        if words.startswith(b"id:"):  # the first, of how it stands: now something happens to it
            happened = event_of(BookingConfirmed, booking)
            hub.publish(LoggedEvent(id=1, kind="-", occurred_at=clock.now(), actor="guest", event=happened))
    return said


async def test_nothing_is_told_of_it_after_that(db: Database) -> None:
    said = await _stream(_Caller(False), EventHub())
    assert [words[:3] for words in said] == [b"ret", b"id:"]


async def test_a_silent_stream_ends_too(db: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(live, "_HEARTBEAT", 0.01)
    hub = EventHub()
    monkeypatch.setattr(hub, "publish", lambda event: None)
    said = await _stream(_Caller(True, DBConnectionError("gone"), True, False), hub)
    assert said[2:] == [b": still here\n\n"] * 3
