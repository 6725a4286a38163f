"""Closing spots for repair, and opening them again."""

from __future__ import annotations

from quart import Blueprint
from quart_schema import validate_request, validate_response

from app.accounts.permissions import Permission
from app.accounts.queries import names_of
from app.bookings import closures
from app.bookings.errors import ClosureNotFound
from app.core import clock
from app.core.history import person_of
from app.lots.errors import SpaceNotFound
from app.lots.models import Closure, Space
from app.payments.displacement import InTheWay, close_and_rehouse, list_in_the_way
from app.web.admin.access import StaffAt, staff_at
from app.web.context import services
from app.web.empty_answers import answers_nothing
from app.web.limits import limited
from app.web.schemas.admin_closures import (
    ClosedOut,
    ClosedSpotOut,
    ClosingIn,
    ClosingPreviewOut,
    ClosureIn,
    ClosureOut,
    ClosuresOut,
    InTheWayOut,
)
from app.web.schemas.base import NearestSpaceOut

blueprint = Blueprint("admin_closures", __name__)


@blueprint.get("/api/admin/lots/<slug>/closures")
@limited(600)
@staff_at(Permission.SEE_FLOORS)
@validate_response(ClosuresOut)
async def all_closures(here: StaffAt) -> ClosuresOut:
    """The spots that are closed, or will be."""
    found = await closures.list_closures_of_lot(here.lot.id)
    names = await names_of({id_ for each in found if (id_ := person_of(each.closed_by)) is not None})
    return ClosuresOut(closures=[_present(each, names) for each in found])


@blueprint.post("/api/admin/lots/<slug>/closures/preview")
@limited(600)
@staff_at(Permission.CLOSE_SPOTS)
@validate_request(ClosingIn)
@validate_response(ClosingPreviewOut)
async def preview(here: StaffAt, data: ClosingIn) -> ClosingPreviewOut:
    """Which bookings stand in the way, and where each would go. Changes nothing."""
    wanted = await _of_lot(here, data.space_ids)
    found = await list_in_the_way(wanted, data.starts_at or clock.now(), data.ends_at)
    return ClosingPreviewOut(bookings=[_present_in_the_way(one) for one in found])


@blueprint.post("/api/admin/lots/<slug>/closures")
@limited(120)
@staff_at(Permission.CLOSE_SPOTS)
@validate_request(ClosureIn)
@validate_response(ClosedOut, 201)
async def close(here: StaffAt, data: ClosureIn) -> tuple[ClosedOut, int]:
    """Closes the spots, and takes who is booked there elsewhere or gives all the money back."""
    done = []
    starts_at = data.starts_at or clock.now()
    for space_id in await _of_lot(here, data.space_ids):
        rehousing = await close_and_rehouse(
            space_id,
            starts_at=starts_at,
            ends_at=data.ends_at,
            reason=data.reason,
            not_to=data.space_ids,
            gateway=services().gateway,
            by=here.by,
        )
        done.append(
            ClosedSpotOut(
                space_id=space_id,
                closure_id=rehousing.closure.id,
                moved=list(rehousing.moved),
                displaced=list(rehousing.displaced),
            )
        )
    await services().follower.show_own_writes()
    return ClosedOut(spots=done), 201


@blueprint.delete("/api/admin/lots/<slug>/closures/<int:closure_id>")
@limited(120)
@staff_at(Permission.CLOSE_SPOTS)
@answers_nothing(204)
async def reopen(here: StaffAt, closure_id: int) -> tuple[str, int]:
    """Opens a spot again, or takes back what was planned."""
    if not await Closure.exists(id=closure_id, space__area__lot_id=here.lot.id):
        raise ClosureNotFound
    await closures.reopen_space(closure_id, by=here.by)
    await services().follower.show_own_writes()
    return "", 204


async def _of_lot(here: StaffAt, space_ids: list[int]) -> list[int]:
    """The spots, each once. Raises SpaceNotFound when one is of another lot."""
    wanted = sorted(set(space_ids))
    if await Space.filter(id__in=wanted, area__lot_id=here.lot.id).count() != len(wanted):
        raise SpaceNotFound
    return wanted


def _present_in_the_way(one: InTheWay) -> InTheWayOut:
    return InTheWayOut(
        reference=one.booking.reference,
        status=one.booking.status,
        space_label=one.booking.space.label,
        starts_at=one.booking.starts_at,
        ends_at=one.booking.ends_at,
        goes_to=one.refuge and NearestSpaceOut.model_validate(one.refuge, from_attributes=True),
    )


def _present(closure: Closure, names: dict[int, str]) -> ClosureOut:
    return ClosureOut(
        id=closure.id,
        space_id=closure.space_id,
        space_label=closure.space.label,
        area_code=closure.space.area.code,
        reason=closure.reason,
        starts_at=closure.starts_at,
        ends_at=closure.ends_at,
        by=names.get(person_of(closure.closed_by) or 0),
    )
