from __future__ import annotations

import base64
import io
import json
import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from xml.etree import ElementTree

import pytest
import segno
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from app.bookings.passes import Pass, issue_pass, pass_qr_png, pass_qr_svg, public_key_of, verify_pass
from app.core.base64url import to_base64url
from app.core.period import Period
from tests.support.settings import ROOT

SECRET = "a-session-key-that-only-tests-know-0123456789"
STARTS = datetime(2026, 11, 23, 6, 0, tzinfo=UTC)
FACTS = Pass("PK-7F3K9QX", "WXY1234", "plaza-damai", "B1", "B4", Period(STARTS, STARTS + timedelta(hours=3)))


def _qr(text: str) -> segno.QRCode:
    return segno.make(text, error="m", micro=False)


_texts = st.text(max_size=40)
_moments = st.integers(0, 2**32 - 2)


@st.composite
def _passes(draw: st.DrawFn) -> Pass:
    starts_at = draw(_moments)
    ends_at = draw(st.integers(starts_at + 1, 2**32 - 1))
    period = Period(datetime.fromtimestamp(starts_at, UTC), datetime.fromtimestamp(ends_at, UTC))
    texts = [draw(_texts) for _ in range(5)]
    return Pass(texts[0], texts[1], texts[2], texts[3], texts[4], period)


@given(_passes())
def test_a_gate_with_the_public_key_reads_what_was_issued(facts: Pass) -> None:
    assert verify_pass(public_key_of(SECRET), issue_pass(SECRET, facts)) == facts


def test_a_pass_of_another_operator_is_refused() -> None:
    text = issue_pass("another-session-key-that-only-tests-know-012345", FACTS)

    assert verify_pass(public_key_of(SECRET), text) is None


def test_a_change_of_any_character_is_refused() -> None:
    text, key = issue_pass(SECRET, FACTS), public_key_of(SECRET)

    for index, character in enumerate(text):
        changed = text[:index] + ("A" if character != "A" else "B") + text[index + 1 :]
        assert verify_pass(key, changed) is None, f"character {index}"


@pytest.mark.parametrize("length", [0, 1, 7, 8, 64, 102, 103, 104])
def test_a_truncated_pass_is_refused(length: int) -> None:
    assert verify_pass(public_key_of(SECRET), issue_pass(SECRET, FACTS)[:length]) is None


@pytest.mark.parametrize(
    "text",
    [
        "",
        "A",
        "hello",
        "PK-7F3K9QX",
        "=" * 8,
        "é" * 8,
        "A" * 5000,
        "\x00",
        "MY======",
        issue_pass(SECRET, FACTS).lower(),
    ],
    ids=range(10),
)
def test_text_that_is_no_pass_is_refused(text: str) -> None:
    assert verify_pass(public_key_of(SECRET), text) is None


@pytest.mark.parametrize(
    "payload",
    [
        b"",
        b"\x02" + b"\x00" * 4 + b"\x00\x00\x00\x01" + b"\x00" * 5,  # a version we do not know
        b"\x01" + b"\x00" * 8 + b"\x00" * 5,  # ends when it starts
        b"\x01" + b"\x00" * 7 + b"\x01" + b"\x00" * 4,  # a text is missing
        b"\x01" + b"\x00" * 7 + b"\x01" + b"\x00" * 4 + b"\x05ab",  # a text ends too soon
        b"\x01" + b"\x00" * 7 + b"\x01" + b"\x00" * 5 + b"more",
        b"\x01" + b"\x00" * 7 + b"\x01" + b"\x00" * 4 + b"\x02\xff\xff",  # no UTF-8
    ],
    ids=["nothing", "version", "no length of time", "four texts", "short text", "more behind", "not UTF-8"],
)
def test_a_signature_over_something_else_is_refused(payload: bytes) -> None:
    """The key signs passes only; should it ever sign anything else, that is no pass."""
    key = Ed25519PrivateKey.generate()
    text = base64.b32encode(payload + key.sign(payload)).decode().rstrip("=")

    assert verify_pass(key.public_key().public_bytes_raw(), text) is None


def test_another_spelling_of_the_same_bytes_is_refused() -> None:
    """Base32 leaves bits over at its end: one pass has one text."""
    payload = b"\x01" + b"\x00" * 7 + b"\x01" + b"\x00" * 5
    key = Ed25519PrivateKey.generate()
    public_key = key.public_key().public_bytes_raw()
    text = base64.b32encode(payload + key.sign(payload)).decode().rstrip("=")
    alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"
    spelled_otherwise = text[:-1] + alphabet[alphabet.index(text[-1]) + 1]

    assert verify_pass(public_key, text) is not None
    assert base64.b32decode(text + "=" * (-len(text) % 8)) == base64.b32decode(
        spelled_otherwise + "=" * (-len(text) % 8)
    )
    assert verify_pass(public_key, spelled_otherwise) is None


def test_a_text_that_does_not_fit_is_refused_when_issued() -> None:
    with pytest.raises(ValueError, match="255 bytes"):
        issue_pass(SECRET, replace(FACTS, lot_slug="x" * 256))


def test_the_public_key_is_stable_and_is_not_the_secret() -> None:
    assert public_key_of(SECRET) == public_key_of(SECRET)
    assert len(public_key_of(SECRET)) == 32
    assert SECRET.encode() not in public_key_of(SECRET)


def test_a_pass_is_capitals_and_digits_and_makes_a_modest_qr() -> None:
    text = issue_pass(SECRET, FACTS)

    assert re.fullmatch(r"[A-Z2-7]+", text)
    assert _qr(text).mode == "alphanumeric"
    assert _qr(text).symbol_size(border=0)[0] <= 45


def test_the_svg_and_the_png_show_the_very_same_modules() -> None:
    text = issue_pass(SECRET, FACTS)
    expected = [[bool(module) for module in row] for row in _qr(text).matrix_iter(border=4)]
    size = len(expected)

    svg = ElementTree.fromstring(pass_qr_svg(text))  # noqa: S314  (our own text)
    drawn = [[False] * size for _ in range(size)]
    dark = svg.findall("{http://www.w3.org/2000/svg}path")[1].attrib["d"]
    for x, y, width in re.findall(r"M(\d+) (\d+)h(\d+)v1h-\d+z", dark):
        for step in range(int(width)):
            drawn[int(y)][int(x) + step] = True
    assert drawn == expected
    assert svg.attrib["viewBox"] == f"0 0 {size} {size}"

    png = pass_qr_png(text, pixels_per_module=2)
    assert png.startswith(b"\x89PNG")
    assert int.from_bytes(png[16:20]) == size * 2
    assert len(io.BytesIO(png).getvalue()) < 4096


def test_the_quiet_zone_is_white() -> None:
    svg = pass_qr_svg(issue_pass(SECRET, FACTS))
    starts = [(int(x), int(y)) for x, y in re.findall(r"M(\d+) (\d+)h\d+v1", svg)]

    assert min(x for x, _ in starts) == 4
    assert min(y for _, y in starts) == 4


def test_the_pass_that_phones_are_tried_with_is_ours() -> None:
    told = json.loads((ROOT / "pwa/test/fixture/pass.json").read_text())
    period = Period(*(datetime.fromisoformat(told[name]) for name in ("startsAt", "endsAt")))
    reference, plate, lot, area, spot = (told[name] for name in ("reference", "plate", "lot", "area", "spot"))
    facts = Pass(reference, plate, lot, area, spot, period)

    assert issue_pass(told["secret"], facts) == told["text"]
    assert to_base64url(public_key_of(told["secret"])) == told["key"]
