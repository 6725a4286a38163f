"""Lots, floors and spots in the database."""

from __future__ import annotations

from dataclasses import replace

import pytest

from app.core.events import read_events
from app.lots import queries
from app.lots.errors import AreaNotFound, LotNotFound, MapNotSound, SpaceNotFound
from app.lots.events import AreaMapPublished, SpaceRetired
from app.lots.models import Area, Lot, Space, SpaceType
from app.lots.rules import SpacePlan
from app.lots.service import publish_map, retire_space
from tests.lots.floors import DETAILS, OPERATOR, PLAN, SPACES, open_floor, open_lot, plan_with
from tests.support.databases import Database

MOVED = replace(SPACES[0], x=350)
ADDED = SpacePlan("A4", SpaceType.OKU, 1400, 200, 350, 500)


async def labels(area_id: int) -> list[str]:
    return [space["label"] for space in (await queries.get_area_map(area_id)).spaces]


async def test_a_floor_is_read_as_it_was_planned(db: Database) -> None:
    area = await open_floor(await open_lot())

    area_map = await queries.get_area_map(area.id)

    assert (area_map.lot_slug, area_map.code, area_map.version) == ("plaza-ujian", "B1", 1)
    assert area_map.drawing == PLAN.drawing.model_dump(mode="json", by_alias=True)
    assert [SpacePlan(**{k: v for k, v in space.items() if k != "id"}) for space in area_map.spaces] == list(
        SPACES
    )


async def test_publishing_moves_adds_and_keeps_spots_under_a_new_version(db: Database) -> None:
    area = await open_floor(await open_lot())
    before = {space["label"]: space["id"] for space in (await queries.get_area_map(area.id)).spaces}

    await publish_map(area.id, plan_with(replace(SPACES[0], y=150), ADDED), by=OPERATOR)

    area_map = await queries.get_area_map(area.id)
    after = {space["label"]: space for space in area_map.spaces}
    assert area_map.version == await queries.get_map_version(area.id) == 2
    assert list(after) == ["A1", "A2", "A3", "A4"]
    assert after["A1"]["id"] == before["A1"]
    assert (after["A1"]["y"], after["A2"]["y"]) == (150, 200)


async def test_every_published_map_is_told(db: Database) -> None:
    area = await open_floor(await open_lot())

    await publish_map(area.id, plan_with(ADDED), by=OPERATOR)

    published = [it.event for it in await read_events(0) if isinstance(it.event, AreaMapPublished)]
    assert [(event.area_id, event.version) for event in published] == [(area.id, 1), (area.id, 2)]


async def test_a_map_that_is_not_sound_changes_nothing(db: Database) -> None:
    """A1 would come to lie over A2, which the new plan does not even name."""
    area = await open_floor(await open_lot())

    with pytest.raises(MapNotSound) as refused:
        await publish_map(area.id, plan_with(MOVED, ADDED), by=OPERATOR)

    assert refused.value.extras == {"faults": ["A1 lies over A2"]}
    assert await queries.get_map_version(area.id) == 1
    assert await labels(area.id) == ["A1", "A2", "A3"]


async def test_a_floor_that_is_not_sound_is_not_added(db: Database) -> None:
    lot = await open_lot()

    with pytest.raises(MapNotSound):
        await open_floor(lot, plan=plan_with(SPACES[0], MOVED))

    assert await Area.all().count() == 0
    assert await Space.all().count() == 0


async def test_a_retired_spot_is_gone_for_everybody(db: Database) -> None:
    area = await open_floor(await open_lot())
    space = await Space.get(area_id=area.id, label="A2")

    await retire_space(space.id, by=OPERATOR)

    assert await labels(area.id) == ["A1", "A3"]
    assert await queries.get_map_version(area.id) == 2
    assert any(isinstance(it.event, SpaceRetired) for it in await read_events(0))
    with pytest.raises(SpaceNotFound):
        await queries.get_space(space.id)
    with pytest.raises(SpaceNotFound):
        await retire_space(space.id, by=OPERATOR)


async def test_a_retired_spot_comes_back_by_a_plan_that_names_it(db: Database) -> None:
    area = await open_floor(await open_lot())
    space = await Space.get(area_id=area.id, label="A2")
    await retire_space(space.id, by=OPERATOR)

    await publish_map(area.id, PLAN, by=OPERATOR)

    assert (await queries.get_space(space.id)).label == "A2"


async def test_a_spot_knows_its_floor_and_lot(db: Database) -> None:
    area = await open_floor(await open_lot())
    space_id = (await Space.get(area_id=area.id, label="A3")).id

    space = await queries.get_space(space_id)

    assert (space.type, space.area.code, space.area.lot.slug) == (SpaceType.EV, "B1", "plaza-ujian")


async def test_floors_come_from_the_top_down(db: Database) -> None:
    lot = await open_lot()
    for code, level in (("B1", -1), ("L1", 1), ("G", 0)):
        await Area.filter(id=(await open_floor(lot, code)).id).update(level=level)

    assert [area.code for area in await queries.list_areas([lot.id])] == ["L1", "G", "B1"]


async def test_a_lot_that_is_not_listed_is_found_by_those_who_know_it(db: Database) -> None:
    await open_lot()
    await open_lot(replace(DETAILS, slug="staff-only", is_listed=False))

    assert [lot.slug for lot in await queries.list_lots()] == ["plaza-ujian"]
    assert (await queries.get_lot("staff-only")).slug == "staff-only"


async def test_what_is_unknown_says_what_it_is(db: Database) -> None:
    with pytest.raises(LotNotFound):
        await queries.get_lot("nowhere")
    with pytest.raises(AreaNotFound):
        await queries.get_area_map(12)
    with pytest.raises(AreaNotFound):
        await queries.get_map_version(12)
    with pytest.raises(AreaNotFound):
        await publish_map(12, PLAN, by=OPERATOR)
    with pytest.raises(SpaceNotFound):
        await queries.get_space(12)


@pytest.mark.parametrize(
    "changes",
    [
        {"slug": "Plaza Ujian"},
        {"latitude": 91.0},
        {"min_minutes": 120, "max_minutes": 60},
        {"refund_policy": [{"hours_before": 2, "percent": 120}]},
        {"opening_hours": [{"weekday": 0, "opens": "25:00", "closes": "24:00"}]},
        {"time_zone": "Asia/Atlantis"},
    ],
)
def test_a_lot_that_makes_no_sense_is_refused(changes: dict[str, object]) -> None:
    with pytest.raises((ValueError, KeyError)):
        replace(DETAILS, **changes)  # type: ignore[arg-type]


async def test_creating_a_lot_twice_is_refused_by_its_slug(db: Database) -> None:
    await open_lot()

    with pytest.raises(Exception, match=r"(?i)unique|duplicate"):
        await open_lot()

    assert await Lot.all().count() == 1
