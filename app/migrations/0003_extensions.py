"""More time at the end of a booking, and what is owed for it."""

import functools
from json import dumps, loads

from tortoise import fields, migrations
from tortoise.fields.base import OnDelete
from tortoise.indexes import Index
from tortoise.migrations import operations as ops

from app.bookings.models import ExtensionStatus
from app.core.database.operations import AddColumn
from app.core.fields import MoneyField, UtcField


class Migration(migrations.Migration):
    dependencies = [("models", "0002_claim_guards")]

    initial = False

    operations = [
        ops.CreateModel(
            name="Extension",
            fields=[
                ("id", fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                (
                    "booking",
                    fields.ForeignKeyField(
                        "models.Booking",
                        source_field="booking_id",
                        db_constraint=True,
                        to_field="id",
                        related_name="extensions",
                        on_delete=OnDelete.RESTRICT,
                    ),
                ),
                (
                    "status",
                    fields.CharEnumField(
                        description="HELD: held\nCONFIRMED: confirmed\nEXPIRED: expired\nCANCELLED: cancelled",
                        enum_type=ExtensionStatus,
                        max_length=12,
                    ),
                ),
                ("starts_at", UtcField(auto_now=False, auto_now_add=False)),
                ("ends_at", UtcField(auto_now=False, auto_now_add=False)),
                ("hold_expires_at", UtcField(auto_now=False, auto_now_add=False)),
                (
                    "amount",
                    MoneyField(source_field="amount_sen", generated=False, null=False, unique=False),
                ),
                ("tax", MoneyField(source_field="tax_sen", generated=False, null=False, unique=False)),
                (
                    "quote_lines",
                    fields.JSONField(encoder=functools.partial(dumps, separators=(",", ":")), decoder=loads),
                ),
                ("created_at", UtcField(auto_now=False, auto_now_add=False)),
                ("confirmed_at", UtcField(null=True, auto_now=False, auto_now_add=False)),
                ("ended_at", UtcField(null=True, auto_now=False, auto_now_add=False)),
            ],
            options={
                "table": "extension",
                "app": "models",
                "indexes": [
                    Index(fields=["status", "hold_expires_at"]),
                    Index(fields=["booking_id", "status"]),
                ],
                "pk_attr": "id",
                "table_description": "More time at the end of a booking, first held, then paid for.",
            },
            bases=["Model"],
        ),
        AddColumn(
            model_name="Charge",
            name="extension",
            field=fields.ForeignKeyField(
                "models.Extension",
                source_field="extension_id",
                null=True,
                db_constraint=True,
                to_field="id",
                related_name="charges",
                on_delete=OnDelete.RESTRICT,
            ),
        ),
    ]
