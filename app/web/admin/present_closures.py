"""Closures and what they do to bookings, from the tables to what staff see."""

from __future__ import annotations

from collections.abc import Collection

from app.accounts.plates import display_plate
from app.accounts.queries import names_of
from app.arrivals.queries import entered_of
from app.bookings.queries import bookings_with_spots
from app.core.history import kind_of, person_of
from app.lots.models import Closure
from app.payments.displacement import InTheWay, Rehousing
from app.web.schemas.admin_closures import ClosedSpotOut, ClosureOut, InTheWayOut, RehousedOut
from app.web.schemas.base import NearestSpaceOut


async def present_closures(found: Collection[Closure]) -> list[ClosureOut]:
    """With the names of those who closed; floors and spots are read along."""
    names = await names_of({id_ for each in found if (id_ := person_of(each.closed_by)) is not None})
    return [
        ClosureOut(
            id=each.id,
            space_id=each.space_id,
            space_label=each.space.label,
            area_code=each.space.area.code,
            reason=each.reason,
            starts_at=each.starts_at,
            ends_at=each.ends_at,
            actor=kind_of(each.closed_by),
            by=names.get(person_of(each.closed_by) or 0),
            moved=each.moved,
            displaced=each.displaced,
        )
        for each in found
    ]


async def present_in_the_way(found: Collection[InTheWay]) -> list[InTheWayOut]:
    inside = await entered_of([one.booking.id for one in found])
    return [
        InTheWayOut(
            reference=one.booking.reference,
            status=one.booking.status,
            plate_number=display_plate(one.booking.plate_number),
            name=one.booking.name or None,
            is_in=one.booking.id in inside,
            space_label=one.booking.space.label,
            starts_at=one.booking.starts_at,
            ends_at=one.booking.ends_at,
            goes_to=one.refuge and NearestSpaceOut.model_validate(one.refuge, from_attributes=True),
        )
        for one in found
    ]


async def present_closed_spots(done: Collection[Rehousing]) -> list[ClosedSpotOut]:
    references = [reference for one in done for reference in one.moved]
    now_at = {
        booking.reference: RehousedOut(
            reference=booking.reference,
            area_code=booking.area.code,
            space_label=booking.space.label,
        )
        for booking in await bookings_with_spots(references=references)
    }
    return [
        ClosedSpotOut(
            space_id=one.closure.space_id,
            closure_id=one.closure.id,
            moved=[now_at[reference] for reference in one.moved],
            displaced=list(one.displaced),
        )
        for one in done
    ]
