"""The light colours of `pwa/src/theme/tokens.css`, by their names there. A test holds them to it."""

from __future__ import annotations

from typing import Final

Colour = tuple[int, int, int]

_TOKENS = {
    "ink": "#0b1b2b",
    "ink-2": "#40566b",
    "ground-1": "#eef3f7",
    "glass-solid": "#fdfefe",
    "accent": "#0b6b5e",
    "accent-ink": "#ffffff",
    "floor": "#f7fafc",
    "lane": "#e6edf3",
    "lane-mark": "#b9c7d4",
    "wall": "#c3d0dc",
    "free": "#d6f2e1",
    "free-edge": "#2a9562",
    "free-ink": "#0f5b3a",
    "taken": "#f6d5d3",
    "taken-edge": "#cf5a52",
    "taken-ink": "#8a231c",
    "held": "#fbe6bf",
    "held-edge": "#c98a1b",
    "held-ink": "#7a4f04",
    "shut": "#e3e8ee",
    "shut-edge": "#9aa9b8",
    "shut-ink": "#4c5c6c",
    "mine": "#2563eb",
    "mine-ink": "#ffffff",
}


def _read(code: str) -> Colour:
    return int(code[1:3], 16), int(code[3:5], 16), int(code[5:7], 16)


LIGHT: Final[dict[str, Colour]] = {name: _read(code) for name, code in _TOKENS.items()}


def mix(top: Colour, under: Colour, part: float) -> Colour:
    """`top` laid over `under`, seen by `part`: 1 hides what is under it."""
    red, green, blue = (round(a * part + b * (1 - part)) for a, b in zip(top, under, strict=True))
    return red, green, blue
