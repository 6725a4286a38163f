"""How to reach a lot, who stands on its receipts, and what its photos show."""

import functools
from json import dumps, loads

from tortoise import fields, migrations
from tortoise.migrations import operations as ops

from app.core.database.operations import AddColumn


class Migration(migrations.Migration):
    dependencies = [("models", "0013_programs")]

    initial = False

    operations = [
        ops.AddField(
            model_name="Lot",
            name="company_registration",
            field=fields.CharField(default="", db_default="", max_length=40),
        ),
        ops.AddField(
            model_name="Lot",
            name="operator_address",
            field=fields.CharField(default="", db_default="", max_length=200),
        ),
        ops.AddField(
            model_name="Lot",
            name="phone",
            field=fields.CharField(default="", db_default="", max_length=30),
        ),
        ops.AddField(
            model_name="Lot",
            name="whatsapp",
            field=fields.CharField(default="", db_default="", max_length=20),
        ),
        AddColumn(
            model_name="LotPhoto",
            name="alt",
            field=fields.JSONField(
                null=True, encoder=functools.partial(dumps, separators=(",", ":")), decoder=loads
            ),
        ),
    ]
