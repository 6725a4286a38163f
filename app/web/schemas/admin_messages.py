"""The log of messages, as sent."""

from __future__ import annotations

from app.notifications.models import ChannelName, DeliveryStatus, MessageKind
from app.web.schemas.base import Moment, RowId, Schema


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


class MessagesQuery(Schema):
    """Any, or those in one state, of one kind, over one channel. `before`: the id to go on below."""

    status: DeliveryStatus | None = None
    kind: MessageKind | None = None
    channel: ChannelName | None = None
    before: RowId | None = None


class LotMessageOut(MessageOut):
    """`booking`: the one that it is about, and under which it can be sent again."""

    booking: str | None


class LotMessagesOut(Schema):
    """The newest first; `next` goes on below, null at the end."""

    messages: list[LotMessageOut]
    next: int | None
