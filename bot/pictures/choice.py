"""The picture to choose from: what is free on a floor, and a page of spots with numbers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from itertools import combinations
from math import inf

from app.core.i18n import translate
from app.lots.geometry import Vector, centre, corners, distance
from app.lots.models import SpaceType
from bot.pictures.canvas import Canvas
from bot.pictures.floor import FloorView, SpotView, box_around, with_margin
from bot.pictures.frame import Frame, frame_floor, is_readable
from bot.pictures.ground import paint_ground, paint_landmarks
from bot.pictures.header import Header, Item, Overview
from bot.pictures.palette import LIGHT
from bot.pictures.pins import DIAMETER, paint_disc, paint_pins, pin_on, place_pins
from bot.pictures.signs import SPOT_SIGNS
from bot.pictures.spots import LOOK_OF, Body, Look, body_of, paint_spot, spot_units, spots_in

MOST = 12
"""Spots with a number on one picture."""

_MARGIN_CM = 600
_NEIGHBOURS_CM = 2500
_READABLE = 15 / 250  # units for a centimetre: an ordinary spot is then 15 wide
_CLOSEST = 44 / 250
_GAIN, _GAIN_IF_READABLE = 1.25, 1.6  # so much larger a part has to be, for the whole to be given up


def draw_choice(floor: FloorView, candidates: Sequence[int], *, language: str) -> bytes:
    """A PNG of the floor; of `candidates` (ids of a page, see `pages`) the first bears number 1.

    Of a floor too large for that, it shows the part around them. Raises KeyError for a spot not on the floor.
    """
    offered = [floor.spot(spot_id) for spot_id in candidates]
    frame = choice_frame(floor, offered)
    seen = spots_in(floor, frame)
    overview = None
    if frame.is_cropped:
        overview = Overview(floor, frame.seen, [centre(spot) for spot in offered], LIGHT["accent"])
    header = Header(floor, list(_legend(seen, bool(offered), language)), overview)
    high = round(header.units_high * frame.unit)
    frame = frame.below(high)

    canvas = Canvas(frame.width, frame.height + high, LIGHT["ground-1"])
    wide = spot_units(floor, frame)
    paint_ground(canvas, floor.drawing, frame, wide)
    ids = {spot.id for spot in offered}
    for spot in seen:
        look = Look.OFFERED if spot.id in ids else LOOK_OF[spot.state]
        paint_spot(canvas, body_of(spot, frame), look, frame.unit, spot.type, spot.label)
    paint_landmarks(canvas, floor.drawing, frame, wide)
    pins = [
        pin_on(body_of(spot, frame), number, spot.label, spot.type, frame.unit)
        for number, spot in enumerate(offered, 1)
    ]
    paint_pins(canvas, place_pins(pins, frame))
    header.paint(canvas, frame.unit)
    return canvas.png()


def pages(floor: FloorView, spots: Sequence[SpotView]) -> list[list[SpotView]]:
    """`spots`, in their order, by what one picture offers.

    On a floor that can't be read as a whole those of a page are neighbours, so that its picture can be read.
    """
    reach = inf if is_readable(floor.box, _READABLE) else _NEIGHBOURS_CM
    left, found = list(spots), []
    while left:
        near = [spot for spot in left if distance(centre(left[0]), centre(spot)) <= reach][:MOST]
        chosen = {spot.id for spot in near}
        left = [spot for spot in left if spot.id not in chosen]
        found.append(near)
    return found


def choice_frame(floor: FloorView, offered: Sequence[SpotView]) -> Frame:
    """The part of the floor that is shown, as if there were no header."""
    if not offered:
        return frame_floor(floor.box, floor.box, _READABLE, _GAIN)
    around = with_margin(box_around([at for spot in offered for at in corners(spot)]), _MARGIN_CM)
    gaps = [distance(centre(one), centre(other)) for one, other in combinations(offered, 2)]
    apart = DIAMETER / max(1.0, min(gaps)) if gaps else 0
    gain = _GAIN_IF_READABLE if is_readable(floor.box, _READABLE) else _GAIN
    return frame_floor(floor.box, around, min(_CLOSEST, max(_READABLE, apart)), gain)


def _legend(seen: Sequence[SpotView], has_offers: bool, language: str) -> Iterator[Item]:
    """What can be seen: states first, then the kinds of spots."""
    states, types = {spot.state for spot in seen}, {spot.type for spot in seen}
    if has_offers:
        yield Item(translate("telegram.picture.choose", language), _paint_number)
    for state, look in LOOK_OF.items():
        if state in states:
            yield Item(translate(f"telegram.picture.{look}", language), partial(_paint_state, look))
    for type_ in SPOT_SIGNS:
        if type_ in types:
            yield Item(translate(f"space_types.{type_}", language), partial(_paint_type, type_))


def _paint_number(canvas: Canvas, middle: Vector, unit: float) -> None:
    paint_disc(canvas, middle, "1", unit, diameter=12)


def _paint_state(look: Look, canvas: Canvas, middle: Vector, unit: float) -> None:
    paint_spot(canvas, Body(middle, 8 * unit, 12 * unit, 0), look, unit, SpaceType.STANDARD)


def _paint_type(type_: SpaceType, canvas: Canvas, middle: Vector, unit: float) -> None:
    canvas.sign(SPOT_SIGNS[type_], middle, 9.5 * unit, LIGHT["ink-2"])
