"""Reads about people, their roles, their mailed links and their vehicles."""

from __future__ import annotations

import hmac
from collections.abc import Collection
from dataclasses import dataclass, field

from app.accounts.errors import EmailNotUnderstood, PersonNotFound, VehicleNotFound
from app.accounts.models import EmailToken, Person, RoleGrant, Vehicle
from app.accounts.rules import normalise_email
from app.accounts.tokens import Purpose, digest_of, raw_token
from app.core import clock
from app.core.fields import is_row_id


@dataclass(frozen=True, slots=True)
class MailedLink:
    """What the mail with a link needs. `token` goes into the link and nowhere else."""

    purpose: Purpose
    person_id: int
    email: str
    name: str
    language: str
    token: str = field(repr=False)


async def find_person_by_email(email: str) -> Person | None:
    """The person with this e-mail address as anybody may type it."""
    try:
        return await Person.get_or_none(email=normalise_email(email))
    except EmailNotUnderstood:
        return None


async def get_person(person_id: int) -> Person:
    """Raises PersonNotFound."""
    person = await Person.get_or_none(id=person_id)
    if person is None:
        raise PersonNotFound
    return person


async def names_of(person_ids: Collection[int]) -> dict[int, str]:
    """The names of these people, by their ids."""
    rows = await Person.filter(id__in=list(person_ids)).values_list("id", "name")
    return {int(id_): str(name) for id_, name in rows}


async def list_roles(person_id: int) -> list[str]:
    """The names of a person's roles, for whichever lots, each once."""
    names = (
        await RoleGrant.filter(person_id=person_id).order_by("role").distinct().values_list("role", flat=True)
    )
    return [str(name) for name in names]


async def find_mailed_link(token_id: int, *, secret_key: str) -> MailedLink | None:
    """The link of an EmailVerificationRequested or PasswordResetRequested, with its token.

    None when it is of no use any more: used, too old, or made under another secret.
    """
    row = await EmailToken.get_or_none(id=token_id).select_related("person")
    if row is None or row.used_at is not None or row.expires_at <= clock.now():
        return None
    token = raw_token(secret_key, Purpose(row.purpose), row.nonce)
    if not hmac.compare_digest(digest_of(token), row.token_digest):
        return None
    person = row.person
    return MailedLink(Purpose(row.purpose), person.id, person.email, person.name, person.language, token)


async def list_vehicles(person_id: int) -> list[Vehicle]:
    """The default one first, then the newest."""
    vehicles = await Vehicle.filter(person_id=person_id).order_by("-id")
    return sorted(vehicles, key=lambda vehicle: vehicle.default_for_id is None)


async def get_vehicle(person_id: int, vehicle_id: int) -> Vehicle:
    """A vehicle of this person. Raises VehicleNotFound, for somebody else's as well."""
    is_an_id = is_row_id(vehicle_id)
    vehicle = await Vehicle.get_or_none(id=vehicle_id, person_id=person_id) if is_an_id else None
    if vehicle is None:
        raise VehicleNotFound
    return vehicle
