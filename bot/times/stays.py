"""The stays that a sentence with a start by the clock may mean, and which of them it does."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from app.bookings.rules import PAST_GRACE
from app.core.period import Period
from bot.times.answers import NotClear, Why
from bot.times.clock import moments
from bot.times.here import Here
from bot.times.sentence import Said

USUAL_STAY = timedelta(hours=2)  # when only a start is said
_DATES_TRIED = 3  # a time that has gone by today is tomorrow's, or next Friday's, but not next year's
_DAY = timedelta(days=1)
_HALF_A_DAY = timedelta(hours=13, seconds=1)  # a night is an hour longer when clocks are put back
_MOMENT = timedelta.resolution


def likeliest_stay(said: Said, here: Here) -> Period:
    """The first that is not in the past. Raises NotClear when there is none."""
    # After midnight, "1 malam" belongs to the night that began yesterday.
    first = here.today if said.starts.day else here.today - _DAY
    dates = [day for day in here.dates(said.starts.day) if day >= first]
    tried = 1 if said.starts.day.is_a_date else _DATES_TRIED
    stays = [stay for day in dates[:tried] for stay in _stays(said, day, here)]
    for stay in stays:
        if stay.starts_at >= here.now - PAST_GRACE and stay.ends_at > here.now:
            return stay
    raise NotClear(Why.PAST if stays or not dates else Why.CONTRADICTORY)


def _stays(said: Said, day: date, here: Here) -> list[Period]:
    """Those that may be meant when `day` is the day that is said, the likeliest first."""
    stays = _stays_from(said, day, here)
    if not said.day_followed_end:
        return stays
    nights = _stays_from(said, day - _DAY, here)  # "10pm to 2am tomorrow" begins tonight
    return [night for night in nights if here.day_of(night.ends_at - _MOMENT) == day] + stays


def _stays_from(said: Said, day: date, here: Here) -> list[Period]:
    """Those that start on `day`, the likeliest first."""
    readings = said.starts.readings()
    stays = [stay for minute in readings for stay in _stays_at(said, day, minute, here)]
    if said.ends is None or said.ends.day or len(readings) == 1:
        return stays
    if len(said.ends.readings()) == 1:
        return [stay for stay in stays if stay.duration < _HALF_A_DAY]  # 9 to 11pm: from nine in the evening
    return [stay for stay in stays if here.day_of(stay.ends_at - _MOMENT) == day]  # 9 to 6: not over night


def _stays_at(said: Said, day: date, minute: int, here: Here) -> list[Period]:
    """Those that start at `minute` of `day`: two when clocks show it twice, none when no end follows."""
    stays = []
    for starts_at in moments(day, minute, here.zone):
        if said.ends is None:
            ends_at: datetime | None = starts_at + (said.lasts or USUAL_STAY)
        else:
            ends_at = here.end_after_wall(starts_at, day, minute, said.ends)
        if ends_at is not None:
            stays.append(Period(starts_at, ends_at))
    return stays
