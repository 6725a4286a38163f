"""Reads about programs: whose token this is, which a lot has, which a person allowed."""

from __future__ import annotations

from dataclasses import dataclass

from tortoise.expressions import Q

from app.accounts.models import Person
from app.core import clock
from app.core.fields import is_row_id
from app.programs.errors import ProgramNotFound, TokenNotValid
from app.programs.grants import find_program, is_out
from app.programs.models import Program, ProgramGrant
from app.programs.scopes import Scope, in_order
from app.programs.tokens import Mint


@dataclass(frozen=True, slots=True)
class Bearer:
    """Who calls with a token: a program, for itself or (`person`) for somebody, and what it may."""

    program: Program
    person: Person | None
    scopes: frozenset[Scope]

    def covers(self, lot_id: int) -> bool:
        """Whether it acts for itself, on this lot."""
        return self.person is None and self.program.lot_id in (None, lot_id)


async def read_bearer(token: str, mint: Mint) -> Bearer:
    """Raises TokenNotValid: also for a program out of use, and for leave that was taken back, at once."""
    claims = mint.read_access_token(token)
    program = await find_program(claims.client_id) if claims else None
    if claims is None or program is None or program.disabled_at is not None:
        raise TokenNotValid
    if claims.generation != program.generation:
        raise TokenNotValid
    person = await _person_of(claims.grant, program) if claims.grant is not None else None
    return Bearer(program, person, frozenset(in_order(claims.scope.split())) & frozenset(program.allowed))


async def list_programs(lot_id: int) -> list[Program]:
    """Those of the lot, and those of all lots: in use first, then by name."""
    rows = await Program.filter(Q(lot_id=lot_id) | Q(lot_id__isnull=True)).order_by("name", "id")
    return sorted(rows, key=lambda program: program.disabled_at is not None)


async def get_program(lot_id: int, program_id: int) -> Program:
    """Of the lot or of all. Raises ProgramNotFound."""
    program = await Program.get_or_none(id=program_id) if is_row_id(program_id) else None
    if program is None or program.lot_id not in (None, lot_id):
        raise ProgramNotFound
    return program


async def list_leave(person: Person) -> list[ProgramGrant]:
    """What the person allowed and still holds, with the programs, the newest first."""
    rows = ProgramGrant.filter(
        person_id=person.id,
        revoked_at__isnull=True,
        expires_at__gt=clock.now(),
        program__disabled_at__isnull=True,
    )
    found = await rows.order_by("-id").prefetch_related("program")
    return [grant for grant in found if not is_out(person, grant.created_at)]


async def _person_of(handle: str, program: Program) -> Person:
    grant = await ProgramGrant.get_or_none(handle=handle, program_id=program.id).prefetch_related("person")
    if grant is None or grant.revoked_at is not None or is_out(grant.person, grant.created_at):
        raise TokenNotValid
    return grant.person
