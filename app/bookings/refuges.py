"""Where bookings would go, one after another, before any of them is moved."""

from __future__ import annotations

from collections.abc import Collection

from app.bookings.queries import NearestSpace, list_substitutes
from app.core.period import Period


class ForeseenMoves:
    """Tells each booking the spot that moving them in this order would give it, as things stand.

    `not_to`: spots that are no refuge. What one is told no other is told for the same hours.
    """

    def __init__(self, not_to: Collection[int]) -> None:
        self._not_to = frozenset(not_to)
        self._given: list[tuple[int, Period]] = []

    async def next_of(self, space_id: int, period: Period) -> NearestSpace | None:
        """The refuge of the next booking, which has this spot for that time; None when there is none."""
        gone = {id_ for id_, taken in self._given if taken.overlaps(period)}
        refuges = await list_substitutes(space_id, period, limit=1, not_to=self._not_to | gone)
        if not refuges:
            return None
        self._given.append((refuges[0].space_id, period))
        return refuges[0]
