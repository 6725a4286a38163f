"""Money: whole sen, exact sums, one way of rounding."""

from __future__ import annotations

from decimal import ROUND_HALF_EVEN, Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.money import ZERO, Money, total

sens = st.integers(-(10**16), 10**16)
amounts = st.builds(Money, sens)
counts = st.integers(-1000, 1000)
parts = st.integers(1, 10_000)


@given(amounts, amounts, amounts)
def test_sums_and_differences_are_exact(a: Money, b: Money, c: Money) -> None:
    assert a + b == b + a
    assert (a + b) + c == a + (b + c)
    assert (a + b) - b == a
    assert a + -a == ZERO
    assert (a - b).sen == a.sen - b.sen


@given(amounts, counts)
def test_so_many_times_an_amount_is_exact(amount: Money, count: int) -> None:
    assert amount.times(count).sen == amount.sen * count


@given(st.lists(amounts))
def test_a_total_is_the_sum_of_its_amounts(several: list[Money]) -> None:
    assert total(several).sen == sum(amount.sen for amount in several)


@given(amounts, amounts)
def test_amounts_are_ordered_as_their_sen(a: Money, b: Money) -> None:
    assert (a < b) == (a.sen < b.sen)
    assert (a <= b) == (a.sen <= b.sen)
    assert max(a, b).sen == max(a.sen, b.sen)


@pytest.mark.parametrize(
    ("sen", "numerator", "denominator", "share"),
    [
        (1, 1, 2, 0),
        (3, 1, 2, 2),
        (5, 1, 2, 2),
        (7, 1, 2, 4),
        (-1, 1, 2, 0),
        (-3, 1, 2, -2),
        (-5, 1, 2, -2),
        (1272, 6, 106, 72),
        (100, 1, 3, 33),
        (200, 1, 3, 67),
        (25, 50, 100, 12),
        (75, 50, 100, 38),
        (999, -1, 2, -500),
    ],
)
def test_a_share_is_rounded_half_to_even(sen: int, numerator: int, denominator: int, share: int) -> None:
    assert Money(sen).prorate(numerator, denominator) == Money(share)


@given(sens, st.integers(-10_000, 10_000), parts)
def test_a_share_is_what_decimal_arithmetic_says(sen: int, numerator: int, denominator: int) -> None:
    exact = Fraction(sen * numerator, denominator)
    scaled = Decimal(exact.numerator * 10**9 // exact.denominator) / 10**9
    is_exact_half = exact.denominator == 2
    expected = (Decimal(exact.numerator) / 2 if is_exact_half else scaled).quantize(
        Decimal(1), rounding=ROUND_HALF_EVEN
    )

    assert Money(sen).prorate(numerator, denominator).sen == int(expected)


@given(amounts, parts, parts)
def test_a_share_is_never_more_than_half_a_sen_away(amount: Money, numerator: int, denominator: int) -> None:
    exact = Fraction(amount.sen * numerator, denominator)

    assert abs(amount.prorate(numerator, denominator).sen - exact) <= Fraction(1, 2)


@given(amounts, parts)
def test_the_whole_is_a_share_without_loss_and_its_negative_a_mirror(amount: Money, part: int) -> None:
    assert amount.prorate(part, part) == amount
    assert amount.prorate(0, part) == ZERO
    assert (-amount).prorate(1, part) == -amount.prorate(1, part)


def test_a_share_of_nothing_is_a_mistake() -> None:
    with pytest.raises(ZeroDivisionError):
        Money(100).prorate(1, 0)


@pytest.mark.parametrize("not_sen", [1.0, "1", True, None, Decimal(1)])
def test_only_whole_sen_make_money(not_sen: object) -> None:
    with pytest.raises(TypeError, match="whole sen"):
        Money(not_sen)  # type: ignore[arg-type]


def test_only_nothing_is_false() -> None:
    assert not ZERO
    assert Money(1)
    assert Money(-1)


@pytest.mark.parametrize(
    ("sen", "text"),
    [
        (0, "RM 0.00"),
        (5, "RM 0.05"),
        (1272, "RM 12.72"),
        (-1250, "-RM 12.50"),
        (-5, "-RM 0.05"),
        (123_456_789, "RM 1,234,567.89"),
    ],
)
def test_an_amount_is_written_in_ringgit(sen: int, text: str) -> None:
    assert str(Money(sen)) == text
