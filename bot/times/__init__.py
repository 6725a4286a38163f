"""Times that people type in words. See docs/decisions/0020-typed-times.md."""

from bot.times.answers import Assumed, NotUnderstood, Understood, Why
from bot.times.stays import USUAL_STAY
from bot.times.understanding import understand_end, understand_period

__all__ = [
    "USUAL_STAY",
    "Assumed",
    "NotUnderstood",
    "Understood",
    "Why",
    "understand_end",
    "understand_period",
]
