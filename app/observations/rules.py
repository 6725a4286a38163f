"""When two plates look alike, and when two observations are of one car: pure functions."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

SAME_CAR_WITHIN = timedelta(seconds=30)
"""A car that waits at a barrier is read again and again."""
AHEAD_AT_MOST = timedelta(minutes=2)
"""So far may a reader's clock be ahead of ours."""

# Signs that cameras take for one another, each written as the first of its kind.
_LOOKS = str.maketrans("OQDILBSZG", "000118526")


def looks_like(plate: str, other: str) -> bool:
    """Whether one may be read for the other: they differ only in signs that look alike, or in one sign.

    One sign: another in its place, one too many or one missing. Both plates are in their normal form.
    """
    return plate.translate(_LOOKS) == other.translate(_LOOKS) or is_within_one(plate, other)


def is_within_one(plate: str, other: str) -> bool:
    """Whether one change of a sign at most leads from one to the other."""
    shorter, longer = sorted((plate, other), key=len)
    if len(longer) - len(shorter) > 1:
        return False
    at = next((n for n, sign in enumerate(shorter) if longer[n] != sign), len(shorter))
    rest = shorter[at:] if len(longer) > len(shorter) else shorter[at + 1 :]
    return longer[at + 1 :] == rest


def alike_among(plate: str, plates: Iterable[str]) -> list[str]:
    """Those that look like `plate`: itself first, then by spelling."""
    return sorted({other for other in plates if looks_like(plate, other)}, key=lambda it: (it != plate, it))
