"""Who works here: roles given and taken back."""

from __future__ import annotations

from tortoise.expressions import Q

from app.accounts.errors import (
    EmailNotVerified,
    LastOwner,
    PersonNotFound,
    RoleNotFound,
    RoleNotYoursToGrant,
    UnknownRole,
)
from app.accounts.events import RoleGranted, RoleRevoked
from app.accounts.models import Person, RoleGrant
from app.accounts.permissions import Grant, Role, Standing
from app.accounts.queries import find_person_by_email
from app.core import clock
from app.core.actor import OPERATOR, Actor
from app.core.database.transactions import record, transactional
from app.core.fields import is_row_id


async def standing_of(person_id: int) -> Standing:
    """What a person's roles come to now."""
    rows = await RoleGrant.filter(person_id=person_id).order_by("id").values_list("role", "lot_id")
    return Standing(person_id, tuple(Grant(Role(role), lot_id) for role, lot_id in rows))


async def list_staff(lot_id: int) -> list[RoleGrant]:
    """The roles that hold on a lot, with their people, by name."""
    here = RoleGrant.filter(Q(lot_id=lot_id) | Q(lot_id__isnull=True))
    return await here.select_related("person").order_by("person__name", "id")


@transactional
async def grant_role(email: str, role: str, *, lot_id: int | None = None, by: Actor) -> Person:
    """Gives a role, for one lot or for all. Again is no error.

    Raises RoleNotYoursToGrant unless an owner of it, or the command line, does it, UnknownRole,
    PersonNotFound, and EmailNotVerified: an account could have been opened in somebody else's name.
    """
    grant = Grant(_role(role), lot_id)
    await _require_giver(grant, by)
    found = await find_person_by_email(email)
    if found is None:
        raise PersonNotFound
    person = await Person.filter(id=found.id).select_for_update().get()
    if person.email_verified_at is None and by != OPERATOR:
        raise EmailNotVerified
    if not await RoleGrant.filter(person_id=person.id, role=grant.role, lot_id=lot_id).exists():
        await RoleGrant.create(person_id=person.id, role=grant.role, lot_id=lot_id, granted_at=clock.now())
        record(RoleGranted(person_id=person.id, role=grant.role, lot_id=lot_id), by=by)
    return person


@transactional
async def revoke_role(grant_id: int, *, by: Actor) -> None:
    """Takes a role back. Raises RoleNotFound, RoleNotYoursToGrant, LastOwner for the only owner of all."""
    row = await RoleGrant.get_or_none(id=grant_id) if is_row_id(grant_id) else None
    if row is None:
        raise RoleNotFound
    await _require_giver(Grant(Role(row.role), row.lot_id), by)
    # Two owners who remove each other at once wait for one another here.
    owners = await RoleGrant.filter(role=Role.OWNER, lot_id=None).order_by("id").select_for_update()
    if [owner.id for owner in owners] == [grant_id]:
        raise LastOwner
    if await RoleGrant.filter(id=grant_id).delete():
        record(RoleRevoked(person_id=row.person_id, role=row.role, lot_id=row.lot_id), by=by)


def _role(name: str) -> Role:
    if name not in set(Role):
        raise UnknownRole(roles=", ".join(Role))
    return Role(name)


async def _require_giver(grant: Grant, by: Actor) -> None:
    if by == OPERATOR:
        return
    if by.person_id is None or not (await standing_of(by.person_id)).may_give(grant):
        raise RoleNotYoursToGrant
