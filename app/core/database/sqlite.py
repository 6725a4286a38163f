"""SQLite for several writing processes: transactions take the write lock when they begin.

The stock engine begins with a plain `BEGIN`: two processes that read and then write both hold
a read snapshot, and one of them fails at once, however long the busy timeout. `BEGIN IMMEDIATE` queues
them instead.
"""

from __future__ import annotations

import sqlite3
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


client_class = ImmediateSqliteClient
