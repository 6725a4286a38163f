"""Where pushes may go. A browser tells us an address and we post to it, so not every one will do. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass

from cryptography.hazmat.primitives.asymmetric import ec

from app.core.base64url import from_base64url
from app.notifications.errors import PushEndpointRefused, PushKeysNotUnderstood

BROWSERS_SERVICES = (
    "fcm.googleapis.com",
    "push.services.mozilla.com",
    "notify.windows.com",
    "push.apple.com",
)
"""The push services of Chrome, Firefox, Edge and Safari."""

LONGEST = 1000
_LONGEST_KEY = 200
# Read strictly by one pattern: two readers of addresses can disagree about where a host ends.
_ADDRESS = re.compile(r"(https?)://([a-z0-9.-]+)(?::([0-9]{1,5}))?/[\x21\x23-\x5b\x5d-\x7e]*")
_THIS_MACHINE = ("localhost", "127.0.0.1")


@dataclass(frozen=True, slots=True)
class PushServices:
    """`hosts`: the hosts, with whatever is below them, that pushes go to. `allows_this_machine`: in a
    local run also to a service on localhost, without TLS."""

    hosts: tuple[str, ...] = BROWSERS_SERVICES
    allows_this_machine: bool = False

    def check(self, endpoint: str) -> None:
        """Raises PushEndpointRefused for an address that nothing may be sent to."""
        found = _ADDRESS.fullmatch(endpoint) if len(endpoint) <= LONGEST else None
        if found is None:
            raise PushEndpointRefused
        scheme, host, port = found.groups()
        if self.allows_this_machine and host in _THIS_MACHINE:
            return
        is_known = any(host == known or host.endswith(f".{known}") for known in self.hosts)
        if scheme != "https" or port not in (None, "443") or not is_known:
            raise PushEndpointRefused


def check_keys(p256dh: str, auth: str) -> None:
    """Raises PushKeysNotUnderstood unless a message can be encrypted with them (RFC 8291)."""
    if max(len(p256dh), len(auth)) > _LONGEST_KEY:
        raise PushKeysNotUnderstood
    try:
        point, secret = from_base64url(p256dh), from_base64url(auth)
        if len(point) != 65 or len(secret) != 16:  # an uncompressed point; a secret of 16 bytes
            raise PushKeysNotUnderstood
        ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), point)
    except ValueError as error:
        raise PushKeysNotUnderstood from error
