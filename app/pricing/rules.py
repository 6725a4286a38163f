"""How a price is made. Pure: a tariff, a period and a zone in, lines of money out (docs/decisions/0005)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from app.core.money import CURRENCY, ZERO, Money, total
from app.core.period import Period
from app.pricing.lines import LineKind, Param, QuoteLine
from app.pricing.models import PromoKind

PAYMENT_MINIMUM = Money(100)
"""The least that FPX transfers."""

_MINUTES_A_DAY = 24 * 60
_WHOLE = 10_000  # basis points


@dataclass(frozen=True, slots=True)
class Band:
    """Hours of the week with a rate of their own: `[from_minute, to_minute)` of the day, Monday is 0."""

    name: str
    weekdays: frozenset[int]
    from_minute: int
    to_minute: int
    rate: Money

    def __post_init__(self) -> None:
        if not self.weekdays or not self.weekdays <= set(range(7)):
            raise ValueError("a band has weekdays from 0 (Monday) to 6")
        if not 0 <= self.from_minute < self.to_minute <= _MINUTES_A_DAY:
            raise ValueError("a band ends after it begins, within one day; past midnight takes two bands")
        if self.rate < ZERO:
            raise ValueError("a rate is not negative")

    def covers(self, local: datetime) -> bool:
        """Whether `local`, a moment in the lot's zone, falls into the band."""
        minute = local.hour * 60 + local.minute
        return local.weekday() in self.weekdays and self.from_minute <= minute < self.to_minute


@dataclass(frozen=True, slots=True)
class Tariff:
    """A rate table as a value. `rate` is per started step; the first band that covers a step's start wins.

    `multipliers`: space type -> percent (150 is one and a half times); a type without one pays 100.
    `minimum` bounds a whole stay from below, `daily_cap` each day of the lot's calendar from above.
    """

    step_minutes: int
    rate: Money
    minimum: Money = ZERO
    daily_cap: Money | None = None
    multipliers: Mapping[str, int] = field(default_factory=dict)
    bands: tuple[Band, ...] = ()

    def __post_init__(self) -> None:
        if self.step_minutes < 1:
            raise ValueError("a step is at least a minute")
        if self.rate < ZERO or self.minimum < ZERO:
            raise ValueError("a rate and a minimum are not negative")
        if self.daily_cap is not None and self.daily_cap < self.minimum:
            raise ValueError("a daily cap is not below the minimum")
        if any(percent < 0 for percent in self.multipliers.values()):
            raise ValueError("a multiplier is not negative")

    def band_at(self, local: datetime) -> Band | None:
        """The band that prices a step beginning at `local` (in the lot's zone); None for the base rate."""
        return next((band for band in self.bands if band.covers(local)), None)


@dataclass(frozen=True, slots=True)
class ServiceTax:
    """`basis_points`: 600 is 6 %. `included`: prices hold the tax already; otherwise it is added to them."""

    basis_points: int
    included: bool

    def added_to(self, net: Money) -> Money:
        return net.prorate(self.basis_points, _WHOLE)

    def within(self, gross: Money) -> Money:
        return gross.prorate(self.basis_points, _WHOLE + self.basis_points)


@dataclass(frozen=True, slots=True)
class Discount:
    """What a promo code takes off: `value` is a percentage (0 to 100) or sen."""

    code: str
    kind: PromoKind
    value: int

    def __post_init__(self) -> None:
        if self.value < 0 or (self.kind is PromoKind.PERCENTAGE and self.value > 100):
            raise ValueError("a discount takes off 0 to 100 %, or an amount that is not negative")

    def off(self, amount: Money) -> Money:
        """What is taken off `amount`; never more than all of it."""
        if self.kind is PromoKind.PERCENTAGE:
            return amount.prorate(self.value, 100)
        return min(Money(self.value), amount)


class PromoRefusal(StrEnum):
    """Why a promo code cannot be used. Stable and public; the sentences are `promo.<value>`."""

    UNKNOWN = "unknown"
    NOT_YET = "not_yet"
    OVER = "over"
    USED_UP = "used_up"
    USED_BY_YOU = "used_by_you"
    OTHER_LOT = "other_lot"


@dataclass(frozen=True, slots=True)
class PromoOutcome:
    """What became of the code that came with a question for a price. `refusal` is None when it counted."""

    code: str
    refusal: PromoRefusal | None = None


@dataclass(frozen=True, slots=True)
class Quote:
    """A price. The lines sum to `amount`, tax included; `tax` is the part of it that is service tax."""

    amount: Money
    tax: Money
    tax_included: bool
    lines: tuple[QuoteLine, ...]
    promo: PromoOutcome | None = None
    currency: str = CURRENCY


def make_quote(
    tariff: Tariff,
    period: Period,
    *,
    zone: ZoneInfo,
    space_type: str,
    tax: ServiceTax,
    discount: Discount | None = None,
) -> Quote:
    """The price of a stay at a space of `space_type`, line by line.

    A zero price stays zero; one below `PAYMENT_MINIMUM` is raised to it.
    """
    steps = list(_steps(tariff, period, zone))
    lines = _parking_lines(steps, tariff.step_minutes)
    by_day = _sum_by_day(steps)

    percent = tariff.multipliers.get(space_type, 100)
    multiplied = {day: amount.prorate(percent, 100) for day, amount in by_day.items()}
    if difference := total(multiplied.values()) - _sum(lines):
        params: dict[str, Param] = {"space_type": space_type, "percent": percent}
        lines.append(QuoteLine(LineKind.MULTIPLIER, params, difference))

    lines += _daily_cap_lines(tariff.daily_cap, list(multiplied.values()))
    lines += _raise_to(tariff.minimum, LineKind.MINIMUM, lines)
    lines += _discount_lines(discount, _sum(lines))
    return close_with_tax(lines, tax)


@dataclass(frozen=True, slots=True)
class _Step:
    day: date
    band: str | None
    rate: Money


def _steps(tariff: Tariff, period: Period, zone: ZoneInfo) -> Iterator[_Step]:
    """Every started step, priced by the band and charged to the day in which it begins."""
    step = timedelta(minutes=tariff.step_minutes)
    begins = period.starts_at  # in UTC, so that steps stay equally long when the zone's clocks change
    while begins < period.ends_at:
        local = begins.astimezone(zone)
        band = tariff.band_at(local)
        yield _Step(local.date(), band.name if band else None, band.rate if band else tariff.rate)
        begins += step


def _parking_lines(steps: Sequence[_Step], step_minutes: int) -> list[QuoteLine]:
    """The steps as one line for each band and rate, in the order in which they are first met."""
    counts: dict[tuple[str | None, Money], int] = {}
    for step in steps:
        key = (step.band, step.rate)
        counts[key] = counts.get(key, 0) + 1
    lines = []
    for (band, rate), count in counts.items():
        params: dict[str, Param] = {"steps": count, "step_minutes": step_minutes, "rate_sen": rate.sen}
        if band is not None:
            params["band"] = band
        lines.append(QuoteLine(LineKind.PARKING, params, rate.times(count)))
    return lines


def _sum_by_day(steps: Sequence[_Step]) -> dict[date, Money]:
    sums: dict[date, Money] = {}
    for step in steps:
        sums[step.day] = sums.get(step.day, ZERO) + step.rate
    return sums


def _daily_cap_lines(cap: Money | None, days: Sequence[Money]) -> list[QuoteLine]:
    if cap is None:
        return []
    saved = total(day - cap for day in days if day > cap)
    return [QuoteLine(LineKind.DAILY_CAP, {"cap_sen": cap.sen}, -saved)] if saved else []


def _raise_to(least: Money, kind: LineKind, lines: Sequence[QuoteLine]) -> list[QuoteLine]:
    missing = least - _sum(lines)
    return [QuoteLine(kind, {"minimum_sen": least.sen}, missing)] if missing > ZERO else []


def _discount_lines(discount: Discount | None, amount: Money) -> list[QuoteLine]:
    if discount is None or not (off := discount.off(amount)):
        return []
    params: dict[str, Param] = {"code": discount.code}
    if discount.kind is PromoKind.PERCENTAGE:
        params["percent"] = discount.value
    return [QuoteLine(LineKind.PROMO, params, -off)]


def close_with_tax(lines: list[QuoteLine], tax: ServiceTax) -> Quote:
    """Adds the service tax, or finds it inside, and keeps to the least that can be paid."""
    price = _sum(lines)
    added = ZERO if tax.included else tax.added_to(price)
    is_too_small = ZERO < price + added < PAYMENT_MINIMUM
    if is_too_small:
        # What is paid at the least holds its tax: the price before tax is raised to what leaves room for it.
        added = ZERO if tax.included else tax.within(PAYMENT_MINIMUM)
        missing = PAYMENT_MINIMUM - added - price
        if missing:
            params: dict[str, Param] = {"minimum_sen": PAYMENT_MINIMUM.sen}
            lines = [*lines, QuoteLine(LineKind.PAYMENT_MINIMUM, params, missing)]
    if added:
        lines = [*lines, QuoteLine(LineKind.TAX, {"basis_points": tax.basis_points}, added)]
    amount = _sum(lines)
    return Quote(
        amount=amount,
        tax=tax.within(amount) if tax.included else added,
        tax_included=tax.included,
        lines=tuple(lines),
    )


def _sum(lines: Sequence[QuoteLine]) -> Money:
    return total(line.amount for line in lines)
