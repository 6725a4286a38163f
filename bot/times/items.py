"""The things that a sentence about time is made of: days, times of the day, lengths, and what joins them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bot.times.answers import NotClear, Why
from bot.times.clock import MIDNIGHT, Clock
from bot.times.days import ANY_DAY, Day, Mark
from bot.times.tokens import Token
from bot.times.vocabulary import Kind

_HOUR = 60
_DAY = 24 * _HOUR
_YEARS_AHEAD = 2  # 2026 after a date is a year, unless it is far from this one: then it is 20:26
_MARKS = {Kind.DAY: Mark.DAYS_FROM_TODAY, Kind.WEEK: Mark.WEEKS_FROM_THIS, Kind.WEEKDAY: Mark.WEEKDAY}
_IN_DIGITS = (Kind.NUMBER, Kind.TIME)
_BY_ITSELF = frozenset(
    {Kind.RANGE, Kind.BETWEEN, Kind.AT, Kind.NOW, Kind.AHEAD, Kind.LATER, Kind.PART, Kind.ALONE}
)


@dataclass(frozen=True, slots=True)
class Span:
    """A length in minutes. `unit` is the smallest that it was told in."""

    minutes: int
    unit: int


@dataclass(frozen=True, slots=True)
class Word:
    """A word that says something by itself: now, until, a part of the day, …"""

    kind: Kind
    value: int


Item = Span | Clock | Day | Word


def items_of(tokens: Sequence[Token], this_year: int) -> list[Item]:
    """What the tokens say together. Raises NotClear for what stands where it says nothing."""
    reader = _Reader(tokens, this_year)
    items: list[Item] = []
    while reader.goes_on:
        items.append(reader.span() or reader.day() or reader.clock() or reader.word())
    return items


class _Reader:
    """Goes through the tokens. Each method takes what it recognises, or takes nothing and returns None."""

    def __init__(self, tokens: Sequence[Token], this_year: int) -> None:
        self._tokens = tokens
        self._this_year = this_year
        self._at = 0

    @property
    def goes_on(self) -> bool:
        return self._at < len(self._tokens)

    def span(self) -> Span | None:
        """`2 hours`, `1 jam 30 minit`, `sejam setengah`, `2h30`."""
        span = self._one_span()
        while span is not None:
            before = self._at
            self._take_if(Kind.BETWEEN)
            further = self._one_span()
            if further is None or further.unit >= span.unit:
                self._at = before
                break
            span = Span(span.minutes + further.minutes, further.unit)
        return span

    def day(self) -> Day | None:
        """`esok`, `Friday`, `next week`, `25 Dec 2026`, `Dec 25`, `25/12`, `25hb`."""
        if (token := self._take_if(*_MARKS)) is not None:
            return ANY_DAY.also((_MARKS[token.kind], token.value))
        if (token := self._take_if(Kind.DATE)) is not None:
            return _written_date(token.text)
        if (token := self._take_if(Kind.MONTH)) is not None:
            month = ANY_DAY.also((Mark.MONTH, token.value))
            if self._kind() is not Kind.NUMBER or self._kind(1) in (Kind.PART, Kind.UNIT):
                return month  # the number is not of the day: December 9am
            return self._with_year(month.also(self._day_of_month()))
        if self._kind() is not Kind.NUMBER or self._kind(1) not in (Kind.ORDINAL, Kind.MONTH):
            return None
        day = ANY_DAY.also(self._day_of_month())
        if (token := self._take_if(Kind.MONTH)) is not None:
            day = day.also((Mark.MONTH, token.value))
        return self._with_year(day)

    def clock(self) -> Clock | None:
        """`9`, `9.30`, `1400`, `9 setengah`, `half past 9`."""
        before = self._at
        is_bare = self._kind(-1) not in (Kind.AT, Kind.UNIT)
        past = self._take_if(Kind.PAST)
        written = self._take_if(*_IN_DIGITS)
        if written is None:
            self._at = before
            return None
        fraction = self._take_if(Kind.FRACTION)
        if written.kind is Kind.NUMBER and len(written.text) == 4:
            self._take_if(Kind.UNIT)  # 1400 hours
        hour, minute = _hour_and_minute(written.text)
        minute += sum(token.value for token in (past, fraction) if token is not None)
        if minute >= _HOUR or hour * _HOUR + minute > MIDNIGHT:
            raise NotClear(Why.NO_SUCH_TIME)
        return Clock(
            hour,
            minute,
            is_exact=_is_exact(written.text),
            is_bare=is_bare and minute == 0 and len(written.text) <= 2 and self._kind() is not Kind.AT,
        )

    def word(self) -> Word:
        """Whatever says something by itself. Raises NotClear for what does not."""
        token = self._take()
        if token.kind is Kind.UNIT and self._kind() in (*_IN_DIGITS, Kind.WEEKDAY):
            return Word(Kind.AT, 0)  # jam 9, hari Jumaat
        if token.kind not in _BY_ITSELF:
            raise NotClear(Why.UNKNOWN_WORDS, (token.text,))
        return Word(token.kind, token.value)

    def _one_span(self) -> Span | None:
        before = self._at
        if (token := self._take_if(Kind.SPAN)) is not None:
            return Span(token.value + self._fraction_of(token.value), token.value)
        amount = self._take_if(Kind.NUMBER, Kind.TIME, Kind.DECIMAL)
        if amount is None or ":" in amount.text:
            self._at = before
            return None
        fraction = self._take_if(Kind.FRACTION)  # satu setengah jam
        unit = self._take_if(Kind.UNIT)
        if unit is None or self._is_of_something_else(amount, unit):
            self._at = before
            return None
        minutes = round(float(amount.text) * unit.value)
        if fraction is not None:
            return Span(minutes + fraction.value * unit.value // _HOUR, unit.value)
        return Span(minutes + self._fraction_of(unit.value) + self._minutes_at_once(unit), unit.value)

    def _is_of_something_else(self, amount: Token, unit: Token) -> bool:
        """Whether a unit after a number is none of it: `1400 hours`, and the day of `9-5 hari Jumaat`."""
        if self._kind() is Kind.WEEKDAY:
            return unit.value == _DAY
        return unit.value == _HOUR and amount.kind is Kind.NUMBER and len(amount.text) == 4

    def _fraction_of(self, unit: int) -> int:
        fraction = self._take_if(Kind.FRACTION)
        return 0 if fraction is None else fraction.value * unit // _HOUR

    def _minutes_at_once(self, unit: Token) -> int:
        """The 30 of `2h30`. That of `2h30m` has a unit of its own."""
        token = self._peek()
        if token is None or token.kind is not Kind.NUMBER or not token.follows_at_once:
            return 0
        if unit.value != _HOUR or self._kind(1) is Kind.UNIT or int(token.text) >= _HOUR:
            return 0
        return int(self._take().text)

    def _day_of_month(self) -> tuple[Mark, int]:
        number = int(self._take().text)
        self._take_if(Kind.ORDINAL)
        return Mark.DAY_OF_MONTH, number

    def _with_year(self, day: Day) -> Day:
        token = self._peek()
        if token is None or token.kind is not Kind.NUMBER or len(token.text) != 4:
            return day
        if abs(int(token.text) - self._this_year) > _YEARS_AHEAD:
            return day
        return day.also((Mark.YEAR, int(self._take().text)))

    def _peek(self, ahead: int = 0) -> Token | None:
        at = self._at + ahead
        return self._tokens[at] if 0 <= at < len(self._tokens) else None

    def _kind(self, ahead: int = 0) -> Kind | None:
        token = self._peek(ahead)
        return None if token is None else token.kind

    def _take(self) -> Token:
        self._at += 1
        return self._tokens[self._at - 1]

    def _take_if(self, *kinds: Kind) -> Token | None:
        return self._take() if self._kind() in kinds else None


def _written_date(text: str) -> Day:
    """`2026-12-25`, `25/12`, `25.12.26`."""
    numbers = [int(number) for number in re.findall("[0-9]+", text)]
    if len(text.split("-")[0]) == 4:
        numbers.reverse()
    day = ANY_DAY.also((Mark.DAY_OF_MONTH, numbers[0]), (Mark.MONTH, numbers[1]))
    if len(numbers) == 2:
        return day
    return day.also((Mark.YEAR, numbers[2] if numbers[2] > 99 else 2000 + numbers[2]))


def _hour_and_minute(text: str) -> tuple[int, int]:
    """Of `14:00`, `2.30`, `9`, `930` and `1400`. The seconds of `14:00:00` are dropped."""
    if text.isdigit():
        return (int(text), 0) if len(text) <= 2 else (int(text[:-2]), int(text[-2:]))
    hour, minute, *_ = re.split("[:.]", text)
    return int(hour), int(minute)


def _is_exact(text: str) -> bool:
    """Whether it is a time of the 24-hour clock: `09`, `14`, `10:00`, `1000`, and not `9`, `9:30`, `930`."""
    hour, _ = _hour_and_minute(text)
    return hour == 0 or hour > 12 or text.startswith("0") or len(re.sub("[:.]", "", text)) >= 4
