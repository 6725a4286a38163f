"""Maintenance over HTTP: what would happen, what does, and who may."""

from __future__ import annotations

import asyncio
from datetime import datetime, timedelta
from typing import Any

import pytest
from quart import Quart

from app.bookings import closures
from app.bookings.models import Booking, BookingStatus
from app.core import clock
from app.core.actor import OPERATOR, Actor
from app.core.events import read_events
from app.lots.models import Closure, Space
from app.payments.displacement import close_spaces
from app.payments.invariants import find_violations
from app.payments.models import Refund
from tests.arrivals.stays import enter
from tests.support.gateway import GATEWAY
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


async def test_a_car_that_has_nowhere_to_go_keeps_its_spot_and_no_money_goes_back(
    app: Quart, world: World
) -> None:
    attendant = await staff_browser(app, "attendant", world.lot.id)
    booking = await book(world.spaces[0], starts_in=0, hours=3)
    await enter(booking)
    body = {"spaceIds": [space.id for space in world.spaces], "reason": "Paint"}
    with clock.frozen(booking.ends_at - timedelta(minutes=5)):
        refused = await attendant.post(f"/api/admin/lots/{world.lot.slug}/closures", body)
    assert await code_of(refused) == (409, "car_stands_there")
    assert (await Closure.all().count(), await Refund.all().count()) == (0, 0)


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
        ([{"reference": one.reference, "areaCode": "B1", "spaceLabel": "A4"}], []),
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
    assert (listed["spaceLabel"], listed["reason"]) == ("A1", "Paint")
    assert (listed["actor"], listed["by"]) == ("attendant", "Aisyah binti Rahman")
    body = {"closureIds": [done["spots"][0]["closureId"]]}
    assert (await attendant.post(f"{path}/end", body)).status_code == 204
    assert await code_of(await attendant.post(f"{path}/end", body)) == (404, "closure_not_found")
    assert not await Closure.exists()


async def _listed(browser: Browser, world: World, rest: str = "") -> list[dict[str, Any]]:
    answer = await browser.get(f"/api/admin/lots/{world.lot.slug}/closures{rest}")
    found: list[dict[str, Any]] = (await answer.get_json())["closures"]
    return found


async def _close(browser: Browser, world: World, *labels: str, **period: str) -> list[int]:
    body = {"spaceIds": await _ids(world, *labels), "reason": "Leak", **period}
    return [spot["closureId"] for spot in (await _post(browser, world, "closures", body))["spots"]]


async def test_who_stands_in_the_way_is_told_with_the_car_that_is_there(app: Quart, world: World) -> None:
    attendant = await staff_browser(app, "attendant", world.lot.id)
    inside = await book(world.spaces[0], starts_in=0, plate="WXY 1234", name="Aina")
    await enter(inside)
    coming = await book(world.spaces[1], starts_in=2)

    shown = await _post(attendant, world, "closures/preview", {"spaceIds": await _ids(world, "A1", "A2")})

    assert [(one["reference"], one["isIn"]) for one in shown["bookings"]] == [
        (inside.reference, True),
        (coming.reference, False),
    ]
    assert (shown["bookings"][0]["plateNumber"], shown["bookings"][0]["name"]) == ("WXY 1234", "Aina")


async def test_a_closure_that_is_over_tells_what_it_did_to_bookings(app: Quart, world: World) -> None:
    attendant = await staff_browser(app, "attendant", world.lot.id)
    for space in world.spaces:
        await book(space, starts_in=2)
    await book(world.spaces[0], starts_in=9)
    ids = await _close(attendant, world, "A1", "A2")
    assert [(each["moved"], each["displaced"]) for each in await _listed(attendant, world)] == [
        (1, 1),
        (0, 1),
    ]
    assert await _listed(attendant, world, "/past") == []

    answer = await attendant.post(f"/api/admin/lots/{world.lot.slug}/closures/end", {"closureIds": ids})

    assert (answer.status_code, await _listed(attendant, world)) == (204, [])
    past = await _listed(attendant, world, "/past")
    assert [(each["spaceLabel"], each["moved"], each["displaced"]) for each in past] == [
        ("A2", 0, 1),
        ("A1", 1, 1),
    ]
    assert await _listed(attendant, world, f"/past?before={past[0]['id']}") == past[1:]


async def test_a_closure_is_cut_short_and_the_spot_can_be_had_after_it(app: Quart, world: World) -> None:
    attendant = await staff_browser(app, "attendant", world.lot.id)
    ids = await _close(attendant, world, "A1")
    path, until = f"/api/admin/lots/{world.lot.slug}/closures/end", clock.now() + timedelta(hours=1)

    answer = await attendant.post(path, {"closureIds": ids, "endsAt": until.isoformat()})

    assert answer.status_code == 204
    (listed,) = await _listed(attendant, world)
    assert datetime.fromisoformat(listed["endsAt"]) == until
    await book(world.spaces[0], starts_in=2)
    for not_sooner in (until, until + timedelta(hours=1), clock.now() - timedelta(minutes=1)):
        refused = await attendant.post(path, {"closureIds": ids, "endsAt": not_sooner.isoformat()})
        assert await code_of(refused) == (422, "closure_end_not_earlier")


async def test_several_closures_end_all_or_none(app: Quart, world: World) -> None:
    attendant = await staff_browser(app, "attendant", world.lot.id)
    elsewhere = await make_world()
    (theirs,) = await _close(await staff_browser(app, "owner"), elsewhere, "A1")
    ids = await _close(attendant, world, "A1", "A2")
    path = f"/api/admin/lots/{world.lot.slug}/closures/end"

    for wrong in ([*ids, theirs], [*ids, 10**12], [theirs]):
        assert await code_of(await attendant.post(path, {"closureIds": wrong})) == (404, "closure_not_found")
    for malformed in ([], ["A1"], list(range(501)), [2**70]):
        refused = await attendant.post(path, {"closureIds": malformed})
        assert await code_of(refused) == (400, "invalid_request")
    driver = Browser(app)
    await driver.sign_up("driver@driver.example")
    assert await code_of(await driver.post(path, {"closureIds": ids})) == (403, "not_permitted")
    assert len(await _listed(attendant, world)) == 2

    answers = await asyncio.gather(*(attendant.post(path, {"closureIds": ids}) for _ in range(3)))
    assert sorted(answer.status_code for answer in answers) == [204, 404, 404]


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


async def test_what_is_closed_already_is_told_before_and_nothing_of_it_is_done(
    app: Quart, world: World
) -> None:
    attendant = await staff_browser(app, "attendant", world.lot.id)
    await _close(attendant, world, "A2")
    body = {"spaceIds": await _ids(world, "A1", "A2"), "reason": "Leak"}
    path = f"/api/admin/lots/{world.lot.slug}/closures"

    preview = await attendant.post(f"{path}/preview", {"spaceIds": body["spaceIds"]})
    answer = await attendant.post(path, body)

    told = await answer.get_json()
    assert (told["code"], told["spots"]) == ("space_closed_already", ["B1 · A2"])
    assert await code_of(preview) == (409, "space_closed_already")
    assert len(await _listed(attendant, world)) == 1


async def test_a_closure_from_the_command_line_says_so(app: Quart, world: World) -> None:
    ids = await _ids(world, "A1")
    await close_spaces(
        ids,
        lot_id=world.lot.id,
        starts_at=None,
        ends_at=None,
        reason="Paint",
        gateway=GATEWAY,
        by=OPERATOR,
    )
    attendant = await staff_browser(app, "attendant", world.lot.id)
    (listed,) = await _listed(attendant, world)
    assert (listed["actor"], listed["by"]) == ("command_line", None)


async def test_closures_that_are_over_come_as_they_ended(
    app: Quart, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(closures, "PAST", 1)
    attendant = await staff_browser(app, "attendant", world.lot.id)
    ids = await _close(attendant, world, "A1", "A2", "A3")
    now, order = clock.now(), (ids[2], ids[0], ids[1])
    for hours, closure_id in enumerate(order, start=1):
        with clock.frozen(now + timedelta(hours=hours)):
            await closures.reopen_space(closure_id, by=OPERATOR)
    told, before = [], ""
    with clock.frozen(now + timedelta(hours=9)):
        while before is not None:
            path = f"/api/admin/lots/{world.lot.slug}/closures/past?before={before}".removesuffix("?before=")
            page = await (await attendant.get(path)).get_json()
            told += [each["id"] for each in page["closures"]]
            before = page["next"]
    assert tuple(told) == order[::-1]


async def test_a_page_of_past_closures_that_is_the_last_says_so(
    app: Quart, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(closures, "PAST", 2)
    attendant = await staff_browser(app, "attendant", world.lot.id)
    ids = await _close(attendant, world, "A1", "A2", "A3")
    await closures.end_closures(ids, lot_id=world.lot.id, ends_at=None, by=OPERATOR)
    path = f"/api/admin/lots/{world.lot.slug}/closures/past"

    first = await (await attendant.get(path)).get_json()
    rest = await (await attendant.get(f"{path}?before={first['next']}")).get_json()
    last_two = await (await attendant.get(f"{path}?before={ids[2]}")).get_json()

    assert [each["id"] for each in first["closures"]] == [ids[2], ids[1]]
    assert [each["id"] for each in rest["closures"]] == [ids[0]]
    assert (rest["next"], len(last_two["closures"]), last_two["next"]) == (None, 2, None)


async def test_who_is_cut_off_while_ending_closures_has_ended_none(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    ids = [
        (
            await closures.close_space(
                space.id, starts_at=clock.now(), ends_at=None, reason="Leak", by=OPERATOR
            )
        ).id
        for space in world.spaces
    ]
    end_now, half_way = closures._end_now, asyncio.Event()

    async def end_one_and_wait(closure: Closure, by: Actor) -> None:
        await end_now(closure, by)
        if closure.id == ids[1]:
            half_way.set()
            await asyncio.Event().wait()

    with monkeypatch.context() as slowly:
        slowly.setattr(closures, "_end_now", end_one_and_wait)
        ending = asyncio.ensure_future(
            closures.end_closures(ids, lot_id=world.lot.id, ends_at=None, by=OPERATOR)
        )
        await half_way.wait()
        ending.cancel()
        with pytest.raises(asyncio.CancelledError):
            await ending

    assert await Closure.filter(ends_at__isnull=True).count() == len(ids)
    assert "SpaceReopened" not in [event.kind for event in await read_events(0)]
    await closures.end_closures(ids, lot_id=world.lot.id, ends_at=None, by=OPERATOR)
    assert not await Closure.filter(ends_at__isnull=True).exists()
