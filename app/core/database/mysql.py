"""MariaDB and MySQL whose connections always go back to the pool.

The stock engine loses a pooled connection for good when a transaction cannot begin, for one because the task
that wanted it was cancelled (a driver closed the page): after as many of those as the pool is large, every
later transaction waits for ever. And when the roll-back fails because the connection is gone, it reports that
instead of what had happened.

And bytes can be stored: aiomysql 0.3.2 writes them by a function that PyMySQL 1.2 no longer has.
"""

from __future__ import annotations

from types import TracebackType
from typing import Any, cast

import aiomysql.connection
from pymysql.converters import escape_bytes
from pymysql.err import MySQLError
from tortoise.backends.base.client import (
    BaseDBAsyncClient,
    TransactionalDBClient,
    TransactionContext,
    TransactionContextPooled,
)
from tortoise.backends.mysql.client import MySQLClient, TransactionWrapper
from tortoise.connection import get_connections

aiomysql.connection.escape_bytes_prefixed = escape_bytes


async def is_mariadb(connection: BaseDBAsyncClient) -> bool:
    """Whether a server of this protocol is MariaDB; else it is MySQL."""
    [row] = await connection.execute_query_dict("SELECT VERSION() AS version")
    return "mariadb" in row["version"].lower()


class CarefulMySQLClient(MySQLClient):
    """`MySQLClient` whose transactions give back their connection however they end."""

    def _in_transaction(self) -> TransactionContext:
        return _CarefulContext(TransactionWrapper(self), self._pool_init_lock)


class _CarefulContext(TransactionContextPooled):
    async def __aenter__(self) -> TransactionalDBClient:
        await self.ensure_connection()
        client: Any = self.client
        client._connection = await client._parent._pool.acquire()
        self.token = get_connections().set(self.connection_name, client)
        try:
            await client.begin()
        except BaseException:
            await self._give_back()
            raise
        return cast(TransactionalDBClient, client)

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        client: Any = self.client
        try:
            if client._finalized:
                return
            if kind is None:
                await client.commit()
            else:
                await self._roll_back()
        finally:
            await self._give_back()

    async def _roll_back(self) -> None:
        client: Any = self.client
        try:
            await client.rollback()
        except (MySQLError, OSError):
            # The server rolls back what loses its connection.
            client._connection.close()

    async def _give_back(self) -> None:
        """The pool closes a connection that is still in a transaction."""
        client: Any = self.client
        get_connections().reset(self.token)
        if client._parent._pool:
            await client._parent._pool.release(client._connection)


client_class = CarefulMySQLClient
