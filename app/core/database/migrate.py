"""Bringing a database to the present tables: Tortoise's migrations, one run at a time."""

from __future__ import annotations

import fcntl
import warnings
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from tortoise import Tortoise, connections
from tortoise.backends.base.client import BaseDBAsyncClient
from tortoise.context import TortoiseContext
from tortoise.migrations.executor import MigrationExecutor, MigrationTarget
from tortoise.migrations.graph import MigrationKey
from tortoise.migrations.migration import Migration
from tortoise.migrations.schema_editor import BaseSchemaEditor, MySQLSchemaEditor
from tortoise.migrations.schema_generator.state import State

from app.core.database.connection import is_sqlite, tortoise_config
from app.core.database.migration_state import LazyState
from app.core.database.mysql import is_mariadb

_LOCK_SECONDS = 120
_LOCK_NAME_LENGTH = 64  # names that are cut to the same only wait for one another


class MigrationUnderWay(RuntimeError):
    """Somebody else has been migrating this database for too long."""


class MigrationBroken(RuntimeError):
    """A migration left rows behind whose parents are gone."""


async def migrate_database(url: str) -> int:
    """Applies what is missing; returns how many migrations that were.

    Raises MigrationUnderWay and MigrationBroken.

    SQLite rebuilds tables to change them; with foreign keys on, that would delete the children
    of their rows, so they are off meanwhile and checked afterwards.
    """
    config = tortoise_config(url, foreign_keys=False)
    if is_sqlite(url):
        Path(config["connections"]["default"]["credentials"]["file_path"]).parent.mkdir(
            parents=True, exist_ok=True
        )
    context = await Tortoise.init(config=config, _enable_global_fallback=True)
    try:
        async with _alone(url, config):
            executor = await migrator(config)
            target = [MigrationTarget(app_label="models", name="__latest__")]
            with warnings.catch_warnings():
                # Tortoise makes its own table with IF NOT EXISTS, which MariaDB remarks on every time.
                warnings.filterwarnings("ignore", message=".*already exists")
                plan = await executor.plan(target)
                await executor.migrate(target)
            if is_sqlite(url):
                await _check_foreign_keys()
            return len(plan)
    finally:
        await _close(context)


async def migrator(config: dict[str, Any]) -> MigrationExecutor:
    """Tortoise's executor for the open database, with tables that compare text alike on every database."""
    connection = connections.get("default")
    apps = {"models": config["apps"]["models"]}
    if connection.capabilities.dialect == "sqlite":
        return _Executor(connection, apps)
    collation = "utf8mb4_nopad_bin" if await is_mariadb(connection) else "utf8mb4_0900_bin"
    return _ExactExecutor(connection, apps, collation)


class _Executor(MigrationExecutor):
    """Tortoise's, with a state that makes the models which a step needs and no others."""

    async def _project_state(
        self, applied: set[MigrationKey], *, upto: MigrationKey | None = None
    ) -> LazyState:
        state = self._nothing()
        for key in self._full_plan():
            if key == upto:
                break
            if key in applied:
                await self._known(key).apply(state, dry_run=True)
        return state

    async def _project_state_cache(self, applied: set[MigrationKey]) -> dict[MigrationKey, State]:
        state, before = self._nothing(), dict[MigrationKey, State]()
        for key in self._full_plan():
            if key in applied:
                before[key] = state.clone()
                await self._known(key).apply(state, dry_run=True)
        return before

    def _nothing(self) -> LazyState:
        apps = self.loader.apps_config.items()
        return LazyState({}, {label: config.get("default_connection", "default") for label, config in apps})

    def _known(self, key: MigrationKey) -> Migration:
        migration = self.loader.graph.nodes[key]
        if migration is None:
            raise ValueError(f"Missing migration for {key}")
        return migration


class _ExactExecutor(_Executor):
    """Makes tables whose texts are equal when they are the same, letter by letter, as on SQLite.

    The server's default takes `a` for `A` and `a` with a space behind it, in unique keys as well.
    """

    def __init__(
        self, connection: BaseDBAsyncClient, apps_config: dict[str, dict[str, Any]], collation: str
    ) -> None:
        super().__init__(connection, apps_config)
        self._collation = collation

    def _schema_editor(self, atomic: bool = True, collect_sql: bool = False) -> BaseSchemaEditor:
        return _ExactSchemaEditor(self.connection, self._collation, atomic, collect_sql)


class _ExactSchemaEditor(MySQLSchemaEditor):
    def __init__(
        self, connection: BaseDBAsyncClient, collation: str, atomic: bool, collect_sql: bool
    ) -> None:
        super().__init__(connection, atomic, collect_sql=collect_sql)
        self._collation = collation

    def _table_generate_extra(self, table: str) -> str:
        return f" CHARACTER SET utf8mb4 COLLATE {self._collation}"


@asynccontextmanager
async def _alone(url: str, config: dict[str, Any]) -> AsyncIterator[None]:
    """Waits until nobody else migrates this database."""
    if is_sqlite(url):
        path = config["connections"]["default"]["credentials"]["file_path"]
        with Path(f"{path}.migrate-lock").open("w") as file:  # noqa: ASYNC230
            fcntl.flock(file, fcntl.LOCK_EX)
            yield
        return
    import aiomysql

    credentials = config["connections"]["default"]["credentials"]
    # A connection of its own: the lock belongs to the connection that took it.
    holder = await aiomysql.connect(
        host=credentials["host"],
        port=credentials["port"],
        user=credentials["user"],
        password=credentials["password"],
        db=credentials["database"],
        unix_socket=credentials.get("unix_socket"),
        connect_timeout=credentials["connect_timeout"],
    )
    try:
        async with holder.cursor() as cursor:
            # A server's locks are common to all its databases, so the name tells which.
            await cursor.execute(
                "SELECT GET_LOCK(%s, %s)", (lock_name(credentials["database"]), _LOCK_SECONDS)
            )
            if await cursor.fetchone() != (1,):
                raise MigrationUnderWay(
                    f"another migration of {credentials['database']} has not ended "
                    f"within {_LOCK_SECONDS} seconds"
                )
        yield
    finally:
        holder.close()


def lock_name(database: str) -> str:
    """What who migrates that database of a server holds."""
    return f"parkpro-migrate-{database}"[:_LOCK_NAME_LENGTH]


async def _check_foreign_keys() -> None:
    orphans = await connections.get("default").execute_query_dict("PRAGMA foreign_key_check")
    if orphans:
        raise MigrationBroken(f"{len(orphans)} rows lost their parents, first in {orphans[0]['table']}")


async def _close(context: TortoiseContext) -> None:
    await context.close_connections()
