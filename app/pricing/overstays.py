"""What a car owes that stays past the end of its booking. Pure: a lot's rule and the time in, lines out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import Self

from app.core.money import ZERO, Money, total
from app.core.period import Period
from app.pricing.lines import LineKind, QuoteLine
from app.pricing.rules import PAYMENT_MINIMUM, Quote, ServiceTax, close_with_tax

_HOUR = timedelta(hours=1)
_HOURS_A_DAY = 24


@dataclass(frozen=True, slots=True)
class OverstayRule:
    """`hour`: the price of each started hour. `day_cap`: the most for 24 hours, from the booking's end."""

    hour: Money
    day_cap: Money | None = None

    def __post_init__(self) -> None:
        if self.hour < ZERO or (self.day_cap is not None and self.day_cap < ZERO):
            raise ValueError("an overstay is not paid for by the operator")


@dataclass(frozen=True, slots=True)
class Settled:
    """What of an overstay was paid or waived before."""

    amount: Money = ZERO
    tax: Money = ZERO

    @classmethod
    def of(cls, parts: Iterable[tuple[Money, Money]]) -> Self:
        """The sum of amounts, each with its tax."""
        each = list(parts)
        return cls(total(amount for amount, _ in each), total(tax for _, tax in each))


def quote_overstay(
    rule: OverstayRule, overstay: Period, *, tax: ServiceTax, settled: Settled = Settled()
) -> Quote:
    """The price of an overstay, less what was settled of it: so that no hour is paid twice and caps hold.

    Never negative; a price above zero is at least `PAYMENT_MINIMUM`.
    """
    hours = -(-overstay.duration // _HOUR)
    days, rest = divmod(hours, _HOURS_A_DAY)
    lines = [
        QuoteLine(LineKind.OVERSTAY, {"hours": hours, "rate_sen": rule.hour.sen}, rule.hour.times(hours))
    ]
    if rule.day_cap is not None:
        parts = [*[rule.hour.times(_HOURS_A_DAY)] * days, rule.hour.times(rest)]
        saved = total(part - rule.day_cap for part in parts if part > rule.day_cap)
        if saved:
            lines.append(QuoteLine(LineKind.DAILY_CAP, {"cap_sen": rule.day_cap.sen}, -saved))
    return _less(close_with_tax(lines, tax), settled)


def _less(whole: Quote, settled: Settled) -> Quote:
    if not settled.amount:
        return whole
    rest = max(whole.amount - settled.amount, ZERO)
    rest_tax = min(max(whole.tax - settled.tax, ZERO), rest)
    lines = [*whole.lines, QuoteLine(LineKind.SETTLED, {}, rest - whole.amount)]
    if ZERO < rest < PAYMENT_MINIMUM:
        missing = PAYMENT_MINIMUM - rest
        lines.append(QuoteLine(LineKind.PAYMENT_MINIMUM, {"minimum_sen": PAYMENT_MINIMUM.sen}, missing))
        rest = PAYMENT_MINIMUM
    return Quote(amount=rest, tax=rest_tax, tax_included=whole.tax_included, lines=tuple(lines))
