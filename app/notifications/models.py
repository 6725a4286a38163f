"""Messages to people, and how far each has come."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Any

from tortoise import Model, fields

from app.core.fields import UtcField


class MessageKind(StrEnum):
    """What a message tells. Names its template and its sentences (`mail.<kind>`)."""

    BOOKING_CONFIRMED = "booking_confirmed"
    BOOKING_CANCELLED = "booking_cancelled"
    BOOKING_EXPIRED_PAID_LATE = "booking_expired_paid_late"
    PAYMENT_FAILED = "payment_failed"
    REFUND_REQUESTED = "refund_requested"  # of money that came twice
    REFUND_SUCCEEDED = "refund_succeeded"
    VERIFY_EMAIL = "verify_email"
    RESET_PASSWORD = "reset_password"  # noqa: S105  # a kind of message
    PASSWORD_CHANGED = "password_changed"  # noqa: S105


class DeliveryStatus(StrEnum):
    QUEUED = "queued"
    SENT = "sent"
    FAILED = "failed"  # permanently, or after the last attempt
    DROPPED = "dropped"  # overtaken by what happened since: it would not be true any more


class Delivery(Model):
    """One message to one person over one channel, because of one event.

    `data` holds ids (`booking_id`, `payment_id`, `refund_id`, `token_id`): the message itself is read from
    the tables when it is sent, so a late one tells the truth of then. Claimed by moving `next_attempt_at`
    forward with a conditional update (a lease): a process that dies leaves the message to the next one.
    """

    id = fields.BigIntField(primary_key=True)
    event_id = fields.BigIntField()
    kind = fields.CharField(max_length=40)  # a MessageKind
    channel = fields.CharField(max_length=12)
    recipient = fields.CharField(max_length=254)
    language = fields.CharField(max_length=8)
    data: dict[str, Any] = fields.JSONField()
    status = fields.CharEnumField(DeliveryStatus, max_length=8)
    attempts = fields.IntField(default=0)
    next_attempt_at: datetime | None = UtcField(null=True)
    last_error = fields.CharField(max_length=200, null=True)
    created_at = UtcField()
    sent_at: datetime | None = UtcField(null=True)

    class Meta:
        table = "delivery"
        unique_together = (("event_id", "channel", "recipient", "kind"),)
        indexes = (("status", "next_attempt_at"),)
