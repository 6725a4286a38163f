"""When the people of the demo come to park, and for how long: a mall, an office tower and a market differ."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain


@dataclass(frozen=True, slots=True)
class Habits:
    """`visits`: for a spot and a day, Monday first. `arrivals`: how much each of the day's 24 hours is liked.

    `stays`: hours to stay, each as often as it is liked. The working days and the weekend have their own.
    """

    visits: tuple[float, ...]
    arrivals: tuple[int, ...]
    weekend_arrivals: tuple[int, ...]
    stays: tuple[int, ...]
    weekend_stays: tuple[int, ...]

    def arrivals_on(self, weekday: int) -> tuple[int, ...]:
        return self.weekend_arrivals if weekday >= 5 else self.arrivals

    def stays_on(self, weekday: int) -> tuple[int, ...]:
        return self.weekend_stays if weekday >= 5 else self.stays


def _liked(**hours: int) -> tuple[int, ...]:
    """`h9=5`: five times as much as `h9=1`; hours that are left out are not liked at all."""
    return tuple(hours.get(f"h{hour}", 0) for hour in range(24))


def _often(*pairs: tuple[int, int]) -> tuple[int, ...]:
    """Hours and how often they are wished."""
    return tuple(chain.from_iterable([hours] * times for hours, times in pairs))


SHOPPERS = Habits(
    visits=(1.2, 1.2, 1.3, 1.4, 1.8, 2.3, 2.1),
    arrivals=_liked(
        **{f"h{hour}": 1 for hour in (8, 9, 22)},
        **{f"h{hour}": 4 for hour in (10, 14, 15, 16, 21)},
        **{f"h{hour}": 7 for hour in (11, 17, 20)},
        **{f"h{hour}": 10 for hour in (12, 13, 18, 19)},
    ),
    weekend_arrivals=_liked(
        h9=2, h10=6, h11=10, h12=11, h13=10, h14=10, h15=9, h16=8, h17=8, h18=9, h19=9, h20=5, h21=2
    ),
    stays=_often((1, 4), (2, 7), (3, 5), (4, 2), (6, 1)),
    weekend_stays=_often((2, 4), (3, 7), (4, 5), (5, 2), (6, 1)),
)
OFFICE = Habits(
    visits=(0.8, 0.86, 0.88, 0.85, 0.68, 0.12, 0.07),
    arrivals=_liked(h7=9, h8=20, h9=12, h10=4, h11=3, h12=2, h13=4, h14=4, h15=3, h16=1, h18=1),
    weekend_arrivals=_liked(h9=4, h10=6, h11=4, h13=3, h14=2),
    stays=_often((2, 3), (3, 2), (4, 1), (8, 2), (9, 9), (10, 5), (11, 1)),
    weekend_stays=_often((2, 2), (3, 3), (4, 3), (6, 1)),
)
MARKET = Habits(
    visits=(1.8, 1.7, 1.9, 2.0, 2.4, 3.3, 3.6),
    arrivals=_liked(h7=8, h8=12, h9=11, h10=8, h11=6, h12=8, h13=5, h15=3, h16=4, h17=6, h18=7, h19=5, h20=2),
    weekend_arrivals=_liked(h7=14, h8=18, h9=16, h10=12, h11=8, h12=6, h14=3, h16=4, h17=6, h18=7, h19=4),
    stays=_often((1, 9), (2, 6), (3, 2)),
    weekend_stays=_often((1, 5), (2, 7), (3, 4), (4, 1)),
)
