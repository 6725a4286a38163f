"""The desk: proposals of refunds, blocked and erased people, what became of discrepancies, and how bookings are searched."""

from tortoise import fields, migrations
from tortoise.fields.base import OnDelete
from tortoise.indexes import Index
from tortoise.migrations import operations as ops

from app.bookings.models import MoveCause
from app.core.database.operations import KnowMoreValues
from app.core.fields import MoneyField, UtcField
from app.payments.models import ProposalStatus


class Migration(migrations.Migration):
    dependencies = [("models", "0008_arrivals")]

    initial = False

    operations = [
        ops.CreateModel(
            name="RefundProposal",
            fields=[
                ("id", fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                (
                    "payment",
                    fields.ForeignKeyField(
                        "models.Payment",
                        source_field="payment_id",
                        db_constraint=True,
                        to_field="id",
                        related_name="proposals",
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
                        related_name="refund_proposals",
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
                        related_name="refund_proposals",
                        on_delete=OnDelete.RESTRICT,
                    ),
                ),
                ("amount", MoneyField(source_field="amount_sen", generated=False, null=False, unique=False)),
                ("reason", fields.CharField(max_length=200)),
                (
                    "status",
                    fields.CharEnumField(
                        description="WAITING: waiting\nGRANTED: granted\nDECLINED: declined",
                        enum_type=ProposalStatus,
                        max_length=8,
                    ),
                ),
                ("asked_by", fields.CharField(max_length=40)),
                ("asked_at", UtcField(auto_now=False, auto_now_add=False)),
                ("decided_by", fields.CharField(null=True, max_length=40)),
                ("decided_at", UtcField(null=True, auto_now=False, auto_now_add=False)),
                ("answer", fields.CharField(null=True, max_length=200)),
            ],
            options={
                "table": "refund_proposal",
                "app": "models",
                "indexes": [
                    Index(fields=["lot_id", "status"]),
                    Index(fields=["booking_id"]),
                    Index(fields=["payment_id"]),
                ],
                "pk_attr": "id",
                "table_description": "Money that staff want to give back of a capture, beyond what the policy gives, and why.",
            },
            bases=["Model"],
        ),
        ops.AddIndex(
            model_name="Booking",
            index=Index(fields=["lot_id", "plate_number", "email", "name"]),
        ),
        KnowMoreValues(
            model_name="BookingMove",
            name="cause",
            field=fields.CharEnumField(
                description="BLOCKED: blocked\nCLOSURE: closure\nOVERSTAY: overstay\nSTAFF: staff",
                enum_type=MoveCause,
                max_length=8,
            ),
        ),
        ops.AddField(
            model_name="Discrepancy",
            name="note",
            field=fields.CharField(null=True, max_length=500),
        ),
        ops.AddField(
            model_name="Discrepancy",
            name="resolved_by",
            field=fields.CharField(null=True, max_length=40),
        ),
        ops.AddField(
            model_name="Lot",
            name="refund_approval_sen",
            field=fields.IntField(null=True),
        ),
        ops.AddField(
            model_name="Person",
            name="block_reason",
            field=fields.CharField(null=True, max_length=200),
        ),
        ops.AddField(
            model_name="Person",
            name="blocked_at",
            field=UtcField(null=True, auto_now=False, auto_now_add=False),
        ),
        ops.AddField(
            model_name="Person",
            name="blocked_by",
            field=fields.CharField(null=True, max_length=40),
        ),
        ops.AddField(
            model_name="Person",
            name="erased_at",
            field=UtcField(null=True, auto_now=False, auto_now_add=False),
        ),
    ]
