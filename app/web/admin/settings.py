"""A lot's policy, hours and face: settings, photos, and how its mails look."""

from __future__ import annotations

from typing import Any

from pydantic import ValidationError
from quart import Blueprint
from quart_schema import (
    DataSource,
    RequestSchemaValidationError,
    document_request,
    validate_request,
    validate_response,
)

from app.accounts.permissions import Permission
from app.bookings.photos import tidy_photo
from app.core.i18n import languages
from app.lots import photos
from app.lots.models import Lot
from app.lots.settings import change_lot
from app.notifications.mails.preview import preview_confirmation
from app.web.admin.access import StaffAt, staff_at
from app.web.context import services
from app.web.context import settings as installation
from app.web.empty_answers import answers_nothing
from app.web.limits import limited
from app.web.parts import read_parts
from app.web.schemas.admin_settings import (
    MailPreviewOut,
    MailPreviewsOut,
    OpeningSpan,
    PhotoIn,
    PhotoOrderIn,
    PhotosOut,
    SettingsIn,
    SettingsOut,
    SpecialDay,
)

blueprint = Blueprint("admin_settings", __name__)

_SETTINGS = "/api/admin/lots/<slug>/settings"
_PHOTOS = "/api/admin/lots/<slug>/photos"


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
    changes: dict[str, Any] = data.model_dump(exclude_unset=True)
    if "special_days" in changes:
        changes["special_days"] = [day.model_dump(exclude_none=True) for day in data.special_days]
    lot = await change_lot(here.lot.id, changes, by=here.by)
    await services().follower.show_own_writes()
    return await present_settings(lot)


@blueprint.post(_PHOTOS)
@limited(60)
@staff_at(Permission.SET_LOT)
@document_request(PhotoIn, source=DataSource.FORM_MULTIPART)
@validate_response(PhotosOut, 201)
async def add_lot_photo(here: StaffAt) -> tuple[PhotosOut, int]:
    """A form of several parts with one photo, which is shown after the others."""
    try:
        sent = PhotoIn.model_validate(await read_parts(2))
    except ValidationError as error:
        raise RequestSchemaValidationError(error) from error
    await photos.add_photo(here.lot.id, await tidy_photo(sent.photo.read()), by=here.by)
    return PhotosOut(photos=await photos.list_photos(here.lot.id)), 201


@blueprint.put(_PHOTOS)
@limited(120)
@staff_at(Permission.SET_LOT)
@validate_request(PhotoOrderIn)
@validate_response(PhotosOut)
async def order_lot_photos(here: StaffAt, data: PhotoOrderIn) -> PhotosOut:
    """Shows the photos in another order."""
    await photos.order_photos(here.lot.id, data.photos, by=here.by)
    return PhotosOut(photos=await photos.list_photos(here.lot.id))


@blueprint.delete(f"{_PHOTOS}/<int:photo_id>")
@limited(120)
@staff_at(Permission.SET_LOT)
@answers_nothing(204)
async def remove_lot_photo(here: StaffAt, photo_id: int) -> tuple[str, int]:
    """Shows a photo no more."""
    await photos.remove_photo(here.lot.id, photo_id, by=here.by)
    return "", 204


@blueprint.get("/api/admin/lots/<slug>/mail-preview")
@limited(120)
@staff_at(Permission.SET_LOT)
@validate_response(MailPreviewsOut)
async def mail_preview(here: StaffAt) -> MailPreviewsOut:
    """What drivers are sent, with the lot as it is."""
    mails = []
    for language in languages():
        mail = await preview_confirmation(here.lot, language, public_url=installation().public_url)
        mails.append(MailPreviewOut(language=language, subject=mail.subject, html=mail.html))
    return MailPreviewsOut(mails=mails)


async def present_settings(lot: Lot) -> SettingsOut:
    columns = {name: getattr(lot, name) for name in SettingsOut.model_fields if hasattr(lot, name)}
    written = {
        "opening_hours": [OpeningSpan(**span) for span in lot.opening_hours],
        "special_days": [SpecialDay(**day) for day in lot.special_days or ()],
        "house_rules": lot.house_rules or {},
        "languages": list(languages()),
        "photos": await photos.list_photos(lot.id),
    }
    return SettingsOut(**{**columns, **written})
