"""The event log: what happened, in the order in which it was committed.

Events of a transaction are written just before its commit. Their ids come from one row
(`event_log_head`) that stays locked until the commit, so ids are handed out in commit order and without
gaps: a reader that has seen id n never meets a smaller one later (docs/decisions/0002).
"""

from __future__ import annotations

from collections.abc import Sequence
from contextvars import ContextVar
from datetime import datetime
from typing import Any, ClassVar

import structlog
from pydantic import BaseModel, ConfigDict, ValidationError
from tortoise.backends.base.client import BaseDBAsyncClient

from app.core import clock
from app.core.actor import Actor
from app.core.database.ids import ids_of
from app.core.models import EventLogHead, EventRecord

log = structlog.get_logger()

HEAD_ID = 1

current_request_id: ContextVar[str | None] = ContextVar("current_request_id", default=None)


class DomainEvent(BaseModel):
    """Base of all events: named in the past tense, holding ids and facts, no secrets."""

    model_config = ConfigDict(frozen=True)
    _kinds: ClassVar[dict[str, type[DomainEvent]]] = {}

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        DomainEvent._kinds[cls.__name__] = cls

    @property
    def kind(self) -> str:
        return type(self).__name__


class LoggedEvent(BaseModel):
    """An event as a reader meets it: the fact, its place in the log, and who did it when."""

    model_config = ConfigDict(frozen=True)
    id: int
    kind: str
    occurred_at: datetime
    actor: str
    event: DomainEvent | None  # None for one that this version of the program cannot read


async def append_events(connection: BaseDBAsyncClient, events: Sequence[tuple[DomainEvent, Actor]]) -> None:
    """Writes `events` at the head of the log, inside the caller's transaction, as its last act."""
    if not events:
        return
    await connection.execute_query(
        f"UPDATE event_log_head SET last_id = last_id + {len(events)} WHERE id = {HEAD_ID}"  # noqa: S608
    )
    last_id = await newest_event_id(connection)
    first_id = last_id - len(events) + 1
    request_id, now = current_request_id.get(), clock.now()
    await EventRecord.bulk_create(
        [
            EventRecord(
                id=first_id + index,
                kind=event.kind,
                occurred_at=now,
                actor=str(actor),
                request_id=request_id,
                booking_id=getattr(event, "booking_id", None),
                lot_id=getattr(event, "lot_id", None),
                data=event.model_dump(mode="json"),
            )
            for index, (event, actor) in enumerate(events)
        ],
        using_db=connection,
    )


async def newest_event_id(connection: BaseDBAsyncClient | None = None) -> int:
    """The id of the newest committed event (or of our own, inside the writing transaction); 0 for none."""
    rows = EventLogHead.filter(id=HEAD_ID)
    if connection is not None:
        rows = rows.using_db(connection)
    ids = await ids_of(rows, "last_id")
    return ids[0] if ids else 0


async def read_events(after: int, limit: int = 500) -> list[LoggedEvent]:
    """The next events after id `after`, oldest first, at most `limit`."""
    rows = (
        await EventRecord.filter(id__gt=after)
        .order_by("id")
        .limit(limit)
        .values_list("id", "kind", "occurred_at", "actor", "data")
    )
    return [_logged(*row) for row in rows]


def _logged(id_: int, kind: str, occurred_at: datetime, actor: str, data: dict[str, Any]) -> LoggedEvent:
    event_class = DomainEvent._kinds.get(kind)
    event: DomainEvent | None = None
    if event_class is not None:
        try:
            event = event_class.model_validate(data)
        except ValidationError as error:
            # Written by another version of the program. One such event must not stop every reader.
            log.error("event_unreadable", event_id=id_, kind=kind, faults=error.error_count())
    return LoggedEvent.model_construct(id=id_, kind=kind, occurred_at=occurred_at, actor=actor, event=event)
