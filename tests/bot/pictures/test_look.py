"""Colours and signs are those of the app, and Pillow reads the font."""

from __future__ import annotations

import re

from app.lots.models import SpaceType
from app.realtime.live import SpaceState
from bot.pictures.canvas import Canvas
from bot.pictures.fonts import font, shorten, text_width
from bot.pictures.palette import LIGHT
from bot.pictures.signs import HELD_SIGN, LANDMARK_SIGNS, SPOT_SIGNS
from bot.pictures.spots import LOOK_OF, Body, paint_spot
from tests.bot.pictures.views import opened
from tests.support.settings import ROOT


def test_colours_are_the_light_ones_of_the_app() -> None:
    source = (ROOT / "pwa/src/theme/tokens.css").read_text()
    tokens = dict(re.findall(r"--([\w-]+): light-dark\((#\w{6}), ", source))

    assert {name: "#{:02x}{:02x}{:02x}".format(*colour) for name, colour in LIGHT.items()} == {
        name: tokens[name] for name in LIGHT
    }


def test_signs_are_those_of_the_app() -> None:
    source = (ROOT / "pwa/src/map/signs.ts").read_text()
    signs = {
        name: (path, float(line) if line else None)
        for name, path, line in re.findall(
            r'(\w+)(?:: Sign =|:) \{\s*path: "([^"]+)",?\s*(?:line: ([\d.]+),?\s*)?\}', source
        )
    }
    del signs["lateSign"]  # on floors that staff see
    ours = {str(kind): sign for kind, sign in (*SPOT_SIGNS.items(), *LANDMARK_SIGNS.items())}

    assert {name: (sign.path, sign.line) for name, sign in {**ours, "heldSign": HELD_SIGN}.items()} == signs


def test_the_font_is_inter_in_each_weight() -> None:
    assert all(str(font(20, weight).getname()[0]).startswith("Inter") for weight in (500, 600, 700))
    assert text_width("Tempat letak kereta", 20, 700) > text_width("Tempat letak kereta", 20, 500)


def test_a_long_text_loses_its_end() -> None:
    assert shorten("Plaza", 10, 700, 100) == "Plaza"
    short = shorten("Plaza Damai Parking Development", 10, 700, 100)
    assert short.endswith("…")
    assert text_width(short, 10, 700) <= 100


def test_each_state_has_a_shape_of_its_own_in_every_size() -> None:
    """Without colour, too: no two are alike when all is grey and stretched from black to white."""
    for side in (10, 20, 60, 100):
        assert len({_grey(state, side) for state in SpaceState}) == len(SpaceState), side


def _grey(state: SpaceState, side: int) -> tuple[int, ...]:
    canvas = Canvas(side, side * 2, LIGHT["floor"])
    paint_spot(canvas, Body((side / 2, side), side, side * 2, 0), LOOK_OF[state], 4, SpaceType.STANDARD)
    light = list(opened(canvas.png()).convert("L").tobytes())
    low, high = min(light), max(light)
    return tuple(round(2 * (value - low) / (high - low)) for value in light)
