"""What is true of every price, whatever the tariff."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from fractions import Fraction
from zoneinfo import ZoneInfo

from hypothesis import assume, given
from hypothesis import strategies as st

from app.core.money import ZERO, Money, total
from app.core.period import Period
from app.pricing.lines import LineKind, QuoteLine
from app.pricing.rules import (
    PAYMENT_MINIMUM,
    Discount,
    Quote,
    ServiceTax,
    Tariff,
    make_quote,
)
from tests.properties.pricing_strategies import (
    discounts,
    durations,
    periods,
    rates,
    space_types,
    starts,
    tariffs,
    taxes,
    zones,
)

NO_TAX = ServiceTax(0, included=False)


@st.composite
def quotes(draw: st.DrawFn) -> Quote:
    return make_quote(
        draw(tariffs()),
        draw(periods()),
        zone=draw(zones),
        space_type=draw(space_types),
        tax=draw(taxes),
        discount=draw(st.none() | discounts),
    )


@given(quotes())
def test_the_lines_sum_to_the_price(quoted: Quote) -> None:
    assert total(line.amount for line in quoted.lines) == quoted.amount


@given(quotes())
def test_a_price_is_nothing_or_at_least_what_the_bank_transfers(quoted: Quote) -> None:
    assert quoted.amount == ZERO or quoted.amount >= PAYMENT_MINIMUM


@given(quotes())
def test_the_tax_is_a_part_of_the_price(quoted: Quote) -> None:
    assert ZERO <= quoted.tax <= quoted.amount


@given(quotes())
def test_only_parking_lines_may_say_nothing(quoted: Quote) -> None:
    """A free hour is worth telling; a discount or tax of nothing is not."""
    silent = {line.kind for line in quoted.lines if not line.amount}

    assert silent <= {LineKind.PARKING}


@given(quotes(), st.sampled_from(["en", "ms"]))
def test_a_stored_line_reads_as_it_did(quoted: Quote, language: str) -> None:
    again = [QuoteLine.from_json(line.to_json()) for line in quoted.lines]

    assert again == list(quoted.lines)
    assert [line.label(language) for line in again] == [line.label(language) for line in quoted.lines]


@given(tariffs(one_band=True), starts, durations, durations, zones, space_types, taxes, st.none() | discounts)
def test_a_longer_stay_never_costs_less_under_one_rate(
    tariff: Tariff,
    starts_at: datetime,
    lasting: timedelta,
    more: timedelta,
    zone: ZoneInfo,
    space_type: str,
    tax: ServiceTax,
    discount: Discount | None,
) -> None:
    def price(ends_at: datetime) -> Money:
        period = Period(starts_at, ends_at)
        return make_quote(tariff, period, zone=zone, space_type=space_type, tax=tax, discount=discount).amount

    assert price(starts_at + lasting) <= price(starts_at + lasting + more)


@given(tariffs(), periods(), zones, space_types, rates)
def test_no_day_costs_more_than_the_cap(
    tariff: Tariff, period: Period, zone: ZoneInfo, space_type: str, cap: Money
) -> None:
    capped = replace(tariff, minimum=ZERO, daily_cap=cap)
    first, last = (moment.astimezone(zone).date() for moment in (period.starts_at, period.ends_at))
    days = (last - first).days + 1

    quoted = make_quote(capped, period, zone=zone, space_type=space_type, tax=NO_TAX)

    assert quoted.amount <= max(cap.times(days), PAYMENT_MINIMUM)


@given(tariffs(), periods(), zones, space_types)
def test_a_stay_costs_the_minimum_at_the_least(
    tariff: Tariff, period: Period, zone: ZoneInfo, space_type: str
) -> None:
    quoted = make_quote(tariff, period, zone=zone, space_type=space_type, tax=NO_TAX)

    assert quoted.amount >= tariff.minimum


@given(tariffs(), periods(), zones, space_types, taxes, discounts)
def test_a_promo_code_never_makes_it_dearer(
    tariff: Tariff, period: Period, zone: ZoneInfo, space_type: str, tax: ServiceTax, discount: Discount
) -> None:
    with_code, without = (
        make_quote(tariff, period, zone=zone, space_type=space_type, tax=tax, discount=promo)
        for promo in (discount, None)
    )

    assert with_code.amount <= without.amount


@given(tariffs(), periods(), zones, space_types, st.integers(0, 3_000))
def test_tax_added_and_tax_included_agree_to_a_sen(
    tariff: Tariff, period: Period, zone: ZoneInfo, space_type: str, basis_points: int
) -> None:
    """The tax that is found inside a price is the tax that was added to make it."""
    added = make_quote(
        tariff, period, zone=zone, space_type=space_type, tax=ServiceTax(basis_points, included=False)
    )

    within = ServiceTax(basis_points, included=True).within(added.amount)

    assert abs(within.sen - added.tax.sen) <= 1


@given(tariffs(), periods(), zones, space_types, st.integers(0, 3_000))
def test_included_tax_leaves_the_price_as_it_is(
    tariff: Tariff, period: Period, zone: ZoneInfo, space_type: str, basis_points: int
) -> None:
    taxed, untaxed = (
        make_quote(tariff, period, zone=zone, space_type=space_type, tax=ServiceTax(points, included=True))
        for points in (basis_points, 0)
    )

    assert taxed.lines == untaxed.lines


@given(
    rate=st.integers(1, 10**9),
    hours=st.integers(1, 96),
    percent=st.integers(1, 400),
    basis_points=st.integers(0, 3_000),
    starts_at=starts,
)
def test_large_money_is_exact(
    rate: int, hours: int, percent: int, basis_points: int, starts_at: datetime
) -> None:
    """To the half sen that the tax may round, and what half a sen for each day's multiplier makes of it."""
    tariff = Tariff(step_minutes=60, rate=Money(rate), multipliers={"ev": percent})
    period = Period(starts_at, starts_at + timedelta(hours=hours))
    exact = Fraction(rate * hours * percent, 100) * Fraction(10_000 + basis_points, 10_000)
    assume(exact >= 101)

    quoted = make_quote(
        tariff,
        period,
        zone=ZoneInfo("Asia/Kuala_Lumpur"),
        space_type="ev",
        tax=ServiceTax(basis_points, included=False),
    )

    days = hours // 24 + 2
    assert abs(quoted.amount.sen - exact) <= Fraction(1, 2) + Fraction(days, 2) * Fraction(13_000, 10_000)
