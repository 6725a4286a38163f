"""Programs with their tokens, what plate readers saw, and who signs in elsewhere."""

import functools
from json import dumps, loads

from tortoise import fields, migrations
from tortoise.fields.base import OnDelete
from tortoise.indexes import Index
from tortoise.migrations import operations as ops

from app.core.database.operations import AddColumn
from app.core.fields import UtcField
from app.observations.models import Doubt, Outcome
from app.programs.scopes import ProgramKind


class Migration(migrations.Migration):
    dependencies = [("models", "0012_gate_closures")]

    initial = False

    operations = [
        ops.CreateModel(
            name="OutsideIdentity",
            fields=[
                ("id", fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ("digest", fields.CharField(unique=True, max_length=64)),
                ("issuer", fields.CharField(max_length=255)),
                ("subject", fields.CharField(max_length=255)),
                (
                    "person",
                    fields.ForeignKeyField(
                        "models.Person",
                        source_field="person_id",
                        db_constraint=True,
                        to_field="id",
                        related_name="outside_identities",
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                ("linked_at", UtcField(auto_now=False, auto_now_add=False)),
            ],
            options={
                "table": "outside_identity",
                "app": "models",
                "pk_attr": "id",
                "table_description": "A person as an outside OpenID provider knows them, who may sign in there instead of by password.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="Program",
            fields=[
                ("id", fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ("client_id", fields.CharField(unique=True, max_length=32)),
                (
                    "kind",
                    fields.CharEnumField(
                        description="DEVICE: device\nPARTNER: partner\nAPP: app",
                        enum_type=ProgramKind,
                        max_length=8,
                    ),
                ),
                ("name", fields.CharField(max_length=80)),
                (
                    "lot",
                    fields.ForeignKeyField(
                        "models.Lot",
                        source_field="lot_id",
                        null=True,
                        db_constraint=True,
                        to_field="id",
                        related_name="programs",
                        on_delete=OnDelete.RESTRICT,
                    ),
                ),
                ("direction", fields.CharField(null=True, max_length=3)),
                (
                    "scopes",
                    fields.JSONField(encoder=functools.partial(dumps, separators=(",", ":")), decoder=loads),
                ),
                (
                    "redirect_uris",
                    fields.JSONField(encoder=functools.partial(dumps, separators=(",", ":")), decoder=loads),
                ),
                ("secret_digest", fields.CharField(null=True, max_length=64)),
                ("generation", fields.IntField(default=1)),
                ("created_at", UtcField(auto_now=False, auto_now_add=False)),
                ("created_by", fields.CharField(max_length=40)),
                ("disabled_at", UtcField(null=True, auto_now=False, auto_now_add=False)),
                ("last_used_at", UtcField(null=True, auto_now=False, auto_now_add=False)),
            ],
            options={
                "table": "program",
                "app": "models",
                "indexes": [Index(fields=["lot_id", "kind"])],
                "pk_attr": "id",
                "table_description": "A client of OAuth 2, for one lot or (without a lot) for all of them.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="Observation",
            fields=[
                ("id", fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                (
                    "program",
                    fields.ForeignKeyField(
                        "models.Program",
                        source_field="program_id",
                        db_constraint=True,
                        to_field="id",
                        related_name="observations",
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
                        related_name="observations",
                        on_delete=OnDelete.RESTRICT,
                    ),
                ),
                ("key", fields.CharField(max_length=64)),
                ("plate", fields.CharField(max_length=16)),
                ("confidence", fields.IntField()),
                ("direction", fields.CharField(max_length=3)),
                ("observed_at", UtcField(auto_now=False, auto_now_add=False)),
                ("received_at", UtcField(auto_now=False, auto_now_add=False)),
                (
                    "outcome",
                    fields.CharEnumField(
                        description="MOVED: moved\nREPEATED: repeated\nWAITING: waiting\nACCEPTED: accepted\nDISMISSED: dismissed",
                        enum_type=Outcome,
                        max_length=12,
                    ),
                ),
                (
                    "doubt",
                    fields.CharEnumField(
                        null=True,
                        description="UNSURE: unsure\nSIMILAR: similar\nUNKNOWN: unknown\nSEVERAL: several\nREFUSED: refused",
                        enum_type=Doubt,
                        max_length=12,
                    ),
                ),
                ("refusal", fields.CharField(null=True, max_length=40)),
                (
                    "session",
                    fields.ForeignKeyField(
                        "models.ParkingSession",
                        source_field="session_id",
                        null=True,
                        db_constraint=True,
                        to_field="id",
                        related_name="observations",
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                ("decided_at", UtcField(null=True, auto_now=False, auto_now_add=False)),
                ("decided_by", fields.CharField(null=True, max_length=40)),
                ("reason", fields.CharField(null=True, max_length=200)),
            ],
            options={
                "table": "observation",
                "app": "models",
                "unique_together": (("program_id", "key"),),
                "indexes": [
                    Index(fields=["lot_id", "outcome", "observed_at"]),
                    Index(fields=["received_at"]),
                ],
                "pk_attr": "id",
                "table_description": "A reader saw a plate. `plate` is in its normal form, `confidence` in thousandths.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="ProgramGrant",
            fields=[
                ("id", fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ("handle", fields.CharField(unique=True, max_length=32)),
                (
                    "program",
                    fields.ForeignKeyField(
                        "models.Program",
                        source_field="program_id",
                        db_constraint=True,
                        to_field="id",
                        related_name="grants",
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                (
                    "person",
                    fields.ForeignKeyField(
                        "models.Person",
                        source_field="person_id",
                        db_constraint=True,
                        to_field="id",
                        related_name="programs",
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                ("scope", fields.CharField(max_length=200)),
                ("sequence", fields.IntField(default=1)),
                ("created_at", UtcField(auto_now=False, auto_now_add=False)),
                ("rotated_at", UtcField(auto_now=False, auto_now_add=False)),
                ("expires_at", UtcField(auto_now=False, auto_now_add=False)),
                ("revoked_at", UtcField(null=True, auto_now=False, auto_now_add=False)),
            ],
            options={
                "table": "program_grant",
                "app": "models",
                "indexes": [Index(fields=["person_id", "program_id"]), Index(fields=["expires_at"])],
                "pk_attr": "id",
                "table_description": "What a person allowed an app, and the one living refresh token that goes with it.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="AuthorizationCode",
            fields=[
                ("id", fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ("code_digest", fields.CharField(unique=True, max_length=64)),
                (
                    "program",
                    fields.ForeignKeyField(
                        "models.Program",
                        source_field="program_id",
                        db_constraint=True,
                        to_field="id",
                        related_name="codes",
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                (
                    "person",
                    fields.ForeignKeyField(
                        "models.Person",
                        source_field="person_id",
                        db_constraint=True,
                        to_field="id",
                        related_name="program_codes",
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                ("redirect_uri", fields.CharField(max_length=400)),
                ("scope", fields.CharField(max_length=200)),
                ("code_challenge", fields.CharField(max_length=43)),
                ("created_at", UtcField(auto_now=False, auto_now_add=False)),
                ("expires_at", UtcField(auto_now=False, auto_now_add=False)),
                ("used_at", UtcField(null=True, auto_now=False, auto_now_add=False)),
                (
                    "grant",
                    fields.ForeignKeyField(
                        "models.ProgramGrant",
                        source_field="grant_id",
                        null=True,
                        db_constraint=True,
                        to_field="id",
                        related_name="codes",
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
            ],
            options={
                "table": "authorization_code",
                "app": "models",
                "indexes": [Index(fields=["expires_at"])],
                "pk_attr": "id",
                "table_description": "A single-use code by which an app fetches its first tokens. The table holds its digest.",
            },
            bases=["Model"],
        ),
        AddColumn(
            model_name="Person",
            name="programs_out_at",
            field=UtcField(null=True, auto_now=False, auto_now_add=False),
        ),
    ]
