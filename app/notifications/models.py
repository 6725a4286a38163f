"""Messages to people, and how far each has come."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Any

from tortoise import Model, fields

from app.accounts.models import Person, Session
from app.bookings.models import Booking
from app.core.fields import UtcField


class MessageKind(StrEnum):
    """What a message tells. Names its templates and its sentences (`mail.<kind>`, `push.<kind>`,
    `telegram.<kind>`). Which channels know it, and who hears of it, is told by `topics`.
    """

    BOOKING_CONFIRMED = "booking_confirmed"
    BOOKING_EXTENDED = "booking_extended"
    BOOKING_CANCELLED = "booking_cancelled"
    BOOKING_CALLED_OFF = "booking_called_off"  # cancelled, by staff
    BOOKING_MOVED = "booking_moved"
    BOOKING_DISPLACED = "booking_displaced"
    BOOKING_EXPIRED_PAID_LATE = "booking_expired_paid_late"
    PAYMENT_FAILED = "payment_failed"
    REFUND_REQUESTED = "refund_requested"  # of money that came twice
    REFUND_GRANTED = "refund_granted"  # by staff, beyond the policy
    REFUND_SUCCEEDED = "refund_succeeded"
    ENDING_SOON = "ending_soon"
    OVERSTAY = "overstay"
    OVERSTAY_OWED = "overstay_owed"
    EXIT_FEE_PAID = "exit_fee_paid"
    NO_SHOW = "no_show"
    BOOKING_RECEIPT = "booking_receipt"
    PAYMENT_PENDING = "payment_pending"
    HOLD_EXPIRED = "hold_expired"
    EXTENSION_EXPIRED = "extension_expired"
    VERIFY_EMAIL = "verify_email"
    RESET_PASSWORD = "reset_password"  # noqa: S105  # a kind of message
    PASSWORD_CHANGED = "password_changed"  # noqa: S105
    TELEGRAM_LINKED = "telegram_linked"
    STAFF_DISCREPANCY = "staff_discrepancy"
    STAFF_OVERSTAY = "staff_overstay"
    STAFF_JOB_FAILED = "staff_job_failed"


class Topic(StrEnum):
    """What people choose by: a handful of words, not every kind of message (`topics.TOPIC_OF`)."""

    PAYMENTS = "payments"
    REMINDERS = "reminders"
    OVERSTAY = "overstay"
    CHANGES = "changes"
    REFUNDS = "refunds"


class ChannelName(StrEnum):
    EMAIL = "email"
    PUSH = "push"
    TELEGRAM = "telegram"


class DeliveryStatus(StrEnum):
    QUEUED = "queued"
    SENT = "sent"
    FAILED = "failed"  # permanently, or after the last attempt
    DROPPED = "dropped"  # overtaken by what happened since: it would not be true any more


class Delivery(Model):
    """One message to one person over one channel, because of one event.

    `recipient`: an e-mail address, `push:<id>` of a PushSubscription, `telegram:<id>` of a TelegramChat, or
    `alerts:<id>` of a TelegramAlertChat.

    `data` holds ids (`booking_id`, `payment_id`, `refund_id`, `move_id`, …): the message itself is
    read from the tables when it is sent, so a late one tells the truth of then. Claimed by moving
    `next_attempt_at` forward with a conditional update (a lease): a process that dies leaves the message to
    the next one.
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


class PushSubscription(Model):
    """One browser that shows notifications, and its address at a push service (`endpoint`).

    Whose it is follows from `session`: a session that has ended gets nothing more, however it ended.
    A guest's browser has none and follows its bookings one by one (PushFollow).
    """

    id = fields.BigIntField(primary_key=True)
    endpoint = fields.CharField(max_length=1000)
    endpoint_digest = fields.CharField(max_length=64, unique=True)
    p256dh = fields.CharField(max_length=100)
    auth = fields.CharField(max_length=40)
    session: fields.ForeignKeyNullableRelation[Session] = fields.ForeignKeyField(
        "models.Session", related_name="push_subscriptions", null=True, on_delete=fields.SET_NULL
    )
    session_id: int | None
    language = fields.CharField(max_length=8)
    created_at = UtcField()
    renewed_at = UtcField()

    class Meta:
        table = "push_subscription"
        indexes = (("session_id",),)


class PushFollow(Model):
    """A booking that a browser is told of because it may see it as a guest.

    Good while `link_generation` is that of the booking: a link taken back takes this back as well.
    """

    id = fields.BigIntField(primary_key=True)
    subscription: fields.ForeignKeyRelation[PushSubscription] = fields.ForeignKeyField(
        "models.PushSubscription", related_name="follows", on_delete=fields.CASCADE
    )
    subscription_id: int
    booking: fields.ForeignKeyRelation[Booking] = fields.ForeignKeyField(
        "models.Booking", related_name="push_follows", on_delete=fields.RESTRICT
    )
    booking_id: int
    link_generation = fields.IntField()

    class Meta:
        table = "push_follow"
        unique_together = (("subscription_id", "booking_id"),)
        indexes = (("booking_id",),)


class MessagePreference(Model):
    """What a person has chosen for a topic and a channel. Without a row the default holds."""

    id = fields.BigIntField(primary_key=True)
    person: fields.ForeignKeyRelation[Person] = fields.ForeignKeyField(
        "models.Person", related_name="message_preferences"
    )
    person_id: int
    topic = fields.CharField(max_length=16)
    channel = fields.CharField(max_length=12)
    is_on = fields.BooleanField()

    class Meta:
        table = "message_preference"
        unique_together = (("person_id", "topic", "channel"),)
