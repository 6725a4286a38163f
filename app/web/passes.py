"""What a gate needs to believe a pass without asking."""

from __future__ import annotations

from quart import Blueprint
from quart_schema import validate_response

from app.bookings.passes import VERSION, public_key_of
from app.core.base64url import to_base64url
from app.web.access import callers
from app.web.context import settings
from app.web.limits import limited
from app.web.schemas.base import Schema

blueprint = Blueprint("passes", __name__)


class PassKeyOut(Schema):
    """A public Ed25519 key: its 32 bytes in base64url without padding. `version`: of the passes it signs."""

    version: int
    key: str


class PassKeysOut(Schema):
    """The present key first, then those of earlier secret keys, with which older passes are signed."""

    keys: list[PassKeyOut]


@blueprint.get("/api/passes/keys")
@limited(600)
@callers("anyone")
@validate_response(PassKeysOut)
async def pass_keys() -> PassKeysOut:
    """The public keys that verify passes. See docs/pass.md."""
    return PassKeysOut(
        keys=[
            PassKeyOut(version=VERSION, key=to_base64url(public_key_of(key)))
            for key in settings().accepted_keys
        ]
    )
