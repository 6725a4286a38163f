"""Signing up, in and out, passwords, the verification of e-mail addresses, and one's own account."""

from __future__ import annotations

from quart import Blueprint, Response
from quart_schema import validate_request, validate_response

from app.accounts import service
from app.accounts.models import Person
from app.bookings.service import claim_guest_bookings
from app.core.actor import Actor
from app.core.database.transactions import transactional
from app.programs.scopes import Scope
from app.telegram.links import unlink_person
from app.web.access import callers, current_actor, require_person
from app.web.context import language
from app.web.empty_answers import answers_nothing
from app.web.guests import forget_bookings
from app.web.limits import limited
from app.web.outside import link_outside
from app.web.present_person import present_person
from app.web.schemas.accounts import (
    ForgotPasswordIn,
    MeIn,
    MeOut,
    ResetPasswordIn,
    SignInIn,
    SignUpIn,
    VerifyEmailIn,
)
from app.web.sign_in import (
    account_policy,
    email_and_network,
    email_in_body,
    forget_sign_in,
    remember_sign_in,
    session_token,
)

blueprint = Blueprint("accounts", __name__)

_HOUR = 3600


@blueprint.post("/api/sign-up")
@limited(60, seconds=_HOUR)
@callers("anyone")
@validate_request(SignUpIn)
@validate_response(MeOut, 201)
async def sign_up(data: SignUpIn) -> tuple[MeOut, int]:
    """Opens an account, signs in, and mails a link that verifies the address. An earlier session ends."""
    entered = await service.sign_up(
        data.email,
        data.password,
        data.name,
        data.language or language(),
        policy=account_policy(),
        replaces=session_token(),
    )
    remember_sign_in(entered)
    return await present_person(entered.person), 201


@blueprint.post("/api/sign-in")
@limited(10)
@limited(20, seconds=_HOUR, by=email_and_network)
@limited(300, seconds=_HOUR, by=email_in_body)
@callers("anyone")
@validate_request(SignInIn)
@validate_response(MeOut)
async def sign_in(data: SignInIn) -> MeOut:
    """Begins a session; the one this browser had ends.

    Who came from the outside provider before, and is to prove whose the account is, has done so.
    """
    entered = await service.sign_in(data.email, data.password, replaces=session_token())
    remember_sign_in(entered)
    person = await link_outside(entered.person)
    if person.email_verified_at is not None:
        # Bookings made as a guest since the address was verified.
        await claim_guest_bookings(person.id, person.email, by=Actor.driver(person.id))
    return await present_person(person)


@blueprint.post("/api/sign-out")
@limited(60)
@callers("anyone")
@answers_nothing(204)
async def sign_out() -> Response:
    """Ends the session, if there is one."""
    token = session_token()
    if token is not None:
        await service.sign_out(token)
    forget_sign_in()
    # The browser may be somebody else's next, with the addresses of bookings in its history.
    answer = Response("", 204)
    forget_bookings(answer)
    return answer


@blueprint.post("/api/forgot-password")
@limited(30, seconds=_HOUR)
@callers("anyone")
@validate_request(ForgotPasswordIn)
@answers_nothing(202)
async def forgot_password(data: ForgotPasswordIn) -> tuple[str, int]:
    """Mails a link to choose a new password, if there is such an account. The answer does not tell."""
    await service.request_password_reset(data.email, policy=account_policy(), by=await current_actor())
    return "", 202


@blueprint.post("/api/reset-password")
@limited(20, seconds=_HOUR)
@callers("anyone")
@validate_request(ResetPasswordIn)
@answers_nothing(204)
async def reset_password(data: ResetPasswordIn) -> tuple[str, int]:
    """Sets a new password by the mailed link, once. Every session of the account ends."""
    person_id = await service.reset_password(data.token, data.password)
    await unlink_person(person_id)  # whoever else was in may have linked a Telegram of theirs
    return "", 204


@blueprint.post("/api/verify-email")
@limited(60, seconds=_HOUR)
@callers("driver")
@validate_request(VerifyEmailIn)
@validate_response(MeOut)
async def verify_email(data: VerifyEmailIn) -> MeOut:
    """Verifies the signed-in person's address by the mailed link, and gives them their guest bookings."""
    person = await require_person()
    return await present_person(await _verify_and_claim(person.id, data.token))


@blueprint.post("/api/verify-email/send")
@limited(20, seconds=_HOUR)
@callers("driver")
@answers_nothing(202)
async def send_verification() -> tuple[str, int]:
    """Mails the link that verifies the address again."""
    person = await require_person()
    await service.request_email_verification(person.id, policy=account_policy(), by=await current_actor())
    return "", 202


@blueprint.get("/api/me")
@limited(300)
@callers("driver", scope=Scope.PROFILE_READ)
@validate_response(MeOut)
async def me() -> MeOut:
    """The signed-in person."""
    return await present_person(await require_person())


@blueprint.patch("/api/me")
@limited(60)
@callers("driver")
@validate_request(MeIn)
@validate_response(MeOut)
async def change_me(data: MeIn) -> MeOut:
    """Changes the name or the language of the signed-in person."""
    person = await require_person()
    changed = await service.change_profile(
        person.id, name=data.name, language=data.language, by=await current_actor()
    )
    return await present_person(changed)


@transactional
async def _verify_and_claim(person_id: int, token: str) -> Person:
    by = Actor.driver(person_id)
    person = await service.verify_email(person_id, token, by=by)
    await claim_guest_bookings(person.id, person.email, by=by)
    return person
