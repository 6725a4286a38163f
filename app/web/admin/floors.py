"""Floors as they are drawn: drafts, what publishing one would do, and doing it."""

from __future__ import annotations

import asyncio
import re

from quart import Blueprint, Response, jsonify
from quart_schema import document_response, validate_querystring, validate_request, validate_response

from app.accounts.permissions import Permission
from app.lots import drafts
from app.lots.drafts import DraftEdit, DraftState
from app.lots.errors import AreaNotFound
from app.lots.exchange import places_of, read_document, read_places
from app.lots.faults import MapFault, list_map_faults
from app.lots.floor_document import FloorDocument, PlannedFloor
from app.lots.generator import sketch_floor
from app.payments.floor_changes import DraftCheck, Stranded, check_draft, publish_draft
from app.web.admin.access import StaffAt, staff_at
from app.web.context import language, services
from app.web.empty_answers import answers_nothing
from app.web.limits import limited
from app.web.schemas.admin_floors import (
    DraftCheckOut,
    DraftIn,
    DraftOut,
    DraftSavedOut,
    EditorsOut,
    ExportQuery,
    FloorInHandOut,
    FloorsInHandOut,
    ImportIn,
    MapFaultOut,
    PublishedOut,
    PublishIn,
    RenamedOut,
    RetypedOut,
    RevisionIn,
    SketchIn,
    StrandedOut,
)
from app.web.schemas.base import NearestSpaceOut

blueprint = Blueprint("admin_floors", __name__)

_FLOORS = "/api/admin/lots/<slug>/floors"
_CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9-]{0,11}")


@blueprint.get(_FLOORS)
@limited(600)
@staff_at(Permission.DRAW_FLOORS)
@validate_response(FloorsInHandOut)
async def all_floors(here: StaffAt) -> FloorsInHandOut:
    """The floors, published and to come, from the top down."""
    found = await drafts.list_floors_in_hand(here.lot.id)
    return FloorsInHandOut(
        floors=[FloorInHandOut.model_validate(floor, from_attributes=True) for floor in found]
    )


@blueprint.get(f"{_FLOORS}/<code>/draft")
@limited(600)
@staff_at(Permission.DRAW_FLOORS)
@validate_response(DraftOut)
async def floor_draft(here: StaffAt, code: str) -> DraftOut:
    """What is drawn of a floor; the published map when nobody has begun to change it."""
    return await _present(here, await drafts.get_draft_state(here.lot.id, _known(code)))


@blueprint.put(f"{_FLOORS}/<code>/draft")
@limited(600)
@staff_at(Permission.DRAW_FLOORS)
@validate_request(DraftIn)
@validate_response(DraftSavedOut)
async def save_floor_draft(here: StaffAt, data: DraftIn, code: str) -> DraftSavedOut:
    """Keeps what was drawn, sound or not. Nothing is overwritten that somebody else saved meanwhile."""
    edit = DraftEdit(data.name, data.level, data.plan, data.revision, data.base_map_version)
    return await _save(here, _known(code), edit)


@blueprint.delete(f"{_FLOORS}/<code>/draft")
@limited(120)
@staff_at(Permission.DRAW_FLOORS)
@validate_request(RevisionIn)
@answers_nothing(204)
async def discard_floor_draft(here: StaffAt, data: RevisionIn, code: str) -> tuple[str, int]:
    """Throws the draft away; the published map stays."""
    await drafts.discard_draft(here.lot.id, _known(code), revision=data.revision, by=here.by)
    return "", 204


@blueprint.post(f"{_FLOORS}/<code>/draft/editors")
@limited(600)
@staff_at(Permission.DRAW_FLOORS)
@validate_response(EditorsOut)
async def floor_editors(here: StaffAt, code: str) -> EditorsOut:
    """Says that the caller has the floor open, for the next minute, and who else has."""
    await drafts.note_editor(here.lot.id, _known(code), here.person.id)
    return EditorsOut(
        editors=await drafts.list_editors(here.lot.id, code, but_for=here.person.id),
        revision=await drafts.revision_of(here.lot.id, code),
    )


@blueprint.post(f"{_FLOORS}/<code>/draft/check")
@limited(300)
@staff_at(Permission.DRAW_FLOORS)
@validate_response(DraftCheckOut)
async def check_floor_draft(here: StaffAt, code: str) -> DraftCheckOut:
    """What is wrong with the draft, what publishing it would change, and which bookings it would strand."""
    state = await drafts.get_draft_state(here.lot.id, _known(code))
    return _present_check(state.revision, await check_draft(here.lot.id, code))


@blueprint.post(f"{_FLOORS}/<code>/draft/publish")
@limited(60)
@staff_at(Permission.DRAW_FLOORS)
@validate_request(PublishIn)
@validate_response(PublishedOut)
async def publish_floor(here: StaffAt, data: PublishIn, code: str) -> PublishedOut:
    """Makes the draft the map, and takes stranded bookings elsewhere or gives all their money back."""
    done = await publish_draft(
        here.lot.id,
        _known(code),
        revision=data.revision,
        base_map_version=data.base_map_version,
        gateway=services().gateway,
        by=here.by,
    )
    await services().follower.show_own_writes()
    return PublishedOut(
        area_id=done.area.id,
        map_version=done.area.map_version,
        moved=list(done.moved),
        displaced=list(done.displaced),
    )


@blueprint.get(f"{_FLOORS}/<code>/export")
@limited(120)
@staff_at(Permission.DRAW_FLOORS)
@validate_querystring(ExportQuery)
@document_response(FloorDocument)
async def export_floor(here: StaffAt, query_args: ExportQuery, code: str) -> Response:
    """The floor as a file to keep: what is drawn of it, or else what is published."""
    state = await drafts.get_draft_state(here.lot.id, _known(code))
    floor = FloorDocument.export(code, state.name, state.level, state.plan)
    if query_args.format == "apds":
        body = places_of(here.lot.slug, here.lot.name, floor)
    else:
        body = floor.model_dump(mode="json", by_alias=True, exclude_none=True)
    response = jsonify(body)
    name = f"{here.lot.slug}-{code}.{query_args.format}.json"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@blueprint.post(f"{_FLOORS}/<code>/import")
@limited(60)
@staff_at(Permission.DRAW_FLOORS)
@validate_request(ImportIn)
@validate_response(DraftSavedOut)
async def import_floor(here: StaffAt, data: ImportIn, code: str) -> DraftSavedOut:
    """Makes a file that was exported the draft of this floor. Spots are known again by their labels."""
    name, level = await _name_and_level(here, _known(code))
    if "places" in data.document:
        floor = read_places(data.document, code=code, name=name, level=level)
    else:
        floor = read_document(data.document)
    bare = FloorDocument.export(code, floor.name, floor.level, floor.plan)
    edit = DraftEdit(bare.name, bare.level, bare.plan, data.revision, data.base_map_version)
    return await _save(here, code, edit)


@blueprint.post("/api/admin/lots/<slug>/floor-sketch")
@limited(120)
@staff_at(Permission.DRAW_FLOORS)
@validate_request(SketchIn)
@validate_response(PlannedFloor)
async def simple_floor(here: StaffAt, data: SketchIn) -> PlannedFloor:
    """A simple floor to begin with, in the caller's language. Nothing is kept: save it as a draft."""
    return PlannedFloor.of(sketch_floor(data.rows, data.columns, data.types, language()))


def _known(code: str) -> str:
    """Raises AreaNotFound for what no floor can be called."""
    if _CODE.fullmatch(code) is None:
        raise AreaNotFound
    return code


async def _save(here: StaffAt, code: str, edit: DraftEdit) -> DraftSavedOut:
    saved = await drafts.save_draft(here.lot.id, code, edit, by=here.by)
    await drafts.note_editor(here.lot.id, code, here.person.id)
    return DraftSavedOut(
        revision=edit.revision + 1,
        edited_at=saved.edited_at,
        faults=_present_faults(await _faults_of(edit.plan)),
    )


async def _name_and_level(here: StaffAt, code: str) -> tuple[str, int]:
    try:
        state = await drafts.get_draft_state(here.lot.id, code)
    except AreaNotFound:
        return code, 0
    return state.name, state.level


async def _faults_of(plan: PlannedFloor) -> list[MapFault]:
    return await asyncio.to_thread(list_map_faults, plan.plan)


def _present_faults(faults: list[MapFault]) -> list[MapFaultOut]:
    return [MapFaultOut.model_validate(fault, from_attributes=True) for fault in faults]


async def _present(here: StaffAt, state: DraftState) -> DraftOut:
    return DraftOut(
        code=state.code,
        name=state.name,
        level=state.level,
        plan=state.plan,
        revision=state.revision,
        base_map_version=state.base_map_version,
        map_version=state.map_version,
        edited_by=state.edited_by,
        edited_at=state.edited_at,
        faults=_present_faults(await _faults_of(state.plan)),
        editors=await drafts.list_editors(here.lot.id, state.code, but_for=here.person.id),
    )


def _present_check(revision: int, found: DraftCheck) -> DraftCheckOut:
    changes = found.changes
    return DraftCheckOut(
        revision=revision,
        faults=_present_faults(found.faults),
        added=[plan.label for plan in changes.added],
        moved=changes.moved,
        resized=changes.resized,
        renamed=[RenamedOut(before=one.space.label, after=one.to) for one in changes.renamed],
        retyped=[
            RetypedOut(label=one.space.label, before=one.space.type, after=one.to) for one in changes.retyped
        ],
        retired=[space.label for space in changes.retired],
        stranded=[_present_stranded(one) for one in found.stranded],
    )


def _present_stranded(one: Stranded) -> StrandedOut:
    return StrandedOut(
        reference=one.booking.reference,
        status=one.booking.status,
        space_label=one.booking.space.label,
        starts_at=one.booking.starts_at,
        ends_at=one.booking.ends_at,
        goes_to=one.refuge and NearestSpaceOut.model_validate(one.refuge, from_attributes=True),
        car_is_in=one.car_is_in,
    )
