"""Tokens are given out, changed and taken back (docs/decisions/0025)."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from tortoise.expressions import Q

from app.accounts.models import Person
from app.accounts.tokens import digest_of
from app.core import clock
from app.core.actor import CLOCK, Actor
from app.core.database.transactions import record, transactional
from app.core.fields import is_row_id
from app.programs.errors import InvalidClient, InvalidGrant, ProgramNotFound, UnauthorizedClient
from app.programs.events import ProgramAllowed, ProgramLeaveEnded
from app.programs.models import CLIENT_ID_MAX_LENGTH, AuthorizationCode, Program, ProgramGrant
from app.programs.rules import fits_challenge
from app.programs.scopes import ProgramKind, choose_scopes
from app.programs.tokens import ACCESS_TOKEN_LIFE, Claims, Mint, is_secret

GRANT_LIFE = timedelta(days=60)
"""A grant ends so long after its last use."""
RETRY_WITHIN = timedelta(seconds=30)
"""So long the token before the newest is good for the newest once more: its answer may have been lost."""
_NOTED_EVERY = timedelta(minutes=1)
_KEPT_AFTER_END = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Tokens:
    """What the program gets. Without a refresh token it comes again with its secret."""

    scope: str
    access_token: str = field(repr=False)
    refresh_token: str | None = field(default=None, repr=False)
    expires_in: int = int(ACCESS_TOKEN_LIFE.total_seconds())


async def find_program(client_id: str) -> Program | None:
    """The program with this name for machines, in use or not."""
    # A longer one than the column holds breaks the query.
    is_an_id = len(client_id) <= CLIENT_ID_MAX_LENGTH
    return await Program.get_or_none(client_id=client_id) if is_an_id else None


async def authenticate(client_id: str, secret: str | None) -> Program:
    """The program that calls: by its secret, or an app, which has none, by its id. Raises InvalidClient."""
    program = await find_program(client_id)
    is_right = is_secret(secret or "", program.secret_digest if program else None)
    if program is None or program.disabled_at is not None:
        raise InvalidClient
    if not is_right and (program.secret_digest is not None or secret is not None):
        raise InvalidClient
    return program


async def grant_to_program(program: Program, scope: str | None, *, mint: Mint) -> Tokens:
    """For itself (RFC 6749, 4.4). Raises UnauthorizedClient for an app, InvalidScope."""
    if program.kind is ProgramKind.APP:
        raise UnauthorizedClient
    given = " ".join(choose_scopes(scope, program.scopes))
    await _note_use(program)
    claims = Claims(program.client_id, program.generation, None, given)
    return Tokens(given, mint.access_token(claims, subject=program.client_id))


async def redeem_code(program: Program, code: str, redirect_uri: str, verifier: str, *, mint: Mint) -> Tokens:
    """The first tokens for a code. Raises UnauthorizedClient, InvalidGrant.

    A code that comes a second time was caught by somebody: what it gave ends.
    """
    if program.kind is not ProgramKind.APP:
        raise UnauthorizedClient
    grant = await _redeem(program, code, redirect_uri, verifier)
    if grant is None:
        raise InvalidGrant
    await _note_use(program)
    return _tokens(program, grant, grant.scope, mint)


async def refresh(program: Program, token: str, scope: str | None, *, mint: Mint) -> Tokens:
    """New tokens for a refresh token, which ends with it. Raises InvalidGrant, InvalidScope.

    A token that was changed before is answered with the newest, for a short while; later it was stolen, or
    the newest was: all that came of it ends.
    """
    presented = mint.read_refresh_token(token)
    if presented is None:
        raise InvalidGrant
    grant = await _rotate(program, *presented, scope)
    if grant is None:
        raise InvalidGrant
    await _note_use(program)
    return _tokens(program, grant, " ".join(choose_scopes(scope, grant.scope.split())), mint)


async def revoke_token(program: Program, token: str, *, mint: Mint) -> None:
    """Ends what the token stands for (RFC 7009); one that is not this program's, or is over, is no error."""
    presented, claims = mint.read_refresh_token(token), mint.read_access_token(token)
    if presented is not None:
        await _revoke_handle(program, presented[0])
    elif claims is not None and claims.client_id == program.client_id:
        if claims.grant is not None:
            await _revoke_handle(program, claims.grant)
        else:
            await _end_own_tokens(program, claims.generation)


@transactional
async def end_leave(person_id: int, grant_id: int, *, by: Actor) -> None:
    """The person takes back what they allowed. Raises ProgramNotFound."""
    rows = ProgramGrant.filter(id=grant_id, person_id=person_id) if is_row_id(grant_id) else None
    grant = None if rows is None else await rows.select_for_update().first()
    if grant is None:
        raise ProgramNotFound
    await _revoke(grant, "revoked", by)


@transactional
async def end_all_leave(program_id: int, *, by: Actor) -> None:
    """What people allowed the program ends, with the codes that it did not use."""
    await AuthorizationCode.filter(program_id=program_id, used_at__isnull=True).delete()
    living = ProgramGrant.filter(program_id=program_id, revoked_at__isnull=True)
    for grant in await living.order_by("id").select_for_update():
        await _revoke(grant, "disabled", by)


@transactional
async def forget_ended_grants() -> int:
    """Deletes codes that are over, and grants that ended a month ago. Returns how many. For a job, daily."""
    now = clock.now()
    codes = await AuthorizationCode.filter(expires_at__lt=now - _KEPT_AFTER_END).delete()
    ended = Q(expires_at__lt=now - _KEPT_AFTER_END) | Q(revoked_at__lt=now - _KEPT_AFTER_END)
    return codes + await ProgramGrant.filter(ended).delete()


def is_out(person: Person, allowed_at: datetime) -> bool:
    """Whether programs that the person allowed then may no longer act for them."""
    if person.blocked_at is not None or person.erased_at is not None:
        return True
    return person.programs_out_at is not None and allowed_at <= person.programs_out_at


def _tokens(program: Program, grant: ProgramGrant, scope: str, mint: Mint) -> Tokens:
    claims = Claims(program.client_id, program.generation, grant.handle, scope)
    access = mint.access_token(claims, subject=f"person-{grant.person_id}")
    return Tokens(scope, access, mint.refresh_token(grant.handle, grant.sequence))


@transactional
async def _redeem(program: Program, code: str, redirect_uri: str, verifier: str) -> ProgramGrant | None:
    """The grant of a code; None when it came before, and then that grant has ended."""
    rows = AuthorizationCode.filter(code_digest=digest_of(code), program_id=program.id)
    row = await rows.select_for_update().first().prefetch_related("person")
    now = clock.now()
    if row is None:
        raise InvalidGrant
    if row.used_at is not None:
        grant = await ProgramGrant.filter(id=row.grant_id or 0).select_for_update().first()
        if grant is not None:
            await _revoke(grant, "replayed", CLOCK)
        return None
    fits = row.redirect_uri == redirect_uri and fits_challenge(verifier, row.code_challenge)
    if row.expires_at <= now or not fits or is_out(row.person, row.created_at):
        raise InvalidGrant
    grant = await ProgramGrant.create(
        handle=secrets.token_hex(16),
        program_id=program.id,
        person_id=row.person_id,
        scope=row.scope,
        created_at=now,
        rotated_at=now,
        expires_at=now + GRANT_LIFE,
    )
    row.used_at, row.grant_id = now, grant.id
    await row.save(update_fields=["used_at", "grant_id"])
    allowed = ProgramAllowed(program_id=program.id, person_id=row.person_id, scopes=tuple(row.scope.split()))
    record(allowed, by=Actor.driver(row.person_id))
    return grant


@transactional
async def _rotate(program: Program, handle: str, sequence: int, scope: str | None) -> ProgramGrant | None:
    """The grant with its token changed; None when the token was one from before, and then it has ended.

    Nothing is changed when more is asked for than was allowed. Raises InvalidScope.
    """
    rows = ProgramGrant.filter(handle=handle, program_id=program.id)
    grant = await rows.select_for_update().first().prefetch_related("person")
    now = clock.now()
    if grant is None or grant.revoked_at is not None or grant.expires_at <= now:
        raise InvalidGrant
    if is_out(grant.person, grant.created_at):
        raise InvalidGrant
    choose_scopes(scope, grant.scope.split())
    if sequence == grant.sequence:
        grant.sequence, grant.rotated_at, grant.expires_at = sequence + 1, now, now + GRANT_LIFE
        await grant.save(update_fields=["sequence", "rotated_at", "expires_at"])
        return grant
    if sequence == grant.sequence - 1 and now - grant.rotated_at <= RETRY_WITHIN:
        return grant
    await _revoke(grant, "replayed", CLOCK)
    return None


@transactional
async def _revoke_handle(program: Program, handle: str) -> None:
    grant = await ProgramGrant.filter(handle=handle, program_id=program.id).select_for_update().first()
    if grant is not None:
        await _revoke(grant, "revoked", Actor.driver(grant.person_id))


async def _revoke(grant: ProgramGrant, because: str, by: Actor) -> None:
    if grant.revoked_at is not None:
        return
    grant.revoked_at = clock.now()
    await grant.save(update_fields=["revoked_at"])
    ended = ProgramLeaveEnded(program_id=grant.program_id, person_id=grant.person_id, because=because)
    record(ended, by=by)


@transactional
async def _end_own_tokens(program: Program, generation: int) -> None:
    await Program.filter(id=program.id, generation=generation).update(generation=generation + 1)


@transactional
async def _note_use(program: Program) -> None:
    now = clock.now()
    stale = Q(last_used_at__isnull=True) | Q(last_used_at__lt=now - _NOTED_EVERY)
    if program.last_used_at is None or program.last_used_at < now - _NOTED_EVERY:
        await Program.filter(stale, id=program.id).update(last_used_at=now)
