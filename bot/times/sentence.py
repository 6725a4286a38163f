"""What a sentence says of a stay: its start, its end and its length, as far as it says them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import TypeVar

from bot.times.answers import NotClear, Why
from bot.times.clock import Clock
from bot.times.days import ANY_DAY, Day
from bot.times.items import Item, Span, Word, items_of
from bot.times.tokens import tokens_of
from bot.times.vocabulary import Kind

T = TypeVar("T")

_SAYS_NO_TIME = frozenset(
    {Kind.AT, Kind.BETWEEN, Kind.RANGE, Kind.AHEAD, Kind.LATER, Kind.ORDINAL, Kind.UNKNOWN}
)


@dataclass(slots=True)
class Side:
    """What is said of the start, or of the end."""

    told: Clock | None = None
    named: Clock | None = None  # noon, midnight: a time when none was told beside it
    parts: tuple[int, ...] = ()  # the first hours of the parts of the day that were named
    day: Day = ANY_DAY
    is_now: bool = False
    day_comes_last: bool = False  # after the time

    @property
    def clock(self) -> Clock | None:
        return self.told or self.named

    @property
    def names_a_day(self) -> bool:
        return bool(self.day or self.parts)

    def readings(self) -> tuple[int, ...]:
        """The minutes of the day that its time may be, the likeliest first. Raises NotClear without any."""
        readings = () if self.clock is None else self.clock.readings(self.parts)
        if not readings:
            raise NotClear(Why.CONTRADICTORY)
        return readings


@dataclass(slots=True)
class Said:
    """A sentence. `ends` is there when it says "until". `ahead`: "in 2 hours"; `later`: "2 jam lagi"."""

    starts: Side
    ends: Side | None = None
    lasts: timedelta | None = None
    ahead: timedelta | None = None
    later: timedelta | None = None
    day_followed_end: bool = (
        False  # "9 to 6 tomorrow": that of the start then, or for "10pm to 2am" of the end
    )

    @property
    def is_from_now(self) -> bool:
        return self.starts.is_now or self.ahead is not None or self.later is not None

    @property
    def is_a_bare_number(self) -> bool:
        """Whether it is but a number, which may be a length or a time of the day."""
        clock = self.starts.clock
        is_alone = self.ends is None and self.lasts is None and not self.starts.names_a_day
        return clock is not None and clock.is_bare and is_alone


def read(text: str, this_year: int) -> Said:
    """What `text` says. Raises NotClear when it says nothing of time, or something that is not known."""
    tokens = tokens_of(text)
    unknown = tuple(token.text for token in tokens if token.kind is Kind.UNKNOWN)
    if all(token.kind in _SAYS_NO_TIME for token in tokens):
        raise NotClear(Why.NO_TIME, unknown)
    if unknown:
        raise NotClear(Why.UNKNOWN_WORDS, unknown)
    return _arranged(items_of(tokens, this_year))


def _arranged(items: Sequence[Item]) -> Said:
    said = Said(Side())
    side = said.starts
    for before, item, after in zip([None, *items], items, [*items[1:], None], strict=False):
        match item:
            case Span():
                _say_length(said, item, before, after)
            case Clock():
                side.told = _only(side.told, item)
            case Day():
                side.day = side.day.also(*item.marks)
                side.day_comes_last = side.clock is not None
            case Word(Kind.RANGE):
                said.ends = side = _only(said.ends, Side())
            case Word(Kind.BETWEEN) if said.ends is None and side.clock and isinstance(after, Clock):
                said.ends = side = Side()
            case Word(Kind.NOW):
                side.is_now = True
            case Word(Kind.PART, first_hour):
                side.parts = (*side.parts, first_hour)
            case Word(Kind.ALONE, hour):
                side.named = Clock(hour)
    if said.ends is not None and said.ends.day_comes_last and said.starts.clock and not said.starts.day:
        said.starts.day, said.ends.day, said.day_followed_end = said.ends.day, ANY_DAY, True
    return said


def _say_length(said: Said, span: Span, before: Item | None, after: Item | None) -> None:
    length = timedelta(minutes=span.minutes)
    if not length:
        raise NotClear(Why.CONTRADICTORY)
    if isinstance(before, Word) and before.kind is Kind.AHEAD:
        said.ahead = _only(said.ahead, length)
    elif any(isinstance(word, Word) and word.kind is Kind.LATER for word in (before, after)):
        said.later = _only(said.later, length)
    else:
        said.lasts = _only(said.lasts, length)


def _only(said_before: T | None, now_said: T) -> T:
    """What is said now. Raises NotClear when the same was said before."""
    if said_before is not None:
        raise NotClear(Why.CONTRADICTORY)
    return now_said
