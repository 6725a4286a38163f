"""The use of spots over HTTP: by the hour of the week, spot by spot, and as files."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from quart import Quart

from app.bookings.closures import close_space, reopen_space
from app.bookings.models import Booking
from app.bookings.service import complete_booking
from app.core import clock
from app.core.actor import GUEST, OPERATOR
from app.lots.models import Lot, SpaceLife
from app.lots.service import add_area, publish_map, retire_space
from app.payments.cancelling import cancel_booking
from tests.arrivals.stays import enter, leave
from tests.support.gateway import GATEWAY
from tests.support.stays import book, extend
from tests.support.world import World, make_world, plan_of
from tests.web.admin.staff import staff_browser
from tests.web.browsers import Browser, code_of

_HOUR, _DAY = timedelta(hours=1), timedelta(days=1)
_EIGHT = datetime(2026, 3, 2, 0, tzinfo=UTC)  # Monday, 2 March, 8:00 in Kuala Lumpur
_WEEK = "?from=2026-03-02&to=2026-03-08"


@pytest.fixture(autouse=True)
async def _spots_of_old(world: World) -> None:
    """The spots of the test's lot were there before anybody came."""
    await SpaceLife.filter(space__area__lot_id=world.lot.id).update(starts_at=None)


async def _a_monday(world: World) -> None:
    """Open from 6:00 to 22:00. A1: from 8:00 to 10:00, in at 8:20, out at 10:40. A2: an hour from 9:30 and
    one more, nobody came. A3: cancelled. A4: closed from 8:00 to 16:00."""
    hours = [{"weekday": day, "opens": "06:00", "closes": "22:00"} for day in range(7)]
    await Lot.filter(id=world.lot.id).update(opening_hours=hours)
    with clock.frozen(_EIGHT - 2 * _HOUR):
        first = await book(world.spaces[0], starts_in=2, hours=2)
        second = await extend(await book(world.spaces[1], starts_in=3.5, hours=1), 1)
        third = await book(world.spaces[2], starts_in=30, hours=4)
        await cancel_booking(third.id, gateway=GATEWAY, by=GUEST)
    with clock.frozen(_EIGHT):
        closure = await close_space(
            world.spaces[3].id, starts_at=_EIGHT, ends_at=_EIGHT + 8 * _HOUR, reason="Paint", by=OPERATOR
        )
    with clock.frozen(_EIGHT + _HOUR / 3):
        session = await enter(first)
    with clock.frozen(_EIGHT + 8 / 3 * _HOUR):
        await leave(session, owing=True)
    with clock.frozen(_EIGHT + 4 * _HOUR):
        await complete_booking(first.id)
        await complete_booking(second.booking_id)
    assert closure.ends_at is not None


async def _json(browser: Browser, path: str) -> dict[str, Any]:
    answer = await browser.get(path)
    assert answer.status_code == 200, await answer.get_data(as_text=True)
    body: dict[str, Any] = await answer.get_json()
    return body


async def test_the_hours_of_the_week_tell_what_was_booked_and_what_was_stood_on(
    app: Quart, world: World
) -> None:
    operator = await staff_browser(app, "operator", world.lot.id)
    await _a_monday(world)

    told = await _json(operator, f"/api/admin/lots/{world.lot.slug}/reports/occupancy{_WEEK}")

    hours = {(hour["weekday"], hour["hour"]): hour for hour in told["hours"]}
    assert len(hours) == 168
    assert {key: hour["bookedMinutes"] for key, hour in hours.items() if hour["bookedMinutes"]} == {
        (0, 8): 60,
        (0, 9): 90,
        (0, 10): 60,
        (0, 11): 30,
    }
    assert {key: hour["occupiedMinutes"] for key, hour in hours.items() if hour["occupiedMinutes"]} == {
        (0, 8): 40,
        (0, 9): 60,
        (0, 10): 40,
    }
    assert [hours[0, hour]["availableMinutes"] for hour in (5, 6, 8, 15, 16, 21, 22)] == [
        *(0, 240, 180, 180, 240, 240, 0)
    ]
    assert hours[0, 9]["bookedPercent"] == 50.0
    assert hours[0, 5]["bookedPercent"] is None
    assert told["bookedPercent"] == round(100 * 240 / (7 * 16 * 60 * 4 - 480), 1)


async def test_stays_no_shows_overstays_and_extensions_are_counted(app: Quart, world: World) -> None:
    operator = await staff_browser(app, "operator", world.lot.id)
    await _a_monday(world)

    stays = (await _json(operator, f"/api/admin/lots/{world.lot.slug}/reports/occupancy{_WEEK}"))["stays"]

    assert (stays["stays"], stays["noShows"], stays["noShowPercent"]) == (1, 1, 50.0)
    assert (stays["averageBookedMinutes"], stays["averageStayMinutes"]) == (120, 140)
    assert (stays["overstays"], stays["overstayedMinutes"]) == (1, 40)
    assert (stays["extensions"], stays["extendedMinutes"]) == (1, 60)
    assert stays["turnover"] == round(1 / 28 / (1 - 480 / (28 * 960)), 2)


async def test_spots_tell_their_use_and_their_money(app: Quart, world: World) -> None:
    operator = await staff_browser(app, "operator", world.lot.id)
    await _a_monday(world)

    path = f"/api/admin/lots/{world.lot.slug}/reports/spots"
    told = await _json(operator, f"{path}?from=2026-03-01&to=2026-03-02&area={world.area.id}")

    spots = {spot["label"]: spot for spot in told["spots"]}
    assert [spots[label]["bookedMinutes"] for label in ("A1", "A2", "A3", "A4")] == [120, 120, 0, 0]
    assert [spots[label]["availableMinutes"] for label in ("A1", "A4")] == [1920, 1440]
    assert [spots[label]["stays"] for label in ("A1", "A2", "A3", "A4")] == [1, 0, 0, 0]
    assert [spots[label]["netSen"] for label in ("A1", "A2", "A4")] == [800, 800, 0]
    assert told["busiestPercent"] == spots["A1"]["bookedPercent"] == 6.2
    revenue = await _json(operator, f"/api/admin/lots/{world.lot.slug}/revenue?from=2026-03-01&to=2026-03-02")
    assert sum(spot["netSen"] for spot in told["spots"]) == revenue["total"]["netSen"]


async def test_where_no_car_was_ever_seen_nothing_is_said_of_cars(app: Quart, world: World) -> None:
    operator = await staff_browser(app, "operator", world.lot.id)
    with clock.frozen(_EIGHT):
        booking = await book(world.spaces[0], starts_in=0, hours=2)
    with clock.frozen(_EIGHT + 3 * _HOUR):
        await complete_booking(booking.id)

    told = await _json(operator, f"/api/admin/lots/{world.lot.slug}/reports/occupancy{_WEEK}")

    assert told["occupiedPercent"] is None
    assert {hour["occupiedMinutes"] for hour in told["hours"]} == {None}
    assert (told["stays"]["stays"], told["stays"]["noShows"], told["stays"]["overstays"]) == (1, None, None)


async def test_what_is_yet_to_come_is_not_counted(app: Quart, world: World) -> None:
    operator = await staff_browser(app, "operator", world.lot.id)
    with clock.frozen(_EIGHT):
        await book(world.spaces[0], starts_in=0, hours=6)
        path = f"/api/admin/lots/{world.lot.slug}/reports/occupancy"
    with clock.frozen(_EIGHT + 2 * _HOUR):
        told = await _json(operator, f"{path}{_WEEK}")
        later = await operator.get(f"{path}?from=2026-03-03&to=2026-03-04")

    assert sum(hour["availableMinutes"] for hour in told["hours"]) == 4 * 10 * 60
    assert sum(hour["bookedMinutes"] for hour in told["hours"]) == 120
    assert await code_of(later) == (422, "report_not_yet")


async def test_a_spot_that_was_reopened_counts_from_then_on(app: Quart, world: World) -> None:
    operator = await staff_browser(app, "operator", world.lot.id)
    with clock.frozen(_EIGHT):
        closure = await close_space(
            world.spaces[0].id, starts_at=_EIGHT, ends_at=None, reason="Leak", by=OPERATOR
        )
    with clock.frozen(_EIGHT + 4 * _HOUR):
        await reopen_space(closure.id, by=OPERATOR)

    path = f"/api/admin/lots/{world.lot.slug}/reports/spots"
    told = await _json(operator, f"{path}?from=2026-03-02&to=2026-03-02&area={world.area.id}")

    assert [spot["availableMinutes"] for spot in told["spots"]] == [1200, 1440, 1440, 1440]


async def test_spots_that_came_later_leave_the_days_before_as_they_were(app: Quart, world: World) -> None:
    operator = await staff_browser(app, "operator", world.lot.id)
    await _a_monday(world)
    path = f"/api/admin/lots/{world.lot.slug}/reports/occupancy{_WEEK}"
    before = await _json(operator, path)

    with clock.frozen(_EIGHT + 9 * _DAY):
        await add_area(world.lot.id, code="L2", name="Level 2", level=2, plan=plan_of(40), by=OPERATOR)
        await publish_map(world.area.id, plan_of(5), by=OPERATOR)

    assert await _json(operator, path) == before


async def test_a_spot_that_was_retired_keeps_its_days_before(app: Quart, world: World) -> None:
    operator = await staff_browser(app, "operator", world.lot.id)
    await _a_monday(world)
    paths = [
        f"/api/admin/lots/{world.lot.slug}/reports/occupancy{_WEEK}",
        f"/api/admin/lots/{world.lot.slug}/reports/spots{_WEEK}&area={world.area.id}",
    ]
    before = [await _json(operator, path) for path in paths]

    with clock.frozen(_EIGHT + 9 * _DAY):
        await retire_space(world.spaces[0].id, by=OPERATOR)

    assert [await _json(operator, path) for path in paths] == before


async def test_of_a_day_a_spot_counts_the_hours_in_which_it_was_there(app: Quart, world: World) -> None:
    """A1 goes at 8:00 and comes back at 12:00, A2 goes at 10:00, A5 comes at 16:00."""
    operator = await staff_browser(app, "operator", world.lot.id)
    first, second, *_ = world.spaces
    with clock.frozen(_EIGHT):
        await retire_space(first.id, by=OPERATOR)
    with clock.frozen(_EIGHT + 2 * _HOUR):
        await retire_space(second.id, by=OPERATOR)
    four, five = plan_of(4), plan_of(5)
    with clock.frozen(_EIGHT + 4 * _HOUR):
        await publish_map(world.area.id, replace(four, spaces=(four.spaces[0],)), by=OPERATOR)
    with clock.frozen(_EIGHT + 8 * _HOUR):
        await publish_map(world.area.id, replace(five, spaces=(five.spaces[4],)), by=OPERATOR)

    path = f"/api/admin/lots/{world.lot.slug}/reports/spots"
    told = await _json(operator, f"{path}?from=2026-03-02&to=2026-03-02&area={world.area.id}")
    next_day = await _json(operator, f"{path}?from=2026-03-03&to=2026-03-03&area={world.area.id}")

    assert {spot["label"]: spot["availableMinutes"] for spot in told["spots"]} == {
        "A1": 20 * 60,
        "A2": 10 * 60,
        "A3": 24 * 60,
        "A4": 24 * 60,
        "A5": 8 * 60,
    }
    assert [spot["label"] for spot in next_day["spots"]] == ["A1", "A3", "A4", "A5"]


async def test_files_have_a_row_for_each_hour_and_each_spot(app: Quart, world: World) -> None:
    operator = await staff_browser(app, "operator", world.lot.id)
    path = f"/api/admin/lots/{world.lot.slug}/reports"

    hours = await operator.get(f"{path}/occupancy.csv{_WEEK}", Accept_Language="ms")
    spots = await operator.get(f"{path}/spots.csv{_WEEK}&area={world.area.id}")

    for answer, heads, rows in ((hours, "Hari minggu", 168), (spots, "Floor", 4)):
        text = (await answer.get_data(as_text=False)).decode("utf-8-sig")
        read = list(csv.reader(io.StringIO(text, newline="")))
        assert (read[0][0], len(read) - 1) == (heads, rows)
    assert await Booking.all().count() == 0


@pytest.mark.parametrize("path", ["occupancy", "occupancy.csv", "spots", "spots.csv"])
async def test_who_may_not_see_reports_gets_none(app: Quart, world: World, path: str) -> None:
    attendant = await staff_browser(app, "attendant", world.lot.id)
    elsewhere = await staff_browser(app, "owner", (await make_world()).lot.id)

    for browser in (attendant, elsewhere):
        answer = await browser.get(
            f"/api/admin/lots/{world.lot.slug}/reports/{path}{_WEEK}&area={world.area.id}"
        )
        assert await code_of(answer) == (403, "not_permitted")


@pytest.mark.parametrize("path", ["occupancy", "spots"])
async def test_another_lots_floor_is_not_told_from_here(app: Quart, world: World, path: str) -> None:
    operator = await staff_browser(app, "operator", world.lot.id)
    elsewhere = await make_world()

    answer = await operator.get(
        f"/api/admin/lots/{world.lot.slug}/reports/{path}{_WEEK}&area={elsewhere.area.id}"
    )

    assert await code_of(answer) == (404, "area_not_found")
