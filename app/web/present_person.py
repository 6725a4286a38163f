"""A person as their own browser sees them."""

from __future__ import annotations

from app.accounts import queries
from app.accounts.models import Person
from app.web.schemas.accounts import MeOut


async def present_person(person: Person) -> MeOut:
    return MeOut(
        name=person.name,
        email=person.email,
        email_verified=person.email_verified_at is not None,
        language=person.language,
        roles=await queries.list_roles(person.id),
    )
