"""The key by which push services know this installation (VAPID, RFC 8292): a P-256 key (`core.p256`)."""

from __future__ import annotations

from dataclasses import dataclass, field

from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from app.core.base64url import to_base64url
from app.core.p256 import read_private_key


@dataclass(frozen=True, slots=True)
class Vapid:
    """`subject` is how a push service reaches whoever runs this: `mailto:` or `https:`."""

    private_key: str = field(repr=False)
    subject: str

    @property
    def public_key(self) -> str:
        """What browsers subscribe with: the uncompressed point in base64url without padding."""
        point = read_private_key(self.private_key).public_key()
        return to_base64url(point.public_bytes(Encoding.X962, PublicFormat.UncompressedPoint))
