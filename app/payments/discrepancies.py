"""What does not agree, listed once for a person to look at."""

from __future__ import annotations

from app.core import clock
from app.core.actor import Actor
from app.core.database.transactions import record
from app.payments.events import DiscrepancyFound
from app.payments.models import Discrepancy, Payment


async def list_discrepancy(
    kind: str,
    subject: str,
    *,
    by: Actor,
    payment: Payment | None = None,
    booking_id: int | None = None,
    facts: dict[str, object] | None = None,
) -> None:
    """Puts one fact on the list, inside the caller's transaction; the same `kind` and `subject` only once."""
    found, is_new = await Discrepancy.get_or_create(
        key=f"{kind}:{subject}"[:80],
        defaults={"kind": kind, "payment": payment, "detail": facts or {}, "found_at": clock.now()},
    )
    if is_new:
        record(
            DiscrepancyFound(discrepancy_id=found.id, kind_of_discrepancy=kind, booking_id=booking_id), by=by
        )
