"""Indexes for the reports: a lot's bookings and its books by time, and all that a sum of entries needs."""

from tortoise import migrations
from tortoise.indexes import Index
from tortoise.migrations import operations as ops


class Migration(migrations.Migration):
    dependencies = [("models", "0009_desk")]

    initial = False

    operations = [
        ops.AddIndex(model_name="Booking", index=Index(fields=["lot_id", "starts_at", "ends_at"])),
        # Before the old one goes: MariaDB needs one of them for the foreign key.
        ops.AddIndex(
            model_name="LedgerEntry", index=Index(fields=["transaction_id", "account", "amount_sen"])
        ),
        ops.RemoveIndex(model_name="LedgerEntry", name=None, fields=["transaction_id"]),
        ops.AddIndex(model_name="LedgerTransaction", index=Index(fields=["lot_id", "happened_at"])),
    ]
