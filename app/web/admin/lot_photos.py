"""The photos of a lot: added, ordered, described, removed."""

from __future__ import annotations

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
from app.lots import photos
from app.web.admin.access import StaffAt, staff_at
from app.web.empty_answers import answers_nothing
from app.web.limits import limited
from app.web.parts import read_parts
from app.web.schemas.admin_settings import LotPhotoOut, PhotoIn, PhotoOrderIn, PhotosOut, PhotoWordsIn

blueprint = Blueprint("admin_lot_photos", __name__)

_PHOTOS = "/api/admin/lots/<slug>/photos"


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
    return PhotosOut(photos=await present_photos(here.lot.id)), 201


@blueprint.put(_PHOTOS)
@limited(120)
@staff_at(Permission.SET_LOT)
@validate_request(PhotoOrderIn)
@validate_response(PhotosOut)
async def order_lot_photos(here: StaffAt, data: PhotoOrderIn) -> PhotosOut:
    """Shows the photos in another order."""
    await photos.order_photos(here.lot.id, data.photos, by=here.by)
    return PhotosOut(photos=await present_photos(here.lot.id))


@blueprint.patch(f"{_PHOTOS}/<int:photo_id>")
@limited(120)
@staff_at(Permission.SET_LOT)
@validate_request(PhotoWordsIn)
@validate_response(PhotosOut)
async def describe_lot_photo(here: StaffAt, data: PhotoWordsIn, photo_id: int) -> PhotosOut:
    """Says what a photo shows, for those who do not see it."""
    await photos.describe_photo(here.lot.id, photo_id, data.alt, by=here.by)
    return PhotosOut(photos=await present_photos(here.lot.id))


@blueprint.delete(f"{_PHOTOS}/<int:photo_id>")
@limited(120)
@staff_at(Permission.SET_LOT)
@answers_nothing(204)
async def remove_lot_photo(here: StaffAt, photo_id: int) -> tuple[str, int]:
    """Shows a photo no more."""
    await photos.remove_photo(here.lot.id, photo_id, by=here.by)
    return "", 204


async def present_photos(lot_id: int) -> list[LotPhotoOut]:
    return [LotPhotoOut(id=photo.id, alt=photo.alt) for photo in await photos.list_photos(lot_id)]
