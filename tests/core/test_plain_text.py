from __future__ import annotations

from app.core.plain_text import one_line


def test_control_characters_and_turns_of_direction_are_gone() -> None:
    assert one_line("Plaza\u202eiamaD\u2067\u200e\x07\r\nX") == "Plaza iamaD X"


def test_white_space_of_every_kind_becomes_one_space() -> None:
    assert one_line("  Nur\u00a0Aisyah \u2028\t A/P  ") == "Nur Aisyah A/P"


def test_letters_of_every_script_stay_as_they_are() -> None:
    assert one_line("தமிழ் க்\u200dஷ 停车场 é") == "தமிழ் க்\u200dஷ 停车场 é"


def test_a_letter_written_in_two_pieces_becomes_one() -> None:
    assert one_line("e\u0301") == "\u00e9"
