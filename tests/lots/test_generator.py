"""The first floor that is drawn by numbers alone."""

from __future__ import annotations

import pytest

from app.lots.generator import sketch_floor


@pytest.mark.parametrize(
    ("language", "words"),
    [("en", {"Lift 1", "Entrance", "Exit"}), ("ms", {"Lif 1", "Pintu masuk", "Pintu keluar"})],
)
def test_what_is_written_on_a_floor_is_in_the_language_of_who_made_it(language: str, words: set[str]) -> None:
    plan = sketch_floor(2, 5, {}, language)

    assert {landmark.label for landmark in plan.drawing.landmarks} == words
