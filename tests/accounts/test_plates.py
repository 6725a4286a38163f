from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from app.accounts.errors import PlateNotUnderstood
from app.accounts.models import Vehicle
from app.accounts.plates import PLATE_MAX_LENGTH, display_plate, normalise_plate
from app.bookings.models import Booking
from app.pricing.models import PromoRedemption

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


@pytest.mark.parametrize(
    ("typed", "stored", "shown"),
    [
        ("WXY 1234", "WXY1234", "WXY 1234"),
        ("W 1 A", "W1A", "W 1 A"),
        ("WYY 51 C", "WYY51C", "WYY 51 C"),
        ("VAA 9", "VAA9", "VAA 9"),
        ("SAB 1234 A", "SAB1234A", "SAB 1234 A"),
        ("QAA 1234 B", "QAA1234B", "QAA 1234 B"),
        ("LA 77", "LA77", "LA 77"),
        ("KV 12 A", "KV12A", "KV 12 A"),
        ("ZA 1234", "ZA1234", "ZA 1234"),
        ("HWD 1234", "HWD1234", "HWD 1234"),
        ("W/TP 2601", "WTP2601", "WTP 2601"),
        ("12-34-DC", "1234DC", "12-34-DC"),
        ("14-7-cc", "147CC", "14-7-CC"),
        ("100-01-UN", "10001UN", "100-01-UN"),
        ("PUTRAJAYA 1234", "PUTRAJAYA1234", "PUTRAJAYA 1234"),
        ("Malaysia 123", "MALAYSIA123", "MALAYSIA 123"),
        ("G1M 1234", "G1M1234", "G1M 1234"),
        ("1M4U 7", "1M4U7", "1M4U 7"),
    ],
)
def test_malaysian_plates_have_one_stored_form_and_are_shown_in_parts(
    typed: str, stored: str, shown: str
) -> None:
    assert normalise_plate(typed) == stored
    assert display_plate(stored) == shown


@pytest.mark.parametrize(
    ("typed", "stored", "shown"),
    [
        ("SBA 1234 A", "SBA1234A", "SBA 1234 A"),  # Singapore
        ("B 1234 XYZ", "B1234XYZ", "B 1234 XYZ"),  # Indonesia
        ("70-1234 KH", "701234KH", "701234KH"),
    ],
)
def test_visitors_plates_are_understood(typed: str, stored: str, shown: str) -> None:
    assert normalise_plate(typed) == stored
    assert display_plate(stored) == shown


@pytest.mark.parametrize(
    "typed",
    [
        "wxy1234",
        " WXY-1234 ",
        "w.x.y 1234",
        "WXY\u00a01234",
        "WXY\u20131234",
        "WXY 01234",
        "\uff37\uff38\uff39 1234",
    ],
)
def test_however_it_is_typed_it_is_the_same_plate(typed: str) -> None:
    assert normalise_plate(typed) == "WXY1234"


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "   ",
        "WXY",
        "1234",
        "WXY 1234!",
        "WXY 1234; DROP TABLE vehicle",
        "\u0410\u0412\u0421 1234",  # Cyrillic letters that look like ABC
        "\u0131 12",  # a dotless i, whose capital is I
        "WXY \u0661\u0662",  # Arabic digits
        "WXY\x001234",
        "WXY\u200b1234",
        "ABCDEFGHIJK 1",
        "A1B2C3D4E5F6",
        pytest.param("W" * 1_000_000 + "1", id="a million letters"),
    ],
)
def test_what_is_no_plate_is_refused(typed: str) -> None:
    with pytest.raises(PlateNotUnderstood):
        normalise_plate(typed)


_series = st.builds(
    lambda prefix, number, suffix: (prefix, str(number), suffix),
    st.text(LETTERS, min_size=1, max_size=3),
    st.integers(1, 9999),
    st.text(LETTERS, max_size=1),
)


@given(parts=_series, separators=st.lists(st.sampled_from(["", " ", "-", "  ", "."]), min_size=2, max_size=2))
def test_separators_and_case_never_matter(parts: tuple[str, str, str], separators: list[str]) -> None:
    prefix, number, suffix = parts
    typed = f"{prefix}{separators[0]}{number}{separators[1]}{suffix}"

    assert normalise_plate(typed) == normalise_plate(typed.lower()) == "".join(parts)


@given(parts=_series)
def test_a_plate_of_a_series_is_shown_in_its_parts(parts: tuple[str, str, str]) -> None:
    assert display_plate("".join(parts)) == " ".join(part for part in parts if part)


_typed = st.one_of(
    _series.map(" ".join),
    st.from_regex(r"[A-Za-z0-9]{2,10}", fullmatch=True),
    st.text(LETTERS + "0123456789 -", max_size=16),
    st.text(max_size=16),
)


@given(text=_typed)
@example(text="WXY 0")
@example(text="A1M 0012")
@example(text="1 2 3 DC")
@example(text="DC 012 PA")
def test_the_stored_form_is_its_own_normal_form_however_it_is_shown(text: str) -> None:
    try:
        plate = normalise_plate(text)
    except PlateNotUnderstood:
        return  # nothing is stored

    assert normalise_plate(plate) == plate
    assert normalise_plate(display_plate(plate)) == plate
    assert plate.isascii()
    assert plate.isalnum()
    assert plate == plate.upper()
    assert len(plate) <= PLATE_MAX_LENGTH


def test_the_columns_hold_the_longest_plate() -> None:
    columns = [model._meta.fields_map["plate_number"] for model in (Vehicle, Booking, PromoRedemption)]

    assert {column.constraints["max_length"] for column in columns} == {PLATE_MAX_LENGTH}
