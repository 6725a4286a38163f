"""A lot's policy, hours and face, but for its prices and floors."""

from __future__ import annotations

from typing import Any

from quart import Blueprint
from quart_schema import validate_request, validate_response

from app.accounts.permissions import Permission
from app.core.i18n import languages
from app.lots.models import Lot
from app.lots.photos import MOST_PHOTOS
from app.lots.settings import change_lot
from app.web.admin.access import NotPermitted, StaffAt, staff_at
from app.web.admin.lot_photos import present_photos
from app.web.context import services
from app.web.limits import limited
from app.web.schemas.admin_settings import SettingsFields, SettingsIn, SettingsOut
from app.web.schemas.lots import OpeningSpan, SpecialDay

blueprint = Blueprint("admin_settings", __name__)

_SETTINGS = "/api/admin/lots/<slug>/settings"


@blueprint.get(_SETTINGS)
@limited(600)
@staff_at(Permission.SET_LOT)
@validate_response(SettingsOut)
async def all_settings(here: StaffAt) -> SettingsOut:
    """Everything about the lot that its operator decides, but for its prices and floors."""
    return await present_settings(here.lot)


@blueprint.patch(_SETTINGS)
@limited(120)
@staff_at(Permission.SET_LOT)
@validate_request(SettingsIn)
@validate_response(SettingsOut)
async def change_settings(here: StaffAt, data: SettingsIn) -> SettingsOut:
    """Changes what is sent. Bookings that stand keep what they were made under."""
    changes = _columns(data)
    # Who needs a second person's word does not decide from what amount on.
    if "refund_approval_sen" in changes and not here.standing.may(Permission.APPROVE_MONEY, here.lot.id):
        raise NotPermitted
    lot = await change_lot(here.lot.id, changes, seen=_columns(data.seen) if data.seen else None, by=here.by)
    await services().follower.show_own_writes()
    return await present_settings(lot)


def _columns(sent: SettingsFields) -> dict[str, Any]:
    """What was sent, as `models.Lot` keeps it."""
    columns = sent.model_dump(exclude_unset=True, exclude={"seen"})
    if "special_days" in columns:
        columns["special_days"] = [day.model_dump(exclude_none=True) for day in sent.special_days]
    return columns


async def present_settings(lot: Lot) -> SettingsOut:
    columns = {name: getattr(lot, name) for name in SettingsOut.model_fields if hasattr(lot, name)}
    written = {
        "opening_hours": [OpeningSpan(**span) for span in lot.opening_hours],
        "special_days": [SpecialDay(**day) for day in lot.special_days or ()],
        "house_rules": lot.house_rules or {},
        "languages": list(languages()),
        "photos": await present_photos(lot.id),
        "most_photos": MOST_PHOTOS,
    }
    return SettingsOut(**{**columns, **written})
