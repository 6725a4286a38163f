"""The photos of a lot: a few, in the order in which they are shown."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from app.core import clock
from app.core.actor import Actor
from app.core.database.ids import ids_of
from app.core.database.transactions import record, transactional
from app.core.fields import is_row_id
from app.core.i18n import languages
from app.lots.errors import LotPhotoNotFound, LotSettingNotValid, TooManyLotPhotos
from app.lots.events import LotPhotoDescribed, LotPhotosChanged
from app.lots.models import Lot, LotPhoto

MOST_PHOTOS = 8


@dataclass(frozen=True, slots=True)
class ShownPhoto:
    """A photo without its picture. `alt`: language -> what it shows."""

    id: int
    alt: dict[str, str]


async def list_photos(lot_id: int) -> list[ShownPhoto]:
    """A lot's photos, in order."""
    rows = await LotPhoto.filter(lot_id=lot_id).order_by("position", "id").values("id", "alt")
    return [ShownPhoto(row["id"], row["alt"] or {}) for row in rows]


async def get_photo(lot_id: int, photo_id: int) -> bytes:
    """A JPEG, always the same one for an id. Raises LotPhotoNotFound."""
    photo = await LotPhoto.get_or_none(id=photo_id, lot_id=lot_id) if is_row_id(photo_id) else None
    if photo is None:
        raise LotPhotoNotFound
    return bytes(photo.picture)


@transactional
async def add_photo(lot_id: int, picture: bytes, *, by: Actor) -> int:
    """Shows another photo after the others. `picture`: a JPEG without metadata. Raises TooManyLotPhotos."""
    shown = await _lock(lot_id)
    if len(shown) >= MOST_PHOTOS:
        raise TooManyLotPhotos(limit=MOST_PHOTOS)
    photo = await LotPhoto.create(lot_id=lot_id, position=len(shown), picture=picture, added_at=clock.now())
    _tell(lot_id, [*shown, photo.id], by)
    return int(photo.id)


@transactional
async def describe_photo(lot_id: int, photo_id: int, alt: Mapping[str, str], *, by: Actor) -> None:
    """Says in each language what a photo shows; an empty text says nothing.

    Raises LotPhotoNotFound, and LotSettingNotValid for a language that we do not speak.
    """
    if photo_id not in await _lock(lot_id):
        raise LotPhotoNotFound
    if not set(alt) <= set(languages()):
        raise LotSettingNotValid("alt", "unknown_language")
    photo = await LotPhoto.get(id=photo_id).only("id", "alt")
    before, after = photo.alt or {}, {language: text for language, text in alt.items() if text}
    if before == after:
        return
    await LotPhoto.filter(id=photo_id).update(alt=after)
    record(LotPhotoDescribed(lot_id=lot_id, photo_id=photo_id, before=before, after=after), by=by)


@transactional
async def order_photos(lot_id: int, photo_ids: Sequence[int], *, by: Actor) -> None:
    """Shows the photos in this order. Raises LotPhotoNotFound unless these are all of them, each once."""
    shown = await _lock(lot_id)
    if sorted(photo_ids) != sorted(shown):
        raise LotPhotoNotFound
    await _place(photo_ids)
    if list(photo_ids) != shown:
        _tell(lot_id, photo_ids, by)


@transactional
async def remove_photo(lot_id: int, photo_id: int, *, by: Actor) -> None:
    """Raises LotPhotoNotFound."""
    shown = await _lock(lot_id)
    if photo_id not in shown:
        raise LotPhotoNotFound
    await LotPhoto.filter(id=photo_id).delete()
    rest = [id_ for id_ in shown if id_ != photo_id]
    await _place(rest)
    _tell(lot_id, rest, by)


async def _lock(lot_id: int) -> list[int]:
    """The photos as they are; who else changes those of this lot waits."""
    await Lot.filter(id=lot_id).select_for_update().get()
    return await ids_of(LotPhoto.filter(lot_id=lot_id).order_by("position", "id"))


async def _place(photo_ids: Sequence[int]) -> None:
    for position, photo_id in enumerate(photo_ids):
        await LotPhoto.filter(id=photo_id).update(position=position)


def _tell(lot_id: int, photo_ids: Sequence[int], by: Actor) -> None:
    record(LotPhotosChanged(lot_id=lot_id, photo_ids=tuple(photo_ids)), by=by)
