"""Private keys on the curve P-256 as settings hold them: the key's number in 32 bytes, in base64url without
padding."""

from __future__ import annotations

from cryptography.hazmat.primitives.asymmetric import ec

from app.core.base64url import from_base64url, to_base64url

_CURVE = ec.SECP256R1()
_BYTES = 32


def new_private_key() -> str:
    number = ec.generate_private_key(_CURVE).private_numbers().private_value
    return to_base64url(number.to_bytes(_BYTES, "big"))


def read_private_key(text: str) -> ec.EllipticCurvePrivateKey:
    """Raises ValueError unless `text` is such a key."""
    raw = from_base64url(text)
    if len(raw) != _BYTES:
        raise ValueError("is not 32 bytes")
    return ec.derive_private_key(int.from_bytes(raw, "big"), _CURVE)
