"""RinggitPay's signatures: SHA-256 over the raw values joined by bars, the key last, in upper-case hex."""

from __future__ import annotations

import hashlib
import hmac


def check_sum(*values: str) -> str:
    """The checksum over `values` in the order given; the key is the last of them."""
    return hashlib.sha256("|".join(values).encode()).hexdigest().upper()


def is_same_check_sum(expected: str, received: str) -> bool:
    """Compares in constant time, whatever the letter case of the hex received."""
    return hmac.compare_digest(expected.upper().encode(), received.upper().encode())
