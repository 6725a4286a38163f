from tortoise import fields, migrations
from tortoise.fields.base import OnDelete
from tortoise.indexes import Index
from tortoise.migrations import operations as ops

from app.bookings.models import MoveCause, ReportOutcome
from app.core.fields import UtcField


class Migration(migrations.Migration):
    dependencies = [("models", "0003_extensions")]

    initial = False

    operations = [
        ops.CreateModel(
            name="BookingMove",
            fields=[
                ("id", fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                (
                    "booking",
                    fields.ForeignKeyField(
                        "models.Booking",
                        source_field="booking_id",
                        db_constraint=True,
                        to_field="id",
                        related_name="moves",
                        on_delete=OnDelete.RESTRICT,
                    ),
                ),
                (
                    "from_space",
                    fields.ForeignKeyField(
                        "models.Space",
                        source_field="from_space_id",
                        db_constraint=True,
                        to_field="id",
                        related_name="moves_away",
                        on_delete=OnDelete.RESTRICT,
                    ),
                ),
                (
                    "to_space",
                    fields.ForeignKeyField(
                        "models.Space",
                        source_field="to_space_id",
                        db_constraint=True,
                        to_field="id",
                        related_name="moves_here",
                        on_delete=OnDelete.RESTRICT,
                    ),
                ),
                (
                    "cause",
                    fields.CharEnumField(
                        description="BLOCKED: blocked\nCLOSURE: closure", enum_type=MoveCause, max_length=8
                    ),
                ),
                ("moved_at", UtcField(auto_now=False, auto_now_add=False)),
            ],
            options={
                "table": "booking_move",
                "app": "models",
                "indexes": [Index(fields=["booking_id"])],
                "pk_attr": "id",
                "table_description": "A booking went from one spot to another, for the same price.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="SpotReport",
            fields=[
                ("id", fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                (
                    "booking",
                    fields.OneToOneField(
                        "models.Booking",
                        source_field="booking_id",
                        db_constraint=True,
                        to_field="id",
                        related_name="spot_report",
                        on_delete=OnDelete.RESTRICT,
                    ),
                ),
                (
                    "space",
                    fields.ForeignKeyField(
                        "models.Space",
                        source_field="space_id",
                        db_constraint=True,
                        to_field="id",
                        related_name="spot_reports",
                        on_delete=OnDelete.RESTRICT,
                    ),
                ),
                (
                    "outcome",
                    fields.CharEnumField(
                        description="MOVED: moved\nREFUNDED: refunded", enum_type=ReportOutcome, max_length=8
                    ),
                ),
                ("photo", fields.BinaryField()),
                ("reported_at", UtcField(db_index=True, auto_now=False, auto_now_add=False)),
            ],
            options={
                "table": "spot_report",
                "app": "models",
                "pk_attr": "id",
                "table_description": "A driver found somebody else on the booked spot, once per booking. `photo`: a JPEG without metadata.",
            },
            bases=["Model"],
        ),
    ]
