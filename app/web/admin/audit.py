"""What was done on a lot: by whom and when."""

from __future__ import annotations

from quart import Blueprint
from quart_schema import validate_querystring, validate_response

from app.accounts.events import PersonBlocked, PersonUnblocked, RoleGranted, RoleRevoked
from app.accounts.permissions import Permission
from app.accounts.queries import names_of
from app.bookings.queries import get_booking_of, references_of
from app.core.history import HistoryEntry, read_history
from app.core.job_runs import JobFailed
from app.payments.events import DiscrepancyFound, DiscrepancyResolved
from app.pricing.events import PromoEnded, PromoIssued
from app.privacy.events import PersonalDataErased, PersonalDataExported
from app.programs.events import ProgramDisabled, ProgramEnabled, ProgramRegistered, ProgramSecretChanged
from app.web.admin.access import StaffAt, staff_at
from app.web.limits import limited
from app.web.schemas.admin import AuditEntryOut, AuditOut, AuditQuery

blueprint = Blueprint("admin_audit", __name__)

_PAGE = 50
_ABOUT_PEOPLE = {
    kind.__name__
    for kind in (
        RoleGranted,
        RoleRevoked,
        PersonBlocked,
        PersonUnblocked,
        PersonalDataExported,
        PersonalDataErased,
    )
}
# Of what holds at all lots, each lot's trail tells.
HOLDS_EVERYWHERE = {
    kind.__name__
    for kind in (
        RoleGranted,
        RoleRevoked,
        ProgramRegistered,
        ProgramSecretChanged,
        ProgramDisabled,
        ProgramEnabled,
        PromoIssued,
        PromoEnded,
    )
}
# What is of no lot, each lot's trail tells those who run all of them.
OF_NO_LOT = HOLDS_EVERYWHERE | {
    kind.__name__
    for kind in (
        PersonBlocked,
        PersonUnblocked,
        PersonalDataExported,
        PersonalDataErased,
        DiscrepancyFound,
        DiscrepancyResolved,
        JobFailed,
    )
}


@blueprint.get("/api/admin/lots/<slug>/audit")
@limited(600)
@staff_at(Permission.SEE_AUDIT)
@validate_querystring(AuditQuery)
@validate_response(AuditOut)
async def audit(here: StaffAt, query_args: AuditQuery) -> AuditOut:
    """What happened on the lot, the newest first: everything, or what staff did, or one booking's story.

    Who manages people, which is for all lots, also reads what is of no lot.
    """
    booking_id = None
    if query_args.booking is not None:
        booking_id = (await get_booking_of(here.lot.id, query_args.booking)).id
    entries = await read_history(
        here.lot.id,
        limit=_PAGE + 1,
        before=query_args.before,
        booking_id=booking_id,
        by_staff=query_args.by == "staff",
        everywhere=OF_NO_LOT if here.standing.may(Permission.MANAGE_PEOPLE, None) else HOLDS_EVERYWHERE,
    )
    return await _present(entries[:_PAGE], has_more=len(entries) > _PAGE)


async def _present(entries: list[HistoryEntry], *, has_more: bool) -> AuditOut:
    names = await names_of({id_ for entry in entries for id_ in (entry.person_id, _whom(entry)) if id_})
    references = await references_of({entry.booking_id for entry in entries if entry.booking_id is not None})
    return AuditOut(
        entries=[
            AuditEntryOut(
                id=entry.id,
                kind=entry.kind,
                at=entry.occurred_at,
                actor=entry.actor,
                who=None if entry.person_id is None else names.get(entry.person_id),
                whom=names.get(_whom(entry) or 0),
                booking=None if entry.booking_id is None else references.get(entry.booking_id),
                facts=entry.facts,
            )
            for entry in entries
        ],
        next=entries[-1].id if has_more else None,
    )


def _whom(entry: HistoryEntry) -> int | None:
    """The account that it was done to; None also for a guest, who has none."""
    return entry.facts["person_id"] if entry.kind in _ABOUT_PEOPLE else None
