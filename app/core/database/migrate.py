"""Bringing a database to the present tables: Tortoise's migrations, one run at a time."""

from __future__ import annotations

import fcntl
import warnings
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from tortoise import Tortoise, connections
from tortoise.context import TortoiseContext
from tortoise.migrations.executor import MigrationExecutor, MigrationTarget

from app.core.database.connection import is_sqlite, tortoise_config

_LOCK_NAME, _LOCK_SECONDS = "parkpro-migrate", 120


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
            executor = MigrationExecutor(connections.get("default"), {"models": config["apps"]["models"]})
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
    )
    try:
        async with holder.cursor() as cursor:
            await cursor.execute("SELECT GET_LOCK(%s, %s)", (_LOCK_NAME, _LOCK_SECONDS))
            if await cursor.fetchone() != (1,):
                raise MigrationUnderWay(f"another migration has not ended within {_LOCK_SECONDS} seconds")
        yield
    finally:
        holder.close()


async def _check_foreign_keys() -> None:
    orphans = await connections.get("default").execute_query_dict("PRAGMA foreign_key_check")
    if orphans:
        raise MigrationBroken(f"{len(orphans)} rows lost their parents, first in {orphans[0]['table']}")


async def _close(context: TortoiseContext) -> None:
    await context.close_connections()
