"""Money: whole sen, one currency, one way of rounding."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

CURRENCY = "MYR"


@dataclass(frozen=True, order=True, slots=True)
class Money:
    """An amount in sen (one hundredth of a ringgit). May be negative (a discount, a ledger entry)."""

    sen: int

    def __post_init__(self) -> None:
        if type(self.sen) is not int:
            raise TypeError(f"Money holds whole sen, not {type(self.sen).__name__}")

    def __add__(self, other: Money) -> Money:
        return Money(self.sen + other.sen)

    def __sub__(self, other: Money) -> Money:
        return Money(self.sen - other.sen)

    def __neg__(self) -> Money:
        return Money(-self.sen)

    def __bool__(self) -> bool:
        return self.sen != 0

    def times(self, count: int) -> Money:
        """This amount `count` times over; exact."""
        return Money(self.sen * count)

    def prorate(self, numerator: int, denominator: int) -> Money:
        """The share `numerator / denominator` of this amount, rounded half to even.

        The only place where money is rounded. Raises ZeroDivisionError for a zero denominator.
        """
        return Money(round(Fraction(self.sen * numerator, denominator)))

    @property
    def decimal(self) -> str:
        """`-1234.50`: ringgit and sen as programs read them."""
        ringgit, sen = divmod(abs(self.sen), 100)
        return f"{'-' if self.sen < 0 else ''}{ringgit}.{sen:02d}"

    def __str__(self) -> str:
        sign = "-" if self.sen < 0 else ""
        ringgit, sen = divmod(abs(self.sen), 100)
        return f"{sign}RM {ringgit:,}.{sen:02d}"


ZERO = Money(0)


def total(amounts: Iterable[Money]) -> Money:
    """The sum of `amounts`; zero for none."""
    return Money(sum(amount.sen for amount in amounts))
