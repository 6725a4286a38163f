"""64 drivers, 5 spots, several web processes: nobody is booked twice, and the tables say so."""

from __future__ import annotations

import asyncio
import random
from collections import Counter
from datetime import timedelta
from itertools import pairwise

import httpx
from tortoise import connections

from app.core.database.connection import close_database, open_database
from app.payments.invariants import find_violations
from tests.support.stack import Stack
from tests.support.world import in_hours, make_world

CLIENTS = 64
SPOTS = 5


def test_64_clients_racing_for_5_spots_never_double_book(bare_stack: Stack) -> None:
    asyncio.run(_race(bare_stack))


async def _race(stack: Stack) -> None:
    database = await open_database(stack.database.url)
    try:
        world = await make_world(SPOTS)
        webs = [stack.start_web(), stack.start_web()]
        starts_at = in_hours(24).replace(microsecond=0)
        chance = random.Random(7)

        async def drive(number: int) -> list[int]:
            """One client tries every spot in an order of its own; the periods overlap more or less."""
            statuses = []
            async with httpx.AsyncClient(base_url=webs[number % 2].url, timeout=60) as http:
                for space in chance.sample(world.spaces, SPOTS):
                    begins = starts_at + timedelta(minutes=chance.choice((0, 30, 90)))
                    answer = await http.post(
                        "/api/bookings",
                        headers={"Idempotency-Key": f"client-{number}-{space.id}"},
                        json={
                            "spaceId": space.id,
                            "startsAt": begins.isoformat(),
                            "endsAt": (begins + timedelta(hours=2)).isoformat(),
                            "plateNumber": f"WRC {1000 + number}",
                            "email": f"racer-{number}@mail.example",
                        },
                    )
                    statuses.append(answer.status_code)
                    if answer.status_code == 201:
                        break
            return statuses

        results = await asyncio.gather(*(drive(number) for number in range(CLIENTS)))
        answers = Counter(status for statuses in results for status in statuses)
        assert set(answers) <= {201, 409}, answers

        sql = connections.get("default").execute_query_dict
        columns = "space_id, starts_at, ends_at"
        claims = await sql(f"SELECT {columns} FROM space_claim ORDER BY space_id, starts_at")
        assert len(claims) == answers[201]
        assert {claim["space_id"] for claim in claims} == {space.id for space in world.spaces}
        for before, after in pairwise(claims):
            assert before["space_id"] != after["space_id"] or before["ends_at"] <= after["starts_at"]
        assert (await sql("SELECT COUNT(*) AS n FROM booking"))[0]["n"] == answers[201]
        assert await find_violations() == []
    finally:
        await close_database(database)
