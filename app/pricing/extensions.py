"""The price of staying longer: what the whole stay costs, less what the stay so far does. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from app.core.money import ZERO, Money, total
from app.core.period import Period
from app.pricing.lines import LineKind, Param, QuoteLine
from app.pricing.rules import PAYMENT_MINIMUM, Quote, ServiceTax, Tariff, make_quote

_MINIMA = (LineKind.MINIMUM, LineKind.PAYMENT_MINIMUM)


def quote_longer_stay(
    tariff: Tariff, stay: Period, ends_at: datetime, *, zone: ZoneInfo, space_type: str, tax: ServiceTax
) -> Quote:
    """The price of going on after `stay` until `ends_at`: caps hold for the whole, no step is paid twice.

    Both are priced without a promo code. Never negative; a price above zero is at least `PAYMENT_MINIMUM`.
    """
    so_far, whole = (
        make_quote(tariff, Period(stay.starts_at, end), zone=zone, space_type=space_type, tax=tax)
        for end in (stay.ends_at, ends_at)
    )
    lines = _difference(so_far.lines, whole.lines)
    amount, tax_of_it = whole.amount - so_far.amount, whole.tax - so_far.tax
    if ZERO < amount < PAYMENT_MINIMUM:
        missing = PAYMENT_MINIMUM - amount
        tax_of_missing = tax.within(missing)
        lines = _raised(lines, missing, tax_of_missing, tax)
        amount, tax_of_it = PAYMENT_MINIMUM, tax_of_it + tax_of_missing
    return Quote(amount, tax_of_it, tax.included, tuple(lines))


def _difference(so_far: Sequence[QuoteLine], whole: Sequence[QuoteLine]) -> list[QuoteLine]:
    """What the lines of the `whole` have more than those `so_far`; they sum to the difference of the sums."""
    lines = _more_parking(so_far, whole)
    for kind in (LineKind.MULTIPLIER, LineKind.DAILY_CAP):
        lines += _more_of(kind, so_far, whole)
    lines += _minimum_counted(so_far, whole)
    return lines + _more_of(LineKind.TAX, so_far, whole)


def _more_parking(so_far: Sequence[QuoteLine], whole: Sequence[QuoteLine]) -> list[QuoteLine]:
    """The steps that come on top, for each band and rate. The steps of a stay begin those of a longer one."""
    counted = {_rate_of(line): line for line in so_far if line.kind is LineKind.PARKING}
    lines = []
    for line in whole:
        if line.kind is not LineKind.PARKING:
            continue
        known = counted.get(_rate_of(line))
        steps = int(line.params["steps"]) - (int(known.params["steps"]) if known else 0)
        if steps:
            amount = line.amount - known.amount if known else line.amount
            lines.append(QuoteLine(LineKind.PARKING, {**line.params, "steps": steps}, amount))
    return lines


def _rate_of(line: QuoteLine) -> tuple[Param | None, Param]:
    return line.params.get("band"), line.params["rate_sen"]


def _more_of(kind: LineKind, so_far: Sequence[QuoteLine], whole: Sequence[QuoteLine]) -> list[QuoteLine]:
    difference = _sum_of(whole, kind) - _sum_of(so_far, kind)
    params = next((line.params for line in whole if line.kind is kind), {})
    return [QuoteLine(kind, params, difference)] if difference else []


def _minimum_counted(so_far: Sequence[QuoteLine], whole: Sequence[QuoteLine]) -> list[QuoteLine]:
    """A minimum that the stay so far was raised to counts towards the longer one."""
    difference = _sum_of(whole, *_MINIMA) - _sum_of(so_far, *_MINIMA)
    if difference < ZERO:
        return [QuoteLine(LineKind.MINIMUM_COUNTED, {}, difference)]
    params: dict[str, Param] = {"minimum_sen": PAYMENT_MINIMUM.sen}
    return [QuoteLine(LineKind.PAYMENT_MINIMUM, params, difference)] if difference else []


def _raised(
    lines: Sequence[QuoteLine], missing: Money, tax_of_missing: Money, tax: ServiceTax
) -> list[QuoteLine]:
    """Added tax has its own line, which then holds the tax of what is missing as well."""
    added = ZERO if tax.included else tax_of_missing
    raised = [line for line in lines if line.kind is not LineKind.TAX]
    raised.append(QuoteLine(LineKind.PAYMENT_MINIMUM, {"minimum_sen": PAYMENT_MINIMUM.sen}, missing - added))
    if tax_line := _sum_of(lines, LineKind.TAX) + added:
        raised.append(QuoteLine(LineKind.TAX, {"basis_points": tax.basis_points}, tax_line))
    return raised


def _sum_of(lines: Sequence[QuoteLine], *kinds: LineKind) -> Money:
    return total(line.amount for line in lines if line.kind in kinds)
