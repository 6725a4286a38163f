"""Drawing floors by rows, lanes and walls. Centimetres; x to the right, y down."""

from __future__ import annotations

from math import cos, radians

from app.lots.drawing import Drawing, Landmark, LandmarkKind, Lane, Point, Wall
from app.lots.models import SpaceType
from app.lots.rules import FloorPlan, SpacePlan

LANE = 600
KERB = 20  # between a spot and its neighbour, and between a spot and its lane

_KINDS = {
    "s": SpaceType.STANDARD,
    "e": SpaceType.EV,
    "v": SpaceType.VIP,
    "o": SpaceType.OKU,
    "m": SpaceType.MOTORCYCLE,
}
_WIDTHS = {SpaceType.OKU: 350, SpaceType.MOTORCYCLE: 100}
_LENGTHS = {SpaceType.MOTORCYCLE: 200}
_WIDTH, _LENGTH = 250, 500
_LEFT_OUT = "-"  # one place without a spot


def row_length(kinds: str) -> int:
    """How long a row is that does not lean, its letters as in `FloorSketch.row`."""
    return sum(_WIDTHS.get(_KINDS[letter], _WIDTH) + KERB for letter in kinds)


class FloorSketch:
    """Collects what is drawn; `plan` is the floor."""

    def __init__(self, width: int, height: int, *outline: Point) -> None:
        """Without an outline the floor is a rectangle, a little smaller than the paper."""
        self._size = width, height
        edge = 60
        self._outline = outline or (
            (edge, edge),
            (width - edge, edge),
            (width - edge, height - edge),
            (edge, height - edge),
        )
        self._spaces: list[SpacePlan] = []
        self._walls: list[Wall] = []
        self._lanes: list[Lane] = []
        self._landmarks: list[Landmark] = []

    def row(self, letter: str, x: int, y: int, kinds: str, *, lean: int = 0) -> None:
        """Spots side by side from `x` to the right, their middles on `y`: a letter each (`s` standard,
        `e` EV, `v` VIP, `o` OKU, `m` motorcycle), `-` for a place left out. They lean by `lean` degrees."""
        for number, (kind, along) in enumerate(self._places(kinds, lean), 1):
            self._put(f"{letter}{number}", kind, (x + along, y), lean)

    def column(self, letter: str, x: int, y: int, kinds: str) -> None:
        """As `row`, from `y` down: the spots lie on their sides, their middles on `x`."""
        for number, (kind, along) in enumerate(self._places(kinds, 0), 1):
            self._put(f"{letter}{number}", kind, (x, y + along), 90)

    def lane(self, *points: Point, width: int = LANE, one_way: bool = True) -> None:
        self._lanes.append(Lane(points=points, width=width, one_way=one_way))

    def wall(self, *points: Point, thickness: int = 20) -> None:
        self._walls.append(Wall(points=points, thickness=thickness))

    def landmark(self, kind: LandmarkKind, label: str, x: int, y: int) -> None:
        id_ = f"{kind.value}-{sum(it.kind is kind for it in self._landmarks) + 1}"
        self._landmarks.append(Landmark(id=id_, kind=kind, label=label, x=x, y=y))

    def plan(self) -> FloorPlan:
        width, height = self._size
        drawing = Drawing(
            outline=self._outline,
            walls=tuple(self._walls),
            lanes=tuple(self._lanes),
            landmarks=tuple(self._landmarks),
        )
        return FloorPlan(width, height, drawing, tuple(self._spaces))

    def _places(self, kinds: str, lean: int) -> list[tuple[SpaceType, float]]:
        """Each spot of a row, and how far along the row its middle is."""
        places: list[tuple[SpaceType, float]] = []
        reached = 0.0
        for letter in kinds:
            kind = _KINDS.get(letter)
            pitch = (_WIDTHS.get(kind, _WIDTH) if kind else _WIDTH) + KERB
            pitch_along = pitch / cos(radians(lean))
            if letter != _LEFT_OUT:
                places.append((_KINDS[letter], reached + (pitch_along - KERB) / 2))
            reached += pitch_along
        return places

    def _put(self, label: str, kind: SpaceType, middle: tuple[float, float], rotation: int) -> None:
        width, height = _WIDTHS.get(kind, _WIDTH), _LENGTHS.get(kind, _LENGTH)
        x, y = round(middle[0] - width / 2), round(middle[1] - height / 2)
        self._spaces.append(SpacePlan(label, kind, x, y, width, height, rotation))
