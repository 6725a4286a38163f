"""Verbs are whole or nothing, run again when another writer was in the way, and leave nothing locked."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import urlsplit

import pymysql
import pytest
from tortoise import connections
from tortoise.exceptions import IntegrityError, OperationalError

from app.core.actor import CLOCK
from app.core.database.connection import close_database, open_database
from app.core.database.transactions import record, transactional
from app.core.errors import TooBusy
from app.core.events import DomainEvent, newest_event_id
from app.core.models import EventCursor
from tests.support.databases import Database

on_mariadb = pytest.mark.parametrize("database", ["mariadb"], indirect=True)
on_sqlite = pytest.mark.parametrize("database", ["sqlite"], indirect=True)


class MarkMoved(DomainEvent):
    mark: str


async def _make(*marks: str) -> None:
    for mark in marks:
        await EventCursor.create(reader=mark, last_id=0)


async def _moved() -> dict[str, int]:
    return {mark.reader: mark.last_id for mark in await EventCursor.all()}


async def _move(mark: str) -> None:
    """Locks a mark's row and moves it on by one, with an event."""
    row = await EventCursor.filter(reader=mark).select_for_update().get()
    await EventCursor.filter(reader=mark).update(last_id=row.last_id + 1)
    record(MarkMoved(mark=mark), by=CLOCK)


@transactional
async def move(mark: str) -> None:
    await _move(mark)


@contextmanager
def _another_client(database: Database) -> Iterator[Any]:
    """A connection that is not ours, in the middle of a transaction."""
    parts = urlsplit(database.url)
    if database.engine == "sqlite":
        other: Any = sqlite3.connect(parts.path, isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
    else:
        other = pymysql.connect(
            host=parts.hostname,
            port=parts.port or 3306,
            user=parts.username,
            password=parts.password or "",
            database=parts.path.lstrip("/"),
        )
        other.begin()
    try:
        yield other
    finally:
        other.close()


async def _refuse_to_wait(database: Database) -> None:
    """Makes this process give up at once where it would wait for somebody else's lock."""
    if database.engine == "sqlite":
        await connections.get("default").execute_query("PRAGMA busy_timeout = 0")


_LOOKS_ANEW = 0.15  # MariaDB looks at its locks anew when nobody has asked for a tenth of a second


async def _watch_sqlite(database: Database) -> list[str]:
    """Fills with each attempt of this process to take SQLite's write lock, as SQLite itself begins it."""
    begun: list[str] = []
    if database.engine == "sqlite":
        client: Any = connections.get("default")
        await client.execute_query("SELECT 1")  # opens it
        await client._connection.set_trace_callback(
            lambda statement: begun.append(statement) if statement == "BEGIN IMMEDIATE" else None
        )
    return begun


def _is_somebody_waiting(other: Any) -> bool:
    """Whether MariaDB says that a client of the same database waits for a row."""
    cursor = other.cursor()
    cursor.execute(
        "SELECT 1 FROM information_schema.INNODB_TRX t "
        "JOIN information_schema.PROCESSLIST p ON p.ID = t.trx_mysql_thread_id "
        "WHERE p.DB = DATABASE() AND t.trx_state = 'LOCK WAIT'"
    )
    return bool(cursor.fetchall())


async def _until(condition: Callable[[], bool], *, every: float = 0.01) -> None:
    async with asyncio.timeout(20):
        await asyncio.sleep(every)
        while not condition():  # noqa: ASYNC110 - what is waited for happens in the database
            await asyncio.sleep(every)


@transactional
async def _move_or_give_up(mark: str) -> None:
    _attempts.append(mark)
    nowait = EventCursor.filter(reader=mark).select_for_update(nowait=True)
    row = await nowait.get()
    await EventCursor.filter(reader=mark).update(last_id=row.last_id + 1)


_attempts: list[str] = []


@on_mariadb
async def test_a_deadlock_is_run_again_and_both_verbs_are_done_once(db: Database) -> None:
    await _make("a", "b")
    both_hold_one = asyncio.Barrier(2)
    tries = {"a": 0, "b": 0}

    @transactional
    async def move_both(first: str, second: str) -> None:
        tries[first] += 1
        await _move(first)
        if tries[first] == 1:
            await both_hold_one.wait()
        await _move(second)

    async with asyncio.timeout(20):
        await asyncio.gather(move_both("a", "b"), move_both("b", "a"))

    assert sorted(tries.values()) == [1, 2]
    assert await _moved() == {"a": 2, "b": 2}
    assert await newest_event_id() == 4


async def test_a_verb_that_meets_a_lock_is_run_again_until_it_is_gone(db: Database) -> None:
    await _make("a")
    await _refuse_to_wait(db)
    _attempts.clear()
    with _another_client(db) as other:
        if db.engine == "mariadb":
            other.cursor().execute("SELECT * FROM event_cursor WHERE reader = 'a' FOR UPDATE")
        begun = await _watch_sqlite(db)
        waiting = asyncio.ensure_future(_move_or_give_up("a"))
        await _until(lambda: len(begun if db.engine == "sqlite" else _attempts) >= 2)
        assert not waiting.done()
        other.rollback()
        async with asyncio.timeout(20):
            await waiting

    assert await _moved() == {"a": 1}


async def test_a_verb_that_loses_every_race_is_too_busy_and_changes_nothing(db: Database) -> None:
    await _make("a")
    await _refuse_to_wait(db)
    _attempts.clear()
    with _another_client(db) as other:
        if db.engine == "mariadb":
            other.cursor().execute("SELECT * FROM event_cursor WHERE reader = 'a' FOR UPDATE")
        with pytest.raises(TooBusy) as caught:
            await _move_or_give_up("a")

    assert isinstance(caught.value.__cause__, OperationalError)
    if db.engine == "mariadb":
        assert len(_attempts) == 6
    assert await _moved() == {"a": 0}
    await move("a")
    assert await _moved() == {"a": 1}


async def test_a_refusal_by_a_key_is_not_tried_again(db: Database) -> None:
    tries = 0

    @transactional
    async def make_twice() -> None:
        nonlocal tries
        tries += 1
        await _make("a", "a")

    with pytest.raises(IntegrityError):
        await make_twice()
    assert tries == 1
    assert await _moved() == {}


async def test_events_of_an_attempt_that_was_rolled_back_are_forgotten(db: Database) -> None:
    await _make("a")
    tries = 0

    @transactional
    async def lose_once() -> None:
        nonlocal tries
        tries += 1
        await _move("a")
        if tries == 1:
            raise OperationalError(pymysql.err.OperationalError(1213, "Deadlock found"))

    await lose_once()

    assert tries == 2
    assert await _moved() == {"a": 1}
    assert await newest_event_id() == 1


@on_sqlite
async def test_a_commit_that_is_refused_is_rolled_back_and_the_next_verb_works(db: Database) -> None:
    """The only thing that SQLite checks as late as the commit is a foreign key that was told to wait."""

    @transactional
    async def leave_an_orphan() -> None:
        connection = connections.get("default")
        await connection.execute_query("PRAGMA defer_foreign_keys = ON")
        await connection.execute_query(
            "INSERT INTO area (lot_id, code, name, level, width, height, drawing, map_version) "
            "VALUES (999, 'X', 'X', 0, 1, 1, '{}', 1)"
        )
        record(MarkMoved(mark="orphan"), by=CLOCK)

    with pytest.raises(Exception, match="FOREIGN KEY"):
        await leave_an_orphan()
    await _make("a")
    await move("a")

    assert await newest_event_id() == 1
    with sqlite3.connect(urlsplit(db.url).path) as other:
        assert other.execute("SELECT COUNT(*) FROM area").fetchone() == (0,)
        assert other.execute("SELECT last_id FROM event_cursor").fetchone() == (1,)


@on_mariadb
async def test_a_connection_lost_before_the_commit_changes_nothing_and_the_next_verb_works(
    db: Database,
) -> None:
    await _make("a")

    @transactional
    async def lose_the_connection() -> None:
        await _move("a")
        [row] = await connections.get("default").execute_query_dict("SELECT CONNECTION_ID() AS id")
        with _another_client(db) as other:
            other.cursor().execute(f"KILL {row['id']}")

    for _ in range(12):  # more often than there are connections
        with pytest.raises(Exception, match=r"2006|2013|Lost connection|Not connected"):
            await lose_the_connection()
    async with asyncio.timeout(20):
        await asyncio.gather(*(move("a") for _ in range(12)))

    assert await _moved() == {"a": 12}
    assert await newest_event_id() == 12


async def test_a_verb_that_is_broken_off_while_it_waits_gives_everything_back(database: Database) -> None:
    """A driver closes the page while the request waits for the database: nothing may stay locked by it."""
    context = await open_database(database.url, pool_size=2)
    try:
        await _make("a")
        begun = await _watch_sqlite(database)
        for _ in range(4):  # more often than there are connections
            with _another_client(database) as other:
                if database.engine == "mariadb":
                    other.cursor().execute("SELECT * FROM event_cursor FOR UPDATE")
                begun.clear()
                waiting = asyncio.ensure_future(move("a"))
                if database.engine == "mariadb":
                    await _until(lambda: _is_somebody_waiting(other), every=_LOOKS_ANEW)
                else:
                    await _until(lambda: bool(begun))
                assert not waiting.done()
                waiting.cancel()
                # The other one ends first, so that what was broken off could still begin.
                other.rollback()
                await asyncio.gather(waiting, return_exceptions=True)
        async with asyncio.timeout(10):
            await move("a")
        with _another_client(database):
            pass  # and nobody else is kept out

        assert await _moved() == {"a": 1}
    finally:
        await close_database(context)


async def test_a_verb_may_be_broken_off_at_any_moment(database: Database) -> None:
    context = await open_database(database.url, pool_size=2)
    try:
        await _make("a")
        broken_off = 0
        for turns in range(60):
            moving = asyncio.ensure_future(move("a"))
            for _ in range(turns):
                await asyncio.sleep(0)
            moving.cancel()
            [outcome] = await asyncio.gather(moving, return_exceptions=True)
            broken_off += outcome is not None
            async with asyncio.timeout(10):
                before = (await _moved())["a"]
                await move("a")
                assert await _moved() == {"a": before + 1}
                assert await newest_event_id() == before + 1
        assert broken_off
    finally:
        await close_database(context)
