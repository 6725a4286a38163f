"""The lines of a price, and how they read. A line keeps facts, so that it can be said in any language."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Any, Self

from app.core.i18n import catalogue, closest_language, translate
from app.core.money import Money

Param = int | str
Wording = Callable[[Mapping[str, Param], str], str]


class LineKind(StrEnum):
    """What a line is for. Stable and public. The params of each:"""

    PARKING = "parking"  # steps, step_minutes, rate_sen, and band (a name) outside the base rate
    MULTIPLIER = "multiplier"  # space_type, percent
    DAILY_CAP = "daily_cap"  # cap_sen
    MINIMUM = "minimum"  # minimum_sen
    MINIMUM_COUNTED = "minimum_counted"  # of an extension: the stay so far paid a minimum
    PROMO = "promo"  # code, and percent for a percentage
    PAYMENT_MINIMUM = "payment_minimum"  # minimum_sen
    TAX = "tax"  # basis_points
    OVERSTAY = "overstay"  # hours, rate_sen
    SETTLED = "settled"  # of an overstay: what was paid or waived before


@dataclass(frozen=True, slots=True)
class QuoteLine:
    """One line of a quote. `amount` may be negative; the lines of a quote sum to its amount."""

    kind: LineKind
    params: Mapping[str, Param]
    amount: Money

    def label(self, language: str) -> str:
        """The line in words, such as `2 × 30 min × RM 1.50 (weekend)`, without its amount."""
        return _WORDING[self.kind](self.params, language)

    def to_json(self) -> dict[str, Any]:
        """As stored with a booking; `from_json` reads it back."""
        return {"kind": self.kind.value, "params": dict(self.params), "amount_sen": self.amount.sen}

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Self:
        return cls(LineKind(data["kind"]), dict(data["params"]), Money(data["amount_sen"]))


def duration_words(minutes: int, language: str) -> str:
    """`90` as `90 min`, `120` as `2 h`."""
    if minutes % 60 == 0:
        return translate("units.hours", language, count=minutes // 60)
    return translate("units.minutes", language, count=minutes)


def band_words(name: str, language: str) -> str:
    """A band's name. Common ones (`weekend`) are translated, others are the operator's own words."""
    return catalogue(closest_language(language)).get(f"bands.{name.lower()}", name)


def space_type_words(space_type: str, language: str) -> str:
    return translate(f"space_types.{space_type}", language)


def percent_words(basis_points: int) -> str:
    """`600` as `6`, `650` as `6.5`."""
    return f"{Decimal(basis_points) / 100:f}"


def _parking(params: Mapping[str, Param], language: str) -> str:
    steps, step_minutes = int(params["steps"]), int(params["step_minutes"])
    if step_minutes == 60 or steps == 1:
        time = duration_words(steps * step_minutes, language)
    else:
        time = f"{steps} × {duration_words(step_minutes, language)}"
    rate = _money(params, "rate_sen")
    if "band" not in params:
        return translate("quote.parking", language, time=time, rate=rate)
    band = band_words(str(params["band"]), language)
    return translate("quote.parking_in_band", language, time=time, rate=rate, band=band)


def _multiplier(params: Mapping[str, Param], language: str) -> str:
    return translate(
        "quote.multiplier",
        language,
        type=space_type_words(str(params["space_type"]), language),
        factor=f"{(Decimal(params['percent']) / 100).normalize():f}",
    )


def _promo(params: Mapping[str, Param], language: str) -> str:
    key = "quote.promo_percentage" if "percent" in params else "quote.promo"
    return translate(key, language, **params)


def _tax(params: Mapping[str, Param], language: str) -> str:
    return translate("quote.tax", language, percent=percent_words(int(params["basis_points"])))


def _bound(key: str, name: str) -> Wording:
    """The wording of a bound, whose one param is an amount of money."""
    return lambda params, language: translate(key, language, amount=_money(params, name))


def _money(params: Mapping[str, Param], name: str) -> Money:
    return Money(int(params[name]))


_WORDING: dict[LineKind, Wording] = {
    LineKind.PARKING: _parking,
    LineKind.MULTIPLIER: _multiplier,
    LineKind.DAILY_CAP: _bound("quote.daily_cap", "cap_sen"),
    LineKind.MINIMUM: _bound("quote.minimum", "minimum_sen"),
    LineKind.MINIMUM_COUNTED: lambda params, language: translate("quote.minimum_counted", language),
    LineKind.PROMO: _promo,
    LineKind.PAYMENT_MINIMUM: _bound("quote.payment_minimum", "minimum_sen"),
    LineKind.TAX: _tax,
    LineKind.OVERSTAY: lambda params, language: translate(
        "quote.overstay", language, hours=params["hours"], rate=_money(params, "rate_sen")
    ),
    LineKind.SETTLED: lambda params, language: translate("quote.settled", language),
}
