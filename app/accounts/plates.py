"""Number plates: the form in which they are stored and compared, and the form in which people read them.

Stored plates are capitals and digits only, so that `wxy-1234`, `WXY 1234` and a camera's `WXY1234` are one
plate. Understood are the Malaysian forms (Jabatan Pengangkutan Jalan) and, leniently, those of visitors.
"""

from __future__ import annotations

import re
import unicodedata

from app.accounts.errors import PlateNotUnderstood

PLATE_MAX_LENGTH = 16  # of the columns that hold a plate; the longest understood has 15 characters

_TYPED_MAX_LENGTH = 40
# People set the parts of a plate apart with spaces, hyphens and dots; trade plates have a slash (W/TP 2601).
_SEPARATORS = re.compile(r"[\s\-‐‒–—−./·]+")

# Campaign series whose letters hold a digit: G1M 1234, A1M 1234, 1M4U 1234.
_CAMPAIGN = re.compile(r"(1M4U|[A-Z]1M)0*([1-9]\d{0,3})")
# Mission, rank, and corps: 12-34-DC; also CC (consular), UN and PA (international organisations).
_DIPLOMATIC = re.compile(r"(\d{2,3}?)(\d{1,2})(DC|CC|UN|PA)")
# Everything else on a Malaysian plate: WXY 1234, W 1 A, WYY 51 C, SAB 1234 A, QAA 1234 B, KV 1234,
# ZA 1234, HWD 1234, PUTRAJAYA 1234. Singapore's SBA 1234 A and Brunei's BAA 1234 look the same.
_SERIES = re.compile(r"([A-Z]{1,10})0*([1-9]\d{0,3})([A-Z]?)")
# A visitor's: any mix that holds both a letter and a digit.
_FOREIGN = re.compile(r"(?=.*[A-Z])(?=.*\d)[A-Z\d]{2,10}")
_FOREIGN_SERIES = re.compile(r"([A-Z]+)(\d+)([A-Z]*)")


def normalise_plate(text: str) -> str:
    """The stored form of a plate as somebody typed it: `wxy-1234` -> `WXY1234`. Raises PlateNotUnderstood.

    Numbers lose their leading zeros (no Malaysian plate has any). The result is its own normal form.
    """
    if len(text) > _TYPED_MAX_LENGTH:
        raise PlateNotUnderstood
    compact = _SEPARATORS.sub("", unicodedata.normalize("NFKC", text))
    # Asked before the capitals: some letters of other scripts have A-Z as their capitals.
    if not compact.isascii():
        raise PlateNotUnderstood
    plate = compact.upper()
    if _DIPLOMATIC.fullmatch(plate):
        return plate
    if parts := _CAMPAIGN.fullmatch(plate) or _SERIES.fullmatch(plate):
        return "".join(parts.groups())
    if _FOREIGN.fullmatch(plate):
        return plate
    raise PlateNotUnderstood


def display_plate(plate: str) -> str:
    """A stored plate with its parts set apart: `WXY1234` -> `WXY 1234`, `1234DC` -> `12-34-DC`.

    A foreign plate whose parts cannot be told is shown as it is stored.
    """
    if parts := _DIPLOMATIC.fullmatch(plate):
        return "-".join(parts.groups())
    parts = _CAMPAIGN.fullmatch(plate) or _SERIES.fullmatch(plate) or _FOREIGN_SERIES.fullmatch(plate)
    return " ".join(part for part in parts.groups() if part) if parts else plate
