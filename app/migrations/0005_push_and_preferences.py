from tortoise import fields, migrations
from tortoise.fields.base import OnDelete
from tortoise.indexes import Index
from tortoise.migrations import operations as ops

from app.core.fields import UtcField


class Migration(migrations.Migration):
    dependencies = [("models", "0004_moves_and_reports")]

    initial = False

    operations = [
        ops.CreateModel(
            name="MessagePreference",
            fields=[
                ("id", fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                (
                    "person",
                    fields.ForeignKeyField(
                        "models.Person",
                        source_field="person_id",
                        db_constraint=True,
                        to_field="id",
                        related_name="message_preferences",
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                ("topic", fields.CharField(max_length=16)),
                ("channel", fields.CharField(max_length=12)),
                ("is_on", fields.BooleanField()),
            ],
            options={
                "table": "message_preference",
                "app": "models",
                "unique_together": (("person_id", "topic", "channel"),),
                "pk_attr": "id",
                "table_description": "What a person has chosen for a topic and a channel. Without a row the default holds.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="PushSubscription",
            fields=[
                ("id", fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ("endpoint", fields.CharField(max_length=1000)),
                ("endpoint_digest", fields.CharField(unique=True, max_length=64)),
                ("p256dh", fields.CharField(max_length=100)),
                ("auth", fields.CharField(max_length=40)),
                (
                    "session",
                    fields.ForeignKeyField(
                        "models.Session",
                        source_field="session_id",
                        null=True,
                        db_constraint=True,
                        to_field="id",
                        related_name="push_subscriptions",
                        on_delete=OnDelete.SET_NULL,
                    ),
                ),
                ("language", fields.CharField(max_length=8)),
                ("created_at", UtcField(auto_now=False, auto_now_add=False)),
                ("renewed_at", UtcField(auto_now=False, auto_now_add=False)),
            ],
            options={
                "table": "push_subscription",
                "app": "models",
                "indexes": [Index(fields=["session_id"])],
                "pk_attr": "id",
                "table_description": "One browser that shows notifications, and its address at a push service (`endpoint`).",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="PushFollow",
            fields=[
                ("id", fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                (
                    "subscription",
                    fields.ForeignKeyField(
                        "models.PushSubscription",
                        source_field="subscription_id",
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
                        related_name="push_follows",
                        on_delete=OnDelete.RESTRICT,
                    ),
                ),
                ("link_generation", fields.IntField()),
            ],
            options={
                "table": "push_follow",
                "app": "models",
                "unique_together": (("subscription_id", "booking_id"),),
                "indexes": [Index(fields=["booking_id"])],
                "pk_attr": "id",
                "table_description": "A booking that a browser is told of because it may see it as a guest.",
            },
            bases=["Model"],
        ),
        ops.AddField(
            model_name="Booking",
            name="reminded_ends_at",
            field=UtcField(null=True, auto_now=False, auto_now_add=False),
        ),
    ]
