"""The verbs of the operator: programs are registered, get another secret, are put out of use and back."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from app.accounts.tokens import digest_of
from app.core import clock
from app.core.actor import Actor
from app.core.database.stripes import lock_names
from app.core.database.transactions import record, transactional
from app.core.fields import is_row_id
from app.core.plain_text import one_line
from app.programs.errors import ProgramNotFound, ProgramNotValid, TooManyPrograms
from app.programs.events import (
    ProgramDisabled,
    ProgramEnabled,
    ProgramEvent,
    ProgramRegistered,
    ProgramSecretChanged,
)
from app.programs.grants import end_all_leave
from app.programs.models import NAME_MAX_LENGTH, Program
from app.programs.rules import is_redirect_uri
from app.programs.scopes import SCOPES_OF, ProgramKind, in_order
from app.programs.tokens import new_secret

E = TypeVar("E", bound=ProgramEvent)

MOST_OF_A_LOT = 200
_MOST_REDIRECTS = 10


@dataclass(frozen=True, slots=True)
class NewProgram:
    """What a program is to be. `lot_id` None: of all lots."""

    kind: ProgramKind
    name: str
    lot_id: int | None
    scopes: Sequence[str] = ()
    redirect_uris: Sequence[str] = ()
    direction: str | None = None


@dataclass(frozen=True, slots=True)
class Registered:
    """A program with its new secret, the only copy there is; None for an app, which could keep none."""

    program: Program
    secret: str | None = field(repr=False)


@transactional
async def register_program(wanted: NewProgram, *, by: Actor) -> Registered:
    """Raises ProgramNotValid, TooManyPrograms."""
    name = _name(wanted.name)
    _check(wanted)
    await lock_names(f"programs:{wanted.lot_id}")
    if await Program.filter(lot_id=wanted.lot_id).count() >= MOST_OF_A_LOT:
        raise TooManyPrograms(limit=MOST_OF_A_LOT)
    secret = None if wanted.kind is ProgramKind.APP else new_secret()
    scopes = in_order(wanted.scopes or SCOPES_OF[wanted.kind])
    program = await Program.create(
        client_id=f"{wanted.kind}-{secrets.token_hex(8)}",
        kind=wanted.kind,
        name=name,
        lot_id=wanted.lot_id,
        direction=wanted.direction,
        scopes=[str(scope) for scope in scopes],
        redirect_uris=list(wanted.redirect_uris),
        secret_digest=None if secret is None else digest_of(secret),
        created_at=clock.now(),
        created_by=str(by),
    )
    told = _event(ProgramRegistered, program, program_kind=str(wanted.kind), scopes=tuple(program.scopes))
    record(told, by=by)
    return Registered(program, secret)


@transactional
async def change_secret(program_id: int, *, lot_id: int | None, by: Actor) -> Registered:
    """Another secret; the old one and every token ends now. Raises ProgramNotFound, ProgramNotValid."""
    program = await _locked(program_id, lot_id)
    if program.secret_digest is None:
        raise ProgramNotValid("kind")
    secret = new_secret()
    program.secret_digest, program.generation = digest_of(secret), program.generation + 1
    await program.save(update_fields=["secret_digest", "generation"])
    record(_event(ProgramSecretChanged, program), by=by)
    return Registered(program, secret)


@transactional
async def disable_program(program_id: int, *, lot_id: int | None, by: Actor) -> Program:
    """Out of use from now on, with every token of it and what people allowed it. Raises ProgramNotFound."""
    await _require(program_id, lot_id)
    await end_all_leave(program_id, by=by)
    program = await _locked(program_id, lot_id)
    if program.disabled_at is None:
        program.disabled_at, program.generation = clock.now(), program.generation + 1
        await program.save(update_fields=["disabled_at", "generation"])
        record(_event(ProgramDisabled, program), by=by)
    return program


@transactional
async def enable_program(program_id: int, *, lot_id: int | None, by: Actor) -> Program:
    """In use again; it fetches new tokens with the secret that it has, or people let it in anew.

    Raises ProgramNotFound.
    """
    await _require(program_id, lot_id)
    # Whoever let it in while it was put out of use did not know of it.
    await end_all_leave(program_id, by=by)
    program = await _locked(program_id, lot_id)
    if program.disabled_at is not None:
        program.disabled_at = None
        await program.save(update_fields=["disabled_at"])
        record(_event(ProgramEnabled, program), by=by)
    return program


def _check(wanted: NewProgram) -> None:
    kind = wanted.kind
    if not set(wanted.scopes) <= SCOPES_OF[kind]:
        raise ProgramNotValid("scopes")
    if wanted.direction not in (None, "in", "out") or (wanted.direction and kind is not ProgramKind.DEVICE):
        raise ProgramNotValid("direction")
    if (kind is ProgramKind.DEVICE and wanted.lot_id is None) or (
        kind is ProgramKind.APP and wanted.lot_id is not None
    ):
        raise ProgramNotValid("everywhere")
    has_redirects = 1 <= len(wanted.redirect_uris) <= _MOST_REDIRECTS
    is_right = all(map(is_redirect_uri, wanted.redirect_uris))
    if (kind is ProgramKind.APP and not (has_redirects and is_right)) or (
        kind is not ProgramKind.APP and wanted.redirect_uris
    ):
        raise ProgramNotValid("redirectUris")


def _name(text: str) -> str:
    name = one_line(text)
    if not 1 <= len(name) <= NAME_MAX_LENGTH:
        raise ProgramNotValid("name")
    return name


async def _require(program_id: int, lot_id: int | None) -> None:
    """For verbs that lock what hangs on the program before it. Raises ProgramNotFound."""
    if not is_row_id(program_id) or not await Program.exists(id=program_id, lot_id=lot_id):
        raise ProgramNotFound


async def _locked(program_id: int, lot_id: int | None) -> Program:
    """The program of that lot, or of all. Raises ProgramNotFound."""
    rows = Program.filter(id=program_id, lot_id=lot_id) if is_row_id(program_id) else None
    program = None if rows is None else await rows.select_for_update().first()
    if program is None:
        raise ProgramNotFound
    return program


def _event(kind: type[E], program: Program, **facts: object) -> E:
    about = {"program_id": program.id, "lot_id": program.lot_id, "name": program.name}
    return kind.model_validate({**about, **facts})
