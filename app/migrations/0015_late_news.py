"""What is told late at the gate, what a cancellation gave beyond the policy, refunds that are asked for once."""

from tortoise import fields, migrations
from tortoise.fields.base import OnDelete
from tortoise.indexes import Index
from tortoise.migrations import operations as ops

from app.arrivals.models import Method
from app.core.database.operations import AddColumn
from app.core.fields import MoneyField, UtcField
from app.core.money import ZERO


class Migration(migrations.Migration):
    dependencies = [("models", "0014_face")]

    initial = False

    operations = [
        ops.CreateModel(
            name="Departure",
            fields=[
                ("id", fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                (
                    "lot",
                    fields.ForeignKeyField(
                        "models.Lot",
                        source_field="lot_id",
                        db_constraint=True,
                        to_field="id",
                        related_name="departures",
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
                        related_name="departures",
                        on_delete=OnDelete.RESTRICT,
                    ),
                ),
                ("left_at", UtcField(auto_now=False, auto_now_add=False)),
                (
                    "method",
                    fields.CharEnumField(
                        description="SCAN: scan\nPLATE: plate\nREADER: reader", enum_type=Method, max_length=8
                    ),
                ),
                ("told_by", fields.CharField(max_length=40)),
                ("told_at", UtcField(auto_now=False, auto_now_add=False)),
                ("key", fields.CharField(null=True, unique=True, max_length=64)),
                (
                    "session",
                    fields.OneToOneField(
                        "models.ParkingSession",
                        source_field="session_id",
                        null=True,
                        db_constraint=True,
                        to_field="id",
                        related_name="departure",
                        on_delete=OnDelete.RESTRICT,
                    ),
                ),
            ],
            options={
                "table": "departure",
                "app": "models",
                "indexes": [Index(fields=["booking_id", "left_at"])],
                "pk_attr": "id",
                "table_description": "A car left of which nobody had told that it came: another gate may tell "
                "so later (decision 26).",
            },
            bases=["Model"],
        ),
        AddColumn(
            model_name="ParkingSession",
            name="told_at",
            field=UtcField(null=True, auto_now=False, auto_now_add=False),
        ),
        AddColumn(
            model_name="Refund",
            name="beyond",
            field=MoneyField(source_field="beyond_sen", default=ZERO, db_default=0),
        ),
        AddColumn(model_name="RefundProposal", name="key", field=fields.CharField(null=True, max_length=100)),
    ]
