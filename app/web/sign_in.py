"""The session cookie: quart-auth signs it, the session table decides what it is worth."""

from __future__ import annotations

import hashlib

from quart import Quart, g, request
from quart_auth import AuthUser, QuartAuth, current_user, login_user, logout_user, renew_login
from werkzeug.exceptions import HTTPException

from app.accounts import sessions
from app.accounts.errors import EmailNotUnderstood
from app.accounts.models import Person
from app.accounts.policy import SESSION_LIFE, AccountPolicy
from app.accounts.rules import normalise_email
from app.accounts.service import SignIn
from app.config import Settings
from app.web.bearer import is_bearer_request
from app.web.context import settings
from app.web.limits import caller_address

COOKIE = "parkpro_session"


def install_sign_in(app: Quart, settings: Settings) -> None:
    """Sets up the cookie: out of reach of scripts and other sites, and over TLS only outside localhost."""
    app.secret_key = settings.key
    app.config["SECRET_KEY_FALLBACKS"] = list(settings.accepted_keys[1:])
    QuartAuth(
        app,
        attribute_name="_parkpro_session",
        cookie_name=COOKIE,
        cookie_http_only=True,
        cookie_samesite="Lax",
        cookie_secure=not settings.is_local,
        duration=int(SESSION_LIFE.total_seconds()),
        salt="parkpro session",
    )


def account_policy() -> AccountPolicy:
    """What the verbs of accounts need to know of this installation."""
    return AccountPolicy(secret_key=settings().key)


def session_token() -> str | None:
    """The token in this request's cookie, if the cookie is one of ours. It may have ended all the same.

    A program's request has none, whatever it sends along.
    """
    return None if is_bearer_request() else current_user.auth_id


async def load_session_person() -> Person | None:
    """Whose live session the cookie belongs to. Ask `access.current_person`, which asks once per request."""
    token = session_token()
    resumed = await sessions.resume_session(token) if token else None
    if resumed is None:
        # The cookie stays: this may be a late request, and the browser may have a newer session by now.
        return None
    if resumed.is_extended:
        renew_login()
    return resumed.person


def remember_sign_in(entered: SignIn) -> None:
    """Gives the browser the cookie of its new session; the rest of the request is the person's."""
    login_user(AuthUser(entered.session_token), remember=True)
    g.person = entered.person


def forget_sign_in() -> None:
    """Takes the session cookie back."""
    logout_user()
    g.person = None


async def email_in_body() -> str:
    """A key for rate limits: the e-mail address in the request's JSON, however it is spelt."""
    try:
        body = await request.get_json(silent=True)
    except HTTPException:
        body = None  # too large, for one; the route will say so
    email = body.get("email") if isinstance(body, dict) else None
    if not isinstance(email, str):
        return await caller_address()
    try:
        email = normalise_email(email)
    except EmailNotUnderstood:
        email = email.strip().lower()
    return hashlib.sha256(email.encode("utf-8", "surrogatepass")).hexdigest()


async def email_and_network() -> str:
    """A key for rate limits: that address as it is tried from the caller's network."""
    return f"{await email_in_body()} {await caller_address()}"
