"""The pass that a driver shows at a gate, signed so that a gate without a network can believe it.

Version 1, in base32 without padding (capitals and digits only: short in a QR, safe in a URL):

    1 byte    the version
    4 bytes   the period's start, seconds since 1970-01-01 UTC, big-endian
    4 bytes   its end, likewise
    5 texts   reference, plate, lot slug, area code, space label; each one length byte and UTF-8
    64 bytes  Ed25519 signature over everything before it

It holds nothing about the driver beyond the plate and the reference. A gate checks it with the public
key alone and then still has to ask whether the time fits: `verify_pass` does not look at the clock.
"""

from __future__ import annotations

import base64
import binascii
import io
import struct
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

import segno
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from app.core.period import Period

VERSION = 1
PREVIEW_PASS = "This is no pass."  # noqa: S105
"""Stands for a pass where an operator sees how one is shown; no gate opens for it."""

_HEAD = struct.Struct(">BII")
_TEXTS = 5
_SIGNATURE_BYTES = 64
_LONGEST = 1024  # characters; a real pass has fewer than 300
_PURPOSE = b"parkpro pass, Ed25519, version 1"
_QUIET_ZONE = 4  # modules of white around a QR, as ISO/IEC 18004 asks


@dataclass(frozen=True, slots=True)
class Pass:
    """What a pass says. `period` counts in whole seconds."""

    reference: str
    plate_number: str
    lot_slug: str
    area_code: str
    space_label: str
    period: Period


def issue_pass(secret_key: str, facts: Pass) -> str:
    """The signed text of a pass. Raises ValueError when one of its texts is longer than 255 bytes."""
    payload = _pack(facts)
    return _encode(payload + _private_key(secret_key).sign(payload))


def verify_pass(public_key: bytes, text: str) -> Pass | None:
    """What `text` says, if whoever holds the secret of `public_key` signed exactly that; otherwise None."""
    signed = _decode(text)
    if signed is None or len(signed) <= _SIGNATURE_BYTES:
        return None
    payload, signature = signed[:-_SIGNATURE_BYTES], signed[-_SIGNATURE_BYTES:]
    try:
        Ed25519PublicKey.from_public_bytes(public_key).verify(signature, payload)
    except InvalidSignature:
        return None
    return _unpack(payload)


def public_key_of(secret_key: str) -> bytes:
    """The 32 bytes that a gate needs to check passes issued with `secret_key`. No secret."""
    return _private_key(secret_key).public_key().public_bytes_raw()


def pass_qr_svg(text: str) -> str:
    """`text` as a QR drawing: dark on white whatever the theme, with its quiet zone, sharp at every size."""
    rows = [bytes(row) for row in _qr(text).matrix_iter(border=_QUIET_ZONE)]
    size = len(rows)
    path = "".join(_runs(y, row) for y, row in enumerate(rows))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size} {size}" shape-rendering="crispEdges">'
        f'<path fill="#fff" d="M0 0h{size}v{size}H0z"/><path fill="#000" d="{path}"/></svg>'
    )


def pass_qr_png(text: str, *, pixels_per_module: int = 8) -> bytes:
    """The same drawing as a PNG, for readers that show no SVG, such as mail programs."""
    buffer = io.BytesIO()
    _qr(text).save(buffer, kind="png", scale=pixels_per_module, border=_QUIET_ZONE, dark="#000", light="#fff")
    return buffer.getvalue()


def _qr(text: str) -> segno.QRCode:
    return segno.make(text, error="m", micro=False)


def _runs(y: int, row: Sequence[int]) -> str:
    """The dark runs of one row as rectangles of a path."""
    drawn, x = [], 0
    while x < len(row):
        start = x
        while x < len(row) and row[x] == row[start]:
            x += 1
        if row[start]:
            drawn.append(f"M{start} {y}h{x - start}v1h-{x - start}z")
    return "".join(drawn)


def _private_key(secret_key: str) -> Ed25519PrivateKey:
    seed = HKDF(algorithm=SHA256(), length=32, salt=None, info=_PURPOSE).derive(secret_key.encode())
    return Ed25519PrivateKey.from_private_bytes(seed)


def _pack(facts: Pass) -> bytes:
    period = facts.period
    head = _HEAD.pack(VERSION, int(period.starts_at.timestamp()), int(period.ends_at.timestamp()))
    texts = (facts.reference, facts.plate_number, facts.lot_slug, facts.area_code, facts.space_label)
    return head + b"".join(_pack_text(text) for text in texts)


def _pack_text(text: str) -> bytes:
    packed = text.encode()
    if len(packed) > 255:
        raise ValueError(f"a pass holds at most 255 bytes of each text, not {len(packed)}")
    return bytes([len(packed)]) + packed


def _unpack(payload: bytes) -> Pass | None:
    """The facts in `payload`, or None unless it is a version 1 pass to the last byte."""
    if len(payload) < _HEAD.size or payload[0] != VERSION:
        return None
    _, starts_at, ends_at = _HEAD.unpack_from(payload)
    texts, at = [], _HEAD.size
    for _ in range(_TEXTS):
        length = payload[at] if at < len(payload) else 0
        texts.append(payload[at + 1 : at + 1 + length])
        at += 1 + length
    if at != len(payload):
        return None
    try:
        reference, plate_number, lot_slug, area_code, space_label = (text.decode() for text in texts)
        period = Period(datetime.fromtimestamp(starts_at, UTC), datetime.fromtimestamp(ends_at, UTC))
    except ValueError:
        return None
    return Pass(reference, plate_number, lot_slug, area_code, space_label, period)


def _encode(signed: bytes) -> str:
    return base64.b32encode(signed).decode().rstrip("=")


def _decode(text: str) -> bytes | None:
    """The bytes of `text`; None unless it is exactly what `_encode` makes of them."""
    if len(text) > _LONGEST:
        return None
    try:
        signed = base64.b32decode(text + "=" * (-len(text) % 8))
    except (binascii.Error, ValueError):
        return None
    return signed if _encode(signed) == text else None
