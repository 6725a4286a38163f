"""The programs of a lot: registered, given another secret, put out of use and back."""

from __future__ import annotations

from typing import Literal, cast

from quart import Blueprint
from quart_schema import validate_request, validate_response

from app.accounts.permissions import Permission
from app.observations.queries import count_waiting
from app.programs import registry
from app.programs.errors import ProgramsNotSetUp
from app.programs.models import Program
from app.programs.queries import get_program, list_programs
from app.programs.registry import NewProgram, Registered
from app.web.admin.access import NotPermitted, StaffAt, staff_at
from app.web.context import settings
from app.web.limits import limited
from app.web.schemas.admin_programs import (
    ProgramIn,
    ProgramOut,
    ProgramsOut,
    RegisteredOut,
)

blueprint = Blueprint("admin_programs", __name__)


@blueprint.get("/api/admin/lots/<slug>/programs")
@limited(600)
@staff_at(Permission.MANAGE_PROGRAMS)
@validate_response(ProgramsOut)
async def programs_of_lot(here: StaffAt) -> ProgramsOut:
    """The programs of the lot, and those of all lots."""
    mint = settings().mint
    return ProgramsOut(
        programs=[_present(here, program) for program in await list_programs(here.lot.id)],
        issuer=mint.issuer if mint else None,
        doubtful=await count_waiting(here.lot.id),
    )


@blueprint.post("/api/admin/lots/<slug>/programs")
@limited(60)
@staff_at(Permission.MANAGE_PROGRAMS)
@validate_request(ProgramIn)
@validate_response(RegisteredOut, 201)
async def register(here: StaffAt, data: ProgramIn) -> tuple[RegisteredOut, int]:
    """Makes a program known. Its secret is told now and never again."""
    if settings().mint is None:
        raise ProgramsNotSetUp
    _require(here, None if data.everywhere else here.lot.id)
    wanted = NewProgram(
        **data.model_dump(exclude={"everywhere"}), lot_id=None if data.everywhere else here.lot.id
    )
    return _told(here, await registry.register_program(wanted, by=here.by)), 201


@blueprint.post("/api/admin/lots/<slug>/programs/<int:program_id>/secret")
@limited(60)
@staff_at(Permission.MANAGE_PROGRAMS)
@validate_response(RegisteredOut)
async def give_another_secret(here: StaffAt, program_id: int) -> RegisteredOut:
    """Another secret, told now and never again. The old one ends with every token of the program."""
    lot_id = await _lot_of(here, program_id)
    return _told(here, await registry.change_secret(program_id, lot_id=lot_id, by=here.by))


@blueprint.post("/api/admin/lots/<slug>/programs/<int:program_id>/disable")
@limited(60)
@staff_at(Permission.MANAGE_PROGRAMS)
@validate_response(ProgramOut)
async def disable(here: StaffAt, program_id: int) -> ProgramOut:
    """Puts it out of use, with every token of it, from this moment on."""
    lot_id = await _lot_of(here, program_id)
    return _present(here, await registry.disable_program(program_id, lot_id=lot_id, by=here.by))


@blueprint.post("/api/admin/lots/<slug>/programs/<int:program_id>/enable")
@limited(60)
@staff_at(Permission.MANAGE_PROGRAMS)
@validate_response(ProgramOut)
async def enable(here: StaffAt, program_id: int) -> ProgramOut:
    """Puts it back into use."""
    lot_id = await _lot_of(here, program_id)
    return _present(here, await registry.enable_program(program_id, lot_id=lot_id, by=here.by))


async def _lot_of(here: StaffAt, program_id: int) -> int | None:
    """The lot of a program that the caller may change. Raises ProgramNotFound, NotPermitted."""
    program = await get_program(here.lot.id, program_id)
    _require(here, program.lot_id)
    return program.lot_id


def _require(here: StaffAt, lot_id: int | None) -> None:
    """A program of all lots is for who owns them all."""
    if not here.standing.may(Permission.MANAGE_PROGRAMS, lot_id):
        raise NotPermitted


def _told(here: StaffAt, registered: Registered) -> RegisteredOut:
    return RegisteredOut(program=_present(here, registered.program), secret=registered.secret)


def _present(here: StaffAt, program: Program) -> ProgramOut:
    return ProgramOut(
        id=program.id,
        client_id=program.client_id,
        kind=program.kind,
        name=program.name,
        everywhere=program.lot_id is None,
        is_yours=here.standing.may(Permission.MANAGE_PROGRAMS, program.lot_id),
        direction=cast("Literal['in', 'out'] | None", program.direction),
        scopes=program.allowed,
        redirect_uris=program.redirect_uris,
        created_at=program.created_at,
        last_used_at=program.last_used_at,
        disabled_at=program.disabled_at,
    )
