"""What became of a sentence about time."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from app.core.period import Period


class Assumed(StrEnum):
    """What nobody said, and was filled in."""

    DAY = "day"
    START = "start"  # now
    END = "end"  # the usual length


class Why(StrEnum):
    """Why a sentence was not understood. Each is a sentence of `times` in the locale files."""

    NO_TIME = "no_time"  # it says nothing of time
    NO_START = "no_start"  # a day or a length, but not from when
    NO_END = "no_end"  # it breaks off after "to"
    NO_DAY = "no_day"  # a week or a month, but not which day of it
    TWO_MEANINGS = "two_meanings"  # a bare number: hours, or a time of the day
    CONTRADICTORY = "contradictory"
    NO_SUCH_TIME = "no_such_time"  # 25:00, 30 February, or a Monday that is a Tuesday
    PAST = "past"
    UNKNOWN_WORDS = "unknown_words"


@dataclass(frozen=True, slots=True)
class Understood:
    """A period, and what of it was assumed."""

    period: Period
    assumed: frozenset[Assumed] = frozenset()


@dataclass(frozen=True, slots=True)
class NotUnderstood:
    """What is missing or wrong. `words`: the pieces that are not known, as typed, in small letters."""

    why: Why
    words: tuple[str, ...] = ()


class NotClear(Exception):
    """Ends the reading of a sentence; it never leaves this package."""

    def __init__(self, why: Why, words: tuple[str, ...] = ()) -> None:
        super().__init__(why, words)
        self.answer = NotUnderstood(why, words)
