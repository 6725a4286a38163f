"""The database's own refusal of two claims on one spot, and the first row of the event log's head.

MariaDB compares the periods itself (`WITHOUT OVERLAPS`). SQLite has triggers. MySQL 8 has no
`WITHOUT OVERLAPS`: there triggers do it, under the row lock that the service takes on the spot.
"""

from tortoise import migrations
from tortoise.migrations import operations as ops
from tortoise.migrations.schema_editor.base import BaseSchemaEditor
from tortoise.migrations.schema_generator.state_apps import StateApps

_OVERLAP = """
    SELECT 1 FROM space_claim WHERE space_id = NEW.space_id AND id <> {own_id}
    AND starts_at < NEW.ends_at AND NEW.starts_at < ends_at"""

_SQLITE = """
CREATE TRIGGER space_claim_{event}_guard BEFORE {event} ON space_claim
WHEN EXISTS ({overlap}) OR NEW.ends_at <= NEW.starts_at
BEGIN SELECT RAISE(ABORT, 'UNIQUE constraint failed: two claims on one space overlap'); END"""

_MYSQL = """
CREATE TRIGGER space_claim_{event}_guard BEFORE {event} ON space_claim FOR EACH ROW
BEGIN
  IF EXISTS ({overlap}) OR NEW.ends_at <= NEW.starts_at THEN
    SIGNAL SQLSTATE '23000' SET MYSQL_ERRNO = 1062, MESSAGE_TEXT = 'two claims on one space overlap';
  END IF;
END"""

_MARIADB = """
ALTER TABLE space_claim ADD PERIOD FOR held (starts_at, ends_at),
ADD CONSTRAINT space_claim_guard UNIQUE (space_id, held WITHOUT OVERLAPS)"""


async def guard(apps: StateApps, schema_editor: BaseSchemaEditor) -> None:
    connection = schema_editor.client
    if connection.capabilities.dialect == "sqlite":
        templates = [(_SQLITE, event, own_id) for event, own_id in (("INSERT", "-1"), ("UPDATE", "OLD.id"))]
    else:
        version = (await connection.execute_query_dict("SELECT VERSION() AS version"))[0]["version"]
        if "mariadb" in version.lower():
            await connection.execute_query(_MARIADB)
            templates = []
        else:
            templates = [
                (_MYSQL, event, own_id) for event, own_id in (("INSERT", "-1"), ("UPDATE", "OLD.id"))
            ]
    for template, event, own_id in templates:
        await connection.execute_query(template.format(event=event, overlap=_OVERLAP.format(own_id=own_id)))
    await connection.execute_query("INSERT INTO event_log_head (id, last_id) VALUES (1, 0)")


async def unguard(apps: StateApps, schema_editor: BaseSchemaEditor) -> None:
    connection = schema_editor.client
    for event in ("INSERT", "UPDATE"):
        await connection.execute_query(f"DROP TRIGGER IF EXISTS space_claim_{event}_guard")
    if connection.capabilities.dialect != "sqlite":
        version = (await connection.execute_query_dict("SELECT VERSION() AS version"))[0]["version"]
        if "mariadb" in version.lower():
            await connection.execute_query(
                "ALTER TABLE space_claim DROP CONSTRAINT space_claim_guard, DROP PERIOD FOR held"
            )
    await connection.execute_query("DELETE FROM event_log_head")


class Migration(migrations.Migration):
    dependencies = [("models", "0001_initial")]

    operations = [ops.RunPython(guard, unguard)]
