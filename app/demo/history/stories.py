"""Who came to a lot in the past, and what became of it. Made up by chance, always the same for a seed."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from itertools import accumulate
from random import Random
from zoneinfo import ZoneInfo

from app.core.period import Period
from app.demo.habits import Habits
from app.lots.models import Lot, SpaceType
from app.lots.rules import OpeningHours

_MINUTE, _HOUR, _DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
_TRIES = 6
_BETWEEN = 3 * _DAY  # from one stay of a regular to the next
_EARLY = 8 * _MINUTE  # who comes early finds the spot empty
_ABANDONED, _CANCELLED, _NO_SHOW = 0.04, 0.06, 0.04
_EXTENDED, _LATE = 0.06, 0.05
_CHANNELS = (("web", 0.62), ("telegram", 0.85), ("desk", 1.0))


class Fate(StrEnum):
    """What became of a booking."""

    USED = "used"
    NOBODY_CAME = "nobody_came"
    CANCELLED = "cancelled"
    ABANDONED = "abandoned"  # never paid for


@dataclass(frozen=True, slots=True)
class Story:
    """A booking of the past. `extended_to`, `entered_at` and `left_at`: if it came to that."""

    space_id: int
    space_type: SpaceType
    fate: Fate
    channel: str
    period: Period
    booked_at: datetime
    cancelled_at: datetime | None = None
    extended_to: datetime | None = None
    entered_at: datetime | None = None
    left_at: datetime | None = None

    @property
    def ends_at(self) -> datetime:
        return self.extended_to or self.period.ends_at


@dataclass(frozen=True, slots=True)
class Bay:
    """A spot of the lot's; those that come first are liked best."""

    id: int
    area_id: int
    type: SpaceType


class _Calendar:
    """When spots are taken."""

    def __init__(self) -> None:
        self._starts: dict[int, list[datetime]] = defaultdict(list)
        self._ends: dict[int, list[datetime]] = defaultdict(list)

    def is_free(self, space_id: int, starts_at: datetime, ends_at: datetime) -> bool:
        at = bisect_left(self._starts[space_id], ends_at)
        return at == 0 or self._ends[space_id][at - 1] <= starts_at

    def take(self, space_id: int, starts_at: datetime, ends_at: datetime) -> None:
        """A free stretch, so starts and ends stay in one order."""
        insort(self._starts[space_id], starts_at)
        insort(self._ends[space_id], ends_at)


@dataclass(frozen=True, slots=True)
class Past:
    """A lot as it was: its spots, when each was closed for repair, and until when stories go."""

    lot: Lot
    habits: Habits
    bays: Sequence[Bay]
    closed: Sequence[tuple[int, Period]]
    until: datetime


def stories_of_a_regular(stories: Sequence[Story]) -> list[Story]:
    """Those of one driver who comes every few days, books by the app and leaves in time."""
    lived: list[Story] = []
    for story in sorted(stories, key=lambda story: (story.period.starts_at, story.space_id)):
        is_theirs = (
            story.channel == "web"
            and story.space_type is SpaceType.STANDARD
            and story.fate is not Fate.ABANDONED
            and (story.left_at is None or story.left_at <= story.ends_at)
        )
        if is_theirs and (not lived or story.period.starts_at > lived[-1].ends_at + _BETWEEN):
            lived.append(story)
    return lived


def tell_stories(past: Past, days: int, chance: Random) -> list[Story]:
    """The stories of the last `days` that are over, in the order in which they were booked."""
    calendar = _Calendar()
    for space_id, period in past.closed:
        calendar.take(space_id, period.starts_at, period.ends_at)
    today = past.until.astimezone(ZoneInfo(past.lot.time_zone)).date()
    stories: list[Story] = []
    for ago in range(days, -1, -1):
        day = today - _DAY * ago
        # Busier from week to week, and never quite as the day before.
        growth = 1 - 0.12 * ago / days
        visits = past.habits.visits[day.weekday()] * len(past.bays) * growth * chance.uniform(0.85, 1.12)
        for wish in sorted(_wishes(past, day, round(visits), chance), key=lambda wish: wish.starts_at):
            story = _find_place(past, calendar, wish, chance)
            if story is not None:
                stories.append(story)
    return sorted(stories, key=lambda story: story.booked_at)


def _wishes(past: Past, day: date, count: int, chance: Random) -> Iterator[Period]:
    """Stays that people would like to have on a day, while the lot is open."""
    lot, weekday = past.lot, day.weekday()
    hours = OpeningHours.of(lot.opening_hours)
    liked = list(accumulate(past.habits.arrivals_on(weekday)))
    for _ in range(count):
        [hour] = chance.choices(range(24), cum_weights=liked)
        wall = datetime.combine(day, time(hour, 15 * chance.randrange(4)), ZoneInfo(lot.time_zone))
        length = _HOUR * chance.choice(past.habits.stays_on(weekday)) + 30 * _MINUTE * chance.randrange(2)
        wish = Period(wall, wall + length)
        if hours.covers(wish, lot.time_zone):
            yield wish


def _find_place(past: Past, calendar: _Calendar, wish: Period, chance: Random) -> Story | None:
    """The stay on one of a few spots that are tried; None when all are taken, or it is not over yet."""
    fate = _fate(chance)
    late = fate is Fate.USED and past.lot.overstay_hour_sen > 0 and chance.random() < _LATE
    longer = _HOUR * chance.choice((1, 1, 2)) if fate is Fate.USED and chance.random() < _EXTENDED else None
    ends_at = wish.ends_at + (longer or timedelta())
    if longer and not OpeningHours.of(past.lot.opening_hours).covers(
        Period(wish.starts_at, ends_at), past.lot.time_zone
    ):
        longer, ends_at = None, wish.ends_at
    left_at = ends_at + _MINUTE * chance.randrange(15, 150) if late else ends_at
    if left_at >= past.until:
        return None
    for _ in range(_TRIES):
        bay = past.bays[int(len(past.bays) * chance.random() ** 1.4)]
        if calendar.is_free(bay.id, wish.starts_at - _EARLY, left_at):
            break
    else:
        return None
    if fate in (Fate.USED, Fate.NOBODY_CAME):
        calendar.take(bay.id, wish.starts_at, left_at)
    return _tell(past.lot, bay, fate, wish, longer, left_at if late else None, chance)


def _tell(
    lot: Lot,
    bay: Bay,
    fate: Fate,
    wish: Period,
    longer: timedelta | None,
    late: datetime | None,
    chance: Random,
) -> Story:
    draw = chance.random()
    channel = next(name for name, up_to in _CHANNELS if draw < up_to)
    cancelled_at = None
    ahead = _MINUTE * chance.randrange(2, 20) if channel == "desk" else _ahead(chance)
    if fate is Fate.CANCELLED:
        ahead, channel = max(ahead, 4 * _HOUR), "web" if channel == "desk" else channel
        # Most know it a day before, in time for all of their money.
        in_time = chance.random() < 0.85
        notice = chance.uniform(25, 60) * _HOUR if in_time else ahead * chance.uniform(0.05, 0.9)
        cancelled_at = wish.starts_at - notice
        ahead = max(ahead, notice + 2 * _HOUR)
    booked_at = wish.starts_at - ahead
    ends_at = wish.ends_at + (longer or timedelta())
    entered_at = left_at = None
    if fate is Fate.USED:
        entered_at = wish.starts_at + _MINUTE * chance.randrange(-8, 22)
        entered_at = max(entered_at, booked_at + 5 * _MINUTE)
        left_at = late or ends_at - (ends_at - wish.starts_at) * (chance.random() ** 2 * 0.35)
        left_at = left_at.replace(second=chance.randrange(60), microsecond=0)
        left_at = max(left_at, entered_at + 5 * _MINUTE)
    return Story(
        space_id=bay.id,
        space_type=bay.type,
        fate=fate,
        channel=channel,
        period=wish,
        booked_at=booked_at,
        cancelled_at=cancelled_at,
        extended_to=ends_at if longer else None,
        entered_at=entered_at,
        left_at=left_at,
    )


def _fate(chance: Random) -> Fate:
    draw = chance.random()
    for fate, share in (
        (Fate.ABANDONED, _ABANDONED),
        (Fate.CANCELLED, _CANCELLED),
        (Fate.NOBODY_CAME, _NO_SHOW),
    ):
        if draw < share:
            return fate
        draw -= share
    return Fate.USED


def _ahead(chance: Random) -> timedelta:
    """Half of them book on the day, some a week ahead."""
    minutes = int(chance.expovariate(1 / 900))
    return _MINUTE * (5 + min(minutes, 9 * 24 * 60))
