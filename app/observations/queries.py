"""Reads about observations: who could be meant by one, what waits for a person."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from tortoise.expressions import Q

from app.arrivals.models import ParkingSession
from app.bookings.models import Booking, BookingStatus
from app.lots.models import Lot
from app.observations.errors import ObservationNotFound
from app.observations.models import Observation, Outcome
from app.observations.rules import SAME_CAR_WITHIN, alike_among, looks_like

PAGE = 50


@dataclass(frozen=True, slots=True)
class Candidate:
    """A car that an observation may be of. `plate` is in its normal form."""

    plate: str
    reference: str
    area_code: str
    space_label: str


@dataclass(frozen=True, slots=True)
class Waiting:
    """A doubtful observation (its program read along), and whom it may be of, the likeliest first."""

    observation: Observation
    candidates: list[Candidate]


@dataclass(frozen=True, slots=True)
class WaitingPage:
    waiting: list[Waiting]
    has_more: bool


async def list_waiting(lot: Lot, *, before: int | None = None) -> WaitingPage:
    """What a person has to decide, the newest first: one page, of those after `before`."""
    rows = Observation.filter(lot_id=lot.id, outcome=Outcome.WAITING)
    last = None if before is None else await Observation.get_or_none(id=before, lot_id=lot.id)
    if last is not None:
        rows = rows.filter(
            Q(observed_at__lt=last.observed_at) | Q(observed_at=last.observed_at, id__lt=last.id)
        )
    found = await rows.order_by("-observed_at", "-id").limit(PAGE + 1).prefetch_related("program")
    waiting = found[:PAGE]
    inside = await _inside(lot) if any(one.direction == "out" for one in waiting) else []
    to_come = await _to_come(lot, [one.observed_at for one in waiting if one.direction == "in"])
    expected = {one.id: inside if one.direction == "out" else _expected(lot, one, to_come) for one in waiting}
    judged = [Waiting(one, _present(_alike(one, expected[one.id]))) for one in waiting]
    return WaitingPage(judged, has_more=len(found) > len(waiting))


async def count_waiting(lot_id: int) -> int:
    return await Observation.filter(lot_id=lot_id, outcome=Outcome.WAITING).count()


async def get_told(program_id: int, key: str) -> Observation:
    """What the reader told under this key. Raises ObservationNotFound."""
    seen = await Observation.get_or_none(program_id=program_id, key=key[:64])
    if seen is None:
        raise ObservationNotFound
    return seen


async def list_near(lot_id: int, seen: Observation, *outcomes: Outcome) -> list[Observation]:
    """Others at the gates of the lot in that direction about then, whose plates look like this one's."""
    near = await Observation.filter(
        lot_id=lot_id,
        direction=seen.direction,
        observed_at__gte=seen.observed_at - SAME_CAR_WITHIN,
        observed_at__lte=seen.observed_at + SAME_CAR_WITHIN,
        outcome__in=list(outcomes),
    ).order_by("-id")
    return [other for other in near if looks_like(seen.plate, other.plate)]


async def likely_bookings(lot: Lot, seen: Observation) -> list[Booking]:
    """Whose car may come in, or go out, with a plate that looks like that: the same plate first."""
    if seen.direction == "out":
        return _alike(seen, await _inside(lot))
    return _alike(seen, _expected(lot, seen, await _to_come(lot, [seen.observed_at])))


async def _inside(lot: Lot) -> list[Booking]:
    """Whose cars are in."""
    inside = ParkingSession.filter(lot_id=lot.id, exited_at__isnull=True)
    return [session.booking for session in await inside.prefetch_related("booking__area", "booking__space")]


async def _to_come(lot: Lot, moments: Collection[datetime]) -> list[Booking]:
    """Whose cars may come in at any time between the first and the last of these moments."""
    if not moments:
        return []
    to_come = Booking.filter(
        lot_id=lot.id,
        status=BookingStatus.CONFIRMED,
        starts_at__lte=max(moments) + timedelta(minutes=lot.entry_grace_minutes),
        ends_at__gt=min(moments),
        open_session__id__isnull=True,
    )
    return await to_come.prefetch_related("area", "space")


def _expected(lot: Lot, seen: Observation, to_come: Iterable[Booking]) -> list[Booking]:
    """Those whose cars may come in when it was seen."""
    at, opens = seen.observed_at, seen.observed_at + timedelta(minutes=lot.entry_grace_minutes)
    return [booking for booking in to_come if booking.starts_at <= opens and booking.ends_at > at]


def _alike(seen: Observation, expected: Sequence[Booking]) -> list[Booking]:
    order = alike_among(seen.plate, (booking.plate_number for booking in expected))
    alike = [booking for booking in expected if booking.plate_number in order]
    return sorted(alike, key=lambda booking: (order.index(booking.plate_number), booking.starts_at))


def _present(bookings: Sequence[Booking]) -> list[Candidate]:
    return [
        Candidate(
            plate=booking.plate_number,
            reference=booking.reference,
            area_code=booking.area.code,
            space_label=booking.space.label,
        )
        for booking in bookings[:5]
    ]
