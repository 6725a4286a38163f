"""Who may do what, and who works on a lot."""

from __future__ import annotations

from quart import Blueprint
from quart_schema import validate_request, validate_response

from app.accounts import staff
from app.accounts.permissions import Permission, Role, list_in_order
from app.lots.models import Lot
from app.web.access import callers, require_person
from app.web.admin.access import StaffAt, staff_at
from app.web.empty_answers import answers_nothing
from app.web.limits import limited
from app.web.schemas.admin import GrantIn, StaffLotOut, StaffMemberOut, StaffMeOut, StaffOut

blueprint = Blueprint("admin_staff", __name__)


@blueprint.get("/api/admin/me")
@limited(600)
@callers("driver")
@validate_response(StaffMeOut)
async def my_work() -> StaffMeOut:
    """The lots where the signed-in person works, with what they may do; none for drivers."""
    standing = await staff.standing_of((await require_person()).id)
    lots = [
        StaffLotOut(
            slug=lot.slug,
            name=lot.name,
            time_zone=lot.time_zone,
            currency=lot.currency,
            refund_approval_sen=lot.refund_approval_sen,
            permissions=list_in_order(standing.permissions_on(lot.id)),
        )
        for lot in await Lot.all().order_by("name")
        if standing.roles_on(lot.id)
    ]
    return StaffMeOut(lots=lots, everywhere=list_in_order(standing.permissions_on(None)))


@blueprint.get("/api/admin/lots/<slug>/staff")
@limited(600)
@staff_at(Permission.MANAGE_STAFF)
@validate_response(StaffOut)
async def all_staff(here: StaffAt) -> StaffOut:
    """Everybody with a role on the lot."""
    return await _present(here)


@blueprint.post("/api/admin/lots/<slug>/staff")
@limited(60)
@staff_at(Permission.MANAGE_STAFF)
@validate_request(GrantIn)
@validate_response(StaffOut, 201)
async def grant(here: StaffAt, data: GrantIn) -> tuple[StaffOut, int]:
    """Gives somebody who has an account a role."""
    lot_id = None if data.everywhere else here.lot.id
    await staff.grant_role(data.email, data.role, lot_id=lot_id, by=here.by)
    return await _present(here), 201


@blueprint.delete("/api/admin/lots/<slug>/staff/<int:grant_id>")
@limited(60)
@staff_at(Permission.MANAGE_STAFF)
@answers_nothing(204)
async def revoke(here: StaffAt, grant_id: int) -> tuple[str, int]:
    """Takes a role back."""
    await staff.revoke_role(grant_id, by=here.by)
    return "", 204


async def _present(here: StaffAt) -> StaffOut:
    return StaffOut(
        staff=[
            StaffMemberOut(
                id=grant.id,
                name=grant.person.name,
                email=grant.person.email,
                role=Role(grant.role),
                everywhere=grant.lot_id is None,
                granted_at=grant.granted_at,
                is_you=grant.person_id == here.person.id,
            )
            for grant in await staff.list_staff(here.lot.id)
        ]
    )
