"""The dashboard over several web processes: what happens in one shows in the other."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import httpx

from app.accounts.models import Person
from app.accounts.staff import grant_role
from app.bookings.closures import close_space
from app.core import clock
from app.core.actor import OPERATOR
from app.core.database.connection import close_database, open_database
from tests.arrivals.stays import enter, leave, open_lot
from tests.flows.test_live import PATIENCE, events
from tests.support.stack import Stack
from tests.support.stays import book
from tests.support.world import World

_ACCOUNT = {"email": "owner@operator.example", "password": "four quiet words here", "name": "Farid"}


async def _in(url: str, work: Any) -> Any:
    database = await open_database(url)
    try:
        return await work()
    finally:
        await close_database(database)


async def _make_owner() -> None:
    await Person.filter(email=_ACCOUNT["email"]).update(email_verified_at=clock.now())
    await grant_role(_ACCOUNT["email"], "owner", by=OPERATOR)


def _states(feed: Iterator[tuple[str, dict[str, Any]]], space_id: int) -> Iterator[str]:
    """What the stream tells of one spot."""
    for name, told in feed:
        if name == "spots" and str(space_id) in told["spots"]:
            yield told["spots"][str(space_id)]


def test_a_spot_goes_through_its_day_on_the_screen_of_another_process(bare_stack: Stack) -> None:
    url = bare_stack.database.url
    world: World = asyncio.run(_in(url, open_lot))
    bare_stack.start_web()
    there = bare_stack.start_web()
    with httpx.Client(base_url=there.url, timeout=PATIENCE) as desk:
        assert desk.post("/api/sign-up", json=_ACCOUNT).status_code == 201
        asyncio.run(_in(url, _make_owner))
        path = f"/api/admin/lots/{world.lot.slug}/events"
        with desk.stream("GET", path) as stream:
            feed = events(stream)
            name, whole = next(feed)
            assert (name, whole["floors"][0]["spots"]) == ("now", {})
            states = _states(feed, world.spaces[0].id)

            async def arrive() -> Any:
                return await enter(await book(world.spaces[0], starts_in=1 / 3600, hours=1))

            session = asyncio.run(_in(url, arrive))
            seen = [next(states)]
            while seen[-1] != "occupied":
                seen.append(next(states))
            assert set(seen) <= {"held", "booked", "occupied"}

            async def go_and_close() -> None:
                await leave(session)
                await close_space(
                    world.spaces[1].id,
                    starts_at=clock.now(),
                    ends_at=clock.now() + timedelta(hours=1),
                    reason="Leak",
                    by=OPERATOR,
                )

            asyncio.run(_in(url, go_and_close))
            assert next(states) == "booked"  # its time is not over
        now = desk.get(f"/api/admin/lots/{world.lot.slug}/now").json()
        assert now["floors"][0]["spots"][str(world.spaces[1].id)] == "closed"
