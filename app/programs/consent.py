"""A person lets an app act for them: what it asks, and the code that it gets (RFC 6749, 4.1, with PKCE)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from app.accounts.blocks import require_not_blocked
from app.accounts.models import Person
from app.accounts.tokens import digest_of
from app.core import clock
from app.core.database.transactions import transactional
from app.programs.errors import AuthorizationNotPossible, InvalidScope, ProgramNotKnown, RedirectNotRegistered
from app.programs.grants import find_program
from app.programs.models import AuthorizationCode, Program
from app.programs.rules import is_challenge, with_query
from app.programs.scopes import ProgramKind, Scope, choose_scopes
from app.programs.tokens import new_secret

CODE_LIFE = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class AuthorizationRequest:
    """What an app sent along with a person, as it stood in the address."""

    client_id: str
    redirect_uri: str
    response_type: str | None = None
    scope: str | None = None
    state: str | None = None
    code_challenge: str | None = None
    code_challenge_method: str | None = None


@dataclass(frozen=True, slots=True)
class Asked:
    """A request that may be put before the person."""

    program: Program
    scopes: list[Scope]
    request: AuthorizationRequest
    issuer: str

    def answer(self, **answers: str) -> str:
        """Where the person is sent, with what the app is told."""
        return with_query(self.request.redirect_uri, **answers, state=self.request.state, iss=self.issuer)


async def check_request(request: AuthorizationRequest, *, issuer: str) -> Asked:
    """Raises ProgramNotKnown and RedirectNotRegistered: then nobody is sent anywhere.

    Raises AuthorizationNotPossible for what the app is to be told of.
    """
    program = await find_program(request.client_id)
    if program is None or program.kind is not ProgramKind.APP or program.disabled_at is not None:
        raise ProgramNotKnown
    if request.redirect_uri not in program.redirect_uris:
        raise RedirectNotRegistered
    try:
        scopes, error = choose_scopes(request.scope, program.scopes), _fault(request)
    except InvalidScope:
        scopes, error = [], "invalid_scope"
    asked = Asked(program, scopes, request, issuer)
    if error is not None:
        raise AuthorizationNotPossible(asked.answer(error=error))
    return asked


@transactional
async def allow(asked: Asked, person: Person) -> str:
    """Where the person is sent, with a code for the app. Raises AccountBlocked."""
    await require_not_blocked(person, person.email)
    code, now = new_secret(), clock.now()
    await AuthorizationCode.create(
        code_digest=digest_of(code),
        program_id=asked.program.id,
        person_id=person.id,
        redirect_uri=asked.request.redirect_uri,
        scope=" ".join(asked.scopes),
        code_challenge=asked.request.code_challenge,
        created_at=now,
        expires_at=now + CODE_LIFE,
    )
    return asked.answer(code=code)


def deny(asked: Asked) -> str:
    """Where the person is sent who does not want it."""
    return asked.answer(error="access_denied")


def _fault(request: AuthorizationRequest) -> str | None:
    if request.response_type != "code":
        return "unsupported_response_type"
    # The plain method is not taken, nor is none: whoever catches the code could use it.
    if request.code_challenge_method != "S256" or not is_challenge(request.code_challenge or ""):
        return "invalid_request"
    return None
