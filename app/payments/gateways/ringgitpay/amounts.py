"""Amounts as RinggitPay writes them: ringgit with two decimals, no thousands mark."""

from __future__ import annotations

import re

# "16,2": sixteen digits in all, two of them decimals.
MAX_SEN = 10**16 - 1
_AMOUNT = re.compile(r"(?:0|[1-9][0-9]{0,13})\.[0-9]{2}")


def format_amount(sen: int) -> str:
    """1250 sen as `12.50`. Raises ValueError for a negative amount or one of more than 16 digits."""
    if type(sen) is not int or not 0 <= sen <= MAX_SEN:
        raise ValueError(f"not an amount in sen that RinggitPay can carry: {sen!r}")
    ringgit, rest = divmod(sen, 100)
    return f"{ringgit}.{rest:02d}"


def parse_amount(text: str) -> int | None:
    """`12.50` as 1250 sen; None for anything that `format_amount` would not have written."""
    return int(text.replace(".", "")) if _AMOUNT.fullmatch(text) else None
