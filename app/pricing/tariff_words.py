"""A tariff as people read it on the board at the entrance."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from babel.dates import get_day_names

from app.core.i18n import closest_language, translate
from app.core.money import Money
from app.lots.models import SpaceType
from app.pricing.lines import band_words, duration_words, space_type_words
from app.pricing.rules import Band, Tariff

_DAY_END = 24 * 60
_EVERY_DAY = frozenset(range(7))

Window = tuple[frozenset[int], int, int]
"""Weekdays, from minute, to minute; past midnight when it ends no later than it begins."""


@dataclass(frozen=True, slots=True)
class TariffLine:
    """What is said, and the amount beside it."""

    label: str
    amount: Money


def describe_tariff(tariff: Tariff, space_types: Collection[SpaceType], language: str) -> list[TariffLine]:
    """The rates, bands, dearer or cheaper kinds of spot among `space_types`, and bounds, in that order."""
    step = _step_words(tariff.step_minutes, language)
    lines = [TariffLine(translate("tariff.each_step", language, step=step), tariff.rate)]
    for (name, rate), windows in _bands(tariff.bands):
        label = translate(
            "tariff.each_step_in_band",
            language,
            step=step,
            band=band_words(name, language),
            hours=", ".join(_window_words(window, language) for window in windows),
        )
        lines.append(TariffLine(label, rate))
    for space_type in SpaceType:
        percent = tariff.multipliers.get(space_type, 100)
        if space_type in space_types and percent != 100:
            type_words = space_type_words(space_type, language)
            label = translate("tariff.each_step_of_type", language, step=step, type=type_words)
            lines.append(TariffLine(label, tariff.rate.prorate(percent, 100)))
    if tariff.minimum:
        lines.append(TariffLine(translate("tariff.minimum", language), tariff.minimum))
    if tariff.daily_cap is not None:
        lines.append(TariffLine(translate("tariff.daily_cap", language), tariff.daily_cap))
    return lines


def _step_words(minutes: int, language: str) -> str:
    return translate("units.one_hour", language) if minutes == 60 else duration_words(minutes, language)


def _bands(bands: Sequence[Band]) -> Iterator[tuple[tuple[str, Money], list[Window]]]:
    """Neighbouring bands of one name and rate, as the windows in which they hold."""
    for key, group in groupby(bands, key=lambda band: (band.name, band.rate)):
        yield key, _joined([(band.weekdays, band.from_minute, band.to_minute) for band in group])


def _joined(windows: list[Window]) -> list[Window]:
    """A window up to midnight and one from midnight, both on every day, are one: 22:00 to 06:00."""
    late = next((w for w in windows if w[0] == _EVERY_DAY and w[1] > 0 and w[2] == _DAY_END), None)
    early = next((w for w in windows if w[0] == _EVERY_DAY and w[1] == 0 and w[2] < _DAY_END), None)
    if late is None or early is None:
        return windows
    others = [window for window in windows if window not in (late, early)]
    return [(_EVERY_DAY, late[1], early[2]), *others]


def _window_words(window: Window, language: str) -> str:
    weekdays, from_minute, to_minute = window
    words = [] if weekdays == _EVERY_DAY else [_weekday_words(sorted(weekdays), language)]
    if (from_minute, to_minute) != (0, _DAY_END) or not words:
        words.append(f"{_clock(from_minute)}–{_clock(to_minute)}")
    return " ".join(words)


def _weekday_words(weekdays: list[int], language: str) -> str:
    """`Sat–Sun`, `Mon–Fri`, or `Mon, Wed`."""
    names = get_day_names("abbreviated", locale=closest_language(language))
    is_run = len(weekdays) > 1 and weekdays[-1] - weekdays[0] == len(weekdays) - 1
    if is_run:
        return f"{names[weekdays[0]]}–{names[weekdays[-1]]}"
    return ", ".join(names[weekday] for weekday in weekdays)


def _clock(minute: int) -> str:
    return f"{minute // 60:02d}:{minute % 60:02d}"
