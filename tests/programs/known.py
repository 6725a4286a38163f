"""Programs for tests, and how they ask for tokens over HTTP."""

from __future__ import annotations

import base64
import hashlib
import secrets
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

from quart import Quart, Response

from app.core.actor import OPERATOR
from app.core.base64url import to_base64url
from app.lots.models import Lot
from app.programs.registry import NewProgram, Registered, register_program
from app.programs.scopes import ProgramKind
from tests.web.browsers import Browser

REDIRECT = "my.app.example:/done"
FORM = "application/x-www-form-urlencoded"


async def a_reader(lot: Lot, *, direction: str | None = None, name: str = "Main gate") -> Registered:
    return await register_program(
        NewProgram(ProgramKind.DEVICE, name, lot.id, direction=direction), by=OPERATOR
    )


async def a_partner(lot: Lot | None, *scopes: str) -> Registered:
    wanted = NewProgram(ProgramKind.PARTNER, "Ujian Fleet", lot.id if lot else None, scopes)
    return await register_program(wanted, by=OPERATOR)


async def an_app(*scopes: str, redirect: str = REDIRECT) -> Registered:
    wanted = NewProgram(ProgramKind.APP, "Ujian Rides", None, scopes, (redirect,))
    return await register_program(wanted, by=OPERATOR)


def basic(client_id: str, secret: str) -> str:
    return "Basic " + base64.b64encode(f"{client_id}:{secret}".encode()).decode()


class ProgramOnline:
    """A program that talks HTTP, from an address of its own."""

    def __init__(self, app: Quart, registered: Registered) -> None:
        self.http = Browser(app, "198.51.100.7")
        self.client_id, self.secret = registered.program.client_id, registered.secret

    async def ask(self, path: str = "/oauth/token", **form: str) -> Response:
        headers: dict[str, str] = {}
        if self.secret is not None:
            headers["Authorization"] = basic(self.client_id, self.secret)
        else:
            form = {"client_id": self.client_id, **form}
        return await self.http.send(path, urlencode(form).encode(), FORM, **headers)

    async def token(self, **form: str) -> str:
        answer = await self.ask(grant_type="client_credentials", **form)
        assert answer.status_code == 200, await answer.get_data()
        return str((await answer.get_json())["access_token"])


@dataclass(frozen=True)
class Secret:
    """PKCE: what an app makes for one try."""

    verifier: str

    @classmethod
    def new(cls) -> Secret:
        return cls(secrets.token_urlsafe(48))

    @property
    def challenge(self) -> str:
        return to_base64url(hashlib.sha256(self.verifier.encode()).digest())


def question(client_id: str, secret: Secret, **other: str | None) -> dict[str, str]:
    """What stands in the address of the consent page, as the page asks the server."""
    asked = {
        "clientId": client_id,
        "redirectUri": REDIRECT,
        "responseType": "code",
        "scope": "profile:read bookings:read",
        "state": "state-1",
        "codeChallenge": secret.challenge,
        "codeChallengeMethod": "S256",
        **other,
    }
    return {name: value for name, value in asked.items() if value is not None}


async def allow(person: Browser, client_id: str, secret: Secret, **other: str) -> dict[str, list[str]]:
    """The person says yes; what the app is told."""
    answer = await person.post(
        "/api/oauth/authorization", {**question(client_id, secret, **other), "allow": True}
    )
    assert answer.status_code == 200, await answer.get_data()
    return parse_qs(urlsplit((await answer.get_json())["redirectTo"]).query)


async def first_tokens(app: Quart, registered: Registered, person: Browser) -> dict[str, Any]:
    """From the consent to the first tokens."""
    secret = Secret.new()
    told = await allow(person, registered.program.client_id, secret)
    online = ProgramOnline(app, registered)
    answer = await online.ask(
        grant_type="authorization_code",
        code=told["code"][0],
        redirect_uri=REDIRECT,
        code_verifier=secret.verifier,
    )
    assert answer.status_code == 200, await answer.get_data()
    tokens: dict[str, Any] = await answer.get_json()
    return tokens


def bearer(token: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {token}"}


async def oauth_error(answer: Response) -> tuple[int, str]:
    body = await answer.get_json()
    assert set(body) == {"error", "error_description"}, body
    assert answer.headers["Cache-Control"] == "no-store"
    return answer.status_code, body["error"]


async def refresh(online: ProgramOnline, token: str, **more: str) -> Response:
    return await online.ask(grant_type="refresh_token", refresh_token=token, **more)


async def status_of_me(app: Quart, token: str) -> int:
    return (await Browser(app).get("/api/me", **bearer(token))).status_code
