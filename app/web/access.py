"""Who may call a route. Every route says so; one that does not is refused to everybody."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from functools import wraps
from typing import Any, Literal, ParamSpec, TypeVar
from urllib.parse import urlsplit

from quart import Quart, Response, current_app, g, request

from app.accounts.models import Person
from app.core.actor import GUEST, Actor
from app.core.errors import DomainError
from app.programs.errors import NotForPrograms, ScopeMissing
from app.programs.scopes import Scope
from app.web.bearer import Bearer, challenge, load_bearer

P = ParamSpec("P")
T = TypeVar("T")

Caller = Literal["anyone", "driver", "booking_party", "staff", "program", "gateway", "telegram"]
"""anyone: no sign-in needed. driver: signed in. booking_party: the owner, or who holds the guest's link.
staff: with the permission that `admin.access` asks for. program: one that acts for itself. gateway: checked
by signature. telegram: checked by the secret that it sends along."""

_ATTRIBUTE = "parkpro_caller"
_SCOPE = "parkpro_scope"
_FOR_ITSELF = {"staff", "program"}
_SAFE_METHODS = {"GET", "HEAD", "OPTIONS"}


class NotSignedIn(DomainError):
    """This needs an account that is signed in."""

    code = "not_signed_in"
    status = 401


class CrossSiteRequest(DomainError):
    """Another site tried to act in the name of the person whose browser this is."""

    code = "cross_site_request"
    status = 403


def callers(
    who: Caller, *, scope: Scope | None = None
) -> Callable[[Callable[P, Awaitable[T]]], Callable[P, Awaitable[T]]]:
    """Declares who may call a route, and holds drivers' routes to it. Put it below the rate limit.

    `scope`: with it programs may call the route as well: for a person, or for themselves where staff call it.
    """

    def decorate(view: Callable[P, Awaitable[T]]) -> Callable[P, Awaitable[T]]:
        @wraps(view)
        async def checked(*args: P.args, **kwargs: P.kwargs) -> T:
            if who == "driver":
                await require_person()
            return await view(*args, **kwargs)

        setattr(checked, _ATTRIBUTE, who)
        setattr(checked, _SCOPE, scope)
        return checked

    return decorate


def declared_caller(view: Callable[..., Any]) -> Caller | None:
    """What `callers` said of a view; None if nobody said anything."""
    return getattr(view, _ATTRIBUTE, None)


def declared_scope(view: Callable[..., Any]) -> Scope | None:
    """The scope by which programs may call a view; None if they may not."""
    return getattr(view, _SCOPE, None)


async def current_person() -> Person | None:
    """The signed-in person, looked up once per request."""
    if "person" not in g:
        from app.web.sign_in import load_session_person

        g.person = await load_session_person()
    person: Person | None = g.person
    return person


async def require_person() -> Person:
    """The signed-in person. Raises NotSignedIn."""
    person = await current_person()
    if person is None:
        raise NotSignedIn
    return person


async def current_actor() -> Actor:
    person = await current_person()
    return Actor.driver(person.id) if person else GUEST


def install_access(app: Quart) -> None:
    """Refuses routes without a declared caller, and requests that another site makes a browser send.

    A request with a bearer token is its program's: it has no cookies (`bearer`), and no other site can make a
    browser send it.
    """
    app.after_request(_say_what_is_missing)

    @app.before_request
    async def check() -> None:
        view = current_app.view_functions.get(request.endpoint or "")
        if view is None:
            return
        caller = declared_caller(view)
        if caller is None and request.endpoint != "static":
            raise RuntimeError(f"{request.endpoint} does not say who may call it")
        bearer = await load_bearer()
        if bearer is not None:
            g.person = bearer.person
            _check_bearer(bearer, caller, declared_scope(view))
            return
        if caller == "program":
            raise NotSignedIn
        if caller != "gateway" and request.method not in _SAFE_METHODS and _is_cross_site():
            raise CrossSiteRequest


def _check_bearer(bearer: Bearer, caller: Caller | None, scope: Scope | None) -> None:
    """What anybody may read needs no scope. Raises NotForPrograms, ScopeMissing."""
    if scope is None and caller == "anyone" and request.method in _SAFE_METHODS:
        return
    is_for_itself = bearer.person is None
    if scope is None or is_for_itself != (caller in _FOR_ITSELF):
        raise NotForPrograms
    if scope not in bearer.scopes:
        g.scope_missing = scope
        raise ScopeMissing(extras={"scope": scope.value})


async def _say_what_is_missing(response: Response) -> Response:
    asked = challenge(response.status_code, g.get("scope_missing"))
    if asked is not None:
        response.headers["WWW-Authenticate"] = asked
    return response


def _is_cross_site() -> bool:
    fetch_site = request.headers.get("Sec-Fetch-Site")
    if fetch_site is not None:
        return fetch_site not in {"same-origin", "none"}
    origin = request.headers.get("Origin")
    return origin is not None and urlsplit(origin).netloc != request.host
