"""The database's own refusal of two claims on one spot, and the first row of the event log's head.

MariaDB compares the periods itself (`WITHOUT OVERLAPS`). SQLite has triggers. MySQL 8 has no
`WITHOUT OVERLAPS`: there triggers do it, under the row lock that the service takes on the spot.

On MariaDB and MySQL each of these statements commits by itself. So each is left out when it has
been done: a run that was broken off in the middle is simply run again.
"""

from tortoise import migrations
from tortoise.backends.base.client import BaseDBAsyncClient
from tortoise.migrations import operations as ops
from tortoise.migrations.schema_editor.base import BaseSchemaEditor
from tortoise.migrations.schema_generator.state_apps import StateApps

from app.core.database.mysql import is_mariadb

_OVERLAP = """
    SELECT 1 FROM space_claim WHERE space_id = NEW.space_id AND id <> {own_id}
    AND starts_at < NEW.ends_at AND NEW.starts_at < ends_at"""

_SQLITE = """
CREATE TRIGGER IF NOT EXISTS space_claim_{event}_guard BEFORE {event} ON space_claim
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

_MARIADB_UNDO = "ALTER TABLE space_claim DROP CONSTRAINT space_claim_guard, DROP PERIOD FOR held"

# The row that each event's trigger must not take for a rival: on an update, the row as it was.
_OWN_IDS = {"INSERT": "-1", "UPDATE": "OLD.id"}


async def guard(apps: StateApps, schema_editor: BaseSchemaEditor) -> None:
    connection = schema_editor.client
    is_sqlite = connection.capabilities.dialect == "sqlite"
    if not is_sqlite and await is_mariadb(connection):
        if not await _has_period_guard(connection):
            await connection.execute_query(_MARIADB)
    else:
        for event, own_id in _OWN_IDS.items():
            trigger = (_SQLITE if is_sqlite else _MYSQL).format(
                event=event, overlap=_OVERLAP.format(own_id=own_id)
            )
            if not is_sqlite:
                await connection.execute_query(f"DROP TRIGGER IF EXISTS space_claim_{event}_guard")
            await connection.execute_query(trigger)
    if not await connection.execute_query_dict("SELECT id FROM event_log_head"):
        await connection.execute_query("INSERT INTO event_log_head (id, last_id) VALUES (1, 0)")


async def unguard(apps: StateApps, schema_editor: BaseSchemaEditor) -> None:
    connection = schema_editor.client
    if connection.capabilities.dialect != "sqlite" and await is_mariadb(connection):
        if await _has_period_guard(connection):
            await connection.execute_query(_MARIADB_UNDO)
    else:
        for event in _OWN_IDS:
            await connection.execute_query(f"DROP TRIGGER IF EXISTS space_claim_{event}_guard")
    await connection.execute_query("DELETE FROM event_log_head")


async def _has_period_guard(connection: BaseDBAsyncClient) -> bool:
    rows = await connection.execute_query_dict(
        "SELECT 1 FROM information_schema.table_constraints WHERE table_schema = DATABASE() "
        "AND table_name = 'space_claim' AND constraint_name = 'space_claim_guard'"
    )
    return bool(rows)


class Migration(migrations.Migration):
    dependencies = [("models", "0001_initial")]

    operations = [ops.RunPython(guard, unguard)]
