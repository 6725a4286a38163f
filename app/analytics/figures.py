"""What sales come to: the figures of revenue, and how they add up. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, fields
from datetime import date
from typing import TypeVar

from app.core.money import ZERO, Money

K = TypeVar("K")


@dataclass(frozen=True, slots=True)
class Figures:
    """Money of sales. `gross` was sold, with tax; `refunds` is what is given back of it, with tax.

    `tax`: the service tax in what remains. `fees`: what the gateway kept of what it paid out. All of them are
    sums of ledger entries, by the day on which they were booked: a refund counts on its own day.
    """

    gross: Money = ZERO
    refunds: Money = ZERO
    tax: Money = ZERO
    fees: Money = ZERO

    @property
    def net(self) -> Money:
        """What remains of the sales without tax: the ledger's revenue."""
        return self.gross - self.refunds - self.tax

    @property
    def net_of_fees(self) -> Money:
        return self.net - self.fees

    def __add__(self, other: Figures) -> Figures:
        return Figures(*(getattr(self, each.name) + getattr(other, each.name) for each in fields(self)))


NOTHING = Figures()


@dataclass(frozen=True, slots=True)
class Cell:
    """The figures of one day of one lot for one type of spot, one channel and one thing sold.

    `space_type`, `channel` and `sold` are None for what was booked without a charge. `sold`: a charge's
    purpose. `channel`: where the booking was made; `counter` for what was paid there on top of it.
    """

    day: date
    lot_id: int
    space_type: str | None
    channel: str | None
    sold: str | None
    figures: Figures


def add_up(cells: Iterable[Cell]) -> Figures:
    return sum((cell.figures for cell in cells), NOTHING)


def add_up_by(cells: Iterable[Cell], key: Callable[[Cell], K]) -> dict[K, Figures]:
    """The figures by what `key` says of a cell, in the order in which it is first met."""
    sums: dict[K, Figures] = {}
    for cell in cells:
        name = key(cell)
        sums[name] = sums.get(name, NOTHING) + cell.figures
    return sums
