"""Signing in with an outside OpenID provider: `oidc-provider` as a process, and one that lies."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any, cast
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
from joserfc import jwt
from joserfc.jwk import ECKey
from quart import Quart, Response

from app.accounts.models import OutsideIdentity, Person, Session
from app.accounts.outside.provider import OutsideProvider
from app.core import clock
from app.core.actor import OPERATOR
from app.privacy.erasure import erase_subject
from app.web.context import Services
from tests.support.databases import Database
from tests.support.openid import OpenIdProvider, open_provider
from tests.web.admin.conftest import served
from tests.web.browsers import EMAIL, LOCAL, Browser, session_cookie

_BACK = f"{LOCAL}/sign-in/outside/callback"


@pytest.fixture(scope="module")
def provider(tmp_path_factory: pytest.TempPathFactory) -> Iterator[OpenIdProvider]:
    with open_provider(tmp_path_factory.mktemp("openid"), _BACK) as opened:
        yield opened


@pytest.fixture
async def app(db: Database, provider: OpenIdProvider) -> AsyncIterator[Quart]:
    app = await served(db, **{k.lower(): v for k, v in provider.environment().items()})
    async with httpx.AsyncClient(trust_env=False) as http:
        _use(app, OutsideProvider(provider.settings, http=http))
        yield app


def _use(app: Quart, outside: OutsideProvider) -> None:
    services = cast("Services", app.extensions["parkpro"])
    app.extensions["parkpro"] = replace(services, outside=outside)


def _told(answer: Response) -> dict[str, str]:
    """What the sign-in page is told."""
    parts = urlsplit(answer.headers["Location"])
    assert (answer.status_code, parts.netloc, parts.path) == (303, "", "/sign-in")
    return {name: values[0] for name, values in parse_qs(parts.query).items()}


async def _leave(browser: Browser, next_: str = "/bookings") -> str:
    answer = await browser.get(f"/sign-in/outside?next={next_}")
    assert answer.status_code == 303
    return str(answer.headers["Location"])


async def _come_back(browser: Browser, address: str) -> Response:
    assert address.startswith(_BACK), address
    return await browser.get(address.removeprefix(LOCAL))


async def _through(
    app: Quart, provider: OpenIdProvider, login: str, browser: Browser | None = None
) -> Response:
    browser = browser or Browser(app)
    return await _come_back(browser, await provider.sign_in(await _leave(browser), login))


async def test_a_newcomer_gets_an_account_with_a_verified_address(
    app: Quart, provider: OpenIdProvider
) -> None:
    browser = Browser(app)
    answer = await _through(app, provider, "nur@mail.example", browser)
    me = await (await browser.get("/api/me")).get_json()
    assert _told(answer) == {"back": "outside", "next": "/bookings"}
    assert session_cookie(answer) is not None
    assert (me["email"], me["name"], me["emailVerified"]) == ("nur@mail.example", "Nur Aisyah", True)
    again = await _through(app, provider, "nur@mail.example")
    assert _told(again)["back"] == "outside"
    assert await Person.all().count() == await OutsideIdentity.all().count() == 1


async def test_an_account_that_is_there_is_proved_by_its_password_once(
    app: Quart, provider: OpenIdProvider
) -> None:
    await Browser(app).sign_up(EMAIL)
    browser = Browser(app)
    answer = await _through(app, provider, EMAIL, browser)
    assert _told(answer)["problem"] == "outside_account_to_prove"
    assert session_cookie(answer) is None
    assert not await OutsideIdentity.exists()
    assert (await browser.sign_in(EMAIL, "a wrong password")).status_code == 401
    assert (await browser.sign_in(EMAIL)).status_code == 200
    identity = await OutsideIdentity.get().prefetch_related("person")
    assert (identity.person.email, identity.person.email_verified_at is not None) == (EMAIL, True)
    assert _told(await _through(app, provider, EMAIL))["back"] == "outside"


async def test_only_the_account_with_that_address_is_linked(app: Quart, provider: OpenIdProvider) -> None:
    for email in (EMAIL, "other@demo.example"):
        await Browser(app).sign_up(email)
    browser = Browser(app)
    await _through(app, provider, EMAIL, browser)
    assert (await browser.sign_in("other@demo.example")).status_code == 200
    assert not await OutsideIdentity.exists()
    elsewhere = Browser(app)  # without the cookie of who came
    assert (await elsewhere.sign_in(EMAIL)).status_code == 200
    assert not await OutsideIdentity.exists()


async def test_two_people_there_are_not_one_here(app: Quart, provider: OpenIdProvider) -> None:
    """Another account at the provider that says the same address does not get in."""
    await _through(app, provider, "nur@mail.example")
    answer = await _through(app, provider, "again-nur@mail.example")
    assert _told(answer)["problem"] == "outside_account_to_prove"


async def test_an_address_that_the_provider_did_not_verify_opens_nothing(
    app: Quart, provider: OpenIdProvider
) -> None:
    answer = await _through(app, provider, "unverified-nur@mail.example")
    assert _told(answer)["problem"] == "outside_email_not_verified"
    assert not await Person.exists()


async def test_what_comes_back_must_be_of_this_browser_and_of_this_try(
    app: Quart, provider: OpenIdProvider
) -> None:
    mine, victim = Browser(app), Browser(app)
    answer = await provider.sign_in(await _leave(mine), "mallory@mail.example")
    forced = await _come_back(victim, answer)  # signing a victim in as somebody else
    assert _told(forced)["problem"] == "outside_sign_in_failed"
    await _leave(victim)
    assert _told(await _come_back(victim, answer))["problem"] == "outside_sign_in_failed"
    changed = answer.replace("iss=http", "iss=https")
    await _leave(mine)
    assert _told(await _come_back(mine, changed))["problem"] == "outside_sign_in_failed"
    state = parse_qs(urlsplit(await _leave(mine)).query)["state"][0]
    bare = await _come_back(mine, f"{_BACK}?state={state}")
    assert _told(bare)["problem"] == "outside_sign_in_failed"
    state = parse_qs(urlsplit(await _leave(mine)).query)["state"][0]
    denied = await _come_back(mine, f"{_BACK}?state={state}&error=access_denied")
    assert _told(denied)["problem"] == "outside_sign_in_denied"
    address = await provider.sign_in(await _leave(mine), "mallory@mail.example")
    with clock.frozen(clock.now()):
        first = await _come_back(mine, address)
        assert _told(first)["back"] == "outside"
        assert _told(await _come_back(mine, address))["problem"] == "outside_sign_in_failed"
    assert await Session.all().count() == 1


async def test_who_was_erased_begins_anew(app: Quart, provider: OpenIdProvider) -> None:
    await _through(app, provider, "nur@mail.example")
    person = await Person.get()
    await erase_subject(person_id=person.id, by=OPERATOR)
    assert not await OutsideIdentity.exists()
    await _through(app, provider, "nur@mail.example")
    assert await Person.all().count() == 2


async def test_a_provider_that_is_gone_is_said_to_be(app: Quart, provider: OpenIdProvider) -> None:
    async with httpx.AsyncClient(trust_env=False) as http:
        gone = replace(provider.settings, issuer="http://localhost:1")
        _use(app, OutsideProvider(gone, http=http))
        answer = await Browser(app).get("/sign-in/outside")
        assert _told(answer) == {"problem": "outside_provider_silent"}


async def test_without_one_there_is_none(db: Database) -> None:
    browser = Browser(await served(db))
    assert _told(await browser.get("/sign-in/outside")) == {"problem": "outside_sign_in_not_set_up"}
    assert (await (await browser.get("/api/app")).get_json())["outsideSignIn"] is None


class Liar:
    """A provider that answers what a test wants: `claims` changes what its id token says."""

    def __init__(self, issuer: str) -> None:
        self.issuer, self.nonce = issuer, ""
        self.key = ECKey.generate_key("P-256", {"kid": "1", "use": "sig"})
        self.signed_with, self.header = self.key, {"alg": "ES256", "kid": "1"}
        self.claims: dict[str, Any] = {}
        self.discovery: dict[str, Any] = {}
        self.userinfo: dict[str, Any] | None = None
        self.asked: list[str] = []

    def answer(self, request: httpx.Request) -> httpx.Response:
        path = request.url.path
        self.asked.append(path)
        if path == "/userinfo":
            return httpx.Response(200, json=self.userinfo)
        if path.endswith("openid-configuration"):
            names = {"authorization_endpoint": "auth", "token_endpoint": "token", "jwks_uri": "keys"}
            if self.userinfo is not None:
                names["userinfo_endpoint"] = "userinfo"
            said = {"issuer": self.issuer, **{k: f"{self.issuer}/{v}" for k, v in names.items()}}
            return httpx.Response(200, json={**said, **self.discovery})
        if path == "/keys":
            return httpx.Response(200, json={"keys": [self.key.as_dict(private=False)]})
        return httpx.Response(200, json={"access_token": "x", "id_token": self._id_token()})

    def _id_token(self) -> str:
        now = int(clock.now().timestamp())
        claims = {
            "iss": self.issuer,
            "aud": "parkpro",
            "sub": "nur",
            "nonce": self.nonce,
            "iat": now,
            "exp": now + 60,
            "email": "nur@mail.example",
            "email_verified": True,
            **self.claims,
        }
        told = {name: value for name, value in claims.items() if value is not None}
        if self.header["alg"] == "none":
            return jwt.encode({**self.header, "alg": "ES256"}, told, self.key).rsplit(".", 1)[0] + "."
        return jwt.encode(self.header, told, self.signed_with, algorithms=["ES256", "HS256"])


async def _come_from(liar: Liar, app: Quart) -> dict[str, str]:
    """Somebody signs in there and comes back; what the sign-in page is told."""
    browser = Browser(app)
    asked = {k: v[0] for k, v in parse_qs(urlsplit(await _leave(browser)).query).items()}
    liar.nonce = asked["nonce"]
    return _told(await _come_back(browser, f"{_BACK}?code=x&state={asked['state']}"))


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
async def test_what_a_liar_says_is_not_believed(app: Quart, provider: OpenIdProvider) -> None:
    liar = Liar(provider.issuer)
    http = httpx.AsyncClient(transport=httpx.MockTransport(liar.answer))

    async def come(**claims: Any) -> dict[str, str]:
        liar.claims = claims
        _use(app, OutsideProvider(provider.settings, http=http))
        return await _come_from(liar, app)

    async with http:
        assert (await come())["back"] == "outside"
        now = int(clock.now().timestamp())
        for lie in (
            {"iss": "http://localhost:2"},
            {"aud": "another"},
            {"aud": ["parkpro", "another"]},
            {"azp": "another"},
            {"nonce": "another"},
            {"nonce": None},
            {"exp": now - 120},
            {"exp": None},
            {"sub": None},
        ):
            assert (await come(**lie)).get("problem") == "outside_sign_in_failed", lie
        assert (await come(sub="b", email_verified="true"))["problem"] == "outside_email_not_verified"
        assert (await come(sub="b", email=None))["problem"] == "outside_email_not_verified"
        assert (await come(sub="b", email="x" * 5000))["problem"] == "outside_email_not_verified"
        liar.header = {"alg": "none", "kid": "1"}
        assert (await come())["problem"] == "outside_sign_in_failed"
        liar.header, liar.signed_with = {"alg": "ES256", "kid": "1"}, ECKey.generate_key("P-256")
        assert (await come())["problem"] == "outside_sign_in_failed"
        liar.header = {"alg": "ES256", "kid": "new"}
        liar.signed_with = liar.key
        assert (await come())["problem"] == "outside_sign_in_failed"
        for wrong in ({"issuer": "http://localhost:2"}, {"token_endpoint": "file:///x"}, {"jwks_uri": 1}):
            liar.discovery = wrong
            _use(app, OutsideProvider(provider.settings, http=http))
            assert _told(await Browser(app).get("/sign-in/outside"))["problem"] == "outside_provider_silent"


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
async def test_a_key_that_is_newer_than_what_is_known_is_fetched(
    app: Quart, provider: OpenIdProvider
) -> None:
    liar = Liar(provider.issuer)
    async with httpx.AsyncClient(transport=httpx.MockTransport(liar.answer)) as http:
        _use(app, OutsideProvider(provider.settings, http=http))
        for kid in ("1", "2"):
            liar.key = ECKey.generate_key("P-256", {"kid": kid, "use": "sig"})
            liar.signed_with, liar.header = liar.key, {"alg": "ES256", "kid": kid}
            assert (await _come_from(liar, app))["back"] == "outside"


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
@pytest.mark.parametrize(
    ("told", "came"),
    [
        ({"sub": "nur", "email": "nur@mail.example", "email_verified": True}, True),
        ({"sub": "nur", "email": "other@mail.example", "email_verified": True}, False),
        ({"sub": "other", "email": "nur@mail.example", "email_verified": True}, False),
        ({"sub": "nur", "email": "nur@mail.example", "email_verified": False}, False),
    ],
)
async def test_what_the_id_token_leaves_open_is_asked_of_the_userinfo(
    app: Quart, provider: OpenIdProvider, told: dict[str, Any], came: bool
) -> None:
    liar = Liar(provider.issuer)
    liar.claims, liar.userinfo = {"email_verified": None}, told
    async with httpx.AsyncClient(transport=httpx.MockTransport(liar.answer)) as http:
        _use(app, OutsideProvider(provider.settings, http=http))
        assert ("back" in await _come_from(liar, app)) == came


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
async def test_a_silent_provider_is_not_waited_for_by_each_person_anew(
    app: Quart, provider: OpenIdProvider
) -> None:
    liar = Liar(provider.issuer)
    liar.discovery = {"issuer": "http://localhost:2"}
    async with httpx.AsyncClient(transport=httpx.MockTransport(liar.answer)) as http:
        _use(app, OutsideProvider(provider.settings, http=http))
        for _ in range(3):
            answer = await Browser(app).get("/sign-in/outside")
            assert _told(answer)["problem"] == "outside_provider_silent"
        assert len(liar.asked) == 1
        liar.discovery = {}
        with clock.frozen(clock.now() + timedelta(seconds=11)):
            await _leave(Browser(app))
