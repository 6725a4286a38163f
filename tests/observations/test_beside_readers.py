"""What readers see beside people: told by both, or seen to leave before anybody told that it came."""

from __future__ import annotations

import logging
from datetime import timedelta

import pytest

from app.arrivals.models import Departure, Method, ParkingSession
from app.arrivals.service import let_in
from app.arrivals.sightings import Sighting
from app.core import clock
from app.core.actor import OPERATOR
from app.observations.queries import list_waiting
from tests.arrivals.stays import enter, leave
from tests.observations.readers import Reader, path_of, queue_of
from tests.support.stays import book
from tests.support.world import World
from tests.web.browsers import Browser


async def test_a_car_that_a_person_let_in_or_out_a_moment_ago_is_not_doubted(
    reader: Reader, world: World
) -> None:
    booking = await book(world.spaces[0], starts_in=0, plate="WXY 1234")
    start = clock.now()
    with clock.frozen(start):
        session = await enter(booking)
    for seconds, plate in ((2, "WXY 1234"), (3, "WXV 1234")):
        with clock.frozen(start + timedelta(seconds=seconds)):
            assert (await reader.see(plate))["outcome"] == "repeated"
    with clock.frozen(start + timedelta(minutes=5)):
        await leave(session)
    with clock.frozen(start + timedelta(minutes=5, seconds=2)):
        assert (await reader.see("WXY 1234", "out"))["outcome"] == "repeated"
    assert await ParkingSession.all().count() == 1


@pytest.mark.parametrize("decision", [None, "accept", "dismiss"])
async def test_a_car_that_a_reader_saw_leave_is_not_in_when_it_is_told_that_it_came(
    reader: Reader, world: World, attendant: Browser, decision: str | None
) -> None:
    booking = await book(world.spaces[0], starts_in=0, plate="WXY 1234")
    start = clock.now()
    with clock.frozen(start + timedelta(hours=1)):
        seen = await reader.see("WXY 1234", "out", key="at-the-exit")
        assert (seen["outcome"], seen["doubt"]) == ("waiting", "unknown")
        (one,) = await queue_of(attendant, world)
        body = {"plate": "WXY 1234"} if decision == "accept" else {"reason": "Only passed by"}
        if decision is not None:
            decided = await attendant.post(path_of(world, f"/{one['id']}/{decision}"), body)
            assert decided.status_code == 204
        assert await Departure.all().count() == (0 if decision == "dismiss" else 1)
    with clock.frozen(start + timedelta(hours=2)):
        session = await let_in(booking.id, world.lot.id, Sighting(Method.SCAN, start), by=OPERATOR)
    assert (session.exited_at is None) == (decision == "dismiss")
    told = await (await reader.ask("at-the-exit")).get_json()
    assert told["opens"] == (decision == "accept")


async def test_the_queue_is_read_in_as_many_statements_however_long_it_is(
    reader: Reader, world: World, caplog: pytest.LogCaptureFixture
) -> None:
    await enter(await book(world.spaces[0], starts_in=0, plate="WXY 1234"))
    await book(world.spaces[1], starts_in=0, plate="ABC 1")

    async def statements() -> int:
        caplog.clear()
        with caplog.at_level(logging.DEBUG, logger="tortoise.db_client"):
            await list_waiting(world.lot)
        return sum("SELECT" in record.getMessage() for record in caplog.records)

    await reader.see("WXY 1284", "out", confidence=0.1)
    await reader.see("ABC 7", confidence=0.1)
    few = await statements()
    for plate in ("QAB 1", "RCD 22", "TEF 333"):
        await reader.see(plate, "out")
        await reader.see(plate)
    assert len((await list_waiting(world.lot)).waiting) > 4
    assert await statements() == few
