"""The car park as it is now, over HTTP."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from typing import Any

import pytest
from quart import Quart

from app.bookings.closures import close_space
from app.core import clock
from app.core.actor import OPERATOR
from app.web.admin import live as admin_live
from jobs.watch_overstays import watch_overstays
from tests.arrivals.stays import enter
from tests.support.gateway import GATEWAY
from tests.support.stays import book
from tests.support.world import World, hold, make_world
from tests.web.admin.conftest import follow
from tests.web.admin.staff import staff_browser
from tests.web.browsers import Browser, code_of


async def _get(browser: Browser, world: World, path: str) -> dict[str, Any]:
    answer: dict[str, Any] = await (await browser.get(f"/api/admin/lots/{world.lot.slug}/{path}")).get_json()
    return answer


async def _a_day_in_the_car_park(world: World) -> None:
    """A1: somebody who stays too long since an hour. A2: booked, not there yet. A3: held. A4: closed."""
    late = await book(world.spaces[0], starts_in=-2 / 60, hours=1, plate="WXY 1234", name="Aina")
    await enter(late)
    await book(world.spaces[1], starts_in=1, hours=3)
    await close_space(world.spaces[3].id, starts_at=clock.now(), ends_at=None, reason="Leak", by=OPERATOR)
    now = late.ends_at + timedelta(minutes=61)
    with clock.frozen(now):
        await hold(world.spaces[2], starts_in=0)
        await watch_overstays(GATEWAY)


async def test_every_spot_is_told_as_it_is(app: Quart, world: World) -> None:
    attendant = await staff_browser(app, "attendant", world.lot.id)
    await _a_day_in_the_car_park(world)
    with clock.frozen(clock.now() + timedelta(minutes=120)):
        await follow(app)
        (floor,) = (await _get(attendant, world, "now"))["floors"]

    states = {spot.label: floor["spots"].get(str(spot.id), "free") for spot in world.spaces}
    assert states == {"A1": "overstayed", "A2": "booked", "A3": "held", "A4": "closed"}
    assert floor["byType"] == [
        {
            "type": "standard",
            "total": 4,
            "byState": {"overstayed": 1, "booked": 1, "held": 1, "closed": 1},
        }
    ]


async def test_the_overview_has_the_figures_of_the_day_and_who_stays_too_long(
    app: Quart, world: World
) -> None:
    attendant = await staff_browser(app, "attendant", world.lot.id)
    await _a_day_in_the_car_park(world)
    with clock.frozen(clock.now() + timedelta(minutes=119)):
        following = await book(world.spaces[1], starts_in=3, hours=1)
        await follow(app)
        told = await _get(attendant, world, "overview")

    (late,) = told["overstaying"]
    assert (late["plateNumber"], late["spaceLabel"], late["owedSen"]) == ("WXY 1234", "A1", 1272)
    assert late["minutesOver"] in (60, 61)
    assert (told["today"]["inUsePercent"], told["today"]["inUse"], told["today"]["spots"]) == (67, 2, 3)
    assert told["today"]["occupied"] == 1
    assert (told["today"]["overstaying"], told["today"]["owedSen"]) == (1, 1272)
    assert told["today"]["takenSen"] > 0
    assert following.starts_at > clock.now()


async def test_a_car_that_came_early_is_no_longer_expected_and_not_in_its_own_way(
    app: Quart, world: World
) -> None:
    attendant = await staff_browser(app, "attendant", world.lot.id)
    early = await book(world.spaces[0], starts_in=0.2, hours=1)
    await book(world.spaces[1], starts_in=0.5, hours=1)
    blocked = await book(world.spaces[2], starts_in=0.9, hours=1)
    blocks = await book(world.spaces[2], starts_in=0, hours=0.75)
    await enter(early)
    await enter(blocks)
    await follow(app)

    today = (await _get(attendant, world, "overview"))["today"]

    assert blocked.space_id == blocks.space_id
    assert (today["arriving"], today["arrivingToTakenSpots"]) == (2, 1)


async def test_a_spot_tells_who_has_it_now_and_next_and_what_closes_it(app: Quart, world: World) -> None:
    attendant = await staff_browser(app, "attendant", world.lot.id)
    now = await book(world.spaces[0], starts_in=0, hours=1, plate="WXY 1234")
    later = await book(world.spaces[0], starts_in=5, hours=1)
    await enter(now)
    await close_space(world.spaces[0].id, starts_at=later.ends_at, ends_at=None, reason="Paint", by=OPERATOR)
    await follow(app)

    spot = await _get(attendant, world, f"spots/{world.spaces[0].id}")

    assert [booking["reference"] for booking in spot["bookings"]] == [now.reference, later.reference]
    assert [booking["enteredAt"] is not None for booking in spot["bookings"]] == [True, False]
    assert (spot["state"], [closure["reason"] for closure in spot["closures"]]) == ("occupied", ["Paint"])


async def test_a_spot_of_another_lot_is_not_told_from_here(app: Quart, world: World) -> None:
    attendant = await staff_browser(app, "attendant", world.lot.id)
    elsewhere = (await make_world()).spaces[0]

    answer = await attendant.get(f"/api/admin/lots/{world.lot.slug}/spots/{elsewhere.id}")

    assert await code_of(answer) == (404, "space_not_found")


@pytest.mark.parametrize("path", ["now", "overview", "events"])
async def test_drivers_and_staff_of_other_lots_see_nothing(app: Quart, world: World, path: str) -> None:
    elsewhere = await staff_browser(app, "owner", (await make_world()).lot.id)

    answer = await elsewhere.get(f"/api/admin/lots/{world.lot.slug}/{path}")

    assert await code_of(answer) == (403, "not_permitted")


async def test_the_stream_ends_when_the_role_is_taken_back(
    app: Quart, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    owner = await staff_browser(app, "owner")
    monkeypatch.setattr(admin_live, "_LOOK_AGAIN", 0.01)
    staff = (await _get(owner, world, "staff"))["staff"]
    second = await staff_browser(app, "owner", email="second@operator.example")
    path = f"/api/admin/lots/{world.lot.slug}/events"
    # A stream that goes on is waited for in vain.
    async with asyncio.timeout(20), owner.stream(path) as connection:
        assert b"retry" in await connection.receive()
        assert b"event: now" in await connection.receive()
        await second.delete(f"/api/admin/lots/{world.lot.slug}/staff/{staff[0]['id']}")
        await hold(world.spaces[0])
        await follow(app)
