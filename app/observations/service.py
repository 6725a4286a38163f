"""The verbs of plate readers: what they saw is taken, and a person decides what is doubtful (decision 25)."""

from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, TypeVar

from tortoise.exceptions import IntegrityError

from app.accounts.errors import PlateNotUnderstood
from app.accounts.plates import PLATE_MAX_LENGTH, normalise_plate
from app.arrivals.departures import forget_departure, list_possible_bookings, note_departure
from app.arrivals.errors import CarIsIn, CarNotIn
from app.arrivals.gate import Shown, be_gone, come_in, go_out, in_good_time
from app.arrivals.models import Method, ParkingSession
from app.arrivals.queries import moved_about
from app.arrivals.sightings import Sighting
from app.core import clock
from app.core.actor import Actor
from app.core.database.stripes import lock_names
from app.core.database.transactions import record, transactional
from app.core.errors import DomainError
from app.core.fields import is_row_id
from app.lots.models import Lot
from app.observations import rules
from app.observations.errors import (
    DirectionMissing,
    DismissalReasonMissing,
    NotAPlateReader,
    ObservationDecided,
    ObservationFromFuture,
    ObservationNotFound,
)
from app.observations.events import (
    ObservationAccepted,
    ObservationDismissed,
    ObservationDoubted,
    ObservationEvent,
)
from app.observations.models import Doubt, Observation, Outcome
from app.observations.queries import likely_bookings, list_near
from app.programs.models import Program

E = TypeVar("E", bound=ObservationEvent)

_KEPT = timedelta(days=30)
_NO_SIGN = re.compile(r"[^A-Z0-9]")


@dataclass(frozen=True, slots=True)
class Reading:
    """What a reader tells. `confidence` from 0 to 1; `key` is its own name for this reading."""

    plate: str
    confidence: float
    direction: str | None
    observed_at: datetime
    key: str


async def take_observation(program: Program, reading: Reading) -> Observation:
    """The car comes or goes, or a person is asked; told again, the same comes of it.

    Raises NotAPlateReader, DirectionMissing, PlateNotUnderstood (there is no sign at all),
    ObservationFromFuture, MovementTooOld.
    """
    if program.lot_id is None:
        raise NotAPlateReader
    direction = program.direction or reading.direction
    if direction is None or reading.direction not in (None, direction):
        raise DirectionMissing
    if reading.observed_at > clock.now() + rules.AHEAD_AT_MOST:
        raise ObservationFromFuture(seconds=int(rules.AHEAD_AT_MOST.total_seconds()))
    facts = {
        "program_id": program.id,
        "lot_id": program.lot_id,
        "key": reading.key,
        "plate": _plate(reading.plate),
        "confidence": round(reading.confidence * 1000),
        "direction": direction,
        "observed_at": in_good_time(Sighting(Method.READER, min(reading.observed_at, clock.now()))).at,
        "received_at": clock.now(),
    }
    try:
        return await _take(facts, by=Actor.program(program.id))
    except IntegrityError:
        # The same reading came at the same time, by another way.
        return await Observation.get(program_id=program.id, key=reading.key)


@transactional
async def accept_observation(
    observation_id: int, lot: Lot, shown: Shown, *, leave_owing: bool = False, by: Actor
) -> Observation:
    """A person says which car it was; it came or went when it was seen.

    One that left and was never told to have come is noted as gone. Raises ObservationNotFound,
    ObservationDecided, and as `come_in` and `go_out` do.
    """
    seen = await _waiting(observation_id, lot.id)
    sighting = Sighting(Method.READER, seen.observed_at, f"observation-{seen.id}")
    session: ParkingSession | None
    if seen.direction == "in":
        session = await come_in(lot, shown, sighting, keys=(), by=by)
    else:
        gone = await be_gone(lot, shown, sighting, keys=(), leave_owing=leave_owing, by=by)
        session = gone if isinstance(gone, ParkingSession) else None  # a Departure: nobody told that it came
    session_id = None if session is None else session.id
    await _decide(seen, Outcome.ACCEPTED, by, session_id=session_id)
    record(_event(ObservationAccepted, seen, session_id=session_id), by=by)
    return seen


@transactional
async def dismiss_observation(observation_id: int, lot: Lot, reason: str, *, by: Actor) -> Observation:
    """A person says that no car came or went. Raises ObservationNotFound, ObservationDecided,
    DismissalReasonMissing."""
    if not reason.strip():
        raise DismissalReasonMissing
    seen = await _waiting(observation_id, lot.id)
    if seen.direction == "out":
        await forget_departure(lot.id, seen.plate, seen.observed_at)
    await _decide(seen, Outcome.DISMISSED, by, reason=reason.strip()[:200])
    record(_event(ObservationDismissed, seen, reason=seen.reason), by=by)
    return seen


@transactional
async def forget_observations() -> int:
    """Deletes what was read more than a month ago. Returns how many. For a job, daily."""
    return await Observation.filter(received_at__lt=clock.now() - _KEPT).delete()


@transactional
async def _take(facts: dict[str, Any], *, by: Actor) -> Observation:
    seen = Observation(**facts)
    await _lock_gates(seen)
    told = await Observation.get_or_none(program_id=seen.program_id, key=seen.key)
    if told is not None:
        return told
    lot = await Lot.get(id=seen.lot_id)
    likely = await likely_bookings(lot, seen)
    is_expected = any(booking.plate_number == seen.plate for booking in likely)
    known = await _moved_already(lot.id, seen, is_expected=is_expected)
    if known is not None:
        seen.outcome, seen.session_id = Outcome.REPEATED, known
    else:
        await _judge(lot, seen, by, is_expected=is_expected, has_likely=bool(likely))
    waiting = await list_near(lot.id, seen, Outcome.WAITING)
    if seen.outcome is Outcome.WAITING and waiting:
        seen.outcome = Outcome.REPEATED
    elif seen.outcome is Outcome.MOVED and waiting:
        # The reader saw the same car better: nobody needs to look any more.
        doubled = Observation.filter(id__in=[other.id for other in waiting])
        await doubled.update(outcome=Outcome.REPEATED, session_id=seen.session_id)
    await seen.save()
    if seen.outcome is Outcome.WAITING and seen.doubt is not None:
        record(_event(ObservationDoubted, seen, doubt=seen.doubt.value), by=by)
    return seen


async def _moved_already(lot_id: int, seen: Observation, *, is_expected: bool) -> int | None:
    """The stay that this car began or ended a moment ago, told by a reader or by a person.

    A plate that only looks like that one is the same car, unless somebody with just this plate is expected.
    """
    near = await list_near(lot_id, seen, Outcome.MOVED, Outcome.ACCEPTED, Outcome.REPEATED)
    moved = [(other.plate, other.session_id) for other in near if other.session_id is not None]
    told = await moved_about(lot_id, seen.direction, seen.observed_at, within=rules.SAME_CAR_WITHIN)
    moved += [(stay.booking.plate_number, stay.id) for stay in told]
    for plate, session_id in moved:
        if plate == seen.plate or (not is_expected and rules.looks_like(seen.plate, plate)):
            return session_id
    return None


async def _judge(lot: Lot, seen: Observation, by: Actor, *, is_expected: bool, has_likely: bool) -> None:
    """Moves the car, or writes down why a person is to decide."""
    seen.outcome = Outcome.WAITING
    if seen.confidence < lot.reader_confidence_percent * 10:
        seen.doubt = Doubt.UNSURE
        return
    if not is_expected:
        seen.doubt = Doubt.SIMILAR if has_likely else Doubt.UNKNOWN
        there = ParkingSession.filter(lot_id=lot.id, booking__plate_number=seen.plate)
        if seen.direction == "in" and await there.filter(exited_at__isnull=True).exists():
            seen.doubt, seen.refusal = Doubt.REFUSED, CarIsIn.code
        if seen.direction == "out":
            await _note_gone(lot, seen, by)
        return
    sighting, shown = Sighting(Method.READER, seen.observed_at), Shown(plate=seen.plate)
    try:
        if seen.direction == "in":
            session = await come_in(lot, shown, sighting, keys=(), by=by)
        else:
            session = await go_out(lot, shown, sighting, keys=(), leave_owing=False, by=by)
    except DomainError as refusal:  # nothing was changed: the gate's verbs look before they write
        is_several = refusal.code == "several_bookings"
        seen.doubt = Doubt.SEVERAL if is_several else Doubt.REFUSED
        seen.refusal = None if is_several else refusal.code
        return
    seen.outcome, seen.session_id = Outcome.MOVED, session.id


async def _note_gone(lot: Lot, seen: Observation, by: Actor) -> None:
    """That this car left is known, though nobody told yet that it came. A person may say otherwise."""
    bookings = await list_possible_bookings(lot, seen.plate, seen.observed_at)
    with suppress(CarNotIn):
        await note_departure(bookings, Sighting(Method.READER, seen.observed_at), by=by)


async def _waiting(observation_id: int, lot_id: int) -> Observation:
    """Under the lock of its gates, by which only one decides."""
    rows = Observation.filter(id=observation_id, lot_id=lot_id)
    seen = await rows.first() if is_row_id(observation_id) else None
    if seen is None:
        raise ObservationNotFound
    await _lock_gates(seen)
    await seen.refresh_from_db()
    if seen.outcome is not Outcome.WAITING:
        raise ObservationDecided
    return seen


async def _lock_gates(seen: Observation) -> None:
    """One after another at a lot's gates of one direction, so that two readings of one car see each other."""
    await lock_names(f"observations:{seen.lot_id}:{seen.direction}")


async def _decide(seen: Observation, outcome: Outcome, by: Actor, **facts: object) -> None:
    seen.update_from_dict({"outcome": outcome, "decided_at": clock.now(), "decided_by": str(by), **facts})
    await seen.save(update_fields=["outcome", "decided_at", "decided_by", *facts])


def _event(kind: type[E], seen: Observation, **more: object) -> E:
    about = {"observation_id": seen.id, "lot_id": seen.lot_id, "direction": seen.direction}
    return kind.model_validate({**about, **more})


def _plate(text: str) -> str:
    """As plates are kept; what is no plate, with the signs that were read, for a person to look at."""
    try:
        return normalise_plate(text)
    except PlateNotUnderstood:
        signs = _NO_SIGN.sub("", text.upper())[:PLATE_MAX_LENGTH]
        if not signs:
            raise
        return signs
