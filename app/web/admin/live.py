"""The car park as it is now, and as it changes."""

from __future__ import annotations

from collections.abc import AsyncGenerator

from quart import Blueprint, Response
from quart_schema import hide, validate_response

from app.accounts.permissions import Permission
from app.core.database.readiness import DATABASE_TROUBLE
from app.core.errors import DomainError
from app.lots.errors import SpaceNotFound
from app.lots.events import AreaMapPublished
from app.lots.queries import get_space
from app.programs.scopes import Scope
from app.realtime.hub import Stale
from app.web.admin.access import ReaderAt, StaffAt, readers_at, staff_at, still_may
from app.web.admin.present_live import present_lot_now, present_overview, present_spot
from app.web.context import Services, services
from app.web.limits import limited
from app.web.schemas.admin_live import LotNowOut, OverviewOut, SpotOut
from app.web.sse import caller_with_room, event_message, next_notice, stream_response

blueprint = Blueprint("admin_live", __name__)

# A spot changes by the mere passing of time as well: a booking begins, a stay is over.
_LOOK_AGAIN = 1.0
_HEARTBEAT_AFTER = 15


@blueprint.get("/api/admin/lots/<slug>/now")
@limited(1200)
@readers_at(Scope.FLOORS_READ)
@validate_response(LotNowOut)
async def lot_now(here: ReaderAt) -> LotNowOut:
    """Every floor with the state of its spots."""
    return await present_lot_now(services().live, here.lot)


@blueprint.get("/api/admin/lots/<slug>/overview")
@limited(1200)
@staff_at(Permission.SEE_FLOORS)
@validate_response(OverviewOut)
async def overview(here: StaffAt) -> OverviewOut:
    """The figures of the day, and the cars that stay too long."""
    return await present_overview(services().live, here.lot)


@blueprint.get("/api/admin/lots/<slug>/spots/<int:space_id>")
@limited(1200)
@staff_at(Permission.SEE_FLOORS)
@validate_response(SpotOut)
async def spot(here: StaffAt, space_id: int) -> SpotOut:
    """Who has a spot now and next, and what closes it."""
    space = await get_space(space_id)
    if space.area.lot_id != here.lot.id:
        raise SpaceNotFound
    return await present_spot(services().live, space)


@blueprint.get("/api/admin/lots/<slug>/events")
@limited(600)
@staff_at(Permission.SEE_FLOORS)
@hide
async def events(here: StaffAt) -> Response:
    """The whole state, then what changes of it, and that something else happened on the lot."""
    return await stream_response(_stream(services(), here, caller_with_room()))


async def _stream(process: Services, here: StaffAt, caller: str | None) -> AsyncGenerator[bytes, None]:
    live, hub = process.live, process.hub
    with hub.watching(lot_id=here.lot.id, caller=caller) as watcher:
        yield b"retry: 2000\n\n"
        whole = await present_lot_now(live, here.lot)
        # Before it is sent, which takes its time: what changes meanwhile is told next.
        told = {floor.area_id: dict(live.spots_now(floor.area_id)) for floor in whole.floors}
        yield event_message("now", whole.model_dump(mode="json", by_alias=True), live.position)
        quiet = 0
        while not hub.closing.is_set() and not watcher.has_fallen_behind:
            notice = await next_notice(hub, watcher, patience=_LOOK_AGAIN)
            if (notice is not None or quiet >= _HEARTBEAT_AFTER) and not await _may_see(here):
                return
            quiet = 0 if notice is not None else quiet + 1
            if isinstance(notice, Stale):
                yield event_message("stale", {"since": live.fresh_at.isoformat()}, live.position)
                continue
            for area_id, before in told.items():
                changed = {
                    id_: state for id_, state in live.spots_now(area_id).items() if before.get(id_) != state
                }
                if changed:
                    before.update(changed)
                    facts = {"areaId": area_id, "spots": changed, "asOf": live.fresh_at.isoformat()}
                    yield event_message("spots", facts, live.position)
            if notice is not None and isinstance(notice.event, AreaMapPublished):
                return  # the browser comes again, for the whole of the new floors
            if notice is not None:
                yield event_message("happened", {"kind": notice.kind}, notice.id)
            elif quiet >= _HEARTBEAT_AFTER:
                quiet = 0
                yield b": still here\n\n"


async def _may_see(here: StaffAt) -> bool:
    """Asked before anything is told, and now and then: a role is taken back, a session ends."""
    try:
        return await still_may(here, Permission.SEE_FLOORS)
    except DATABASE_TROUBLE:
        return True  # nor can anything be told
    except DomainError:
        return False
