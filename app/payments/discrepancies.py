"""What does not agree, listed once for a person to look at, and what the person found."""

from __future__ import annotations

from app.core import clock
from app.core.actor import Actor
from app.core.database.transactions import record, transactional
from app.core.fields import is_row_id
from app.payments.errors import DiscrepancyNotFound, DiscrepancySettled
from app.payments.events import DiscrepancyFound, DiscrepancyResolved
from app.payments.models import Charge, Discrepancy, Payment

PAGE = 50


async def note_discrepancy(
    kind: str,
    subject: str,
    *,
    by: Actor,
    payment: Payment | None = None,
    facts: dict[str, object] | None = None,
) -> None:
    """Puts one fact on the list, inside the caller's transaction; the same `kind` and `subject` only once."""
    found, is_new = await Discrepancy.get_or_create(
        key=f"{kind}:{subject}"[:80],
        defaults={"kind": kind, "payment": payment, "detail": facts or {}, "found_at": clock.now()},
    )
    if is_new:
        charge = await Charge.get(id=payment.charge_id) if payment is not None else None
        listed = DiscrepancyFound(
            discrepancy_id=found.id,
            kind_of_discrepancy=kind,
            booking_id=charge.booking_id if charge else None,
            lot_id=charge.lot_id if charge else None,
        )
        record(listed, by=by)


async def list_discrepancies(
    lot_id: int | None, *, resolved: bool = False, before: int | None = None
) -> list[Discrepancy]:
    """The newest first, one more than a page: a lot's, or (None) those of orders that are not ours.

    With their payments and bookings.
    """
    rows = Discrepancy.filter(resolved_at__isnull=not resolved)
    if lot_id is None:
        rows = rows.filter(payment_id__isnull=True)
    else:
        rows = rows.filter(payment__charge__lot_id=lot_id)
    if before is not None:
        rows = rows.filter(id__lt=before)
    return await rows.order_by("-id").limit(PAGE + 1).prefetch_related("payment__charge__booking__lot")


@transactional
async def resolve_discrepancy(discrepancy_id: int, note: str, *, lot_id: int | None, by: Actor) -> None:
    """A person has looked at it, and says what was found.

    `lot_id`: the lot that it has to be of; None for one of no lot. Raises DiscrepancyNotFound,
    DiscrepancySettled.
    """
    rows = Discrepancy.filter(id=discrepancy_id) if is_row_id(discrepancy_id) else None
    found = await rows.first().prefetch_related("payment__charge") if rows is not None else None
    if found is None or _lot_of(found) != lot_id:
        raise DiscrepancyNotFound
    open_still = Discrepancy.filter(id=discrepancy_id, resolved_at__isnull=True)
    if not await open_still.update(resolved_at=clock.now(), resolved_by=str(by), note=note[:500]):
        raise DiscrepancySettled
    resolved = DiscrepancyResolved(
        discrepancy_id=found.id,
        kind_of_discrepancy=found.kind,
        booking_id=found.payment.charge.booking_id if found.payment else None,
        lot_id=lot_id,
    )
    record(resolved, by=by)


def _lot_of(found: Discrepancy) -> int | None:
    return found.payment.charge.lot_id if found.payment else None
