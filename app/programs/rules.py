"""What registered addresses and PKCE's secrets must be, as pure functions."""

from __future__ import annotations

import hashlib
import hmac
import re
from urllib.parse import parse_qsl, urlencode, urlsplit

from app.core.base64url import to_base64url

LONGEST_REDIRECT = 400
_LOOPBACK = {"127.0.0.1", "::1", "localhost"}
_CHALLENGE = re.compile(r"[A-Za-z0-9_-]{43}", re.ASCII)
_VERIFIER = re.compile(r"[A-Za-z0-9._~-]{43,128}", re.ASCII)
_OWN_SCHEME = re.compile(r"[a-z][a-z0-9+-]*(\.[a-z0-9+-]+)+", re.ASCII)


def is_redirect_uri(text: str) -> bool:
    """Whether people may be sent there: https, this machine, or an app's own scheme (`my.app.example:/done`).

    No fragment (RFC 6749, 3.1.2), no password, nothing but printable ASCII.
    """
    if len(text) > LONGEST_REDIRECT or not re.fullmatch(r"[!-~]+", text, re.ASCII):
        return False
    if any(sign in text for sign in '#\\"<>'):
        return False
    try:
        parts = urlsplit(text)
        host, _ = parts.hostname, parts.port
    except ValueError:
        return False
    if parts.username is not None or parts.password is not None:
        return False
    if parts.scheme == "https":
        return bool(host)
    if parts.scheme == "http":
        return host in _LOOPBACK
    return _OWN_SCHEME.fullmatch(parts.scheme) is not None  # RFC 8252, 7.1


def with_query(address: str, **answers: str | None) -> str:
    """`address` with these answers in its query, beside what stands there."""
    parts = urlsplit(address)
    pairs = [*parse_qsl(parts.query, keep_blank_values=True)]
    pairs += [(name, value) for name, value in answers.items() if value is not None]
    return parts._replace(query=urlencode(pairs)).geturl()


def is_challenge(text: str) -> bool:
    """Whether it can be a SHA-256 in base64url."""
    return _CHALLENGE.fullmatch(text) is not None


def fits_challenge(verifier: str, challenge: str) -> bool:
    """PKCE with S256 (RFC 7636, 4.6), in constant time."""
    if not _VERIFIER.fullmatch(verifier):
        return False
    digest = to_base64url(hashlib.sha256(verifier.encode()).digest())
    return hmac.compare_digest(digest, challenge)
