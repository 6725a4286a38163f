"""Signing in with the outside OpenID provider: there, back, and into a session of quart-auth as ever."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

import structlog
from itsdangerous import BadSignature, URLSafeTimedSerializer
from quart import Blueprint, Response, after_this_request, redirect, request
from quart.typing import ResponseTypes
from quart_schema import hide, validate_querystring

from app.accounts.errors import (
    OutsideAccountToProve,
    OutsideSignInDenied,
    OutsideSignInFailed,
    OutsideSignInNotSetUp,
)
from app.accounts.models import Person
from app.accounts.outside.provider import Attempt, OutsidePerson, OutsideProvider
from app.accounts.outside.service import enter_from_outside, link_after_proof
from app.accounts.queries import get_person
from app.bookings.service import claim_guest_bookings
from app.core.actor import Actor
from app.core.errors import DomainError
from app.programs.rules import with_query
from app.web.access import callers
from app.web.context import language, services, settings
from app.web.limits import limited
from app.web.schemas.outside import OutsideReturn, OutsideStart
from app.web.sign_in import remember_sign_in, session_token

log = structlog.get_logger()

blueprint = Blueprint("outside", __name__)

_HOUR = 3600
_START = "/sign-in/outside"
_RETURN = f"{_START}/callback"
_ATTEMPT, _CAME = "parkpro_outside", "parkpro_outside_came"
_LASTS = 15 * 60


@blueprint.get(_START)
@limited(120, seconds=_HOUR)
@callers("anyone")
@validate_querystring(OutsideStart)
@hide
async def leave_for_provider(query_args: OutsideStart) -> Response:
    """Sends the browser to the provider. What it must bring back stays in a cookie of its own."""
    attempt = Attempt.new()
    try:
        address = await _provider().address(attempt, _return_url())
    except DomainError as error:
        return _to_sign_in(query_args.next, problem=error.code)
    answer = _redirect(address)
    _keep(answer, _ATTEMPT, {**asdict(attempt), "next": query_args.next}, path=_START)
    return answer


@blueprint.get(_RETURN)
@limited(120, seconds=_HOUR)
@callers("anyone")
@validate_querystring(OutsideReturn)
@hide
async def come_back(query_args: OutsideReturn) -> Response:
    """The browser is back: who is it? Refusals are told on the page where one signs in."""
    kept = _kept(_ATTEMPT)
    next_ = kept.pop("next", None) if kept else None
    try:
        came = await _who_came(kept, query_args)
        answer = await _enter(came, next_)
    except DomainError as error:
        log.info("outside_sign_in_refused", code=error.code)
        answer = _to_sign_in(next_, problem=error.code)
    _drop(answer, _ATTEMPT, path=_START)
    return answer


async def link_outside(person: Person) -> Person:
    """After a sign-in by password: links who came from the provider before, in this browser."""
    kept = _kept(_CAME)
    if kept is None:
        return person

    after_this_request(_forget_who_came)
    came = OutsidePerson(**kept, email_verified=True, name=None)
    return await get_person(person.id) if await link_after_proof(person, came) else person


async def _forget_who_came(response: ResponseTypes) -> ResponseTypes:
    _drop(response, _CAME, path="/api/sign-in")
    return response


async def _who_came(kept: dict[str, Any] | None, answer: OutsideReturn) -> OutsidePerson:
    provider = _provider()
    if kept is None or answer.state != kept["state"]:
        raise OutsideSignInFailed
    if answer.iss is not None and answer.iss != settings().openid_issuer:
        raise OutsideSignInFailed
    if answer.error is not None:
        raise OutsideSignInDenied if answer.error == "access_denied" else OutsideSignInFailed
    if answer.code is None:
        raise OutsideSignInFailed
    return await provider.person(answer.code, Attempt(**kept), _return_url())


async def _enter(came: OutsidePerson, next_: str | None) -> Response:
    try:
        entered = await enter_from_outside(came, language(), replaces=session_token())
    except OutsideAccountToProve as error:
        answer = _to_sign_in(next_, problem=error.code)
        told = {"issuer": came.issuer, "subject": came.subject, "email": came.email}
        _keep(answer, _CAME, told, path="/api/sign-in")
        return answer
    remember_sign_in(entered)
    person = entered.person
    if person.email_verified_at is not None:
        await claim_guest_bookings(person.id, person.email, by=Actor.driver(person.id))
    return _to_sign_in(next_, back="outside")


def _provider() -> OutsideProvider:
    """Raises OutsideSignInNotSetUp."""
    provider = services().outside
    if provider is None:
        raise OutsideSignInNotSetUp
    return provider


def _return_url() -> str:
    return f"{settings().public_url}{_RETURN}"


def _to_sign_in(next_: str | None, **told: str) -> Response:
    """The app's own page knows what to do next; it takes `next` for nothing but a page of ours."""
    return _redirect(with_query("/sign-in", next=next_, **told))


def _redirect(address: str) -> Response:
    answer = redirect(address, 303)
    answer.headers["Cache-Control"] = "no-store"
    return answer  # type: ignore[return-value]  # it is Quart's own class


def _keep(answer: Response, name: str, what: dict[str, Any], *, path: str) -> None:
    answer.set_cookie(
        name,
        _serializer(name).dumps(what),
        max_age=_LASTS,
        path=path,
        httponly=True,
        samesite="Lax",
        secure=not settings().is_local,
    )


def _drop(answer: ResponseTypes, name: str, *, path: str) -> None:
    answer.delete_cookie(name, path=path, httponly=True, samesite="Lax", secure=not settings().is_local)


def _kept(name: str) -> dict[str, Any] | None:
    try:
        return dict(_serializer(name).loads(request.cookies.get(name, ""), max_age=_LASTS))
    except BadSignature:
        return None


def _serializer(name: str) -> URLSafeTimedSerializer:
    # The library signs with the last one.
    return URLSafeTimedSerializer(list(reversed(settings().accepted_keys)), salt=name)
