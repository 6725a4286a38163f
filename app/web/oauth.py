"""Tokens for programs (OAuth 2; docs/programs.md). Refusals are shaped as RFC 6749 asks."""

from __future__ import annotations

import hashlib
from collections.abc import Awaitable, Callable
from functools import wraps
from typing import Any, ParamSpec
from urllib.parse import unquote_plus

from quart import Blueprint, Response, jsonify, request
from quart_schema import hide
from werkzeug.exceptions import HTTPException

from app.core.i18n import DEFAULT_LANGUAGE, translate
from app.programs import grants
from app.programs.errors import (
    InvalidClient,
    OAuthRefusal,
    ProgramsNotSetUp,
    TokenRequestNotUnderstood,
    UnsupportedGrantType,
)
from app.programs.grants import Tokens
from app.programs.models import Program
from app.programs.scopes import Scope
from app.programs.tokens import Mint
from app.web.access import callers
from app.web.context import settings
from app.web.limits import caller_address, limited

P = ParamSpec("P")

blueprint = Blueprint("oauth", __name__)

_HOUR = 3600
_LONGEST = 4096
_KEYS_FOR = 300  # seconds; a key is published longer than that before it signs


async def client_and_network() -> str:
    """A key for rate limits: the program that is named, as it is tried from the caller's network."""
    try:
        named = _basic()[0] if request.authorization else (await request.form).get("client_id", "")
    except (OAuthRefusal, HTTPException):  # too large, for one; the route will say so
        named = ""
    digest = hashlib.sha256(named.encode("utf-8", "surrogatepass")).hexdigest()
    return f"{digest} {await caller_address()}"


def answers_programs(view: Callable[P, Awaitable[Response]]) -> Callable[P, Awaitable[Response]]:
    """Tells what is refused in the words of RFC 6749, 5.2, and keeps every answer out of caches."""

    @wraps(view)
    async def answered(*args: P.args, **kwargs: P.kwargs) -> Response:
        try:
            answer = await view(*args, **kwargs)
        except OAuthRefusal as refusal:
            sentence = translate(f"errors.{refusal.code}", DEFAULT_LANGUAGE, **refusal.params)
            answer = jsonify({"error": refusal.oauth_error, "error_description": sentence})
            answer.status_code = refusal.status
            if refusal.status == 401:
                answer.headers["WWW-Authenticate"] = 'Basic realm="ParkPro"'
        answer.headers["Cache-Control"] = "no-store"
        return answer

    return answered


@blueprint.post("/oauth/token")
@limited(300)
@limited(600, seconds=_HOUR, by=client_and_network)
@callers("anyone")
@hide
@answers_programs
async def token() -> Response:
    """Tokens: for a program itself, for a code, for a refresh token."""
    mint, form = _mint(), await _form()
    grant_type = _wanted(form, "grant_type")
    give = _GRANTS.get(grant_type)
    if give is None:
        raise UnsupportedGrantType
    return _present(await give(await _program(form), form, mint))


@blueprint.post("/oauth/revoke")
@limited(300)
@callers("anyone")
@hide
@answers_programs
async def revoke() -> Response:
    """Ends a token (RFC 7009). What is no token of the program's is answered the same."""
    mint, form = _mint(), await _form()
    program = await _program(form)
    await grants.revoke_token(program, _wanted(form, "token"), mint=mint)
    return Response("", 200)


@blueprint.get("/.well-known/jwks.json")
@limited(600)
@callers("anyone")
@hide
async def keys() -> Response:
    """The public keys by which anybody checks access tokens."""
    mint = settings().mint
    answer = jsonify(mint.public_keys() if mint else {"keys": []})
    answer.headers["Cache-Control"] = f"public, max-age={_KEYS_FOR}"
    return answer


@blueprint.get("/.well-known/oauth-authorization-server")
@limited(600)
@callers("anyone")
@hide
async def metadata() -> Response:
    """Where everything is (RFC 8414)."""
    url = _mint().issuer
    return jsonify(
        {
            "issuer": url,
            "authorization_endpoint": f"{url}/oauth/authorize",
            "token_endpoint": f"{url}/oauth/token",
            "revocation_endpoint": f"{url}/oauth/revoke",
            "jwks_uri": f"{url}/.well-known/jwks.json",
            "scopes_supported": [scope.value for scope in Scope],
            "response_types_supported": ["code"],
            "grant_types_supported": list(_GRANTS),
            "code_challenge_methods_supported": ["S256"],
            "token_endpoint_auth_methods_supported": ["client_secret_basic", "client_secret_post", "none"],
            "revocation_endpoint_auth_methods_supported": [
                "client_secret_basic",
                "client_secret_post",
                "none",
            ],
            "authorization_response_iss_parameter_supported": True,
            "service_documentation": f"{url}/api/openapi.json",
        }
    )


async def _for_itself(program: Program, form: dict[str, str], mint: Mint) -> Tokens:
    return await grants.grant_to_program(program, form.get("scope"), mint=mint)


async def _for_code(program: Program, form: dict[str, str], mint: Mint) -> Tokens:
    code, back, verifier = (_wanted(form, name) for name in ("code", "redirect_uri", "code_verifier"))
    return await grants.redeem_code(program, code, back, verifier, mint=mint)


async def _for_refresh_token(program: Program, form: dict[str, str], mint: Mint) -> Tokens:
    return await grants.refresh(program, _wanted(form, "refresh_token"), form.get("scope"), mint=mint)


_GRANTS = {
    "client_credentials": _for_itself,
    "authorization_code": _for_code,
    "refresh_token": _for_refresh_token,
}


def _present(tokens: Tokens) -> Response:
    body: dict[str, Any] = {
        "access_token": tokens.access_token,
        "token_type": "Bearer",
        "expires_in": tokens.expires_in,
        "scope": tokens.scope,
    }
    if tokens.refresh_token is not None:
        body["refresh_token"] = tokens.refresh_token
    return jsonify(body)


def _mint() -> Mint:
    mint = settings().mint
    if mint is None:
        raise ProgramsNotSetUp
    return mint


async def _form() -> dict[str, str]:
    """What was sent, each thing once. Raises TokenRequestNotUnderstood."""
    if request.mimetype != "application/x-www-form-urlencoded":
        raise TokenRequestNotUnderstood(parameter="Content-Type")
    form = await request.form
    for name in form:
        if len(form.getlist(name)) > 1 or len(form[name]) > _LONGEST:
            raise TokenRequestNotUnderstood(parameter=name[:40])
    return dict(form)


def _wanted(form: dict[str, str], name: str) -> str:
    if not form.get(name):
        raise TokenRequestNotUnderstood(parameter=name)
    return form[name]


async def _program(form: dict[str, str]) -> Program:
    """Who calls, by one way of saying so. Raises InvalidClient, TokenRequestNotUnderstood."""
    if "Authorization" in request.headers:
        client_id, secret = _basic()
        if "client_secret" in form or form.get("client_id", client_id) != client_id:
            raise TokenRequestNotUnderstood(parameter="client_secret")
        return await grants.authenticate(client_id, secret)
    return await grants.authenticate(_wanted(form, "client_id"), form.get("client_secret"))


def _basic() -> tuple[str, str]:
    """Client id and secret, which are form-encoded before they are joined (RFC 6749, 2.3.1)."""
    said = request.authorization
    if said is None or said.type != "basic":
        raise InvalidClient
    return unquote_plus(said.username or ""), unquote_plus(said.password or "")
