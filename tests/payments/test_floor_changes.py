"""A floor is redrawn while people have booked on it."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from app.bookings.models import Booking, BookingStatus
from app.core.actor import OPERATOR
from app.core.events import read_events
from app.lots import drafts
from app.lots.drafts import DraftEdit
from app.lots.errors import DraftChanged, DraftNotFound, MapChanged, MapNotSound
from app.lots.events import AreaMapPublished, FloorPublished, SpaceRetired
from app.lots.floor_document import PlannedFloor
from app.lots.models import Area, FloorDraft, Space, SpaceStatus, SpaceType
from app.lots.service import publish_map
from app.payments.floor_changes import Publication, check_draft, publish_draft
from app.payments.invariants import find_violations
from app.realtime.live import LiveFloors
from tests.arrivals.stays import parked
from tests.support.databases import Database
from tests.support.gateway import GATEWAY
from tests.support.stays import book
from tests.support.world import World, hold, make_world


async def draw(world: World, *, without: tuple[str, ...] = (), **changes: dict[str, Any]) -> None:
    """Saves a first draft of the floor: without these spots, and with these changes of others, by label."""
    state = await drafts.get_draft_state(world.lot.id, world.area.code)
    spots = [
        spot.model_copy(update=changes.get(spot.label, {}))
        for spot in state.plan.spaces
        if spot.label not in without
    ]
    plan = state.plan.model_copy(update={"spaces": tuple(spots)})
    edit = DraftEdit(state.name, state.level, plan, state.revision, state.base_map_version)
    await drafts.save_draft(world.lot.id, world.area.code, edit, by=OPERATOR)


async def publish(world: World, revision: int = 1, base: int = 1) -> Publication:
    return await publish_draft(
        world.lot.id, world.area.code, revision=revision, base_map_version=base, gateway=GATEWAY, by=OPERATOR
    )


async def test_bookings_on_spots_that_go_are_moved_or_refunded_as_was_shown(db: Database) -> None:
    world = await make_world(4)
    one, two = await book(world.spaces[0]), await book(world.spaces[1])
    await draw(world, without=("A1", "A2", "A3"))

    shown = await check_draft(world.lot.id, "B1")
    done = await publish(world)

    assert shown.faults == []
    assert [space.label for space in shown.changes.retired] == ["A1", "A2", "A3"]
    assert [(each.booking.id, each.refuge and each.refuge.label) for each in shown.stranded] == [
        (one.id, "A4"),
        (two.id, None),
    ]
    assert (done.moved, done.displaced) == ((one.reference,), (two.reference,))
    assert (await Booking.get(id=one.id)).space_id == world.spaces[3].id
    assert (await Booking.get(id=two.id)).status is BookingStatus.DISPLACED
    assert await Space.filter(area_id=world.area.id, status=SpaceStatus.ACTIVE).count() == 1
    assert not await FloorDraft.exists()
    assert await find_violations() == []


async def test_bookings_of_other_hours_are_shown_the_same_spot_as_they_will_get(db: Database) -> None:
    world = await make_world(4)
    one, two = [await book(world.spaces[0], starts_in=hours) for hours in (24, 48)]
    await draw(world, without=("A1",))

    shown = await check_draft(world.lot.id, "B1")
    await publish(world)

    assert [each.refuge and each.refuge.label for each in shown.stranded] == ["A2", "A2"]
    for booking in (one, two):
        await booking.refresh_from_db()
        assert booking.space_id == world.spaces[1].id


async def test_publishing_is_told_with_its_counts_and_moves_the_live_floors(db: Database) -> None:
    world = await make_world(3)
    live = LiveFloors()
    await live.load()
    booking = await book(world.spaces[0])
    await draw(world, without=("A1",), A2={"label": "Z2"})

    await publish(world)

    events = await read_events(live.position)
    for event in events:
        await live.apply(event.id, event.event)
    (published,) = [each.event for each in events if isinstance(each.event, FloorPublished)]
    assert (published.spots_before, published.spots_after) == (3, 2)
    assert (published.added, published.changed, published.retired) == (0, 1, 1)
    assert (published.moved, published.displaced, published.version) == (1, 0, 2)
    assert published.retired_labels == ("A1",)
    # For people it is one act.
    assert [event.kind for event in events if isinstance(event.event, AreaMapPublished | SpaceRetired)] == [
        "FloorPublished"
    ]
    assert set(live.type_of(world.area.id)) == {world.spaces[1].id, world.spaces[2].id}
    assert [taken.space_id for taken in live.taken(world.area.id, booking.period)] == [
        (await Booking.get(id=booking.id)).space_id
    ]


async def test_a_booking_stays_on_a_spot_that_is_renamed_moved_or_made_better(db: Database) -> None:
    world = await make_world(3)
    bookings = [await book(space) for space in world.spaces]
    await draw(world, A1={"label": "N1"}, A2={"y": 150}, A3={"type": SpaceType.VIP})

    shown = await check_draft(world.lot.id, "B1")
    done = await publish(world)

    assert shown.stranded == []
    assert (shown.changes.moved, shown.changes.touched) == (["A2"], {"N1", "A2", "A3"})
    assert [(one.space.label, one.to) for one in shown.changes.renamed] == [("A1", "N1")]
    assert (done.moved, done.displaced) == ((), ())
    for booking, space in zip(bookings, world.spaces, strict=True):
        assert (await Booking.get(id=booking.id)).space_id == space.id


async def test_a_booking_leaves_a_spot_that_becomes_of_a_type_it_did_not_book(db: Database) -> None:
    world = await make_world(3)
    booking, unpaid = await book(world.spaces[0]), await hold(world.spaces[1])
    await draw(world, A1={"type": SpaceType.MOTORCYCLE}, A2={"type": SpaceType.EV})

    done = await publish(world)

    assert (done.moved, done.displaced) == ((booking.reference,), (unpaid.reference,))
    assert (await Space.get(id=world.spaces[0].id)).type is SpaceType.MOTORCYCLE
    assert await find_violations() == []


async def test_a_car_that_stands_on_the_spot_is_told_of(db: Database) -> None:
    world = await make_world(2)
    await parked(world)
    await draw(world, without=("A1",))

    (stranded,) = (await check_draft(world.lot.id, "B1")).stranded

    assert stranded.car_is_in


async def test_nothing_is_published_that_is_not_what_was_seen(db: Database) -> None:
    world = await make_world(2)
    with pytest.raises(DraftNotFound):
        await publish(world)
    await draw(world, without=("A2",))
    with pytest.raises(DraftChanged):
        await publish(world, revision=2)
    with pytest.raises(MapChanged):
        await publish(world, base=7)
    await publish_map(world.area.id, PlannedFloor.of(await _plan(world)).plan, by=OPERATOR)
    with pytest.raises(MapChanged) as refused:
        await publish(world)
    assert refused.value.extras == {"mapVersion": 2}
    assert await Space.filter(area_id=world.area.id, status=SpaceStatus.ACTIVE).count() == 2


async def test_an_unsound_draft_is_kept_and_not_published(db: Database) -> None:
    world = await make_world(2)
    await draw(world, A2={"x": 310}, A1={"id": 999_999})

    shown = await check_draft(world.lot.id, "B1")
    with pytest.raises(MapNotSound):
        await publish(world)

    assert len(shown.faults) == 2
    assert (await Area.get(id=world.area.id)).map_version == 1


async def test_a_new_floor_is_published(db: Database) -> None:
    world = await make_world(2)
    plan = PlannedFloor.of(await _plan(world))
    bare = plan.model_copy(update={"spaces": tuple(s.model_copy(update={"id": None}) for s in plan.spaces)})
    await drafts.save_draft(world.lot.id, "L1", DraftEdit("Level 1", 1, bare, 0, 0), by=OPERATOR)

    done = await publish_draft(
        world.lot.id, "L1", revision=1, base_map_version=0, gateway=GATEWAY, by=OPERATOR
    )

    assert (done.area.name, done.area.level) == ("Level 1", 1)
    assert await Space.filter(area_id=done.area.id).count() == 2


async def test_of_two_who_publish_at_once_one_is_told(db: Database) -> None:
    world = await make_world(4)
    booking = await book(world.spaces[0])
    await draw(world, without=("A1",))

    outcomes = await asyncio.gather(*(publish(world) for _ in range(4)), return_exceptions=True)

    assert sum(isinstance(each, Publication) for each in outcomes) == 1
    assert all(isinstance(each, Publication | DraftChanged | DraftNotFound) for each in outcomes)
    assert (await Area.get(id=world.area.id)).map_version == 2
    assert (await Booking.get(id=booking.id)).space_id != world.spaces[0].id


async def test_who_wants_a_spot_while_it_goes_never_ends_up_on_it(db: Database) -> None:
    world = await make_world(6)
    await draw(world, without=("A1", "A2", "A3"))

    await asyncio.gather(publish(world), *(hold(space) for space in world.spaces[:3]), return_exceptions=True)

    retired = {space.id for space in world.spaces[:3]}
    held = await Booking.filter(status=BookingStatus.HELD)
    assert not retired & {booking.space_id for booking in held}
    assert await find_violations() == []


async def _plan(world: World) -> Any:
    return (await drafts.get_draft_state(world.lot.id, "B1")).plan.plan
