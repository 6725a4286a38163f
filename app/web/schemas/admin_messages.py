"""The log of messages, as sent."""

from __future__ import annotations

from app.notifications.models import ChannelName, DeliveryStatus
from app.web.schemas.base import Moment, Schema


class MessageOut(Schema):
    """`recipient`: masked; null for a browser or a chat. `error`: why it did not arrive, if it did not."""

    id: int
    kind: str
    channel: ChannelName
    recipient: str | None
    language: str
    status: DeliveryStatus
    attempts: int
    error: str | None
    created_at: Moment
    sent_at: Moment | None
    next_attempt_at: Moment | None


class MessagesOut(Schema):
    """The newest first."""

    messages: list[MessageOut]
