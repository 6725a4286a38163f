"""The secret link by which a guest follows and pays a booking."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Iterable

from app.core.base64url import to_base64url

_BYTES = 18  # 144 bits, 24 characters


def access_key(secret: str, reference: str, generation: int) -> str:
    """The key in a guest's link. Derived, so that nothing is stored and a mail can carry it again."""
    message = f"booking-link:{reference}:{generation}".encode()
    digest = hmac.new(secret.encode(), message, hashlib.sha256).digest()
    return to_base64url(digest[:_BYTES])


def is_access_key(secrets: Iterable[str], reference: str, generation: int, given: str) -> bool:
    """Whether `given` is the key of the booking's link under any of `secrets`, present or earlier."""
    offered = given.encode("utf-8", "surrogatepass")
    keys = [access_key(secret, reference, generation).encode() for secret in secrets]
    return any(hmac.compare_digest(key, offered) for key in keys)


def booking_link(public_url: str, reference: str, key: str | None = None) -> str:
    """The address of a booking's page; the key travels in the fragment, which no server logs."""
    fragment = f"#key={key}" if key else ""
    return f"{public_url}/bookings/{reference}{fragment}"
