"""When somebody wants to park, from a sentence in any of our languages, or in several at once."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from app.core.period import Period
from bot.times.answers import Assumed, NotClear, NotUnderstood, Understood, Why
from bot.times.here import Here
from bot.times.sentence import Said, Side, read
from bot.times.stays import USUAL_STAY, likeliest_stay


def understand_period(text: str, *, now: datetime, zone: str) -> Understood | NotUnderstood:
    """The stay that `text` asks for, in wall times of `zone`; `now` is aware. Raises nothing for any text.

    It ends after `now` and starts no earlier than `app.bookings.rules.PAST_GRACE` before it. When something
    is missing, the answer to what is asked for is understood together with it: `f"{text} {answer}"`.
    """
    here = Here(now.astimezone(UTC), ZoneInfo(zone))
    try:
        return _stay(read(text, here.today.year), here)
    except NotClear as puzzle:
        return puzzle.answer


def understand_end(text: str, *, starts_at: datetime, now: datetime, zone: str) -> Understood | NotUnderstood:
    """The period from `starts_at` to the end that `text` asks for, after `now`. Raises nothing for any text.

    `starts_at` is the start of a stay, or its end so far when it is to be longer: lengths count from it.
    """
    here = Here(now.astimezone(UTC), ZoneInfo(zone))
    try:
        return _longer_stay(read(text, here.today.year), starts_at.astimezone(UTC), here)
    except NotClear as puzzle:
        return puzzle.answer


def _stay(said: Said, here: Here) -> Understood:
    if said.ends is not None and (said.lasts is not None or said.ends.is_now):
        raise NotClear(Why.CONTRADICTORY)
    if said.starts.clock is None:
        return _stay_from_now(said, here)
    if said.is_from_now:
        raise NotClear(Why.CONTRADICTORY)
    if said.is_a_bare_number:
        raise NotClear(Why.TWO_MEANINGS)
    if said.ends is not None and said.ends.clock is None:
        raise NotClear(Why.NO_END)
    assumed = _unless(said.starts.day, Assumed.DAY) | _unless(said.ends or said.lasts, Assumed.END)
    return Understood(likeliest_stay(said, here), assumed)


def _stay_from_now(said: Said, here: Here) -> Understood:
    if said.starts.names_a_day:
        raise NotClear(Why.CONTRADICTORY if said.is_from_now else Why.NO_START)
    starts_at = here.now.replace(second=0, microsecond=0) + (said.ahead or said.later or timedelta())
    assumed = _unless(said.is_from_now, Assumed.START)
    if said.ends is not None:
        until = _until(said.ends, starts_at, starts_at, here)
        return Understood(until.period, until.assumed | assumed)
    ends_at = starts_at + (said.lasts or USUAL_STAY)
    return Understood(Period(starts_at, ends_at), assumed | _unless(said.lasts, Assumed.END))


def _longer_stay(said: Said, starts_at: datetime, here: Here) -> Understood:
    side = said.starts
    if said.ends is not None:
        if said.starts.clock is not None:
            raise NotClear(Why.CONTRADICTORY)
        side = replace(said.ends, day=said.ends.day.also(*side.day.marks), parts=side.parts + said.ends.parts)
    lengths = [length for length in (said.lasts, said.ahead, said.later) if length is not None]
    if (
        said.starts.is_now
        or side.is_now
        or len(lengths) > 1
        or (lengths and (side.clock or side.names_a_day))
    ):
        raise NotClear(Why.CONTRADICTORY)
    if said.is_a_bare_number:
        raise NotClear(Why.TWO_MEANINGS)
    if not lengths:
        return _until(side, starts_at, max(starts_at, here.now), here)
    period = Period(starts_at, starts_at + lengths[0])
    if period.ends_at <= here.now:
        raise NotClear(Why.PAST)
    return Understood(period)


def _until(side: Side, starts_at: datetime, after: datetime, here: Here) -> Understood:
    """From `starts_at` to the first moment after `after` that `side` may mean. Raises NotClear."""
    if side.clock is None:
        raise NotClear(Why.NO_END)
    ends_at = here.end_after(after, side)
    if ends_at is None:
        raise NotClear(Why.CONTRADICTORY)
    is_said = side.day or here.day_of(ends_at) == here.day_of(starts_at)
    return Understood(Period(starts_at, ends_at), _unless(is_said, Assumed.DAY))


def _unless(is_said: object, assumed: Assumed) -> frozenset[Assumed]:
    return frozenset() if is_said else frozenset({assumed})
