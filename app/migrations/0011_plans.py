"""Drafts of floors, photos of lots, special days and house rules, the policy agreed to, the first owner's link."""

import functools
from json import dumps, loads

from tortoise import fields, migrations
from tortoise.fields.base import OnDelete
from tortoise.indexes import Index
from tortoise.migrations import operations as ops

from app.core.database.operations import AddColumn
from app.core.fields import UtcField


class Migration(migrations.Migration):
    dependencies = [("models", "0010_reports")]

    initial = False

    operations = [
        ops.CreateModel(
            name="FirstRunLink",
            fields=[
                ("id", fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ("token_digest", fields.CharField(unique=True, max_length=64)),
                ("created_at", UtcField(auto_now=False, auto_now_add=False)),
                ("expires_at", UtcField(auto_now=False, auto_now_add=False)),
                ("used_at", UtcField(null=True, auto_now=False, auto_now_add=False)),
            ],
            options={
                "table": "first_run_link",
                "app": "models",
                "pk_attr": "id",
                "table_description": "A single-use link by which the first owner's account is opened. The table holds only its digest.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="FloorDraft",
            fields=[
                ("id", fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                (
                    "lot",
                    fields.ForeignKeyField(
                        "models.Lot",
                        source_field="lot_id",
                        db_constraint=True,
                        to_field="id",
                        related_name="floor_drafts",
                        on_delete=OnDelete.RESTRICT,
                    ),
                ),
                (
                    "area",
                    fields.OneToOneField(
                        "models.Area",
                        source_field="area_id",
                        null=True,
                        db_constraint=True,
                        to_field="id",
                        related_name="draft",
                        on_delete=OnDelete.RESTRICT,
                    ),
                ),
                ("code", fields.CharField(max_length=12)),
                ("name", fields.CharField(max_length=60)),
                ("level", fields.IntField()),
                (
                    "plan",
                    fields.JSONField(encoder=functools.partial(dumps, separators=(",", ":")), decoder=loads),
                ),
                ("revision", fields.IntField(default=1)),
                ("base_map_version", fields.IntField(default=0)),
                ("edited_by", fields.CharField(max_length=40)),
                ("edited_at", UtcField(auto_now=False, auto_now_add=False)),
            ],
            options={
                "table": "floor_draft",
                "app": "models",
                "unique_together": (("lot_id", "code"),),
                "pk_attr": "id",
                "table_description": "What is to become of a floor, or a floor to come (`area` None), until it is published or discarded.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="FloorEditor",
            fields=[
                ("id", fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                (
                    "lot",
                    fields.ForeignKeyField(
                        "models.Lot",
                        source_field="lot_id",
                        db_constraint=True,
                        to_field="id",
                        related_name="floor_editors",
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                ("code", fields.CharField(max_length=12)),
                (
                    "person",
                    fields.ForeignKeyField(
                        "models.Person",
                        source_field="person_id",
                        db_constraint=True,
                        to_field="id",
                        related_name="floors_in_hand",
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                ("seen_at", UtcField(auto_now=False, auto_now_add=False)),
            ],
            options={
                "table": "floor_editor",
                "app": "models",
                "unique_together": (("lot_id", "code", "person_id"),),
                "pk_attr": "id",
                "table_description": "Somebody had a floor open in the editor at `seen_at`. Tells the others, and nothing depends on it.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="LotPhoto",
            fields=[
                ("id", fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                (
                    "lot",
                    fields.ForeignKeyField(
                        "models.Lot",
                        source_field="lot_id",
                        db_constraint=True,
                        to_field="id",
                        related_name="photos",
                        on_delete=OnDelete.RESTRICT,
                    ),
                ),
                ("position", fields.IntField()),
                ("picture", fields.BinaryField()),
                ("added_at", UtcField(auto_now=False, auto_now_add=False)),
            ],
            options={
                "table": "lot_photo",
                "app": "models",
                "indexes": [Index(fields=["lot_id", "position"])],
                "pk_attr": "id",
                "table_description": "A photo of the lot, in the order of `position`. `picture`: a JPEG without metadata.",
            },
            bases=["Model"],
        ),
        AddColumn(
            model_name="Booking",
            name="refund_policy",
            field=fields.JSONField(
                null=True, encoder=functools.partial(dumps, separators=(",", ":")), decoder=loads
            ),
        ),
        ops.AddField(
            model_name="Lot",
            name="house_rules",
            field=fields.JSONField(
                null=True, encoder=functools.partial(dumps, separators=(",", ":")), decoder=loads
            ),
        ),
        ops.AddField(
            model_name="Lot",
            name="special_days",
            field=fields.JSONField(
                null=True, encoder=functools.partial(dumps, separators=(",", ":")), decoder=loads
            ),
        ),
    ]
