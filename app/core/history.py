"""The event log as people read it: backwards, a lot or a booking at a time."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Self

from tortoise.expressions import Q

from app.core.actor import OPERATOR
from app.core.models import EventRecord

STAFF = ("owner", "operator", "attendant")
COMMAND_LINE = "command_line"


@dataclass(frozen=True, slots=True)
class HistoryEntry:
    """What happened, when, and who did it. `person_id` is set for people with an account.

    `actor` is the kind of an `Actor`, but for who worked at the command line: that is no role.
    """

    id: int
    kind: str
    occurred_at: datetime
    actor: str
    person_id: int | None
    booking_id: int | None
    facts: dict[str, Any]

    @classmethod
    def of(cls, row: EventRecord) -> Self:
        return cls(
            id=row.id,
            kind=row.kind,
            occurred_at=row.occurred_at,
            actor=kind_of(row.actor),
            person_id=person_of(row.actor),
            booking_id=row.booking_id,
            facts=row.data,
        )


def kind_of(actor: str) -> str:
    """Of an actor as it is written down (`owner:7`), as `HistoryEntry.actor`."""
    return COMMAND_LINE if actor == str(OPERATOR) else actor.partition(":")[0]


def is_staff(actor: str) -> bool:
    """Whether an actor as it is written down (`owner:7`) is one of the operator's people."""
    return actor.partition(":")[0] in STAFF


def person_of(actor: str) -> int | None:
    """The account of an actor as it is written down: `owner:7`. Programs have none: `program:7`."""
    kind, _, id_ = actor.partition(":")
    return int(id_) if id_ and kind != "program" else None


async def find_last(lot_id: int, *kinds: str) -> HistoryEntry | None:
    """The newest event of these kinds on a lot."""
    row = await EventRecord.filter(lot_id=lot_id, kind__in=kinds).order_by("-id").first()
    return HistoryEntry.of(row) if row else None


async def read_history(
    lot_id: int,
    *,
    limit: int,
    before: int | None = None,
    booking_id: int | None = None,
    by_staff: bool = False,
    everywhere: Collection[str] = (),
) -> list[HistoryEntry]:
    """The newest first: what happened on a lot below the id `before`, to a booking of it, or by staff's hand.

    `everywhere`: kinds of events that are of no lot and concern each.
    """
    if booking_id is not None:
        rows = EventRecord.filter(booking_id=booking_id)
    else:
        of_all = Q(lot_id__isnull=True, kind__in=sorted(everywhere))
        rows = EventRecord.filter(Q(lot_id=lot_id) | of_all if everywhere else Q(lot_id=lot_id))
    if before is not None:
        rows = rows.filter(id__lt=before)
    if by_staff:
        rows = rows.filter(Q(*(Q(actor__startswith=kind) for kind in STAFF), join_type=Q.OR))
    return [HistoryEntry.of(row) for row in await rows.order_by("-id").limit(limit)]
