"""The live state of every floor, in memory: built from the tables, then moved by the event log.

Reads of availability come from here, without SQL. Writes never trust it.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from enum import StrEnum

from tortoise.expressions import Q

from app.arrivals.events import BookingNoShow, CarEntered, CarLeft, OverstayNoticed
from app.arrivals.models import ParkingSession
from app.bookings.events import (
    BookingCancelled,
    BookingCompleted,
    BookingConfirmed,
    BookingDisplaced,
    BookingEvent,
    BookingExpired,
    BookingExtended,
    BookingExtensionExpired,
    BookingExtensionHeld,
    BookingExtensionReleased,
    BookingHeld,
    BookingMoved,
    SpaceClosed,
    SpaceClosureShortened,
    SpaceReopened,
)
from app.bookings.models import BookingStatus, Extension, ExtensionStatus, Overstay, SpaceClaim
from app.core import clock
from app.core.events import DomainEvent, newest_event_id
from app.core.period import Period
from app.lots.events import AreaMapPublished, LotChanged
from app.lots.models import Closure, Lot, Space, SpaceStatus, SpaceType

_FOREVER = datetime.max.replace(tzinfo=UTC)


class SpaceState(StrEnum):
    """A spot for somebody who would like to have it."""

    FREE = "free"
    HELD = "held"
    TAKEN = "taken"
    CLOSED = "closed"


class SpotNow(StrEnum):
    """A spot for those who run the car park: what is promised, and what stands there."""

    FREE = "free"
    HELD = "held"
    BOOKED = "booked"
    OCCUPIED = "occupied"
    OVERSTAYED = "overstayed"
    CLOSED = "closed"


_MOMENT = timedelta(seconds=1)
# A spot without a car, by what is promised of it.
_UNSEEN = {SpaceState.HELD: SpotNow.HELD, SpaceState.TAKEN: SpotNow.BOOKED}
_WEIGHT = {SpaceState.FREE: 0, SpaceState.HELD: 1, SpaceState.TAKEN: 2, SpaceState.CLOSED: 3}


@dataclass(frozen=True, slots=True)
class Occupation:
    """Why a spot is not free from `starts_at` until `ends_at`; a hold counts only until `lapses_at`."""

    state: SpaceState
    starts_at: datetime
    ends_at: datetime
    lapses_at: datetime = _FOREVER
    reason: str | None = None

    def is_in_the_way_of(self, period: Period, now: datetime) -> bool:
        return self.starts_at < period.ends_at and period.starts_at < self.ends_at and self.lapses_at > now


@dataclass(frozen=True, slots=True)
class Taken:
    """A spot that is not free in a period."""

    space_id: int
    state: SpaceState
    reason: str | None


@dataclass(frozen=True, slots=True)
class Car:
    """A car that is in, on the spot of its booking, and when it should leave at the latest."""

    space_id: int
    leaves_by: datetime


@dataclass(frozen=True, slots=True)
class FreeCount:
    """Spots of a floor by their kind, and those of them that are free."""

    total_by_type: dict[SpaceType, int]
    free_by_type: dict[SpaceType, int]

    @property
    def total(self) -> int:
        return sum(self.total_by_type.values())

    @property
    def free(self) -> int:
        return sum(self.free_by_type.values())


class LiveFloors:
    """What stands on every spot, for any period. `position` is the id of the newest event in it."""

    def __init__(self) -> None:
        self.position = 0
        self.fresh_at = clock.now()
        self.stale_since: datetime | None = None
        self._spaces: dict[int, dict[int, SpaceType]] = {}
        self._occupations: dict[int, dict[str, Occupation]] = defaultdict(dict)
        self._cars: dict[int, Car] = {}  # by their bookings
        self._exit_grace: dict[int, timedelta] = {}  # by lot
        self._spots_now: dict[int, tuple[tuple[int, int], Mapping[int, SpotNow]]] = {}

    async def load(self) -> None:
        """Builds the state from the tables.

        The position is read first: events that the tables already hold are applied again, harmlessly.
        """
        self.position = await newest_event_id()
        await self._load_lots()
        self._occupations = await _load_occupations()
        self._cars = await _load_cars()
        self.fresh_at = clock.now()

    def knows(self, area_id: int) -> bool:
        """Whether the floor has any spots."""
        return area_id in self._spaces

    def taken(self, area_id: int, period: Period) -> list[Taken]:
        """The spots of a floor that are not free in `period`, and why."""
        now = clock.now()
        found = (self._look(space_id, period, now) for space_id in self._spaces.get(area_id, ()))
        return [taken for taken in found if taken is not None]

    def state_of(self, space_id: int, period: Period) -> SpaceState:
        taken = self._look(space_id, period, clock.now())
        return taken.state if taken else SpaceState.FREE

    def spots_now(self, area_id: int) -> Mapping[int, SpotNow]:
        """Every spot of a floor as it is now; looked at once a second, however many watch."""
        now = clock.now()
        moment = (self.position, int(now.timestamp()))
        known = self._spots_now.get(area_id)
        if known is None or known[0] != moment:
            known = self._spots_now[area_id] = (moment, self._look_at_spots(area_id, now))
        return known[1]

    def type_of(self, area_id: int) -> Mapping[int, SpaceType]:
        """The kind of every spot of a floor."""
        return self._spaces.get(area_id, {})

    def _look_at_spots(self, area_id: int, now: datetime) -> Mapping[int, SpotNow]:
        by_spot: dict[int, list[Car]] = defaultdict(list)
        for car in self._cars.values():
            by_spot[car.space_id].append(car)
        return {
            space_id: self._spot_now(space_id, by_spot.get(space_id, ()), now)
            for space_id in self._spaces.get(area_id, ())
        }

    def count(self, area_id: int, period: Period) -> FreeCount:
        """How many spots a floor has, and how many are free in `period`."""
        spaces = self._spaces.get(area_id, {})
        taken = {taken.space_id for taken in self.taken(area_id, period)}
        free_by_type: dict[SpaceType, int] = defaultdict(int)
        for space_id, type_ in spaces.items():
            free_by_type[type_] += space_id not in taken
        return FreeCount(dict(Counter(spaces.values())), dict(free_by_type))

    def kinds(self, area_ids: Collection[int]) -> list[SpaceType]:
        """The kinds of spots that these floors have, ordinary ones first."""
        found = {type_ for area_id in area_ids for type_ in self._spaces.get(area_id, {}).values()}
        return [type_ for type_ in SpaceType if type_ in found]

    async def apply(self, event_id: int, event: DomainEvent | None) -> None:
        """Moves the state by one event; seeing it twice does no harm."""
        if isinstance(event, BookingHeld):
            self._put(event, SpaceState.HELD, lapses_at=event.hold_expires_at)
        elif isinstance(event, BookingConfirmed):
            self._put(event, SpaceState.TAKEN)
        elif isinstance(event, BookingExtensionHeld):
            self._occupations[event.space_id][_extension_key(event.booking_id)] = Occupation(
                SpaceState.HELD, event.starts_at, event.ends_at, event.hold_expires_at
            )
        elif isinstance(event, BookingExtended):
            self._put(event, SpaceState.TAKEN)
            self._move_car(event)
            self._occupations[event.space_id].pop(_extension_key(event.booking_id), None)
        elif isinstance(event, BookingExtensionExpired | BookingExtensionReleased):
            self._occupations[event.space_id].pop(_extension_key(event.booking_id), None)
        elif isinstance(event, BookingMoved):
            self._occupations[event.from_space_id].pop(_booking_key(event.booking_id), None)
            if event.hold_expires_at is None:
                self._put(event, SpaceState.TAKEN)
            else:
                self._put(event, SpaceState.HELD, lapses_at=event.hold_expires_at)
            self._move_car(event)
            on_top = self._occupations[event.from_space_id].pop(_extension_key(event.booking_id), None)
            if on_top is not None:
                self._occupations[event.space_id][_extension_key(event.booking_id)] = on_top
        elif isinstance(
            event, BookingCancelled | BookingExpired | BookingCompleted | BookingDisplaced | BookingNoShow
        ):
            self._occupations[event.space_id].pop(_booking_key(event.booking_id), None)
            self._occupations[event.space_id].pop(_extension_key(event.booking_id), None)
        elif isinstance(event, SpaceClosed):
            self._occupations[event.space_id][f"closure:{event.closure_id}"] = Occupation(
                SpaceState.CLOSED, event.starts_at, event.ends_at or _FOREVER, reason=event.reason
            )
        elif isinstance(event, SpaceClosureShortened):
            self._shorten(event)
        elif isinstance(event, SpaceReopened):
            self._occupations[event.space_id].pop(f"closure:{event.closure_id}", None)
        elif isinstance(event, CarEntered):
            self._cars[event.booking_id] = self._car(event)
        elif isinstance(event, CarLeft):
            self._cars.pop(event.booking_id, None)
            self._occupations[event.space_id].pop(_overstay_key(event.booking_id), None)
        elif isinstance(event, OverstayNoticed):
            self._occupations[event.space_id][_overstay_key(event.booking_id)] = Occupation(
                SpaceState.TAKEN, event.ends_at, event.blocked_until
            )
        elif isinstance(event, AreaMapPublished):
            await self._load_lots()
        elif isinstance(event, LotChanged) and "exit_grace_minutes" in event.after:
            await self._load_lots()
            self._cars = await _load_cars()
        self.position = event_id

    def _shorten(self, event: SpaceClosureShortened) -> None:
        closed, key = self._occupations[event.space_id], f"closure:{event.closure_id}"
        if key in closed:
            closed[key] = replace(closed[key], ends_at=event.ends_at)

    async def _load_lots(self) -> None:
        self._spaces = await _load_spaces()
        self._exit_grace = await _load_exit_grace()

    def _car(self, event: BookingEvent) -> Car:
        grace = self._exit_grace.get(event.lot_id, timedelta())
        return Car(event.space_id, event.ends_at + grace)

    def _move_car(self, event: BookingEvent) -> None:
        if event.booking_id in self._cars:
            self._cars[event.booking_id] = self._car(event)

    def _spot_now(self, space_id: int, cars: Sequence[Car], now: datetime) -> SpotNow:
        taken = self._look(space_id, Period(now, now + _MOMENT), now)
        if taken is not None and taken.state is SpaceState.CLOSED:
            return SpotNow.CLOSED
        if cars:
            is_late = any(car.leaves_by < now for car in cars)
            return SpotNow.OVERSTAYED if is_late else SpotNow.OCCUPIED
        return _UNSEEN[taken.state] if taken is not None else SpotNow.FREE

    def _put(self, event: BookingEvent, state: SpaceState, *, lapses_at: datetime = _FOREVER) -> None:
        self._occupations[event.space_id][_booking_key(event.booking_id)] = Occupation(
            state, event.starts_at, event.ends_at, lapses_at
        )

    def _look(self, space_id: int, period: Period, now: datetime) -> Taken | None:
        occupations = self._occupations.get(space_id)
        if not occupations:
            return None
        in_the_way = [one for one in occupations.values() if one.is_in_the_way_of(period, now)]
        if not in_the_way:
            return None
        heaviest = max(in_the_way, key=lambda one: _WEIGHT[one.state])
        return Taken(space_id, heaviest.state, heaviest.reason)


def places_in(event: DomainEvent | None) -> list[tuple[int, int | None]]:
    """The floors that an event is about, each with the spot that may look different now, if it names one."""
    area_id = getattr(event, "area_id", None)
    places = [] if area_id is None else [(area_id, getattr(event, "space_id", None))]
    if isinstance(event, BookingMoved):
        places.append((event.from_area_id, event.from_space_id))
    return places


async def _load_spaces() -> dict[int, dict[int, SpaceType]]:
    by_area: dict[int, dict[int, SpaceType]] = defaultdict(dict)
    rows = await Space.filter(status=SpaceStatus.ACTIVE).values_list("area_id", "id", "type")
    for area_id, space_id, type_ in rows:
        by_area[area_id][space_id] = SpaceType(type_)
    return dict(by_area)


async def _load_occupations() -> dict[int, dict[str, Occupation]]:
    occupations: dict[int, dict[str, Occupation]] = defaultdict(dict)
    for space_id, booking_id, starts_at, ends_at, status, lapses_at in await SpaceClaim.all().values_list(
        "space_id",
        "booking_id",
        "starts_at",
        "booking__ends_at",
        "booking__status",
        "booking__hold_expires_at",
    ):
        is_held = status == BookingStatus.HELD
        occupations[space_id][_booking_key(booking_id)] = Occupation(
            SpaceState.HELD if is_held else SpaceState.TAKEN,
            starts_at,
            ends_at,
            lapses_at if is_held else _FOREVER,
        )
    held = Extension.filter(status=ExtensionStatus.HELD)
    for space_id, booking_id, starts_at, ends_at, lapses_at in await held.values_list(
        "booking__space_id", "booking_id", "starts_at", "ends_at", "hold_expires_at"
    ):
        occupations[space_id][_extension_key(booking_id)] = Occupation(
            SpaceState.HELD, starts_at, ends_at, lapses_at
        )
    for space_id, booking_id, starts_at, ends_at in await Overstay.all().values_list(
        "space_id", "booking_id", "began_at", "blocked_until"
    ):
        occupations[space_id][_overstay_key(booking_id)] = Occupation(SpaceState.TAKEN, starts_at, ends_at)
    closures = Closure.filter(Q(ends_at__isnull=True) | Q(ends_at__gt=clock.now()))
    rows: Iterable[tuple[int, int, datetime, datetime | None, str]] = await closures.values_list(
        "space_id", "id", "starts_at", "ends_at", "reason"
    )
    for space_id, closure_id, starts_at, closure_ends_at, reason in rows:
        occupations[space_id][f"closure:{closure_id}"] = Occupation(
            SpaceState.CLOSED, starts_at, closure_ends_at or _FOREVER, reason=reason
        )
    return occupations


async def _load_exit_grace() -> dict[int, timedelta]:
    rows = await Lot.all().values_list("id", "exit_grace_minutes")
    return {int(id_): timedelta(minutes=minutes) for id_, minutes in rows}


async def _load_cars() -> dict[int, Car]:
    rows = await ParkingSession.filter(exited_at__isnull=True).values_list(
        "booking_id", "booking__space_id", "booking__ends_at", "lot__exit_grace_minutes"
    )
    return {
        booking_id: Car(space_id, ends_at + timedelta(minutes=grace))
        for booking_id, space_id, ends_at, grace in rows
    }


def _booking_key(booking_id: int) -> str:
    return f"booking:{booking_id}"


def _overstay_key(booking_id: int) -> str:
    return f"overstay-of:{booking_id}"


def _extension_key(booking_id: int) -> str:
    """A booking holds one at a time."""
    return f"extension-of:{booking_id}"
