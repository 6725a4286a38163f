"""SQLite for several writing processes: transactions take the write lock when they begin, and always end.

The stock engine begins with a plain `BEGIN`: two processes that read and then write both hold
a read snapshot, and one of them fails at once, however long the busy timeout. `BEGIN IMMEDIATE` queues
them instead.

Statements run in a thread, which goes on with what it was given when the task that waits for it is cancelled
(a driver closed the page). So a transaction that could not begin, or could not commit, is rolled back before
the connection is given to the next one: else it would stay open, and keep every other writer out.
"""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Coroutine
from contextlib import suppress
from typing import Any, cast

from tortoise.backends.base.client import TransactionalDBClient, TransactionContext
from tortoise.backends.sqlite.client import (
    SqliteClient,
    SqliteTransactionContext,
    SqliteTransactionWrapper,
)
from tortoise.connection import get_connections
from tortoise.exceptions import OperationalError


class ImmediateSqliteClient(SqliteClient):
    """`SqliteClient` whose transactions begin with the write lock."""

    def _in_transaction(self) -> TransactionContext:
        return _ImmediateContext(_ImmediateTransaction(self), self._lock)


class _ImmediateTransaction(SqliteTransactionWrapper):
    async def begin(self) -> None:
        try:
            await self._connection.execute("BEGIN IMMEDIATE")
        except sqlite3.OperationalError as error:
            raise OperationalError(error) from error
        except asyncio.CancelledError:
            await self._undo()
            raise

    async def commit(self) -> None:
        try:
            await super().commit()
        except BaseException:
            await self._undo()
            raise

    async def _undo(self) -> None:
        """Rolls back, after whatever the thread still has to do; nothing happens when there is nothing to."""
        await _to_the_end(self._connection.rollback())


class _ImmediateContext(SqliteTransactionContext):
    """As the stock context, but gives the connection back when the transaction cannot begin."""

    async def __aenter__(self) -> TransactionalDBClient:
        connection: Any = self.connection
        await self._trxlock.acquire()
        try:
            await self.ensure_connection()
            self.token = get_connections().set(self.connection_name, connection)
            try:
                await connection.begin()
            except BaseException:
                get_connections().reset(self.token)
                raise
        except BaseException:
            self._trxlock.release()
            raise
        return cast(TransactionalDBClient, connection)


async def _to_the_end(work: Coroutine[Any, Any, None]) -> None:
    """Awaits `work` even when the present task is cancelled meanwhile, once more perhaps."""
    task = asyncio.ensure_future(work)
    while not task.done():
        with suppress(asyncio.CancelledError):
            await asyncio.shield(task)
    task.result()


client_class = ImmediateSqliteClient
