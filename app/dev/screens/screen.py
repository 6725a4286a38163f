"""A screen, and how to come to it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from app.dev.screens.visit import Visit


@dataclass(frozen=True, slots=True)
class Screen:
    """`name` names its picture, `show` brings a fresh visit there; `wide`: pictured at a desk too.

    `installed`: what it shows hangs on the app's service worker.
    """

    name: str
    what: str
    show: Callable[[Visit], None]
    wide: bool = False
    installed: bool = False
