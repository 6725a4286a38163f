"""Drafts of floors: saved by whoever draws, never over what somebody else saved."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from tortoise.exceptions import IntegrityError

from app.accounts.queries import names_of
from app.core import clock
from app.core.actor import Actor
from app.core.database.transactions import record, transactional
from app.core.history import person_of
from app.lots.errors import AreaNotFound, DraftChanged, DraftNotFound, FloorTooDetailed, MapChanged
from app.lots.events import FloorDraftDiscarded
from app.lots.floor_document import PlannedFloor
from app.lots.models import Area, FloorDraft, FloorEditor, Space, SpaceStatus

EDITOR_SEEN_WITHIN = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class DraftState:
    """A floor as its editor shows it. `revision` 0: the published map, which nobody has begun to change.

    `map_version`: the published map of now, 0 for a floor to come; it differs from `base_map_version` when
    somebody published since the draft was drawn.
    """

    code: str
    name: str
    level: int
    plan: PlannedFloor
    revision: int
    base_map_version: int
    map_version: int
    edited_by: str | None
    edited_at: datetime | None


@dataclass(frozen=True, slots=True)
class DraftEdit:
    """What is saved, over `revision` (0: as the first) and drawn on `base_map_version` (0: a new floor)."""

    name: str
    level: int
    plan: PlannedFloor
    revision: int
    base_map_version: int


@dataclass(frozen=True, slots=True)
class DraftInHand:
    """A draft that is not published yet: its spots, and who saved it last."""

    spots: int
    edited_by: str | None
    edited_at: datetime


@dataclass(frozen=True, slots=True)
class FloorInHand:
    """A floor of a lot, published or to come. `spots`: those that are published."""

    code: str
    name: str
    level: int
    is_published: bool
    spots: int
    draft: DraftInHand | None


async def get_draft_state(lot_id: int, code: str) -> DraftState:
    """Raises AreaNotFound for a floor that is neither there nor drafted."""
    area = await Area.get_or_none(lot_id=lot_id, code=code)
    draft = await find_draft(lot_id, code)
    map_version = area.map_version if area else 0
    if draft is not None:
        return DraftState(
            code=code,
            name=draft.name,
            level=draft.level,
            plan=PlannedFloor.model_validate(draft.plan),
            revision=draft.revision,
            base_map_version=draft.base_map_version,
            map_version=map_version,
            edited_by=await name_of(draft.edited_by),
            edited_at=draft.edited_at,
        )
    if area is None:
        raise AreaNotFound
    spaces = await Space.filter(area_id=area.id).order_by("id")
    return DraftState(
        code=code,
        name=area.name,
        level=area.level,
        plan=PlannedFloor.as_published(area, spaces),
        revision=0,
        base_map_version=map_version,
        map_version=map_version,
        edited_by=None,
        edited_at=None,
    )


async def find_draft(lot_id: int, code: str) -> FloorDraft | None:
    return await FloorDraft.get_or_none(lot_id=lot_id, code=code)


async def revision_of(lot_id: int, code: str) -> int:
    """Of the draft; 0 when there is none."""
    draft = await FloorDraft.filter(lot_id=lot_id, code=code).only("id", "revision").first()
    return draft.revision if draft else 0


async def list_floors_in_hand(lot_id: int) -> list[FloorInHand]:
    """Every floor, from the top down."""
    drafts = {draft.code: (draft, await _in_hand(draft)) for draft in await FloorDraft.filter(lot_id=lot_id)}
    areas = await Area.filter(lot_id=lot_id)
    active = Space.filter(area__lot_id=lot_id, status=SpaceStatus.ACTIVE)
    spots = Counter(await active.values_list("area_id", flat=True))
    found = [
        FloorInHand(
            area.code,
            area.name,
            area.level,
            is_published=True,
            spots=spots[area.id],
            draft=drafts[area.code][1] if area.code in drafts else None,
        )
        for area in areas
    ]
    published = {area.code for area in areas}
    found += [
        FloorInHand(draft.code, draft.name, draft.level, is_published=False, spots=0, draft=in_hand)
        for draft, in_hand in drafts.values()
        if draft.code not in published
    ]
    return sorted(found, key=lambda floor: (-floor.level, floor.code))


async def _in_hand(draft: FloorDraft) -> DraftInHand:
    return DraftInHand(len(draft.plan["spaces"]), await name_of(draft.edited_by), draft.edited_at)


async def save_draft(lot_id: int, code: str, edit: DraftEdit, *, by: Actor) -> FloorDraft:
    """Keeps what was drawn as the next revision.

    Raises DraftChanged when somebody saved since `edit.revision`, MapChanged for a first revision that was
    drawn on another map than that of now, FloorTooDetailed.
    """
    if edit.plan.is_too_detailed:
        raise FloorTooDetailed
    try:
        saved = await _save(lot_id, code, edit, by)
    except IntegrityError:  # somebody else's first revision was faster
        saved = False
    draft = await find_draft(lot_id, code)
    if not saved or draft is None:
        raise await draft_changed(draft)
    return draft


@transactional
async def _save(lot_id: int, code: str, edit: DraftEdit, by: Actor) -> bool:
    facts: dict[str, Any] = {
        "name": edit.name,
        "level": edit.level,
        "plan": edit.plan.to_json(),
        "base_map_version": edit.base_map_version,
        "edited_by": str(by),
        "edited_at": clock.now(),
    }
    if edit.revision > 0:
        same = FloorDraft.filter(lot_id=lot_id, code=code, revision=edit.revision)
        return bool(await same.update(**facts, revision=edit.revision + 1))
    if await FloorDraft.exists(lot_id=lot_id, code=code):
        return False
    area = await Area.get_or_none(lot_id=lot_id, code=code)
    if edit.base_map_version != (area.map_version if area else 0):
        raise MapChanged(area.map_version if area else 0)
    await FloorDraft.create(lot_id=lot_id, area=area, code=code, revision=1, **facts)
    return True


@transactional
async def discard_draft(lot_id: int, code: str, *, revision: int, by: Actor) -> None:
    """Throws a draft away. Raises DraftNotFound, and DraftChanged when it is not that revision any more."""
    if await FloorDraft.filter(lot_id=lot_id, code=code, revision=revision).delete():
        record(FloorDraftDiscarded(lot_id=lot_id, code=code, revision=revision), by=by)
        return
    draft = await find_draft(lot_id, code)
    if draft is None:
        raise DraftNotFound
    raise await draft_changed(draft)


async def draft_changed(draft: FloorDraft | None) -> DraftChanged:
    """The error that tells who was faster."""
    if draft is None:
        return DraftChanged(0, None, None)
    return DraftChanged(draft.revision, await name_of(draft.edited_by), draft.edited_at)


@transactional
async def note_editor(lot_id: int, code: str, person_id: int) -> None:
    """Somebody has the floor open in the editor just now."""
    now = clock.now()
    mine = FloorEditor.filter(lot_id=lot_id, code=code, person_id=person_id)
    if not await mine.update(seen_at=now):
        await FloorEditor.get_or_create(
            lot_id=lot_id, code=code, person_id=person_id, defaults={"seen_at": now}
        )


async def list_editors(lot_id: int, code: str, *, but_for: int) -> list[str]:
    """The names of the others who had the floor open within the last minute."""
    fresh = FloorEditor.filter(lot_id=lot_id, code=code, seen_at__gt=clock.now() - EDITOR_SEEN_WITHIN)
    person_ids = [editor.person_id for editor in await fresh.exclude(person_id=but_for)]
    return sorted((await names_of(person_ids)).values())


async def name_of(actor: str) -> str | None:
    """The name of an actor as it is written down; None for one without an account."""
    person_id = person_of(actor)
    return None if person_id is None else (await names_of([person_id])).get(person_id)
