"""What can be refused about the ways in which messages reach people."""

from __future__ import annotations

from app.core.errors import DomainError, NotFound


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


class MessageNotFound(NotFound):
    """No such message about this booking, or it is not kept any more."""

    code = "message_not_found"


class MessageOnItsWay(DomainError):
    """It waits to be sent."""

    code = "message_on_its_way"
    status = 409


class TooManyMessagesAgain(DomainError):
    """The message was sent again as often as an hour allows. Param `limit`."""

    code = "too_many_messages_again"
    status = 429
