"""Drafts of floors: who draws what, and that nobody overwrites anybody."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest
from pydantic import ValidationError

from app.core import clock
from app.core.actor import Actor
from app.lots import drafts
from app.lots.changes import find_changes
from app.lots.drafts import DraftEdit
from app.lots.errors import AreaNotFound, DraftChanged, DraftNotFound, FloorNotUnderstood, MapChanged
from app.lots.exchange import places_of, read_document, read_places
from app.lots.floor_document import FloorDocument, PlannedFloor
from app.lots.models import FloorDraft, Space, SpaceStatus, SpaceType
from app.lots.service import publish_map, retire_space
from tests.accounts.people import sign_up
from tests.lots.floors import OPERATOR, PLAN, SPACES, open_floor, open_lot, plan_with
from tests.support.databases import Database


def edit(revision: int = 0, base: int = 1, name: str = "Basement 1") -> DraftEdit:
    return DraftEdit(name, -1, PlannedFloor.of(PLAN), revision, base)


async def test_a_floor_that_nobody_changes_is_shown_as_it_is_published(db: Database) -> None:
    lot = await open_lot()
    area = await open_floor(lot)

    state = await drafts.get_draft_state(lot.id, "B1")

    assert (state.revision, state.base_map_version, state.edited_by) == (0, 1, None)
    assert [(spot.id, spot.label) for spot in state.plan.spaces] == [
        (space.id, space.label) for space in await Space.filter(area_id=area.id).order_by("id")
    ]
    with pytest.raises(AreaNotFound):
        await drafts.get_draft_state(lot.id, "B9")


async def test_who_saves_second_is_told_and_overwrites_nothing(db: Database) -> None:
    lot = await open_lot()
    await open_floor(lot)
    first = (await sign_up("first@operator.example")).person
    await drafts.save_draft(lot.id, "B1", edit(), by=Actor("owner", first.id))
    await drafts.save_draft(lot.id, "B1", edit(1, name="Mine"), by=Actor("owner", first.id))

    with pytest.raises(DraftChanged) as refused:
        await drafts.save_draft(lot.id, "B1", edit(1, name="Yours"), by=OPERATOR)

    assert (refused.value.extras["revision"], refused.value.extras["editedBy"]) == (2, first.name)
    assert (await FloorDraft.get()).name == "Mine"


@pytest.mark.parametrize("revision", [0, 1])
async def test_of_many_who_save_at_once_one_succeeds(db: Database, revision: int) -> None:
    lot = await open_lot()
    await open_floor(lot)
    if revision:
        await drafts.save_draft(lot.id, "B1", edit(), by=OPERATOR)
    saving = (
        drafts.save_draft(lot.id, "B1", edit(revision, name=f"Number {n}"), by=OPERATOR) for n in range(8)
    )

    outcomes = await asyncio.gather(*saving, return_exceptions=True)

    assert sum(isinstance(each, FloorDraft) for each in outcomes) == 1
    assert sum(isinstance(each, DraftChanged) for each in outcomes) == 7
    draft = await FloorDraft.get()
    kept = next(n for n, each in enumerate(outcomes) if isinstance(each, FloorDraft))
    assert (draft.revision, draft.name) == (revision + 1, f"Number {kept}")


async def test_a_first_revision_is_drawn_on_the_map_of_now(db: Database) -> None:
    lot = await open_lot()
    area = await open_floor(lot)
    await publish_map(area.id, PLAN, by=OPERATOR)

    for code, base in (("B1", 1), ("B1", 0), ("B2", 1)):
        with pytest.raises(MapChanged):
            await drafts.save_draft(lot.id, code, edit(base=base), by=OPERATOR)
    await drafts.save_draft(lot.id, "B2", edit(base=0), by=OPERATOR)


async def test_a_draft_is_discarded_by_who_saw_it_last(db: Database) -> None:
    lot = await open_lot()
    await open_floor(lot)
    await drafts.save_draft(lot.id, "B1", edit(), by=OPERATOR)

    with pytest.raises(DraftChanged):
        await drafts.discard_draft(lot.id, "B1", revision=7, by=OPERATOR)
    await drafts.discard_draft(lot.id, "B1", revision=1, by=OPERATOR)
    with pytest.raises(DraftNotFound):
        await drafts.discard_draft(lot.id, "B1", revision=1, by=OPERATOR)


async def test_others_see_for_a_minute_who_has_a_floor_open(db: Database) -> None:
    lot = await open_lot()
    me, other = [(await sign_up(f"{name}@operator.example")).person for name in ("me", "other")]
    now = clock.now()
    with clock.frozen(now):
        for person in (me, other, other):
            await drafts.note_editor(lot.id, "B1", person.id)
        assert await drafts.list_editors(lot.id, "B1", but_for=me.id) == [other.name]
        assert await drafts.list_editors(lot.id, "B2", but_for=me.id) == []
    with clock.frozen(now + timedelta(seconds=61)):
        assert await drafts.list_editors(lot.id, "B1", but_for=me.id) == []


async def test_a_spot_that_is_renamed_stays_the_same_spot(db: Database) -> None:
    """Two may even swap their names."""
    area = await open_floor(await open_lot())
    one, two, three = await Space.filter(area_id=area.id).order_by("id")
    swapped = plan_with(
        replace(SPACES[0], label="A2", id=one.id),
        replace(SPACES[1], label="A1", id=two.id),
        replace(SPACES[2], label="Z9", id=three.id),
    )

    await publish_map(area.id, swapped, by=OPERATOR)

    spaces = await Space.filter(area_id=area.id).order_by("id")
    assert [(space.id, space.label) for space in spaces] == [(one.id, "A2"), (two.id, "A1"), (three.id, "Z9")]


async def test_a_retired_spot_leaves_its_label_to_another(db: Database) -> None:
    area = await open_floor(await open_lot())
    one, two, _ = await Space.filter(area_id=area.id).order_by("id")
    await retire_space(one.id, by=OPERATOR)

    await publish_map(area.id, plan_with(replace(SPACES[1], label="A1", id=two.id)), by=OPERATOR)

    retired, renamed = await Space.get(id=one.id), await Space.get(id=two.id)
    assert (retired.label, retired.status) == ("A1.1", SpaceStatus.RETIRED)
    assert (renamed.label, renamed.status) == ("A1", SpaceStatus.ACTIVE)


async def test_changes_are_told_apart(db: Database) -> None:
    area = await open_floor(await open_lot())
    present = await Space.filter(area_id=area.id).order_by("id")
    planned = (
        replace(SPACES[0], x=350, id=present[0].id),
        replace(SPACES[1], type=SpaceType.OKU),
        replace(SPACES[2], label="N1"),
        replace(SPACES[2], label="N2", id=999_999),
    )

    changes = find_changes(present, planned)

    assert (changes.moved, changes.resized) == (["A1"], [])
    assert changes.touched == {"A1", "A2"}
    assert [plan.label for plan in changes.added] == ["N1"]
    assert [space.label for space in changes.retired] == ["A3"]
    assert [(each.space.label, each.to) for each in changes.retyped] == [("A2", SpaceType.OKU)]
    assert len(changes.faults) == 1


def test_a_floor_comes_back_from_its_document_and_its_spots_from_their_places() -> None:
    floor = FloorDocument.export("B1", "Basement 1", -1, PlannedFloor.of(PLAN))
    places = places_of("plaza-ujian", "Plaza Ujian", floor)

    again = read_document(floor.model_dump(mode="json", by_alias=True))
    from_places = read_places(places, code="B1", name="Basement 1", level=-1)

    assert again == floor
    assert from_places.plan.spaces == floor.plan.spaces


@pytest.mark.parametrize(
    "data",
    [
        {},
        {"format": "other"},
        {"places": "none"},
        {"places": [{"type": "vehicularSpace", "name": "A1"}]},
        {"places": [{"type": "vehicularSpace", "name": 7, "parkproPlacement": {"x": "far"}}]},
        {"places": [{"type": "vehicularSpace", "name": "A1", "parkproPlacement": {"x": 10**9}}]},
    ],
)
def test_what_is_no_floor_is_refused_with_its_fields(data: dict[str, object]) -> None:
    with pytest.raises(FloorNotUnderstood) as refused:
        read_places(data, code="B1", name="B", level=0) if "places" in data else read_document(data)
    assert refused.value.extras["errors"]


@pytest.mark.parametrize(
    "change", [{"label": ""}, {"label": "A\n1"}, {"width": 0}, {"rotation": 360}, {"id": 0}]
)
def test_a_spot_that_cannot_be_is_refused(change: dict[str, object]) -> None:
    good = {"label": "A1", "type": "standard", "x": 0, "y": 0, "width": 250, "height": 500}
    with pytest.raises(ValidationError):
        PlannedFloor.model_validate(
            {"width": 1000, "height": 1000, "drawing": PLAN.drawing, "spaces": [{**good, **change}]}
        )
