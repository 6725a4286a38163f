import functools
from json import dumps, loads

from tortoise import fields, migrations
from tortoise.fields.base import OnDelete
from tortoise.indexes import Index
from tortoise.migrations import operations as ops

from app.core.fields import UtcField


class Migration(migrations.Migration):
    dependencies = [("models", "0005_push_and_preferences")]

    initial = False

    operations = [
        ops.CreateModel(
            name="TelegramAlertChat",
            fields=[
                ("id", fields.BigIntField(generated=False, primary_key=True, unique=True, db_index=True)),
                (
                    "person",
                    fields.ForeignKeyField(
                        "models.Person",
                        source_field="person_id",
                        db_constraint=True,
                        to_field="id",
                        related_name="telegram_alert_chats",
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                ("language", fields.CharField(max_length=8)),
                ("created_at", UtcField(auto_now=False, auto_now_add=False)),
            ],
            options={
                "table": "telegram_alert_chat",
                "app": "models",
                "pk_attr": "id",
                "table_description": "A chat, of one or of many, that hears what staff have to look at. `person` asked for it.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="TelegramChat",
            fields=[
                ("id", fields.BigIntField(generated=False, primary_key=True, unique=True, db_index=True)),
                (
                    "person",
                    fields.OneToOneField(
                        "models.Person",
                        source_field="person_id",
                        null=True,
                        db_constraint=True,
                        to_field="id",
                        related_name="telegram_chat",
                        on_delete=OnDelete.SET_NULL,
                    ),
                ),
                ("linked_at", UtcField(null=True, auto_now=False, auto_now_add=False)),
                ("language", fields.CharField(max_length=8)),
                ("guest_email", fields.CharField(null=True, max_length=254)),
                ("step", fields.CharField(default="idle", max_length=32)),
                (
                    "draft",
                    fields.JSONField(encoder=functools.partial(dumps, separators=(",", ":")), decoder=loads),
                ),
                ("serial", fields.BigIntField(default=0)),
                ("created_at", UtcField(auto_now=False, auto_now_add=False)),
                ("seen_at", UtcField(auto_now=False, auto_now_add=False)),
                ("blocked_at", UtcField(null=True, auto_now=False, auto_now_add=False)),
            ],
            options={
                "table": "telegram_chat",
                "app": "models",
                "pk_attr": "id",
                "table_description": "One person's own chat with the bot, and the place where its conversation stands.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="TelegramFollow",
            fields=[
                ("id", fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                (
                    "chat",
                    fields.ForeignKeyField(
                        "models.TelegramChat",
                        source_field="chat_id",
                        db_constraint=True,
                        to_field="id",
                        related_name="follows",
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                (
                    "booking",
                    fields.ForeignKeyField(
                        "models.Booking",
                        source_field="booking_id",
                        db_constraint=True,
                        to_field="id",
                        related_name="telegram_follows",
                        on_delete=OnDelete.RESTRICT,
                    ),
                ),
                ("link_generation", fields.IntField()),
            ],
            options={
                "table": "telegram_follow",
                "app": "models",
                "unique_together": (("chat_id", "booking_id"),),
                "indexes": [Index(fields=["booking_id"])],
                "pk_attr": "id",
                "table_description": "A booking that a chat may see and is told of because it was made there without an account.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="TelegramLinkCode",
            fields=[
                ("id", fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ("code_digest", fields.CharField(unique=True, max_length=64)),
                (
                    "person",
                    fields.ForeignKeyField(
                        "models.Person",
                        source_field="person_id",
                        db_constraint=True,
                        to_field="id",
                        related_name="telegram_link_codes",
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                ("created_at", UtcField(auto_now=False, auto_now_add=False)),
                ("expires_at", UtcField(auto_now=False, auto_now_add=False)),
                ("used_at", UtcField(null=True, auto_now=False, auto_now_add=False)),
            ],
            options={
                "table": "telegram_link_code",
                "app": "models",
                "indexes": [Index(fields=["person_id", "created_at"])],
                "pk_attr": "id",
                "table_description": "A code that links a chat to the account it was made for, once. The table holds its digest only.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="TelegramUpdate",
            fields=[
                ("id", fields.BigIntField(generated=False, primary_key=True, unique=True, db_index=True)),
                ("chat_id", fields.BigIntField(null=True)),
                (
                    "body",
                    fields.JSONField(encoder=functools.partial(dumps, separators=(",", ":")), decoder=loads),
                ),
                ("received_at", UtcField(auto_now=False, auto_now_add=False)),
                ("attempts", fields.IntField(default=0)),
                ("claimed_until", UtcField(null=True, auto_now=False, auto_now_add=False)),
                ("done_at", UtcField(null=True, auto_now=False, auto_now_add=False)),
            ],
            options={
                "table": "telegram_update",
                "app": "models",
                "indexes": [Index(fields=["done_at", "id"])],
                "pk_attr": "id",
                "table_description": "Something that Telegram told, kept until it was acted on. `id` is Telegram's.",
            },
            bases=["Model"],
        ),
    ]
