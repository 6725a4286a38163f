"""Clean, migrated databases of both kinds for each test.

Migrations run by the project's own command. A test on SQLite gets a copy of the file they made; on
MariaDB each worker has a database, from which the rows of the test before are removed. The demo is
made once per kind, by whoever asks first: all workers of the run copy it.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, Protocol

from tortoise.backends.base.executor import EXECUTOR_CACHE

from tests.support.mariadb import Server, database_name, server_of
from tests.support.session import Session, current_session
from tests.support.settings import ROOT, process_environment

Engine = Literal["sqlite", "mariadb"]
ENGINES: tuple[Engine, ...] = ("sqlite", "mariadb")


@dataclass(frozen=True)
class Database:
    """A migrated database without data. `url` is a DATABASE_URL, for this process and for others."""

    engine: Engine
    url: str


class DatabaseMaker(Protocol):
    def fresh(self, folder: Path) -> Database:
        """A clean database for one test, whose files, if any, go into `folder`."""

    def keep(self, database: Database) -> None:
        """Keeps, for all workers, what a fresh `database` was filled with. Nothing may be connected to it."""

    def refill(self, database: Database) -> None:
        """Fills a fresh `database` with what was kept."""


_makers: dict[Engine, DatabaseMaker] = {}


def fresh_database(engine: Engine, folder: Path) -> Database:
    """A migrated database without data; on MariaDB the one of the caller before. Raises NoMariaDB."""
    # Tortoise keeps its statements by the connection's name, in the dialect in which it was first opened.
    EXECUTOR_CACHE.clear()
    if engine not in _makers:
        _makers[engine] = database_maker(engine, current_session())
    return _makers[engine].fresh(folder)


def fill_with_demo(database: Database) -> None:
    """Puts the demo's data into a fresh database, made by the project's own command once per run."""
    session, maker = current_session(), _makers[database.engine]
    kept = session.folder / f"demo-{database.engine}.kept"
    with session.alone(f"demo-{database.engine}"):
        if not kept.exists():
            run_command("seed-demo", DATABASE_URL=database.url, DEMO="true", VAR_DIR=str(session.folder))
            maker.keep(database)
            kept.touch()
            return
    maker.refill(database)


def database_maker(engine: Engine, session: Session) -> DatabaseMaker:
    """Raises NoMariaDB when that engine is asked for and can't be had."""
    if engine == "sqlite":
        return SqliteMaker(session)
    return MariaDBMaker(session, server_of(session))


class SqliteMaker:
    def __init__(self, session: Session) -> None:
        self._template = session.folder / "migrated.sqlite3"
        self._kept = session.folder / "demo.sqlite3"
        with session.alone("migrated-sqlite"):
            if not self._template.exists():
                begun = session.folder / "begun.sqlite3"
                migrate(f"sqlite://{begun}")
                begun.rename(self._template)

    def fresh(self, folder: Path) -> Database:
        file = folder / "parkpro.sqlite3"
        shutil.copyfile(self._template, file)
        return Database("sqlite", f"sqlite://{file}")

    def keep(self, database: Database) -> None:
        shutil.copyfile(database.url.removeprefix("sqlite://"), self._kept)

    def refill(self, database: Database) -> None:
        shutil.copyfile(self._kept, database.url.removeprefix("sqlite://"))


class MariaDBMaker:
    """One database per worker; `fresh` puts its rows back to what the migrations left."""

    def __init__(self, session: Session, server: Server) -> None:
        self._server = server
        self._name = database_name(session, session.worker)
        self._kept = database_name(session, "demo")
        with server.connection() as connection, connection.cursor() as cursor:
            cursor.execute(f"CREATE DATABASE `{self._name}` CHARACTER SET utf8mb4")
        migrate(server.url(self._name))
        with self._cursor() as cursor:
            cursor.execute("SHOW FULL TABLES WHERE Table_type = 'BASE TABLE'")
            self._tables = [row[0] for row in cursor.fetchall()]
            self._migrated = _rows_by_table(cursor, self._tables)

    def fresh(self, folder: Path) -> Database:
        with self._cursor() as cursor:
            for table in _filled(cursor, self._tables):
                if table not in self._migrated:
                    cursor.execute(f"DELETE FROM `{table}`")
            for table, rows in self._migrated.items():
                if _rows(cursor, table) != rows:
                    _replace(cursor, table, rows)
        return Database("mariadb", self._server.url(self._name))

    def keep(self, database: Database) -> None:
        with self._cursor() as cursor:
            cursor.execute(f"CREATE OR REPLACE DATABASE `{self._kept}` CHARACTER SET utf8mb4")
            for table in _filled(cursor, self._tables):
                cursor.execute(f"CREATE TABLE `{self._kept}`.`{table}` AS SELECT * FROM `{table}`")

    def refill(self, database: Database) -> None:
        with self._cursor() as cursor:
            cursor.execute(f"SHOW TABLES FROM `{self._kept}`")
            tables = [row[0] for row in cursor.fetchall()]
            cursor.execute("BEGIN")
            for table in tables:
                # By name: migrations of two workers may order the columns of a table differently.
                cursor.execute(f"SHOW COLUMNS FROM `{table}`")
                columns = ", ".join(f"`{row[0]}`" for row in cursor.fetchall())
                cursor.execute(f"DELETE FROM `{table}`")
                cursor.execute(
                    f"INSERT INTO `{table}` ({columns}) SELECT {columns} FROM `{self._kept}`.`{table}`"
                )
            cursor.execute("COMMIT")

    @contextmanager
    def _cursor(self) -> Iterator[Any]:
        with self._server.connection(self._name) as connection, connection.cursor() as cursor:
            # A test that left a transaction open must be named, not waited for.
            cursor.execute(
                "SET innodb_lock_wait_timeout = 10, lock_wait_timeout = 10, foreign_key_checks = 0"
            )
            yield cursor


@contextmanager
def empty_database(engine: Engine, session: Session, folder: Path) -> Iterator[Database]:
    """A database without any table, gone at the end. Raises NoMariaDB."""
    if engine == "sqlite":
        yield Database("sqlite", f"sqlite://{folder / 'empty.sqlite3'}")
        return
    server = server_of(session)
    name = f"{database_name(session, session.worker)}_empty"
    with server.connection() as connection, connection.cursor() as cursor:
        cursor.execute(f"CREATE OR REPLACE DATABASE `{name}` CHARACTER SET utf8mb4")
        try:
            yield Database("mariadb", server.url(name))
        finally:
            cursor.execute(f"DROP DATABASE `{name}`")


def migrate(url: str) -> None:
    run_command("migrate", DATABASE_URL=url)


def run_command(name: str, **settings: str) -> None:
    """Runs `python -m app NAME`. Raises RuntimeError with what it said when it fails."""
    finished = subprocess.run(
        [sys.executable, "-m", "app", name],
        cwd=ROOT,
        env=process_environment(**settings),
        capture_output=True,
        text=True,
        check=False,
    )
    if finished.returncode != 0:
        raise RuntimeError(f"'python -m app {name}' failed:\n{finished.stdout}{finished.stderr}")


def _filled(cursor: Any, tables: Iterable[str]) -> list[str]:
    """The tables that hold any row, found in one round trip."""
    parts = [f"SELECT '{table}' FROM DUAL WHERE EXISTS (SELECT 1 FROM `{table}`)" for table in tables]
    cursor.execute(" UNION ALL ".join(parts))
    return [row[0] for row in cursor.fetchall()]


def _rows(cursor: Any, table: str) -> list[tuple[object, ...]]:
    cursor.execute(f"SELECT * FROM `{table}` ORDER BY 1")
    return list(cursor.fetchall())


def _rows_by_table(cursor: Any, tables: Iterable[str]) -> dict[str, list[tuple[object, ...]]]:
    return {table: _rows(cursor, table) for table in _filled(cursor, tables)}


def _replace(cursor: Any, table: str, rows: list[tuple[object, ...]]) -> None:
    cursor.execute(f"DELETE FROM `{table}`")
    marks = ", ".join(["%s"] * len(rows[0]))
    cursor.executemany(f"INSERT INTO `{table}` VALUES ({marks})", rows)
