"""Closing spots for repair, and opening them again."""

from __future__ import annotations

from quart import Blueprint
from quart_schema import validate_querystring, validate_request, validate_response

from app.accounts.permissions import Permission
from app.bookings import closures
from app.payments.displacement import close_spaces, list_in_the_way
from app.web.admin.access import StaffAt, staff_at
from app.web.admin.present_closures import present_closed_spots, present_closures, present_in_the_way
from app.web.context import services
from app.web.empty_answers import answers_nothing
from app.web.limits import limited
from app.web.schemas.admin_closures import (
    ClosedOut,
    ClosingIn,
    ClosingPreviewOut,
    ClosureIn,
    ClosuresOut,
    EndingIn,
    PastClosuresOut,
    PastClosuresQuery,
)

blueprint = Blueprint("admin_closures", __name__)


@blueprint.get("/api/admin/lots/<slug>/closures")
@limited(600)
@staff_at(Permission.SEE_FLOORS)
@validate_response(ClosuresOut)
async def all_closures(here: StaffAt) -> ClosuresOut:
    """The spots that are closed, or will be."""
    return ClosuresOut(closures=await present_closures(await closures.list_closures_of_lot(here.lot.id)))


@blueprint.get("/api/admin/lots/<slug>/closures/past")
@limited(600)
@staff_at(Permission.SEE_FLOORS)
@validate_querystring(PastClosuresQuery)
@validate_response(PastClosuresOut)
async def past_closures(here: StaffAt, query_args: PastClosuresQuery) -> PastClosuresOut:
    """The closures that are over, page by page."""
    found = await closures.list_past_closures(here.lot.id, before=query_args.before)
    more = found.closures[-1].id if found.has_more else None
    return PastClosuresOut(closures=await present_closures(found.closures), next=more)


@blueprint.post("/api/admin/lots/<slug>/closures/preview")
@limited(600)
@staff_at(Permission.CLOSE_SPOTS)
@validate_request(ClosingIn)
@validate_response(ClosingPreviewOut)
async def preview(here: StaffAt, data: ClosingIn) -> ClosingPreviewOut:
    """Which bookings stand in the way, and where each would go. Changes nothing."""
    found = await list_in_the_way(
        data.space_ids, lot_id=here.lot.id, starts_at=data.starts_at, ends_at=data.ends_at
    )
    return ClosingPreviewOut(bookings=await present_in_the_way(found))


@blueprint.post("/api/admin/lots/<slug>/closures")
@limited(120)
@staff_at(Permission.CLOSE_SPOTS)
@validate_request(ClosureIn)
@validate_response(ClosedOut, 201)
async def close(here: StaffAt, data: ClosureIn) -> tuple[ClosedOut, int]:
    """Closes the spots, all or none, and takes who is booked there elsewhere or gives all the money back."""
    done = await close_spaces(
        data.space_ids,
        lot_id=here.lot.id,
        starts_at=data.starts_at,
        ends_at=data.ends_at,
        reason=data.reason,
        gateway=services().gateway,
        by=here.by,
    )
    await services().follower.show_own_writes()
    return ClosedOut(spots=await present_closed_spots(done)), 201


@blueprint.post("/api/admin/lots/<slug>/closures/end")
@limited(120)
@staff_at(Permission.CLOSE_SPOTS)
@validate_request(EndingIn)
@answers_nothing(204)
async def end(here: StaffAt, data: EndingIn) -> tuple[str, int]:
    """Opens several spots again, takes back what was planned, or cuts closures short."""
    await closures.end_closures(data.closure_ids, lot_id=here.lot.id, ends_at=data.ends_at, by=here.by)
    await services().follower.show_own_writes()
    return "", 204
