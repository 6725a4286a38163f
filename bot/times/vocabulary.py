"""The words that people use for times, all languages together. A language is a file in `words`, not code."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from enum import StrEnum
from functools import cache
from pathlib import Path

from babel.dates import get_day_names, get_month_names

WORDS = Path(__file__).resolve().parent / "words"


class Kind(StrEnum):
    """What a piece of a sentence says: the sections of `words/README.md`, and what is written in digits."""

    SKIP = "skip"
    RANGE = "range"
    BETWEEN = "between"
    AT = "at"
    NOW = "now"
    AHEAD = "ahead"
    LATER = "later"
    ORDINAL = "ordinal"
    DAY = "days"
    WEEK = "weeks"
    WEEKDAY = "weekdays"
    MONTH = "months"
    PART = "parts"
    ALONE = "alone"
    UNIT = "units"
    SPAN = "spans"
    FRACTION = "fractions"
    PAST = "past"
    NUMBER = "numbers"
    TIME = "14:00 or 2.30"
    DECIMAL = "1.5"
    DATE = "25/12/2026"
    UNKNOWN = "anything else"


Phrase = tuple[str, ...]
Meaning = tuple[tuple[Kind, int], ...]  # what a phrase says, each with its value; one phrase may say several


@cache
def spoken_languages() -> tuple[str, ...]:
    return tuple(sorted(path.stem for path in WORDS.glob("*.toml")))


@cache
def vocabulary() -> Mapping[Phrase, Meaning]:
    """Every known phrase. Raises ValueError when two languages mean different things by one."""
    together: dict[Phrase, Meaning] = {}
    for language in spoken_languages():
        for phrase, meaning in phrases_of(language).items():
            if together.setdefault(phrase, meaning) != meaning:
                raise ValueError(f"{' '.join(phrase)!r} means something else in {language} than before")
    return together


@cache
def longest_phrase() -> int:
    """How many words the longest known phrase has."""
    return max(len(phrase) for phrase in vocabulary())


def phrases_of(language: str) -> dict[Phrase, Meaning]:
    """The phrases of one language."""
    found: dict[Phrase, Meaning] = {}
    for words, kind, value in [*_written(language), *_names(language)]:
        phrase = tuple(words.casefold().split())
        if (kind, value) not in found.get(phrase, ()):
            found[phrase] = (*found.get(phrase, ()), (kind, value))
    return found


def _written(language: str) -> Iterator[tuple[str, Kind, int]]:
    with (WORDS / f"{language}.toml").open("rb") as file:
        sections = tomllib.load(file)
    for section, phrases in sections.items():
        valued = phrases if isinstance(phrases, dict) else dict.fromkeys(phrases, 0)
        yield from ((words, Kind(section), value) for words, value in valued.items())


def _names(language: str) -> Iterator[tuple[str, Kind, int]]:
    """Weekdays and months as Babel writes them, so that what we write ourselves is understood."""
    for width in ("wide", "abbreviated"):
        for kind, names in (
            (Kind.WEEKDAY, get_day_names(width, locale=language)),
            (Kind.MONTH, get_month_names(width, locale=language)),
        ):
            yield from ((name.replace(".", " "), kind, value) for value, name in names.items())
