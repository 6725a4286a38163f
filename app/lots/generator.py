"""A first floor without drawing: rows of spots on both sides of lanes, a lift, an entrance and an exit."""

from __future__ import annotations

from collections.abc import Mapping
from string import ascii_uppercase

from app.core.i18n import DEFAULT_LANGUAGE, translate
from app.lots.drawing import LandmarkKind
from app.lots.models import SpaceType
from app.lots.rules import FloorPlan
from app.lots.sketch import KERB, LANE, FloorSketch, row_length

MOST_ROWS = 24
MOST_COLUMNS = 60

_LETTERS = {
    SpaceType.STANDARD: "s",
    SpaceType.EV: "e",
    SpaceType.VIP: "v",
    SpaceType.OKU: "o",
    SpaceType.MOTORCYCLE: "m",
}
# Those who walk worst stand next to the lift.
_NEAREST_FIRST = (SpaceType.OKU, SpaceType.VIP, SpaceType.EV, SpaceType.MOTORCYCLE)
_LEFT = 400  # the middle of the lane on the left
_FIRST_SPOT = 735
_FROM_LANE = 570  # from the middle of a lane to that of a row
_LANES_APART = 1690
_BELOW = 1200  # under the last lane: a row, and the lift beside it


def sketch_floor(
    rows: int, columns: int, types: Mapping[SpaceType, int], language: str = DEFAULT_LANGUAGE
) -> FloorPlan:
    """`rows` of `columns` spots, labelled A1, A2, …; of each of `types` so many, all others standard.

    Special spots come next to the lift, which is by the beginning of the last row. What is written on the
    floor is in `language`.
    """
    kinds = _kinds(rows, columns, types)
    lanes = [970 + _LANES_APART * number for number in range(-(-rows // 2))]
    right = _FIRST_SPOT + max(map(row_length, kinds)) + KERB + LANE // 2
    floor = FloorSketch(right + _LEFT, lanes[-1] + _BELOW)
    for y in lanes:
        floor.lane((_LEFT, y), (right, y), one_way=False)
    if len(lanes) > 1:
        floor.lane((_LEFT, lanes[0]), (_LEFT, lanes[-1]), one_way=False)
        floor.lane((right, lanes[0]), (right, lanes[-1]), one_way=False)
    for number, letters in enumerate(kinds):
        aside = -_FROM_LANE if number % 2 == 0 else _FROM_LANE
        floor.row(ascii_uppercase[number], _FIRST_SPOT, lanes[number // 2] + aside, letters)
    floor.landmark(
        LandmarkKind.LIFT, translate("landmarks.lift", language, number=1), _LEFT, lanes[-1] + _FROM_LANE
    )
    floor.landmark(LandmarkKind.ENTRANCE, translate("landmarks.entrance", language), right, lanes[0])
    floor.landmark(LandmarkKind.EXIT, translate("landmarks.exit", language), right, lanes[-1] + LANE // 4)
    return floor.plan()


def _kinds(rows: int, columns: int, types: Mapping[SpaceType, int]) -> list[str]:
    """A letter for each spot of each row, as `FloorSketch.row` takes them."""
    wanted = [kind for kind in _NEAREST_FIRST for _ in range(types.get(kind, 0))]
    letters = [["s"] * columns for _ in range(rows)]
    by_the_lift = ((row, column) for column in range(columns) for row in reversed(range(rows)))
    for (row, column), kind in zip(by_the_lift, wanted, strict=False):
        letters[row][column] = _LETTERS[kind]
    return ["".join(row) for row in letters]
