"""Transactions: the only place that opens them, retries them and writes their events."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from contextvars import ContextVar
from dataclasses import dataclass, field
from functools import wraps
from typing import Any, ParamSpec, TypeVar

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


@dataclass(frozen=True, slots=True, eq=False)
class _Present:
    """The transaction that is under way: whose it is, and its events so far."""

    task: asyncio.Task[Any] | None
    events: list[tuple[DomainEvent, Actor]] = field(default_factory=list)


_present: ContextVar[_Present | None] = ContextVar("present_transaction", default=None)


def transactional(verb: Callable[P, Awaitable[T]]) -> Callable[P, Awaitable[T]]:
    """Runs `verb` in one transaction together with the events it records; a nested verb joins it.

    Deadlocks and lock timeouts roll back and run the verb again, with back-off; so a verb
    touches nothing outside the database. Raises TooBusy when every attempt lost.

    A transaction belongs to the task that began it. One that is started inside it cannot join: it
    may go on after the commit, when what it records would be lost. That raises RuntimeError.
    """

    @wraps(verb)
    async def run(*args: P.args, **kwargs: P.kwargs) -> T:
        if _own() is not None:
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
    present = _own()
    if present is None:
        raise RuntimeError(f"{type(event).__name__} recorded outside a transaction")
    present.events.append((event, by))


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


def _own() -> _Present | None:
    """The transaction under way. Raises RuntimeError in a task that only inherited it."""
    present = _present.get()
    if present is not None and present.task is not asyncio.current_task():
        raise RuntimeError("a transaction belongs to the task that began it; another task cannot join it")
    return present


async def _run_once(verb: Callable[P, Awaitable[T]], *args: P.args, **kwargs: P.kwargs) -> T:
    present = _Present(asyncio.current_task())
    token = _present.set(present)
    try:
        async with in_transaction() as connection:
            result = await verb(*args, **kwargs)
            await append_events(connection, present.events)
            return result
    finally:
        _present.reset(token)
