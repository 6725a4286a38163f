"""People let apps act for them, see which may, and put them out again."""

from __future__ import annotations

from urllib.parse import urlsplit

from quart import Blueprint
from quart_schema import validate_querystring, validate_request, validate_response

from app.core.actor import Actor
from app.programs import consent
from app.programs.consent import Asked, AuthorizationRequest
from app.programs.errors import ProgramsNotSetUp
from app.programs.grants import end_leave
from app.programs.models import ProgramGrant
from app.programs.queries import list_leave
from app.programs.scopes import in_order
from app.web.access import callers, require_person
from app.web.context import settings
from app.web.empty_answers import answers_nothing
from app.web.limits import limited
from app.web.schemas.programs import (
    AnsweredOut,
    AuthorizationQuery,
    ConsentIn,
    ConsentOut,
    LeaveOut,
    LeavesOut,
)

blueprint = Blueprint("consent", __name__)


@blueprint.get("/api/oauth/authorization")
@limited(120)
@callers("driver")
@validate_querystring(AuthorizationQuery)
@validate_response(ConsentOut)
async def asked_of_me(query_args: AuthorizationQuery) -> ConsentOut:
    """Which app asks the signed-in person for what."""
    asked = await _check(query_args)
    parts = urlsplit(query_args.redirect_uri)
    return ConsentOut(name=asked.program.name, scopes=asked.scopes, returns_to=parts.hostname or parts.scheme)


@blueprint.post("/api/oauth/authorization")
@limited(60)
@callers("driver")
@validate_request(ConsentIn)
@validate_response(AnsweredOut)
async def answer_app(data: ConsentIn) -> AnsweredOut:
    """The person lets the app in, or not; both are told to the app by where the person is sent."""
    person, asked = await require_person(), await _check(data)
    return AnsweredOut(redirect_to=await consent.allow(asked, person) if data.allow else consent.deny(asked))


@blueprint.get("/api/me/programs")
@limited(300)
@callers("driver")
@validate_response(LeavesOut)
async def my_programs() -> LeavesOut:
    """The apps that may act for the signed-in person."""
    return LeavesOut(programs=[_present(grant) for grant in await list_leave(await require_person())])


@blueprint.delete("/api/me/programs/<int:grant_id>")
@limited(60)
@callers("driver")
@answers_nothing(204)
async def put_program_out(grant_id: int) -> tuple[str, int]:
    """The app may act for the person no more, from this moment on."""
    person = await require_person()
    await end_leave(person.id, grant_id, by=Actor.driver(person.id))
    return "", 204


async def _check(query: AuthorizationQuery) -> Asked:
    mint = settings().mint
    if mint is None:
        raise ProgramsNotSetUp
    request = AuthorizationRequest(**query.model_dump(include=set(AuthorizationQuery.model_fields)))
    return await consent.check_request(request, issuer=mint.issuer)


def _present(grant: ProgramGrant) -> LeaveOut:
    return LeaveOut(
        id=grant.id,
        name=grant.program.name,
        scopes=in_order(grant.scope.split()),
        allowed_at=grant.created_at,
        used_at=grant.rotated_at,
    )
