"""Public references: random, without look-alike letters, closed by a character that catches typing errors."""

from __future__ import annotations

import secrets

ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"  # 32 characters: no 0/O, no 1/I
PREFIX = "PK-"
_RANDOM_LENGTH = 6
_REDUCER = 0b100101  # x^5 + x^2 + 1, irreducible: arithmetic in the field of 32 elements


def new_reference() -> str:
    """A fresh booking reference such as `PK-7F3K9QX`: 30 random bits and a check character."""
    body = "".join(secrets.choice(ALPHABET) for _ in range(_RANDOM_LENGTH))
    return PREFIX + body + _check_character(body)


def new_order_id() -> str:
    """An order id for one payment attempt: 18 letters and digits (the gateway takes 20)."""
    return "PK" + "".join(secrets.choice(ALPHABET) for _ in range(16))


def normalise_reference(text: str) -> str | None:
    """`text` as a reference, or None when it cannot be one.

    Forgives case, spaces and a missing prefix. The check character refuses every single wrong
    character and every swap of two characters.
    """
    compact = text.upper().replace(" ", "").replace("-", "")
    if compact.startswith("PK") and len(compact) == _RANDOM_LENGTH + 3:
        compact = compact[2:]
    if len(compact) != _RANDOM_LENGTH + 1 or any(c not in ALPHABET for c in compact):
        return None
    body, check = compact[:-1], compact[-1]
    return PREFIX + compact if _check_character(body) == check else None


def _check_character(body: str) -> str:
    # A weighted sum over GF(32) with weights 2, 4, 8, ... : all differ, so swaps are seen as well.
    check, weight = 0, 1
    for character in body:
        weight = _multiply(weight, 2)
        check ^= _multiply(weight, ALPHABET.index(character))
    return ALPHABET[check]


def _multiply(a: int, b: int) -> int:
    product = 0
    while b:
        if b & 1:
            product ^= a
        a <<= 1
        if a & 0b100000:
            a ^= _REDUCER
        b >>= 1
    return product
