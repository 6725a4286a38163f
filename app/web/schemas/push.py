"""Browsers that get notifications, and what people choose of them, as received and sent."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from app.notifications.models import ChannelName, Topic
from app.web.schemas.base import Schema

Endpoint = Annotated[str, Field(max_length=1000)]


class PushKeysIn(Schema):
    """Both in base64url: a point on P-256 and a secret of 16 bytes."""

    p256dh: Annotated[str, Field(max_length=200, alias="p256dh")]  # as browsers spell it
    auth: Annotated[str, Field(max_length=200)]


class SubscriptionIn(Schema):
    """A browser's subscription. `references`: the bookings it follows as a guest, instead of the earlier
    ones; null keeps those. `replaces`: the endpoint it had before. `language`: of what is pushed to it.
    """

    endpoint: Endpoint
    keys: PushKeysIn
    references: Annotated[list[Annotated[str, Field(max_length=20)]], Field(max_length=20)] | None = None
    replaces: Endpoint | None = None
    language: Annotated[str, Field(max_length=8)] | None = None


class SubscriptionGoneIn(Schema):
    endpoint: Endpoint


class MessagePreferenceInOut(Schema):
    """Whether messages of `topic` come over `channel`."""

    topic: Topic
    channel: ChannelName
    is_on: bool


class MessagePreferencesIn(Schema):
    """What is left out stays as it is."""

    preferences: Annotated[list[MessagePreferenceInOut], Field(max_length=20)]


class MessagePreferencesOut(Schema):
    """Every topic with every channel. Mails about the security of the account cannot be switched off."""

    preferences: list[MessagePreferenceInOut]
