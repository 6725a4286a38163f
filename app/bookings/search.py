"""Finding bookings of a lot as people ask for them: by plate, reference, name or e-mail, in any part."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from tortoise.expressions import Q
from tortoise.queryset import QuerySet

from app.accounts.errors import PlateNotUnderstood
from app.accounts.plates import normalise_plate
from app.bookings.models import Booking, BookingStatus
from app.core.database.ids import ids_of
from app.core.references import normalise_reference

PAGE = 50
# Of what is found by part of a name, so many are looked at together.
_AT_ONCE = 5_000


@dataclass(frozen=True, slots=True)
class Search:
    """`text`: a plate or reference however typed, or part of a name or e-mail. The period is of the stay."""

    text: str = ""
    status: BookingStatus | None = None
    starts_from: datetime | None = None
    starts_before: datetime | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """Bookings with their floor and spot, the newest first, and whether there are older ones."""

    bookings: list[Booking]
    has_more: bool


async def search_bookings(lot_id: int, search: Search, *, before: int | None = None) -> Found:
    """One page. `before`: the id of the last booking known."""
    rows = Booking.filter(lot_id=lot_id)
    if search.status is not None:
        rows = rows.filter(status=search.status)
    if search.starts_from is not None:
        rows = rows.filter(starts_at__gte=search.starts_from)
    if search.starts_before is not None:
        rows = rows.filter(starts_at__lt=search.starts_before)
    if before is not None:
        rows = rows.filter(id__lt=before)
    if search.text.strip():
        found = await _newest_of(rows, await _matching(lot_id, search.text.strip(), before))
    else:
        found = await _page_of(rows, PAGE + 1)
    return Found(found[:PAGE], has_more=len(found) > PAGE)


async def _newest_of(rows: QuerySet[Booking], ids: list[int]) -> list[Booking]:
    """The newest of `rows` among `ids`, which go from the newest down: the first of them mostly will do."""
    found: list[Booking] = []
    for start in range(0, len(ids), _AT_ONCE):
        some = rows.filter(id__in=ids[start : start + _AT_ONCE])
        found += await _page_of(some, PAGE + 1 - len(found))
        if len(found) > PAGE:
            break
    return found


async def _page_of(rows: QuerySet[Booking], limit: int) -> list[Booking]:
    return await rows.order_by("-id").limit(limit).prefetch_related("area", "space")


async def _matching(lot_id: int, text: str, before: int | None) -> list[int]:
    """Ids, the newest first, of the narrowest question that finds any: the last reads an index to its end."""
    here = Booking.filter(lot_id=lot_id)
    reference = normalise_reference(text)
    if reference is not None and (found := await ids_of(here.filter(reference=reference))):
        return found
    plate = _plate_of(text)
    found = [] if plate is None else await ids_of(here.filter(plate_number=plate))
    if not found:
        parts = Q(name__icontains=text) | Q(email__icontains=text)
        compact = "".join(character for character in text.upper() if character.isalnum())
        if compact and compact.isascii():
            parts |= Q(plate_number__contains=compact)
        found = await ids_of(here.filter(parts))
    # Not in SQL: by status, day or order it would leave that index for every row of the lot.
    return sorted((id_ for id_ in found if before is None or id_ < before), reverse=True)


def _plate_of(text: str) -> str | None:
    try:
        return normalise_plate(text)
    except PlateNotUnderstood:
        return None
