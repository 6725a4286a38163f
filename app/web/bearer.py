"""Requests of programs, which carry an access token (RFC 6750). They have no cookies, whatever they send."""

from __future__ import annotations

from quart import g, request

from app.programs.errors import TokenNotValid
from app.programs.queries import Bearer, read_bearer
from app.programs.scopes import Scope
from app.web.context import settings

__all__ = ["Bearer", "challenge", "is_bearer_request", "load_bearer", "present_bearer"]


def is_bearer_request() -> bool:
    """Whether a program calls, or pretends to."""
    return request.headers.get("Authorization", "")[:7].lower() == "bearer "


async def load_bearer() -> Bearer | None:
    """Whose token the request carries; None without one. Raises TokenNotValid for one that is not good."""
    if not is_bearer_request():
        return None
    mint = settings().mint
    if mint is None:
        raise TokenNotValid
    g.bearer = await read_bearer(request.headers["Authorization"][7:].strip(), mint)
    return present_bearer()


def present_bearer() -> Bearer | None:
    """The program that calls, after `load_bearer`."""
    bearer: Bearer | None = g.get("bearer")
    return bearer


def challenge(status: int, scope: Scope | None) -> str | None:
    """What a program that was refused is told in `WWW-Authenticate`."""
    if not is_bearer_request():
        return None
    if status == 401:
        return 'Bearer realm="ParkPro", error="invalid_token"'
    return f'Bearer realm="ParkPro", error="insufficient_scope", scope="{scope}"' if scope else None
