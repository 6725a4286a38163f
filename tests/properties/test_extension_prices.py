"""What is true of the price of every longer stay, whatever the tariff."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from app.core.money import ZERO, Money, total
from app.core.period import Period
from app.pricing.extensions import quote_longer_stay
from app.pricing.lines import LineKind
from app.pricing.rules import PAYMENT_MINIMUM, Quote, ServiceTax, Tariff, make_quote
from tests.properties.pricing_strategies import durations, periods, space_types, tariffs, taxes, zones

KUALA_LUMPUR = ZoneInfo("Asia/Kuala_Lumpur")


@dataclass(frozen=True)
class Terms:
    tariff: Tariff
    zone: ZoneInfo
    space_type: str
    tax: ServiceTax

    def longer(self, stay: Period, ends_at: datetime) -> Quote:
        return quote_longer_stay(
            self.tariff, stay, ends_at, zone=self.zone, space_type=self.space_type, tax=self.tax
        )

    def whole(self, starts_at: datetime, ends_at: datetime) -> Quote:
        period = Period(starts_at, ends_at)
        return make_quote(self.tariff, period, zone=self.zone, space_type=self.space_type, tax=self.tax)


terms = st.builds(Terms, tariffs(), zones, space_types, taxes)


@given(terms, periods(), durations)
def test_the_lines_sum_to_the_price_and_can_be_said(terms: Terms, stay: Period, more: timedelta) -> None:
    quoted = terms.longer(stay, stay.ends_at + more)
    assert total(line.amount for line in quoted.lines) == quoted.amount
    assert all(line.label(language) for line in quoted.lines for language in ("en", "ms"))
    assert quoted.tax_included == terms.tax.included


@given(terms, periods(), durations)
def test_a_longer_stay_costs_nothing_or_at_least_what_the_bank_transfers(
    terms: Terms, stay: Period, more: timedelta
) -> None:
    quoted = terms.longer(stay, stay.ends_at + more)
    assert quoted.amount == ZERO or quoted.amount >= PAYMENT_MINIMUM
    assert ZERO <= quoted.tax <= quoted.amount


@given(terms, periods(), durations)
def test_with_what_was_paid_it_costs_what_the_whole_stay_does(
    terms: Terms, stay: Period, more: timedelta
) -> None:
    """To the sen, unless the difference is less than can be paid; the tax as well."""
    ends_at = stay.ends_at + more
    so_far, whole = terms.whole(stay.starts_at, stay.ends_at), terms.whole(stay.starts_at, ends_at)
    difference = whole.amount - so_far.amount
    quoted = terms.longer(stay, ends_at)
    assert difference >= ZERO
    if ZERO < difference < PAYMENT_MINIMUM:
        assert quoted.amount == PAYMENT_MINIMUM
    else:
        assert (quoted.amount, quoted.tax) == (difference, whole.tax - so_far.tax)


@given(terms, periods(), durations, durations)
def test_staying_still_longer_never_costs_less(
    terms: Terms, stay: Period, more: timedelta, still_more: timedelta
) -> None:
    first = stay.ends_at + more
    assert terms.longer(stay, first).amount <= terms.longer(stay, first + still_more).amount


@given(terms, periods(), durations, durations)
def test_two_steps_cost_what_one_does(
    terms: Terms, stay: Period, more: timedelta, still_more: timedelta
) -> None:
    """Only a step that is less than can be paid is raised, by less than that."""
    first = stay.ends_at + more
    last = first + still_more
    one = terms.longer(stay, last).amount
    steps = [terms.longer(stay, first), terms.longer(Period(stay.starts_at, first), last)]
    extra = total(step.amount for step in steps) - one
    assert ZERO <= extra < PAYMENT_MINIMUM.times(2)
    if all(step.amount > PAYMENT_MINIMUM or not step.amount for step in steps):
        assert extra == ZERO


@given(terms, periods(), durations)
def test_no_line_of_an_extension_takes_more_than_the_others_give(
    terms: Terms, stay: Period, more: timedelta
) -> None:
    """Only caps, minima that were paid and cheap types take off; parking and tax never do."""
    quoted = terms.longer(stay, stay.ends_at + more)
    takes = {line.kind for line in quoted.lines if line.amount < ZERO}
    assert takes <= {LineKind.DAILY_CAP, LineKind.MINIMUM_COUNTED, LineKind.MULTIPLIER}


def test_a_daily_cap_that_is_reached_makes_the_rest_of_the_day_free() -> None:
    tariff = Tariff(60, Money(400), daily_cap=Money(1_200))
    noon = datetime(2026, 11, 25, 12, tzinfo=KUALA_LUMPUR)
    terms = Terms(tariff, KUALA_LUMPUR, "standard", ServiceTax(600, included=False))
    stay = Period(noon, noon.replace(hour=15))
    assert terms.longer(stay, noon.replace(hour=20)).amount == ZERO


def test_an_extension_shows_the_hours_on_top_and_their_tax() -> None:
    terms = Terms(Tariff(60, Money(400)), KUALA_LUMPUR, "standard", ServiceTax(600, included=False))
    noon = datetime(2026, 11, 25, 12, tzinfo=KUALA_LUMPUR)
    quoted = terms.longer(Period(noon, noon.replace(hour=15)), noon.replace(hour=17))
    said = [(line.label("en"), line.amount.sen) for line in quoted.lines]
    assert said == [("2 h × RM 4.00", 800), ("Service tax 6 %", 48)]
