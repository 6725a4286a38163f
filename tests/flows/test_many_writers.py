"""Several processes that write all the time: everybody gets their turn, and nobody an error."""

from __future__ import annotations

import asyncio
from collections import Counter
from datetime import timedelta

import httpx

from app.bookings.models import Booking, BookingStatus, SpaceClaim
from app.core.models import EventCursor, EventRecord
from app.payments.invariants import find_violations
from tests.support.databases import Database
from tests.support.drivers import PATIENCE_SECONDS
from tests.support.stack import Stack
from tests.support.world import in_hours, make_world

HOLDS = 200
SPOTS = 10
AT_ONCE = 16
_TROUBLE = ("database is locked", "request_failed", "job_failed", "one_failed", "Traceback")


async def test_web_jobs_and_a_script_write_at_once_without_errors(bare_stack: Stack, db: Database) -> None:
    stack = bare_stack
    world = await make_world(SPOTS, hold_seconds=1)
    webs = [stack.start_web(), stack.start_web()]
    jobs = stack.start_jobs()  # expires what was held a second ago
    writer = stack.start_module("tests.support.busy_writer", str(HOLDS))
    starts_at = in_hours(24)
    numbers = iter(range(HOLDS))

    async def book(http: httpx.AsyncClient) -> list[int]:
        statuses = []
        for number in numbers:
            begins = starts_at + timedelta(hours=number // SPOTS)
            answer = await http.post(
                f"{webs[number % 2].url}/api/bookings",
                headers={"Idempotency-Key": f"writer-{number}"},
                json={
                    "spaceId": world.spaces[number % SPOTS].id,
                    "startsAt": begins.isoformat(),
                    "endsAt": (begins + timedelta(hours=1)).isoformat(),
                    "plateNumber": f"WXY {1000 + number}",
                    "email": f"writer-{number}@mail.example",
                },
            )
            statuses.append(answer.status_code)
        return statuses

    async with httpx.AsyncClient(timeout=60) as http:
        answers = await asyncio.gather(*(book(http) for _ in range(AT_ONCE)))
    assert Counter(status for statuses in answers for status in statuses) == {201: HOLDS}
    assert writer.wait() == 0
    async with asyncio.timeout(2 * PATIENCE_SECONDS):
        while await Booking.filter(status=BookingStatus.HELD).exists():  # noqa: ASYNC110 - another process
            await asyncio.sleep(0.1)
    assert jobs.stop() == 0

    assert await Booking.filter(status=BookingStatus.EXPIRED).count() == HOLDS
    assert await SpaceClaim.all().count() == 0
    [mark] = await EventCursor.filter(reader__startswith="writer-")
    assert mark.last_id == HOLDS
    events = await EventRecord.all().order_by("id")
    assert [event.id for event in events] == list(range(1, len(events) + 1))
    kinds = Counter(event.kind for event in events)
    assert (kinds["BookingHeld"], kinds["BookingExpired"], kinds["MarkWritten"]) == (HOLDS, HOLDS, HOLDS)
    assert [word for word in _TROUBLE if word in stack.logs()] == []
    assert await find_violations() == []
