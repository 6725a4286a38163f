"""The key by which a request that makes a booking may be repeated."""

from __future__ import annotations

from quart import request

from app.bookings.errors import IdempotencyKeyMissing


def idempotency_key() -> str:
    """Raises IdempotencyKeyMissing."""
    key = request.headers.get("Idempotency-Key", "").strip()
    if not 8 <= len(key) <= 100:
        raise IdempotencyKeyMissing
    return key
