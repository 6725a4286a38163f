"""When a spot was there. Of those that there are, the event log knows when their floors came, and when they went.

A floor that was booked before it came, by the log, had a past before the log: its spots were always there.
"""

from __future__ import annotations

from json import loads
from typing import Any

from tortoise import fields, migrations
from tortoise.fields.base import OnDelete
from tortoise.indexes import Index
from tortoise.migrations import operations as ops
from tortoise.migrations.schema_editor.base import BaseSchemaEditor
from tortoise.migrations.schema_generator.state_apps import StateApps

from app.core.fields import UtcField

_WITHOUT_LIFE = "id NOT IN (SELECT space_id FROM space_life)"


async def tell_lives(apps: StateApps, schema_editor: BaseSchemaEditor) -> None:
    """Of those spots that have none yet."""
    connection = schema_editor.client
    mark = "?" if connection.capabilities.dialect == "sqlite" else "%s"

    async def rows_of(sql: str) -> list[dict[str, Any]]:
        return [dict(row) for row in await connection.execute_query_dict(sql)]

    came: dict[int, Any] = {}
    went: dict[int, Any] = {}
    for row in await rows_of(
        "SELECT kind, occurred_at, data FROM event "
        "WHERE kind IN ('AreaMapPublished', 'SpaceRetired') ORDER BY id"
    ):
        data = loads(row["data"]) if isinstance(row["data"], str) else row["data"]
        if row["kind"] == "SpaceRetired":
            went[data["space_id"]] = row["occurred_at"]
        elif data["version"] == 1:
            came[data["area_id"]] = row["occurred_at"]
    for row in await rows_of("SELECT area_id, MIN(starts_at) AS first FROM booking GROUP BY area_id"):
        if row["area_id"] in came and row["first"] < came[row["area_id"]]:
            del came[row["area_id"]]
    insert = f"INSERT INTO space_life (space_id, starts_at, ends_at) SELECT id, {mark}, {mark} FROM space"  # noqa: S608
    for row in await rows_of(f"SELECT id, area_id FROM space WHERE status = 'retired' AND {_WITHOUT_LIFE}"):  # noqa: S608
        if row["id"] in went:
            values = [came.get(row["area_id"]), went[row["id"]], row["id"]]
            await connection.execute_query(f"{insert} WHERE id = {mark}", values)
    for row in await rows_of("SELECT id FROM area"):
        values = [came.get(row["id"]), None, row["id"]]
        await connection.execute_query(
            f"{insert} WHERE area_id = {mark} AND status = 'active' AND {_WITHOUT_LIFE}", values
        )


async def leave(apps: StateApps, schema_editor: BaseSchemaEditor) -> None:
    """The table goes with all that is in it."""


class Migration(migrations.Migration):
    dependencies = [("models", "0014_face")]

    initial = False

    operations = [
        ops.CreateModel(
            name="SpaceLife",
            fields=[
                ("id", fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                (
                    "space",
                    fields.ForeignKeyField(
                        "models.Space",
                        source_field="space_id",
                        db_constraint=True,
                        to_field="id",
                        related_name="lives",
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                ("starts_at", UtcField(null=True, auto_now=False, auto_now_add=False)),
                ("ends_at", UtcField(null=True, auto_now=False, auto_now_add=False)),
            ],
            options={
                "table": "space_life",
                "app": "models",
                "indexes": [Index(fields=["space_id", "ends_at"])],
                "pk_attr": "id",
                "table_description": "A spot was there from `starts_at` (None: for as long as is known) until `ends_at` (None: it still is).",
            },
            bases=["Model"],
        ),
        ops.RunPython(tell_lives, leave),
    ]
