"""Cars that come and go, what overstays cost, and money that staff take."""

import functools
from json import dumps, loads

from tortoise import fields, migrations
from tortoise.fields.base import OnDelete
from tortoise.indexes import Index
from tortoise.migrations import operations as ops

from app.arrivals.models import ExitFeeStatus, Method
from app.bookings.models import MoveCause
from app.core.database.operations import AddColumn, KnowMoreValues
from app.core.fields import MoneyField, UtcField
from app.payments.models import PaymentChannel


class Migration(migrations.Migration):
    dependencies = [("models", "0007_extension_channel")]

    initial = False

    operations = [
        ops.CreateModel(
            name="Overstay",
            fields=[
                ("id", fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                (
                    "space",
                    fields.OneToOneField(
                        "models.Space",
                        source_field="space_id",
                        db_constraint=True,
                        to_field="id",
                        related_name="overstay",
                        on_delete=OnDelete.RESTRICT,
                    ),
                ),
                (
                    "booking",
                    fields.OneToOneField(
                        "models.Booking",
                        source_field="booking_id",
                        db_constraint=True,
                        to_field="id",
                        related_name="overstay",
                        on_delete=OnDelete.RESTRICT,
                    ),
                ),
                ("began_at", UtcField(auto_now=False, auto_now_add=False)),
                ("blocked_until", UtcField(auto_now=False, auto_now_add=False)),
                ("told_at", UtcField(auto_now=False, auto_now_add=False)),
            ],
            options={
                "table": "overstay",
                "app": "models",
                "pk_attr": "id",
                "table_description": "A car still stands on a spot after its booking's end: nobody is promised it before `blocked_until`.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="ParkingSession",
            fields=[
                ("id", fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                (
                    "booking",
                    fields.ForeignKeyField(
                        "models.Booking",
                        source_field="booking_id",
                        db_constraint=True,
                        to_field="id",
                        related_name="sessions",
                        on_delete=OnDelete.RESTRICT,
                    ),
                ),
                (
                    "open_for",
                    fields.OneToOneField(
                        "models.Booking",
                        source_field="open_for_id",
                        null=True,
                        db_constraint=True,
                        to_field="id",
                        related_name="open_session",
                        on_delete=OnDelete.RESTRICT,
                    ),
                ),
                (
                    "lot",
                    fields.ForeignKeyField(
                        "models.Lot",
                        source_field="lot_id",
                        db_constraint=True,
                        to_field="id",
                        related_name="sessions",
                        on_delete=OnDelete.RESTRICT,
                    ),
                ),
                ("entered_at", UtcField(auto_now=False, auto_now_add=False)),
                (
                    "entry_method",
                    fields.CharEnumField(
                        description="SCAN: scan\nPLATE: plate\nREADER: reader", enum_type=Method, max_length=8
                    ),
                ),
                ("entered_by", fields.CharField(max_length=40)),
                ("entry_key", fields.CharField(null=True, unique=True, max_length=64)),
                ("exited_at", UtcField(null=True, auto_now=False, auto_now_add=False)),
                (
                    "exit_method",
                    fields.CharEnumField(
                        null=True,
                        description="SCAN: scan\nPLATE: plate\nREADER: reader",
                        enum_type=Method,
                        max_length=8,
                    ),
                ),
                ("exited_by", fields.CharField(null=True, max_length=40)),
                ("exit_key", fields.CharField(null=True, unique=True, max_length=64)),
            ],
            options={
                "table": "parking_session",
                "app": "models",
                "indexes": [
                    Index(fields=["lot_id", "entered_at"]),
                    Index(fields=["lot_id", "exited_at"]),
                    Index(fields=["booking_id"]),
                ],
                "pk_attr": "id",
                "table_description": "A stay: a booking's car is in, until `exited_at`. A car may leave and come back within its time.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="ExitFee",
            fields=[
                ("id", fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                (
                    "session",
                    fields.ForeignKeyField(
                        "models.ParkingSession",
                        source_field="session_id",
                        db_constraint=True,
                        to_field="id",
                        related_name="exit_fees",
                        on_delete=OnDelete.RESTRICT,
                    ),
                ),
                (
                    "booking",
                    fields.ForeignKeyField(
                        "models.Booking",
                        source_field="booking_id",
                        db_constraint=True,
                        to_field="id",
                        related_name="exit_fees",
                        on_delete=OnDelete.RESTRICT,
                    ),
                ),
                (
                    "status",
                    fields.CharEnumField(
                        description="OWED: owed\nPAID: paid\nWAIVED: waived\nLAPSED: lapsed",
                        enum_type=ExitFeeStatus,
                        max_length=8,
                    ),
                ),
                ("starts_at", UtcField(auto_now=False, auto_now_add=False)),
                ("ends_at", UtcField(auto_now=False, auto_now_add=False)),
                ("pay_by", UtcField(auto_now=False, auto_now_add=False)),
                ("amount", MoneyField(source_field="amount_sen", generated=False, null=False, unique=False)),
                ("tax", MoneyField(source_field="tax_sen", generated=False, null=False, unique=False)),
                (
                    "quote_lines",
                    fields.JSONField(encoder=functools.partial(dumps, separators=(",", ":")), decoder=loads),
                ),
                ("asked_at", UtcField(auto_now=False, auto_now_add=False)),
                ("settled_at", UtcField(null=True, auto_now=False, auto_now_add=False)),
                ("settled_by", fields.CharField(null=True, max_length=40)),
                ("reason", fields.CharField(null=True, max_length=200)),
            ],
            options={
                "table": "exit_fee",
                "app": "models",
                "indexes": [Index(fields=["session_id", "status"]), Index(fields=["booking_id", "status"])],
                "pk_attr": "id",
                "table_description": "What an overstay costs from `starts_at` (the booking's end) until `ends_at`, less what was settled.",
            },
            bases=["Model"],
        ),
        AddColumn(
            model_name="Charge",
            name="exit_fee",
            field=fields.ForeignKeyField(
                "models.ExitFee",
                source_field="exit_fee_id",
                null=True,
                db_constraint=True,
                to_field="id",
                related_name="charges",
                on_delete=OnDelete.RESTRICT,
            ),
        ),
        ops.AddField(
            model_name="Lot",
            name="entry_grace_minutes",
            field=fields.IntField(default=15, db_default=15),
        ),
        ops.AddField(
            model_name="Lot",
            name="exit_grace_minutes",
            field=fields.IntField(default=10, db_default=10),
        ),
        ops.AddField(
            model_name="Lot",
            name="no_show_minutes",
            field=fields.IntField(null=True),
        ),
        ops.AddField(
            model_name="Lot",
            name="overstay_day_cap_sen",
            field=fields.IntField(null=True),
        ),
        ops.AddField(
            model_name="Lot",
            name="overstay_hour_sen",
            field=fields.IntField(default=0, db_default=0),
        ),
        ops.AddField(
            model_name="Lot",
            name="reader_confidence_percent",
            field=fields.IntField(default=85, db_default=85),
        ),
        ops.AlterModelOptions(
            name="Payment",
            options={
                "table": "payment",
                "app": "models",
                "indexes": [Index(fields=["charge_id", "status"])],
                "pk_attr": "id",
                "table_description": "One try to pay a charge, under its own order id at the gateway; or money that staff took for it.",
            },
        ),
        ops.AddField(
            model_name="Payment",
            name="channel",
            field=fields.CharEnumField(
                default=PaymentChannel.GATEWAY,
                description="GATEWAY: gateway\nCOUNTER: counter",
                db_default=PaymentChannel.GATEWAY,
                enum_type=PaymentChannel,
                max_length=8,
            ),
        ),
        KnowMoreValues(
            model_name="BookingMove",
            name="cause",
            field=fields.CharEnumField(
                description="BLOCKED: blocked\nCLOSURE: closure\nOVERSTAY: overstay",
                enum_type=MoveCause,
                max_length=8,
            ),
        ),
    ]
