"""People whom the operator does not let book, and those whose account was emptied."""

from __future__ import annotations

from app.accounts.errors import AccountBlocked, BlockReasonMissing, PersonNotFound
from app.accounts.events import PersonBlocked, PersonUnblocked
from app.accounts.models import Person
from app.core import clock
from app.core.actor import Actor
from app.core.database.transactions import record, transactional
from app.core.fields import is_row_id


@transactional
async def block_person(person_id: int, reason: str, *, by: Actor) -> Person:
    """From now on they hold no spots; the bookings that they have stay. Programs act for them no more.

    Again changes the reason.

    Raises PersonNotFound, BlockReasonMissing.
    """
    if not reason.strip():
        raise BlockReasonMissing
    person = await _lock(person_id)
    person.blocked_at, person.blocked_by = person.blocked_at or clock.now(), str(by)
    person.block_reason, person.programs_out_at = reason.strip()[:200], clock.now()
    await person.save(update_fields=["blocked_at", "blocked_by", "block_reason", "programs_out_at"])
    record(PersonBlocked(person_id=person_id), by=by)
    return person


@transactional
async def unblock_person(person_id: int, *, by: Actor) -> Person:
    """They may book again. Raises PersonNotFound."""
    person = await _lock(person_id)
    if person.blocked_at is not None:
        person.blocked_at = person.blocked_by = person.block_reason = None
        await person.save(update_fields=["blocked_at", "blocked_by", "block_reason"])
        record(PersonUnblocked(person_id=person_id), by=by)
    return person


async def find_block(person_id: int | None, email: str) -> Person | None:
    """Who is blocked: the person, or for a guest whoever verified the same address."""
    if person_id is not None:
        return await Person.get_or_none(id=person_id, blocked_at__isnull=False)
    return await Person.get_or_none(email=email, blocked_at__isnull=False, email_verified_at__isnull=False)


async def require_not_blocked(person: Person | None, email: str) -> None:
    """Raises AccountBlocked for who is blocked, and for guests with a verified address of theirs."""
    if await find_block(person.id if person else None, email) is not None:
        raise AccountBlocked


async def _lock(person_id: int) -> Person:
    rows = Person.filter(id=person_id, erased_at__isnull=True).select_for_update()
    person = await rows.first() if is_row_id(person_id) else None
    if person is None:
        raise PersonNotFound
    return person
