"""How well a car park is used: what of the time in which spots could be had they were booked, and stood on.

Pure: facts in, counts out. Time that a lot is closed, or a spot is closed for repair or not there, is
nobody's to book and counts for nothing; so no share is above 100 %, and the counts of two days add up to
those of both.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from app.analytics.hours import HourCounter
from app.analytics.intervals import Span, Spans, joined, length, shared, without
from app.lots.models import SpaceType


@dataclass(frozen=True, slots=True)
class Spot:
    """`there`: when it was a spot of the lot: from when it was drawn until it was retired."""

    id: int
    label: str
    type: SpaceType
    there: Spans


@dataclass(frozen=True, slots=True)
class Right:
    """A booking that was paid for. `until`: when it was over, which is earlier when it was given up.

    `has_stood`: it was not cancelled, displaced or given up. `came`: its car was seen.
    """

    space_id: int
    starts: int
    until: int
    has_stood: bool
    is_over: bool
    came: bool
    was_given_up: bool


@dataclass(frozen=True, slots=True)
class Seen:
    """A car that was in: until `left`, or still (None). `should_leave`: its booking's end."""

    space_id: int
    entered: int
    left: int | None
    should_leave: int


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known at `now` of some days. `whole` ends then at the latest. `open`: when the lot was.

    `seen_from`: since when cars are seen at the gates; None for never.
    """

    now: int
    whole: Span
    open: Spans
    zone: str
    open_days: int
    spots: Sequence[Spot]
    closures: Mapping[int, Spans]
    rights: Sequence[Right]
    cars: Sequence[Seen]
    exit_grace: int
    seen_from: int | None
    extensions: int = 0
    extended: int = 0


@dataclass(slots=True)
class Use:
    """Seconds. `watched`: of the available time, that in which cars were seen at the gates."""

    available: int = 0
    booked: int = 0
    watched: int = 0
    occupied: int = 0

    @property
    def booked_percent(self) -> float | None:
        return percent(self.booked, self.available)

    @property
    def occupied_percent(self) -> float | None:
        return percent(self.occupied, self.watched)


@dataclass(slots=True)
class SpotUse(Use):
    stays: int = 0


@dataclass(frozen=True, slots=True)
class Stays:
    """Seconds and counts. What takes gates to know is None where no car was ever seen."""

    stays: int
    turnover: float | None
    average_booked: int | None
    average_stay: int | None
    no_shows: int | None
    no_show_percent: float | None
    overstays: int | None
    overstayed: int | None
    extensions: int
    extended: int


@dataclass(frozen=True, slots=True)
class Occupancy:
    """`hours`: 168, Monday 0:00 first."""

    total: Use
    hours: list[Use]
    spots: dict[int, SpotUse]
    stays: Stays


@dataclass(slots=True)
class _Counters:
    whole: Span
    available: HourCounter = field(init=False)
    booked: HourCounter = field(init=False)
    watched: HourCounter = field(init=False)
    occupied: HourCounter = field(init=False)

    def __post_init__(self) -> None:
        for name in ("available", "booked", "watched", "occupied"):
            setattr(self, name, HourCounter(self.whole))

    def hours(self, zone: str) -> list[Use]:
        each = (self.available, self.booked, self.watched, self.occupied)
        return [Use(*sums) for sums in zip(*(one.by_hour_of_week(zone) for one in each), strict=True)]


def measure(facts: Facts) -> Occupancy:
    """Counts the use of every spot, of every hour of the week, and of all together."""
    counters = _Counters(facts.whole)
    booked, stood_on = _time_by_spot(facts)
    seen = [] if facts.seen_from is None else joined([(facts.seen_from, facts.whole[1])])
    spots: dict[int, SpotUse] = {}
    for spot in facts.spots:
        available = without(shared(facts.open, spot.there), facts.closures.get(spot.id, ()))
        times = (
            available,
            shared(booked.get(spot.id, ()), available),
            shared(available, seen),
            shared(stood_on.get(spot.id, ()), available),
        )
        counters.available.add(times[0])
        counters.booked.add(times[1])
        counters.watched.add(times[2])
        counters.occupied.add(times[3])
        spots[spot.id] = SpotUse(*(length(time) for time in times))
    began = _count_stays(facts, spots)
    total = Use(
        sum(use.available for use in spots.values()),
        sum(use.booked for use in spots.values()),
        sum(use.watched for use in spots.values()),
        sum(use.occupied for use in spots.values()),
    )
    return Occupancy(total, counters.hours(facts.zone), spots, _stays(facts, began, total))


def percent(part: int, whole: int) -> float | None:
    """With one decimal; None of nothing."""
    return round(100 * part / whole, 1) if whole else None


def _time_by_spot(facts: Facts) -> tuple[dict[int, Spans], dict[int, Spans]]:
    """When spots were booked, and when cars stood on them."""
    booked: dict[int, list[Span]] = defaultdict(list)
    stood_on: dict[int, list[Span]] = defaultdict(list)
    first, last = facts.whole
    for right in facts.rights:
        booked[right.space_id].append((max(right.starts, first), min(right.until, last)))
    for car in facts.cars:
        left = last if car.left is None else car.left
        stood_on[car.space_id].append((max(car.entered, first), min(left, last)))
    return (
        {space_id: joined(spans) for space_id, spans in booked.items()},
        {space_id: joined(spans) for space_id, spans in stood_on.items()},
    )


def _never_came(facts: Facts, right: Right) -> bool:
    """Given up by the lot's rule; or, since there are gates, over without that its car was seen."""
    if right.was_given_up:
        return True
    return (
        facts.seen_from is not None
        and right.starts >= facts.seen_from
        and right.has_stood
        and right.is_over
        and not right.came
    )


def _count_stays(facts: Facts, spots: Mapping[int, SpotUse]) -> list[Right]:
    """The bookings that began in these days and were used; each is counted at its spot."""
    first, last = facts.whole
    began = [
        right
        for right in facts.rights
        if first <= right.starts < last and right.has_stood and not _never_came(facts, right)
    ]
    for right in began:
        if right.space_id in spots:
            spots[right.space_id].stays += 1
    return began


def _stays(facts: Facts, began: Sequence[Right], total: Use) -> Stays:
    first, last = facts.whole
    open_time = length(facts.open)
    spot_days = total.available * facts.open_days / open_time if open_time else 0
    is_seen = facts.seen_from is not None
    gone = [car.left - car.entered for car in facts.cars if car.left is not None and first <= car.left < last]
    over = [
        late
        for car in facts.cars
        if first <= car.should_leave < last
        and (late := (facts.now if car.left is None else car.left) - car.should_leave) > facts.exit_grace
    ]
    missing = [right for right in facts.rights if first <= right.starts < last and _never_came(facts, right)]
    came = sum(right.came for right in facts.rights if first <= right.starts < last)
    return Stays(
        stays=len(began),
        turnover=round(len(began) / spot_days, 2) if spot_days else None,
        average_booked=_mean([right.until - right.starts for right in began]),
        average_stay=_mean(gone) if is_seen else None,
        no_shows=len(missing) if is_seen or missing else None,
        no_show_percent=percent(len(missing), len(missing) + came) if is_seen else None,
        overstays=len(over) if is_seen else None,
        overstayed=sum(over) if is_seen else None,
        extensions=facts.extensions,
        extended=facts.extended,
    )


def _mean(seconds: Sequence[int]) -> int | None:
    return round(sum(seconds) / len(seconds)) if seconds else None
