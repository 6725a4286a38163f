"""Messages to people, and how far each has come."""

from __future__ import annotations

from enum import StrEnum
from typing import Any

from tortoise import Model, fields

from app.core.fields import UtcField


class DeliveryStatus(StrEnum):
    QUEUED = "queued"
    SENT = "sent"
    FAILED = "failed"  # permanently, or after the last attempt


class Delivery(Model):
    """One message to one person over one channel, because of one event.

    Claimed by moving `next_attempt_at` forward with a conditional update (a lease): a
    process that dies leaves the message to the next one.
    """

    id = fields.BigIntField(primary_key=True)
    event_id = fields.BigIntField()
    kind = fields.CharField(max_length=40)  # names the template: booking_confirmed, ...
    channel = fields.CharField(max_length=12)
    recipient = fields.CharField(max_length=254)
    language = fields.CharField(max_length=8)
    data: dict[str, Any] = fields.JSONField()
    status = fields.CharEnumField(DeliveryStatus, max_length=8)
    attempts = fields.IntField(default=0)
    next_attempt_at = UtcField(null=True)
    last_error = fields.CharField(max_length=200, null=True)
    created_at = UtcField()
    sent_at = UtcField(null=True)

    class Meta:
        table = "delivery"
        unique_together = (("event_id", "channel", "recipient", "kind"),)
        indexes = (("status", "next_attempt_at"),)
