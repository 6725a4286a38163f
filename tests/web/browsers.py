"""Browsers without a screen: test clients of the whole application, each with cookies of its own."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from http.cookies import Morsel, SimpleCookie
from typing import Any

from quart import Quart, Response
from quart.typing import TestClientProtocol, TestHTTPConnectionProtocol

from app.config import Settings
from app.web.app import create_app
from app.web.sign_in import COOKIE
from tests.accounts.people import PASSWORD, POLICY
from tests.support.settings import SECRETS

LOCAL = "http://localhost:8000"
EMAIL = "aisyah@demo.example"


def application(url: str, *, public_url: str = LOCAL, **settings: str | None) -> Quart:
    """The application on a database that this process is connected to. It is asked, not served: nothing
    starts that follows the log or renders receipts."""
    secrets = {name.lower(): value for name, value in SECRETS.items()}
    facts = {"secret_key": POLICY.secret_key, "database_url": url, "public_url": public_url}
    return create_app(Settings.model_validate({**secrets, **facts, **settings}))


class Browser:
    """Somebody's browser. `address`: where its requests come from."""

    def __init__(self, app: Quart, address: str = "203.0.113.7") -> None:
        self._client: TestClientProtocol = app.test_client()
        self._scope = {"client": (address, 50_000)}

    async def get(self, path: str, **headers: str) -> Response:
        return await self._client.get(path, headers=_headers(headers), scope_base=self._scope)

    async def post(self, path: str, body: object = None, **headers: str) -> Response:
        return await self._client.post(path, json=body, headers=_headers(headers), scope_base=self._scope)

    async def patch(self, path: str, body: object) -> Response:
        return await self._client.patch(path, json=body, scope_base=self._scope)

    async def put(self, path: str, body: object, **headers: str) -> Response:
        return await self._client.put(path, json=body, headers=_headers(headers), scope_base=self._scope)

    async def delete(self, path: str, body: object = None) -> Response:
        return await self._client.delete(path, json=body, scope_base=self._scope)

    async def send(self, path: str, raw: bytes, content_type: str, **headers: str) -> Response:
        named = {"Content-Type": content_type, **_headers(headers)}
        return await self._client.post(path, data=raw, headers=named, scope_base=self._scope)

    @asynccontextmanager
    async def stream(self, path: str) -> AsyncIterator[TestHTTPConnectionProtocol]:
        """An answer that comes bit by bit."""
        async with self._client.request(path, scope_base=self._scope) as connection:
            await connection.send_complete()
            yield connection

    async def sign_up(self, email: str = EMAIL, /, **more: object) -> Response:
        body = {"email": email, "password": PASSWORD, "name": "Aisyah binti Rahman", **more}
        return await self.post("/api/sign-up", body)

    async def sign_in(self, email: str = EMAIL, password: str = PASSWORD) -> Response:
        return await self.post("/api/sign-in", {"email": email, "password": password})

    def plant_cookie(self, value: str) -> None:
        """Puts a session cookie into this browser."""
        self._client.set_cookie("localhost", COOKIE, value)


def session_cookie(response: Response) -> Morsel[str] | None:
    """The session cookie that an answer sets, with its flags."""
    cookies: SimpleCookie = SimpleCookie()
    for header in response.headers.getlist("Set-Cookie"):
        cookies.load(header)
    return cookies.get(COOKIE)


async def problem_of(response: Response, status: int) -> dict[str, Any]:
    """The problem document of a refusal, which has that status."""
    body = await response.get_json(force=True)
    assert (response.status_code, response.mimetype) == (status, "application/problem+json"), body
    assert isinstance(body, dict)
    return body


async def code_of(response: Response) -> tuple[int, str]:
    """The status and the code of a refusal."""
    return response.status_code, (await problem_of(response, response.status_code))["code"]


def _headers(named: dict[str, str]) -> dict[str, str]:
    return {name.replace("_", "-"): value for name, value in named.items()}
