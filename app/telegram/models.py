"""Chats, the codes that link them to accounts, what they follow, and what Telegram told."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from tortoise import Model, fields

from app.accounts.models import Person
from app.bookings.models import Booking
from app.core.fields import UtcField


class TelegramChat(Model):
    """One person's own chat with the bot, and the place where its conversation stands.

    `id` is Telegram's, the same for the chat and for its user. `person` is set while it is linked to an
    account, since `linked_at`; unique, so that an account has one Telegram and a Telegram one account. `step`
    and `draft` say what was asked last and what is known so far; `serial` counts the questions, so that a
    button of an earlier one is known as such.
    """

    id = fields.BigIntField(primary_key=True, generated=False)
    person: fields.OneToOneNullableRelation[Person] = fields.OneToOneField(
        "models.Person", related_name="telegram_chat", null=True, on_delete=fields.SET_NULL
    )
    person_id: int | None
    linked_at: datetime | None = UtcField(null=True)
    language = fields.CharField(max_length=8)
    guest_email = fields.CharField(max_length=254, null=True)
    step = fields.CharField(max_length=32, default="idle")
    draft: dict[str, Any] = fields.JSONField()
    serial = fields.BigIntField(default=0)
    created_at = UtcField()
    seen_at = UtcField()
    blocked_at: datetime | None = UtcField(null=True)

    class Meta:
        table = "telegram_chat"


class TelegramLinkCode(Model):
    """A code that links a chat to the account it was made for, once. The table holds its digest only."""

    id = fields.BigIntField(primary_key=True)
    code_digest = fields.CharField(max_length=64, unique=True)
    person: fields.ForeignKeyRelation[Person] = fields.ForeignKeyField(
        "models.Person", related_name="telegram_link_codes"
    )
    person_id: int
    created_at = UtcField()
    expires_at = UtcField()
    used_at: datetime | None = UtcField(null=True)

    class Meta:
        table = "telegram_link_code"
        indexes = (("person_id", "created_at"),)


class TelegramFollow(Model):
    """A booking that a chat may see and is told of because it was made there without an account.

    Good while `link_generation` is that of the booking: a link taken back takes this back as well.
    """

    id = fields.BigIntField(primary_key=True)
    chat: fields.ForeignKeyRelation[TelegramChat] = fields.ForeignKeyField(
        "models.TelegramChat", related_name="follows", on_delete=fields.CASCADE
    )
    chat_id: int
    booking: fields.ForeignKeyRelation[Booking] = fields.ForeignKeyField(
        "models.Booking", related_name="telegram_follows", on_delete=fields.RESTRICT
    )
    booking_id: int
    link_generation = fields.IntField()

    class Meta:
        table = "telegram_follow"
        unique_together = (("chat_id", "booking_id"),)
        indexes = (("booking_id",),)


class TelegramUpdate(Model):
    """Something that Telegram told, kept until it was acted on. `id` is Telegram's.

    Claimed by moving `claimed_until` forward with a conditional update (a lease): a process that dies leaves
    it to the next one. Once `done_at` is set, `body` is empty and the row only tells that it was seen.
    """

    id = fields.BigIntField(primary_key=True, generated=False)
    chat_id = fields.BigIntField(null=True)
    body: dict[str, Any] = fields.JSONField()
    received_at = UtcField()
    attempts = fields.IntField(default=0)
    claimed_until: datetime | None = UtcField(null=True)
    done_at: datetime | None = UtcField(null=True)

    class Meta:
        table = "telegram_update"
        indexes = (("done_at", "id"),)


class TelegramAlertChat(Model):
    """A chat, of one or of many, that hears what staff have to look at. `person` asked for it."""

    id = fields.BigIntField(primary_key=True, generated=False)
    person: fields.ForeignKeyRelation[Person] = fields.ForeignKeyField(
        "models.Person", related_name="telegram_alert_chats"
    )
    person_id: int
    language = fields.CharField(max_length=8)
    created_at = UtcField()

    class Meta:
        table = "telegram_alert_chat"
