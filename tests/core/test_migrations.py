"""Migrations: from nothing to the present tables, once, by whoever is first, and with data in the tables."""

from __future__ import annotations

import importlib
import sqlite3
import subprocess
import sys
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from urllib.parse import unquote, urlsplit

import pymysql
import pytest
from tortoise import Tortoise, connections
from tortoise.backends.base.executor import EXECUTOR_CACHE
from tortoise.exceptions import IntegrityError
from tortoise.fields import Field
from tortoise.migrations.autodetector import MigrationAutodetector
from tortoise.migrations.executor import MigrationTarget
from tortoise.migrations.operations import AddField

from app.bookings.models import Booking, SpaceClaim
from app.core import clock
from app.core.actor import OPERATOR
from app.core.database import migrate
from app.core.database.connection import close_database, open_database, tortoise_config
from app.core.database.migrate import (
    MigrationBroken,
    MigrationUnderWay,
    lock_name,
    migrate_database,
    migrator,
)
from app.core.events import newest_event_id
from app.core.models import EventCursor
from app.lots.models import Area, Lot, SpaceLife
from app.lots.service import publish_map, retire_space
from app.payments.models import Payment
from tests.support.databases import ENGINES, Database, empty_database
from tests.support.gateway import answer_body, receive, try_to_pay
from tests.support.session import current_session
from tests.support.settings import ROOT, process_environment
from tests.support.world import hold, make_world, plan_of

ALL = len(list((ROOT / "app" / "migrations").glob("[0-9]*.py")))
on_mariadb = pytest.mark.parametrize("empty", ["mariadb"], indirect=True)
HEAD, FIRST = "__latest__", "0001_initial"


@pytest.fixture(params=ENGINES)
def empty(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    EXECUTOR_CACHE.clear()
    with empty_database(request.param, current_session(), tmp_path) as database:
        yield database


@asynccontextmanager
async def _opened(database: Database) -> AsyncIterator[None]:
    context = await open_database(database.url)
    try:
        yield
    finally:
        await close_database(context)


async def _migrate_to(database: Database, name: str) -> None:
    """To one migration, forwards or back, as `migrate_database` goes to the last."""
    config = tortoise_config(database.url, foreign_keys=False)
    context = await Tortoise.init(config=config, _enable_global_fallback=True)
    try:
        executor = await migrator(config)
        await executor.migrate([MigrationTarget(app_label="models", name=name)])
    finally:
        await context.close_connections()


def _command(database: Database) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "app", "migrate"],
        cwd=ROOT,
        env=process_environment(DATABASE_URL=database.url),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


async def _rows() -> dict[str, int]:
    """How many rows each table has."""
    models = Tortoise.apps["models"].values()
    return {model._meta.db_table: await model.all().count() for model in models}


async def _do_business() -> Booking:
    """One booking paid for, one held."""
    world = await make_world(2)
    paid = await hold(world.spaces[0])
    await receive(answer_body(await try_to_pay(paid.id)))
    await hold(world.spaces[1])
    return await Booking.get(id=paid.id)


async def _assert_guarded(booking: Booking) -> None:
    """The claim of another booking cannot be moved onto that of `booking`."""
    claim = await SpaceClaim.get(booking_id=booking.id)
    with pytest.raises(IntegrityError):
        await SpaceClaim.exclude(id=claim.id).update(
            space_id=claim.space_id, starts_at=claim.starts_at, ends_at=claim.ends_at
        )


async def test_an_empty_database_gets_every_table_and_a_second_run_changes_nothing(empty: Database) -> None:
    assert await migrate_database(empty.url) == ALL
    assert await migrate_database(empty.url) == 0
    async with _opened(empty):
        assert await newest_event_id() == 0
        assert set((await _rows()).values()) == {0, 1}  # the head of the event log is there
        booking = await _do_business()
        assert booking.status == "confirmed"


async def test_migrating_a_database_in_use_keeps_what_is_in_it(empty: Database) -> None:
    await migrate_database(empty.url)
    async with _opened(empty):
        await _do_business()
        before = await _rows()
    assert await migrate_database(empty.url) == 0
    async with _opened(empty):
        assert await _rows() == before
        assert before["booking"] == before["space_claim"] == 2


@pytest.mark.filterwarnings("ignore:.*(already exists|does not exist)")
async def test_the_guards_of_the_claims_come_upon_claims_that_are_there(empty: Database) -> None:
    await migrate_database(empty.url)
    async with _opened(empty):
        booking = await _do_business()
        before = await _rows()
    await _migrate_to(empty, FIRST)
    await _migrate_to(empty, HEAD)
    async with _opened(empty):
        assert await _rows() == before
        await _assert_guarded(booking)


@pytest.mark.filterwarnings("ignore:.*already exists")
async def test_the_guards_are_made_once_more_when_making_them_was_broken_off(empty: Database) -> None:
    """MariaDB commits each change of a table by itself, before the migration is written down as done."""
    await migrate_database(empty.url)
    async with _opened(empty):
        booking = await _do_business()
        events = await newest_event_id()
        database = connections.get("default")
        await database.execute_query("DELETE FROM tortoise_migrations WHERE name = '0002_claim_guards'")
    assert await migrate_database(empty.url) == 1
    async with _opened(empty):
        assert await newest_event_id() == events
        await _assert_guarded(booking)
        database = connections.get("default")
        await database.execute_query("DELETE FROM tortoise_migrations WHERE name = '0002_claim_guards'")
        await database.execute_query("DELETE FROM event_log_head")
    assert await migrate_database(empty.url) == 1
    async with _opened(empty):
        assert await newest_event_id() == 0


@pytest.mark.usefixtures("db")
async def test_spots_that_are_there_were_there_since_their_floors_came_and_until_they_went() -> None:
    begins = clock.now().replace(microsecond=0)
    with clock.frozen(begins):
        world, older = await make_world(3), await make_world(1)
        [first, second, third] = [space.id for space in world.spaces]
    with clock.frozen(begins - timedelta(days=30)):
        await hold(older.spaces[0])
    with clock.frozen(begins + timedelta(days=1)):
        await retire_space(first, by=OPERATOR)
    with clock.frozen(begins + timedelta(days=2)):
        await publish_map(world.area.id, plan_of(3), by=OPERATOR)
        await retire_space(second, by=OPERATOR)
    await SpaceLife.filter(space_id__not=third).delete()

    editor = SimpleNamespace(client=connections.get("default"))
    for _ in range(2):
        await importlib.import_module("app.migrations.0016_lives").tell_lives(None, editor)

    assert sorted(await SpaceLife.all().values_list("space_id", "starts_at", "ends_at")) == [
        (first, begins, None),
        (second, begins, begins + timedelta(days=2)),
        (third, begins, None),
        (older.spaces[0].id, None, None),
    ]


@pytest.mark.usefixtures("db")
async def test_foreign_keys_hold_in_the_migrated_tables() -> None:
    booking = await _do_business()
    with pytest.raises(IntegrityError):
        await Lot.filter(id=booking.lot_id).delete()
    with pytest.raises(IntegrityError):
        await Booking.filter(id=booking.id).delete()
    with pytest.raises(IntegrityError):
        await Area.filter(lot_id=booking.lot_id).update(lot_id=999_999)
    with pytest.raises(IntegrityError):
        await Payment.all().update(charge_id=999_999)
    assert await Lot.all().count() == 1


async def test_sqlite_names_rows_that_lost_their_parents(tmp_path: Path) -> None:
    """While SQLite's tables are rebuilt its foreign keys are off, so they are checked afterwards."""
    EXECUTOR_CACHE.clear()
    url = f"sqlite://{tmp_path / 'parkpro.sqlite3'}"
    await migrate_database(url)
    with sqlite3.connect(urlsplit(url).path) as connection:
        connection.execute(
            "INSERT INTO area (lot_id, code, name, level, width, height, drawing, map_version) "
            "VALUES (999, 'X', 'X', 0, 1, 1, '{}', 1)"
        )
    with pytest.raises(MigrationBroken, match="1 rows lost their parents, first in area"):
        await migrate_database(url)


def test_two_that_migrate_at_once_apply_everything_once_between_them(empty: Database) -> None:
    together = [_command(empty), _command(empty)]
    said = [process.communicate(timeout=120)[0] for process in together]

    assert [process.returncode for process in together] == [0, 0], said
    assert sorted(said) == [f"migrations applied: {ALL}\n", "the database is up to date\n"]


@contextmanager
def _lock_held(database: Database, name: str) -> Iterator[Any]:
    """Another client of the server holds the lock; gives its cursor."""
    parts = urlsplit(database.url)
    with pymysql.connect(
        host=parts.hostname,
        port=parts.port,
        user=parts.username,
        password=unquote(parts.password or ""),
    ) as other:
        cursor = other.cursor()
        cursor.execute("SELECT GET_LOCK(%s, 60)", (name,))
        yield cursor


@on_mariadb
async def test_who_does_not_get_the_lock_does_not_migrate(
    empty: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(migrate, "_LOCK_SECONDS", 0)
    name = urlsplit(empty.url).path.lstrip("/")
    with _lock_held(empty, lock_name(name)), pytest.raises(MigrationUnderWay, match=f"migration of {name}"):
        await migrate_database(empty.url)
    assert await migrate_database(empty.url) == ALL


@on_mariadb
async def test_the_databases_of_one_server_are_migrated_side_by_side(
    empty: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(migrate, "_LOCK_SECONDS", 0)
    with _lock_held(empty, lock_name("another_database")):
        assert await migrate_database(empty.url) == ALL


@on_mariadb
async def test_a_server_that_listens_on_a_socket_only_is_migrated(empty: Database) -> None:
    with _lock_held(empty, "none") as cursor:
        cursor.execute("SELECT @@socket")
        [socket] = cursor.fetchone()
    if not Path(socket).is_socket():  # noqa: ASYNC240 - one look
        pytest.skip("the server of the tests is on another machine")
    parts = urlsplit(empty.url)
    address = parts.netloc.replace(f":{parts.port}", ":1")  # where nobody listens
    assert await migrate_database(f"mysql://{address}{parts.path}?unix_socket={socket}") == ALL


@pytest.mark.usefixtures("db")
async def test_texts_are_equal_only_when_they_are_the_same() -> None:
    await EventCursor.create(reader="mark", last_id=1)
    for other in ("Mark", "mark ", "märk"):
        assert await EventCursor.get_or_none(reader=other) is None
        await EventCursor.create(reader=other, last_id=1)


async def test_the_models_and_the_migrations_agree(tmp_path: Path) -> None:
    """`tortoise makemigrations` would find nothing to do."""
    config: dict[str, Any] = tortoise_config(f"sqlite://{tmp_path / 'parkpro.sqlite3'}")
    context = await Tortoise.init(config=config, _enable_global_fallback=True)
    try:
        assert context.apps is not None
        writers = await MigrationAutodetector(context.apps, config["apps"]).changes()
        assert [
            (type(operation).__name__, vars(operation))
            for writer in writers
            for operation in writer.operations
        ] == []
    finally:
        await context.close_connections()


async def test_the_tables_are_the_same_columns_on_both_databases_as_the_models_have(db: Database) -> None:
    for model in Tortoise.apps["models"].values():
        columns = await _columns(db, model._meta.db_table)
        assert columns == set(model._meta.fields_db_projection.values()), model


async def _columns(database: Database, table: str) -> set[str]:
    sql = f"PRAGMA table_info('{table}')" if database.engine == "sqlite" else f"SHOW COLUMNS FROM `{table}`"
    key = "name" if database.engine == "sqlite" else "Field"
    return {row[key] for row in await connections.get("default").execute_query_dict(sql)}


def test_a_column_that_joins_rows_says_what_they_hold() -> None:
    """SQLite refuses one that does not, MariaDB fills in what nobody chose."""
    names = sorted(path.stem for path in (ROOT / "app" / "migrations").glob("[0-9]*.py"))
    modules = [importlib.import_module(f"app.migrations.{name}") for name in names]
    joining = [
        (f"{module.__name__}: {operation.model_name}.{operation.name}", operation.field)
        for module in modules
        for operation in module.Migration.operations
        if isinstance(operation, AddField)
    ]
    silent = [
        name
        for name, field in joining
        if isinstance(field, Field) and not (field.null or field.has_db_default())
    ]

    assert joining
    assert silent == []
