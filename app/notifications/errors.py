"""What can be refused about the ways in which messages reach people."""

from __future__ import annotations

from app.core.errors import DomainError


class PushNotSetUp(DomainError):
    """This installation has no VAPID_PRIVATE_KEY."""

    code = "push_not_set_up"
    status = 409


class PushEndpointRefused(DomainError):
    """The address is not one of a push service that this installation sends to."""

    code = "push_endpoint_refused"


class PushKeysNotUnderstood(DomainError):
    """`p256dh` is no point on P-256, or `auth` no secret of 16 bytes, in base64url."""

    code = "push_keys_not_understood"
