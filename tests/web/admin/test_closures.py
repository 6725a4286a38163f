"""Maintenance over HTTP: what would happen, what does, and who may."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from quart import Quart

from app.bookings.models import Booking, BookingStatus
from app.core import clock
from app.lots.models import Closure, Space
from app.payments.invariants import find_violations
from tests.support.stays import book
from tests.support.world import World, make_world
from tests.web.admin.staff import staff_browser
from tests.web.browsers import Browser, code_of


async def _ids(world: World, *labels: str) -> list[int]:
    return [space.id for space in world.spaces if space.label in labels]


async def _post(browser: Browser, world: World, path: str, body: dict[str, Any]) -> dict[str, Any]:
    answer = await browser.post(f"/api/admin/lots/{world.lot.slug}/{path}", body)
    told: dict[str, Any] = await answer.get_json()
    assert answer.status_code in (200, 201), told
    return told


async def test_a_selection_is_closed_and_nobody_is_moved_within_it(app: Quart, world: World) -> None:
    attendant = await staff_browser(app, "attendant", world.lot.id)
    one, two = await book(world.spaces[0], starts_in=2), await book(world.spaces[1], starts_in=2)
    body = {"spaceIds": await _ids(world, "A1", "A2", "A3")}

    shown = await _post(attendant, world, "closures/preview", body)
    done = await _post(attendant, world, "closures", {**body, "reason": "Leak under the ceiling"})

    assert [
        (each["spaceLabel"], each["goesTo"] and each["goesTo"]["label"]) for each in shown["bookings"]
    ] == [
        ("A1", "A4"),
        ("A2", None),
    ]
    assert [(spot["moved"], spot["displaced"]) for spot in done["spots"]] == [
        ([one.reference], []),
        ([], [two.reference]),
        ([], []),
    ]
    assert (await Booking.get(id=one.id)).space_id == world.spaces[3].id
    assert (await Booking.get(id=two.id)).status is BookingStatus.DISPLACED
    assert await find_violations() == []


async def test_a_spot_is_closed_for_a_period_and_opened_again(app: Quart, world: World) -> None:
    attendant = await staff_browser(app, "attendant", world.lot.id)
    path = f"/api/admin/lots/{world.lot.slug}/closures"
    tomorrow = clock.now() + timedelta(days=1)
    body = {
        "spaceIds": await _ids(world, "A1"),
        "startsAt": tomorrow.isoformat(),
        "endsAt": (tomorrow + timedelta(hours=2)).isoformat(),
        "reason": "Paint",
    }
    done = await _post(attendant, world, "closures", body)

    (listed,) = (await (await attendant.get(path)).get_json())["closures"]
    assert (listed["spaceLabel"], listed["reason"], listed["by"]) == ("A1", "Paint", "Aisyah binti Rahman")
    closure_id = done["spots"][0]["closureId"]
    assert (await attendant.delete(f"{path}/{closure_id}")).status_code == 204
    assert await code_of(await attendant.delete(f"{path}/{closure_id}")) == (404, "closure_not_found")
    assert not await Closure.exists()


async def test_nobody_closes_spots_of_another_lot(app: Quart, world: World) -> None:
    attendant = await staff_browser(app, "attendant", world.lot.id)
    elsewhere = await make_world()
    theirs = await Space.filter(area__lot_id=elsewhere.lot.id).values_list("id", flat=True)
    path = f"/api/admin/lots/{world.lot.slug}/closures"

    answer = await attendant.post(path, {"spaceIds": [*await _ids(world, "A1"), theirs[0]], "reason": "x"})

    assert await code_of(answer) == (404, "space_not_found")
    assert not await Closure.exists()


@pytest.mark.parametrize(
    "change", [{"spaceIds": []}, {"reason": " "}, {"reason": "x" * 121}, {"spaceIds": list(range(501))}]
)
async def test_what_cannot_be_is_refused(app: Quart, world: World, change: dict[str, Any]) -> None:
    attendant = await staff_browser(app, "attendant", world.lot.id)
    body = {"spaceIds": await _ids(world, "A1"), "reason": "Leak", **change}

    answer = await attendant.post(f"/api/admin/lots/{world.lot.slug}/closures", body)

    assert await code_of(answer) == (400, "invalid_request")
