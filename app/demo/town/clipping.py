"""The part of a line or of an area that lies in a box."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

Point = tuple[float, float]


class Box(NamedTuple):
    x0: float
    y0: float
    x1: float
    y1: float


def clip_line(points: Sequence[Point], box: Box) -> list[list[Point]]:
    """The pieces of a line in the box (Liang and Barsky, step by step)."""
    pieces: list[list[Point]] = []
    for start, end in pairwise(points):
        inside = _clip_step(start, end, box)
        if inside is None:
            continue
        if pieces and pieces[-1][-1] == inside[0]:
            pieces[-1].append(inside[1])
        else:
            pieces.append(list(inside))
    return pieces


def _clip_step(start: Point, end: Point, box: Box) -> tuple[Point, Point] | None:
    dx, dy = end[0] - start[0], end[1] - start[1]
    enters, leaves = 0.0, 1.0
    for along, room in (
        (-dx, start[0] - box.x0),
        (dx, box.x1 - start[0]),
        (-dy, start[1] - box.y0),
        (dy, box.y1 - start[1]),
    ):
        if along == 0:
            if room < 0:
                return None
        elif along < 0:
            enters = max(enters, room / along)
        else:
            leaves = min(leaves, room / along)
    if enters > leaves:
        return None
    return _on(start, dx, dy, enters) if enters else start, end if leaves == 1 else _on(start, dx, dy, leaves)


def _on(start: Point, dx: float, dy: float, part: float) -> Point:
    return start[0] + dx * part, start[1] + dy * part


def clip_ring(points: Sequence[Point], box: Box) -> list[Point]:
    """The area within a ring and the box (Sutherland and Hodgman, an edge of the box at a time)."""
    ring = list(points)
    for axis, limit, sign in ((0, box.x0, 1), (0, -box.x1, -1), (1, box.y0, 1), (1, -box.y1, -1)):
        kept: list[Point] = []
        for before, here in zip([*ring[-1:], *ring], ring, strict=False):
            room, room_before = sign * here[axis] - limit, sign * before[axis] - limit
            if (room < 0) != (room_before < 0):
                part = room_before / (room_before - room)
                kept.append(_on(before, here[0] - before[0], here[1] - before[1], part))
            if room >= 0:
                kept.append(here)
        ring = kept
    return ring
