"""The key by which push services know this installation (VAPID, RFC 8292): a P-256 key.

It is written as its number in 32 bytes, in base64url without padding.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from app.core.base64url import from_base64url, to_base64url

_CURVE = ec.SECP256R1()
_BYTES = 32


@dataclass(frozen=True, slots=True)
class Vapid:
    """`subject` is how a push service reaches whoever runs this: `mailto:` or `https:`."""

    private_key: str = field(repr=False)
    subject: str

    @property
    def public_key(self) -> str:
        """What browsers subscribe with: the uncompressed point in base64url without padding."""
        point = _read(self.private_key).public_key()
        return to_base64url(point.public_bytes(Encoding.X962, PublicFormat.UncompressedPoint))


def new_private_key() -> str:
    number = ec.generate_private_key(_CURVE).private_numbers().private_value
    return to_base64url(number.to_bytes(_BYTES, "big"))


def check_private_key(text: str) -> None:
    """Raises ValueError unless `text` is such a key."""
    _read(text)


def _read(text: str) -> ec.EllipticCurvePrivateKey:
    raw = from_base64url(text)
    if len(raw) != _BYTES:
        raise ValueError("is not 32 bytes")
    return ec.derive_private_key(int.from_bytes(raw, "big"), _CURVE)
