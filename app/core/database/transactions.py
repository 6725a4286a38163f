"""Transactions: the only place that opens them, retries them and writes their events."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from contextvars import ContextVar
from functools import wraps
from typing import ParamSpec, TypeVar

import pymysql.err
import stamina
from tortoise.exceptions import IntegrityError, OperationalError
from tortoise.transactions import in_transaction

from app.core.actor import Actor
from app.core.errors import TooBusy
from app.core.events import DomainEvent, append_events

P = ParamSpec("P")
T = TypeVar("T")

_DEADLOCK, _LOCK_WAIT = 1213, 1205
_ATTEMPTS = 6

_pending: ContextVar[list[tuple[DomainEvent, Actor]] | None] = ContextVar("pending_events", default=None)


def transactional(verb: Callable[P, Awaitable[T]]) -> Callable[P, Awaitable[T]]:
    """Runs `verb` in one transaction together with the events it records; a nested verb joins it.

    Deadlocks and lock timeouts roll back and run the verb again, with back-off; so a verb
    touches nothing outside the database. Raises TooBusy when every attempt lost.
    """

    @wraps(verb)
    async def run(*args: P.args, **kwargs: P.kwargs) -> T:
        if _pending.get() is not None:
            return await verb(*args, **kwargs)
        try:
            async for attempt in stamina.retry_context(
                on=is_lost_race,
                attempts=_ATTEMPTS,
                timeout=30,
                wait_initial=0.02,
                wait_max=0.5,
                wait_jitter=0.05,
            ):
                with attempt:
                    return await _run_once(verb, *args, **kwargs)
        except Exception as error:
            if is_lost_race(error):
                raise TooBusy from error
            raise
        raise AssertionError("unreachable")

    return run


def record(event: DomainEvent, *, by: Actor) -> None:
    """Adds `event`, done by `by`, to the log when the present transaction commits, and never otherwise."""
    pending = _pending.get()
    if pending is None:
        raise RuntimeError(f"{type(event).__name__} recorded outside a transaction")
    pending.append((event, by))


def is_lost_race(error: BaseException) -> bool:
    """Whether the database refused because another writer was in the way: nothing was changed, try again."""
    if isinstance(error, IntegrityError):
        return False
    cause: object = error
    if isinstance(error, OperationalError) and error.args:
        cause = error.args[0]
    if isinstance(cause, pymysql.err.OperationalError | pymysql.err.InternalError):
        return bool(cause.args) and cause.args[0] in (_DEADLOCK, _LOCK_WAIT)
    return isinstance(error, OperationalError) and "database is locked" in str(cause)


async def _run_once(verb: Callable[P, Awaitable[T]], *args: P.args, **kwargs: P.kwargs) -> T:
    token = _pending.set([])
    try:
        async with in_transaction() as connection:
            result = await verb(*args, **kwargs)
            await append_events(connection, _pending.get() or [])
            return result
    finally:
        _pending.reset(token)
