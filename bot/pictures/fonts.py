"""Inter, as on receipts. Pillow's FreeType reads it compressed (WOFF2), so there is nothing to unpack."""

from __future__ import annotations

from functools import lru_cache
from typing import Literal

from PIL import ImageFont

from app.core.templates import TEMPLATES

Weight = Literal[500, 600, 700]
CAP_HEIGHT = 0.727
"""How high a capital or a digit of Inter is, as part of the size."""

_FINE = 64
_ELLIPSIS = "…"


@lru_cache(maxsize=128)
def font(size: int, weight: Weight) -> ImageFont.FreeTypeFont:
    """The font in whole pixels; kept, as opening takes milliseconds."""
    return ImageFont.truetype(str(TEMPLATES / "receipt" / "fonts" / f"inter-{weight}.woff2"), size)


def text_width(text: str, size: float, weight: Weight) -> float:
    return _measured(text, weight) * size / _FINE


def shorten(text: str, size: float, weight: Weight, room: float) -> str:
    """`text`, with its end left out when it is wider than `room`."""
    if text_width(text, size, weight) <= room:
        return text
    while text and text_width(text + _ELLIPSIS, size, weight) > room:
        text = text[:-1].rstrip()
    return text + _ELLIPSIS


@lru_cache(maxsize=4096)
def _measured(text: str, weight: Weight) -> float:
    return font(_FINE, weight).getlength(text)
