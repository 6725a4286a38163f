"""The price of an overstay: never negative, never falling, capped, and no hour paid twice."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from app.core.money import ZERO, Money, total
from app.core.period import Period
from app.pricing.overstays import OverstayRule, Settled, quote_overstay
from app.pricing.rules import PAYMENT_MINIMUM, ServiceTax

_END = datetime(2026, 11, 26, 4, 0, tzinfo=UTC)

_rules = st.builds(
    OverstayRule,
    st.integers(0, 5_000).map(Money),
    st.none() | st.integers(0, 20_000).map(Money),
)
_taxes = st.builds(ServiceTax, st.sampled_from([0, 600, 850]), st.booleans())
_minutes = st.integers(1, 5 * 24 * 60)


def _late(minutes: int) -> Period:
    return Period(_END, _END + timedelta(minutes=minutes))


@given(_rules, _taxes, _minutes)
def test_the_lines_sum_to_the_amount(rule: OverstayRule, tax: ServiceTax, minutes: int) -> None:
    quote = quote_overstay(rule, _late(minutes), tax=tax)

    assert total(line.amount for line in quote.lines) == quote.amount >= ZERO
    assert ZERO <= quote.tax <= quote.amount
    assert quote.amount == ZERO or quote.amount >= PAYMENT_MINIMUM


@given(_rules, _taxes, _minutes, _minutes)
def test_who_stays_longer_never_pays_less(rule: OverstayRule, tax: ServiceTax, one: int, other: int) -> None:
    shorter, longer = sorted((one, other))

    assert (
        quote_overstay(rule, _late(shorter), tax=tax).amount
        <= quote_overstay(rule, _late(longer), tax=tax).amount
    )


@given(st.integers(100, 5_000).map(Money), st.integers(100, 20_000).map(Money), _minutes)
def test_no_day_costs_more_than_its_cap(hour: Money, cap: Money, minutes: int) -> None:
    quote = quote_overstay(OverstayRule(hour, cap), _late(minutes), tax=ServiceTax(0, included=False))
    days = -(-minutes // (24 * 60))

    assert quote.amount <= cap.times(days)


@given(_rules, _taxes, _minutes, _minutes)
def test_in_two_parts_it_costs_what_it_costs_in_one(
    rule: OverstayRule, tax: ServiceTax, one: int, other: int
) -> None:
    first, whole = sorted((one, other))
    paid = quote_overstay(rule, _late(first), tax=tax)
    rest = quote_overstay(rule, _late(whole), tax=tax, settled=Settled(paid.amount, paid.tax))
    at_once = quote_overstay(rule, _late(whole), tax=tax)

    assert total(line.amount for line in rest.lines) == rest.amount >= ZERO
    assert ZERO <= rest.tax <= rest.amount
    missing = at_once.amount - paid.amount
    assert rest.amount == missing or (ZERO < missing < PAYMENT_MINIMUM == rest.amount)
