"""What can go wrong with lots, floors and spots."""

from __future__ import annotations

from collections.abc import Sequence

from app.core.errors import DomainError, NotFound


class LotNotFound(NotFound):
    """No lot has this slug."""

    code = "lot_not_found"


class AreaNotFound(NotFound):
    """No floor has this id."""

    code = "area_not_found"


class SpaceNotFound(NotFound):
    """No spot has this id, or it has been retired."""

    code = "space_not_found"


class MapNotSound(DomainError):
    """Spots lie over one another, over a lane or a wall, or outside the floor; the extras list `faults`."""

    code = "map_not_sound"
    status = 422

    def __init__(self, faults: Sequence[str]) -> None:
        super().__init__(extras={"faults": list(faults)}, fault=faults[0], count=len(faults))
        self.faults = faults
