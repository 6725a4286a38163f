"""The secrets of accounts: session tokens and mailed links. The tables hold digests of them only.

A mailed link has to reach the mail through the event log and the delivery table, which hold no secrets.
So its token is never stored: it is derived from the server's secret and the row's nonce, once to compute
the digest and once more when the mail is rendered.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from enum import StrEnum

from app.core.base64url import to_base64url

_DERIVATION = "parkpro mailed link 1"


class Purpose(StrEnum):
    """What a mailed link is for; a link for one purpose is never good for another."""

    VERIFY_EMAIL = "verify_email"
    RESET_PASSWORD = "reset_password"  # noqa: S105  # a purpose, not a password


def new_session_token() -> str:
    """256 random bits, for a cookie."""
    return secrets.token_urlsafe(32)


def new_nonce() -> str:
    """What makes a mailed link unlike every other: 128 random bits in 32 hexadecimal digits."""
    return secrets.token_hex(16)


def raw_token(secret_key: str, purpose: Purpose, nonce: str) -> str:
    """The token in the mailed link: HMAC-SHA256 as URL-safe text of 43 characters."""
    message = "\0".join((_DERIVATION, purpose, nonce)).encode()
    mac = hmac.digest(secret_key.encode(), message, "sha256")
    return to_base64url(mac)


def digest_of(token: str) -> str:
    """What the tables hold of a token. The tokens are random, so a fast digest is enough."""
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()
