"""Floors to be drawn, and pictures to be looked at."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from io import BytesIO

from PIL import Image

from app.lots.drawing import Drawing, LandmarkKind
from app.lots.models import SpaceType
from app.lots.rules import FloorPlan
from app.lots.sketch import FloorSketch
from app.realtime.live import SpaceState
from bot.pictures.floor import Box, FloorView, SpotView
from bot.pictures.frame import Frame
from bot.pictures.palette import Colour
from bot.pictures.spots import body_of


def view_of(plan: FloorPlan, states: Mapping[str, SpaceState] | None = None) -> FloorView:
    """The plan as a floor to be drawn; spots are free but for `states` by label. Ids count from 1."""
    spots = tuple(
        SpotView(
            id=number,
            label=space.label,
            type=space.type,
            x=space.x,
            y=space.y,
            width=space.width,
            height=space.height,
            rotation=space.rotation,
            state=(states or {}).get(space.label, SpaceState.FREE),
        )
        for number, space in enumerate(plan.spaces, 1)
    )
    return FloorView("Plaza Ujian", "Basement 1", plan.width, plan.height, plan.drawing, spots)


def small_floor(states: Mapping[str, SpaceState] | None = None) -> FloorView:
    """Two rows of eight along one lane, A above and B below, with a lift at the right."""
    floor = FloorSketch(3400, 2300)
    floor.lane((360, 1150), (2900, 1150), one_way=False)
    floor.row("A", 735, 580, "ssssssss")
    floor.row("B", 735, 1720, "eessssvv")
    floor.landmark(LandmarkKind.LIFT, "Lift 1", 3150, 1150)
    return view_of(floor.plan(), states)


def vast_field() -> FloorView:
    """A kilometre of ground with 2,000 spots in ten rows, and a lift near either end."""
    floor = FloorSketch(100_000, 20_000)
    for row in range(10):
        floor.lane((600, 1500 + row * 1800), (99_400, 1500 + row * 1800))
        floor.row("ABCDEFGHIJ"[row], 1200, 930 + row * 1800, "s" * 100 + "-" * 150 + "s" * 100)
    floor.lane((600, 1500), (600, 17_700))
    floor.landmark(LandmarkKind.LIFT, "West", 10_000, 300)
    floor.landmark(LandmarkKind.LIFT, "East", 90_000, 300)
    return view_of(floor.plan())


def one_spot(width: int, height: int, rotation: int = 0) -> FloorView:
    """A floor of 9 by 9 metres with nothing on it but a spot."""
    drawing = Drawing(outline=((0, 0), (900, 0), (900, 900), (0, 900)))
    spot = SpotView(1, "A1", SpaceType.STANDARD, 300, 300, width, height, rotation, SpaceState.FREE)
    return FloorView("Plaza Ujian", "Deck", 900, 900, drawing, (spot,))


def opened(png: bytes) -> Image.Image:
    assert png.startswith(b"\x89PNG")
    return Image.open(BytesIO(png)).convert("RGB")


def laid_over(image: Image.Image, frame: Frame) -> Frame:
    """The frame where it is in the picture: what is above it is the header."""
    assert image.width == frame.width
    return replace(frame, y=image.height - frame.height)


def pixels_of(image: Image.Image, box: Box | None = None) -> list[Colour]:
    part = image.crop((round(box[0]), round(box[1]), round(box[2]), round(box[3]))) if box else image
    data = part.tobytes()
    return list(zip(data[::3], data[1::3], data[2::3], strict=True))


def share_of(image: Image.Image, frame: Frame, spot: SpotView, colour: Colour) -> float:
    """How much of an upright or lying spot, 0 to 1, has exactly this colour."""
    body = body_of(spot, frame)
    (x, y), w, h = body.middle, body.width / 2, body.height / 2
    pixels = pixels_of(image, (x - w, y - h, x + w, y + h))
    return pixels.count(colour) / len(pixels)
