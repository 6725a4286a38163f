"""A database that a process can work with: there, answering, and with this version's tables."""

from __future__ import annotations

import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pymysql.err
from tortoise import connections
from tortoise.exceptions import BaseORMException, DBConnectionError, OperationalError
from tortoise.migrations.executor import MigrationExecutor, MigrationTarget

from app.core.database.connection import close_database, is_sqlite, open_database, tortoise_config

# What the database itself refuses with, not what we did wrong.
DATABASE_TROUBLE = (DBConnectionError, OperationalError, pymysql.err.OperationalError, sqlite3.DatabaseError)

_REMEDY = "run `python -m app migrate`"


class DatabaseNotReady(RuntimeError):
    """The database is not there, or lacks tables; the text says so, and what to do, in one line."""


@asynccontextmanager
async def migrated_database(url: str, *, pool_size: int = 10) -> AsyncIterator[None]:
    """Connects this process, and closes whatever happens: an open connection to SQLite keeps a process alive.

    Raises DatabaseNotReady before anything is changed.
    """
    database = await open_database(url, pool_size=pool_size)
    try:
        await _require_migrated(url)
        yield
    finally:
        await close_database(database)


async def _require_migrated(url: str) -> None:
    config = tortoise_config(url)
    place = _place_of(url, config["connections"]["default"]["credentials"])
    database = connections.get("default")
    try:
        await database.execute_query("SELECT 1")
    except DATABASE_TROUBLE as error:
        raise DatabaseNotReady(f"the database {place} cannot be opened: {reason_of(error)}") from error
    executor = MigrationExecutor(database, {"models": config["apps"]["models"]})
    if await executor.plan([MigrationTarget(app_label="models", name="__latest__")]):
        raise DatabaseNotReady(f"the database {place} lacks tables of this version: {_REMEDY}")


def _place_of(url: str, credentials: dict[str, Any]) -> str:
    """Where the database is, without secrets. A file must be there: connecting would make an empty one."""
    if not is_sqlite(url):
        return f"{credentials['database']} on {credentials['host']}"
    file = str(credentials["file_path"])
    if not Path(file).exists():
        raise DatabaseNotReady(f"there is no database at {file} yet: {_REMEDY}")
    return file


def reason_of(error: BaseException) -> str:
    """What the database's driver said, in one line. The library's own text holds the configuration."""
    while isinstance(error, BaseORMException) and error.__context__ is not None:
        error = error.__context__
    words = error.args[-1] if error.args else type(error).__name__
    return " ".join(str(words).split())
