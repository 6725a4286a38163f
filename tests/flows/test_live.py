"""The live map over several web processes: others' holds appear, a stream ends when the server does."""

from __future__ import annotations

import asyncio
import json
import signal
from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from uuid import uuid4

import httpx

from app.bookings.closures import close_space
from app.core import clock
from app.core.actor import OPERATOR
from app.core.database.connection import close_database, open_database
from app.lots.models import Space
from tests.support.stack import Stack
from tests.support.world import World, make_world

PATIENCE = 20.0


def events(answer: httpx.Response) -> Iterator[tuple[str, dict[str, Any]]]:
    """The stream's events as they come: name and data."""
    name = ""
    for line in answer.iter_lines():
        if line.startswith("event: "):
            name = line.removeprefix("event: ")
        elif line.startswith("data: "):
            yield name, json.loads(line.removeprefix("data: "))


class Floor:
    """A lot in the stack's database, and a period that people want."""

    def __init__(self, stack: Stack) -> None:
        self.stack = stack
        self.world = asyncio.run(_make(stack.database.url))
        self.starts_at = clock.now() + timedelta(hours=24)
        self.ends_at = self.starts_at + timedelta(hours=2)
        self.period = {"from": self.starts_at.isoformat(), "to": self.ends_at.isoformat()}

    def watch(self, http: httpx.Client) -> Any:
        params = {"area": self.world.area.id, **self.period}
        return http.stream("GET", "/api/events", params=params)

    def book(self, http: httpx.Client, space: Space) -> dict[str, Any]:
        answer = http.post(
            "/api/bookings",
            headers={"Idempotency-Key": uuid4().hex},
            json={
                "spaceId": space.id,
                "startsAt": self.starts_at.isoformat(),
                "endsAt": self.ends_at.isoformat(),
                "plateNumber": f"WXY {uuid4().int % 9000 + 1000}",
                "email": f"{uuid4().hex}@mail.example",
            },
        )
        assert answer.status_code == 201, answer.text
        booking: dict[str, Any] = answer.json()
        return booking


async def _make(url: str) -> World:
    database = await open_database(url)
    try:
        return await make_world(4)
    finally:
        await close_database(database)


async def _close(url: str, space_id: int) -> None:
    database = await open_database(url)
    try:
        await close_space(space_id, starts_at=clock.now(), ends_at=None, reason="Leak", by=OPERATOR)
    finally:
        await close_database(database)


def test_another_drivers_hold_and_cancellation_reach_a_watcher_of_another_process(bare_stack: Stack) -> None:
    floor = Floor(bare_stack)
    here, there = bare_stack.start_web(), bare_stack.start_web()
    one, two = floor.world.spaces[:2]
    with (
        httpx.Client(base_url=here.url, timeout=PATIENCE) as me,
        httpx.Client(base_url=there.url, timeout=PATIENCE) as other,
        floor.watch(me) as stream,
    ):
        feed = events(stream)
        name, whole = next(feed)
        assert (name, whole["taken"], whole["stale"]) == ("availability", [], False)
        booking = floor.book(other, one)
        name, change = next(feed)
        assert (name, change["changes"]) == ("spaces", [{"spaceId": one.id, "state": "held"}])
        other.post(f"/api/bookings/{booking['reference']}/cancel")
        name, change = next(feed)
        assert (name, change["changes"]) == ("spaces", [{"spaceId": one.id, "state": "free"}])
        asyncio.run(_close(bare_stack.database.url, two.id))
        name, change = next(feed)
        assert (name, change["changes"]) == ("spaces", [{"spaceId": two.id, "state": "closed"}])
    with httpx.Client(base_url=there.url, timeout=PATIENCE) as other:
        answer = other.get(f"/api/areas/{floor.world.area.id}/availability", params=floor.period).json()
        assert answer["taken"] == [{"spaceId": two.id, "state": "closed", "reason": "Leak"}]


def test_a_booking_tells_its_guest_when_it_changes(bare_stack: Stack) -> None:
    floor = Floor(bare_stack)
    web = bare_stack.start_web()
    with httpx.Client(base_url=web.url, timeout=PATIENCE) as guest:
        booking = floor.book(guest, floor.world.spaces[0])
        reference = booking["reference"]
        with guest.stream("GET", "/api/events", params={"booking": reference}) as stream:
            feed = events(stream)
            assert next(feed) == (
                "booking",
                {"reference": reference, "status": "held", "paymentStatus": None},
            )
            guest.post(f"/api/bookings/{reference}/payments")
            assert next(feed)[1]["paymentStatus"] == "created"
            guest.post(f"/api/bookings/{reference}/cancel")
            assert next(feed)[1]["status"] == "cancelled"


def test_a_stream_ends_with_the_session_that_opened_it(bare_stack: Stack) -> None:
    floor = Floor(bare_stack)
    web = bare_stack.start_web()
    account = {"email": "aisyah@demo.example", "password": "four quiet words here", "name": "Aisyah"}
    with (
        httpx.Client(base_url=web.url, timeout=PATIENCE) as lost,
        httpx.Client(base_url=web.url, timeout=PATIENCE) as desk,
    ):
        assert lost.post("/api/sign-up", json=account).status_code == 201
        del account["name"]
        assert desk.post("/api/sign-in", json=account).status_code == 200
        reference = floor.book(lost, floor.world.spaces[0])["reference"]
        with lost.stream("GET", "/api/events", params={"booking": reference}) as stream:
            feed = events(stream)
            assert next(feed)[1]["status"] == "held"
            httpx.post(f"{web.url}/api/sign-out", cookies=lost.cookies)
            desk.post(f"/api/bookings/{reference}/cancel")
            assert next(feed, None) is None


def test_a_server_told_to_stop_ends_its_open_streams_and_then_itself(bare_stack: Stack) -> None:
    floor = Floor(bare_stack)
    web = bare_stack.start_web()
    with httpx.Client(base_url=web.url, timeout=PATIENCE) as http, floor.watch(http) as stream:
        feed = events(stream)
        assert next(feed)[0] == "availability"
        assert web.stop() == -signal.SIGTERM  # the server passes the signal on when all is done
        assert list(feed) == []  # ended whole: a connection that was cut would raise
