"""Finding bookings of a lot as people ask for them: by plate, reference, name or e-mail, in any part."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

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


class Order(StrEnum):
    """What comes first: what was made last, or who comes first."""

    MADE = "made"
    START = "start"


@dataclass(frozen=True, slots=True)
class Search:
    """`text`: a plate or reference however typed, or part of a name or e-mail. The period is of the stay."""

    text: str = ""
    status: BookingStatus | None = None
    starts_from: datetime | None = None
    starts_before: datetime | None = None
    order: Order = Order.MADE


@dataclass(frozen=True, slots=True)
class Found:
    """Bookings with their floor and spot, and whether there are more."""

    bookings: list[Booking]
    has_more: bool


async def search_bookings(lot_id: int, search: Search, *, after: int | None = None) -> Found:
    """One page. `after`: the id of the last booking known."""
    rows = Booking.filter(lot_id=lot_id)
    if search.status is not None:
        rows = rows.filter(status=search.status)
    if search.starts_from is not None:
        rows = rows.filter(starts_at__gte=search.starts_from)
    if search.starts_before is not None:
        rows = rows.filter(starts_at__lt=search.starts_before)
    text = search.text.strip()
    if search.order is Order.START:
        found = await _first_to_come(rows, lot_id, text, after)
    else:
        if after is not None:
            rows = rows.filter(id__lt=after)
        found = await (
            _newest_of(rows, await _matching(lot_id, text, after)) if text else _page_of(rows, PAGE + 1)
        )
    return Found(found[:PAGE], has_more=len(found) > PAGE)


async def _first_to_come(rows: QuerySet[Booking], lot_id: int, text: str, after: int | None) -> list[Booking]:
    """Of few rows, as those of a day: the text is looked for in each of them."""
    if text:
        rows = await _narrowed(rows, text)
    if after is not None:
        last = await Booking.get_or_none(id=after, lot_id=lot_id)
        if last is None:
            return []
        rows = rows.filter(Q(starts_at__gt=last.starts_at) | Q(starts_at=last.starts_at, id__gt=after))
    return await rows.order_by("starts_at", "id").limit(PAGE + 1).prefetch_related("area", "space")


async def _narrowed(rows: QuerySet[Booking], text: str) -> QuerySet[Booking]:
    """By the narrowest question that finds any."""
    *narrow, widest = _questions(text)
    for question in narrow:
        if await rows.filter(question).exists():
            return rows.filter(question)
    return rows.filter(widest)


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
    for question in _questions(text):
        if found := await ids_of(here.filter(question)):
            # Not in SQL: by status, day or order it would leave that index for every row of the lot.
            return sorted((id_ for id_ in found if before is None or id_ < before), reverse=True)
    return []


def _questions(text: str) -> Iterator[Q]:
    """What the text may mean, the narrowest first."""
    reference = normalise_reference(text)
    if reference is not None:
        yield Q(reference=reference)
    plate = _plate_of(text)
    if plate is not None:
        yield Q(plate_number=plate)
    parts = Q(name__icontains=text) | Q(email__icontains=text)
    compact = "".join(character for character in text.upper() if character.isalnum())
    if compact and compact.isascii():
        parts |= Q(plate_number__contains=compact)
    yield parts


def _plate_of(text: str) -> str | None:
    try:
        return normalise_plate(text)
    except PlateNotUnderstood:
        return None
