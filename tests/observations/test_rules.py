"""Plates that look alike."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.observations.rules import alike_among, is_within_one, looks_like

_SIGNS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
PLATES = st.text(_SIGNS, min_size=1, max_size=10)


@pytest.mark.parametrize(
    ("read", "true"),
    [
        ("WXY1234", "WXY1234"),
        ("WXY1Z34", "WXY1234"),
        ("WX81234", "WXB1234"),
        ("W0O1234", "WOO1234"),
        ("VVA81", "VVAB1"),
        ("WB858", "W8B5B"),  # several at once, all of them look alike
        ("WXY123", "WXY1234"),
        ("WXXY1234", "WXY1234"),
    ],
)
def test_look_alike(read: str, true: str) -> None:
    assert looks_like(read, true)


@pytest.mark.parametrize(("read", "true"), [("WXY1234", "WXY4321"), ("WXY12", "WXY1234"), ("ABC1", "XYZ1")])
def test_do_not_look_alike(read: str, true: str) -> None:
    assert not looks_like(read, true)


@given(PLATES, PLATES)
def test_it_is_the_same_both_ways(one: str, other: str) -> None:
    assert looks_like(one, other) == looks_like(other, one)
    assert looks_like(one, one)


@given(PLATES, st.integers(0, 9), st.sampled_from(_SIGNS))
def test_one_change_of_any_kind_is_within_one(plate: str, at: int, sign: str) -> None:
    at = at % len(plate)
    assert is_within_one(plate, plate[:at] + sign + plate[at + 1 :])
    assert is_within_one(plate, plate[:at] + plate[at + 1 :])
    assert is_within_one(plate, plate[:at] + sign + plate[at:])


@given(PLATES, PLATES)
def test_within_one_is_the_distance_of_levenshtein(one: str, other: str) -> None:
    assert is_within_one(one, other) == (_distance(one, other) <= 1)


def test_the_plate_itself_is_the_likeliest() -> None:
    assert alike_among("WXY1", ["WXY7", "WXY1", "ABC1", "WXY1"]) == ["WXY1", "WXY7"]


def _distance(one: str, other: str) -> int:
    row = list(range(len(other) + 1))
    for n, sign in enumerate(one, 1):
        before, row[0] = row[0], n
        for m, its in enumerate(other, 1):
            before, row[m] = row[m], min(row[m] + 1, row[m - 1] + 1, before + (sign != its))
    return row[-1]
