"""People: found, blocked and let in again, their data handed out or erased."""

from __future__ import annotations

import json

from quart import Blueprint, Response
from quart_schema import document_response, validate_querystring, validate_request, validate_response

from app.accounts import blocks
from app.accounts.models import Person
from app.accounts.permissions import Permission
from app.accounts.queries import names_of
from app.bookings.models import Booking
from app.core.history import person_of
from app.privacy.erasure import erase_subject
from app.privacy.export import export_subject
from app.privacy.subjects import FOUND, find_guest_addresses, find_people, get_subject
from app.web.admin.access import Staff, staff_everywhere
from app.web.limits import limited
from app.web.schemas.admin_people import (
    BlockIn,
    ErasedOut,
    PeopleOut,
    PeopleQuery,
    PersonalDataOut,
    PersonOut,
    SubjectIn,
)

blueprint = Blueprint("admin_people", __name__)


@blueprint.get("/api/admin/people")
@limited(300)
@staff_everywhere(Permission.MANAGE_PEOPLE)
@validate_querystring(PeopleQuery)
@validate_response(PeopleOut)
async def find_people_and_guests(caller: Staff, query_args: PeopleQuery) -> PeopleOut:
    """Accounts and guests by name, e-mail or plate."""
    found, guests = await find_people(query_args.q), await find_guest_addresses(query_args.q)
    return PeopleOut(
        people=[await _present(person) for person in found[:FOUND]],
        guests=guests[:FOUND],
        has_more=len(found) > FOUND or len(guests) > FOUND,
    )


@blueprint.post("/api/admin/people/<int:person_id>/block")
@limited(60)
@staff_everywhere(Permission.MANAGE_PEOPLE)
@validate_request(BlockIn)
@validate_response(PersonOut)
async def block_somebody(caller: Staff, person_id: int, data: BlockIn) -> PersonOut:
    """From now on they hold no spots, nor does a guest with their verified address."""
    return await _present(await blocks.block_person(person_id, data.reason, by=caller.by))


@blueprint.post("/api/admin/people/<int:person_id>/unblock")
@limited(60)
@staff_everywhere(Permission.MANAGE_PEOPLE)
@validate_response(PersonOut)
async def unblock_somebody(caller: Staff, person_id: int) -> PersonOut:
    """They may book again."""
    return await _present(await blocks.unblock_person(person_id, by=caller.by))


@blueprint.post("/api/admin/people/export")
@limited(30)
@staff_everywhere(Permission.MANAGE_PEOPLE)
@validate_request(SubjectIn)
@document_response(PersonalDataOut)
async def export_person(caller: Staff, data: SubjectIn) -> Response:
    """Everything that is kept of them (docs/personal-data.md)."""
    subject = await get_subject(person_id=data.person_id, email=data.email)
    told = await export_subject(subject, by=caller.by)
    return Response(
        json.dumps(told, ensure_ascii=False, indent=1),
        content_type="application/json",
        headers={"Content-Disposition": 'attachment; filename="personal-data.json"'},
    )


@blueprint.post("/api/admin/people/erase")
@limited(30)
@staff_everywhere(Permission.MANAGE_PEOPLE)
@validate_request(SubjectIn)
@validate_response(ErasedOut)
async def erase_person(caller: Staff, data: SubjectIn) -> ErasedOut:
    """Takes them out of the tables, but for the books."""
    return ErasedOut(bookings=await erase_subject(person_id=data.person_id, email=data.email, by=caller.by))


async def _present(person: Person) -> PersonOut:
    blocker = person_of(person.blocked_by or "")
    return PersonOut(
        id=person.id,
        name=person.name,
        email=person.email,
        email_verified=person.email_verified_at is not None,
        created_at=person.created_at,
        bookings=await Booking.filter(person_id=person.id).count(),
        blocked_at=person.blocked_at,
        blocked_by=(await names_of({blocker})).get(blocker) if blocker is not None else None,
        block_reason=person.block_reason,
    )
