"""OAuth 2 over HTTP: devices, partners and apps; and everything that is refused."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

import pytest
from quart import Quart, Response

from app.accounts.blocks import block_person
from app.accounts.models import Person
from app.core import clock
from app.core.actor import OPERATOR
from app.programs.events import ProgramLeaveEnded
from app.programs.models import AuthorizationCode, Program, ProgramGrant
from app.programs.registry import change_secret, disable_program, enable_program
from tests.accounts.people import events_of
from tests.arrivals.stays import open_lot
from tests.programs.known import (
    FORM,
    REDIRECT,
    ProgramOnline,
    Secret,
    a_partner,
    a_reader,
    allow,
    an_app,
    basic,
    bearer,
    first_tokens,
    oauth_error,
    question,
    refresh,
    status_of_me,
)
from tests.support.stays import book
from tests.support.world import World
from tests.web.admin.staff import staff_browser
from tests.web.browsers import EMAIL, Browser, application, code_of


async def test_a_partner_reads_what_its_scopes_say_on_its_own_lot(app: Quart, world: World) -> None:
    await book(world.spaces[0], starts_in=1)
    partner = ProgramOnline(app, await a_partner(world.lot, "floors:read", "bookings:read"))
    token = await partner.token()
    narrow = await partner.token(scope="floors:read")
    elsewhere = await ProgramOnline(app, await a_partner(None, "floors:read")).token()
    path = f"/api/admin/lots/{world.lot.slug}"

    now = await partner.http.get(f"{path}/now", **bearer(token))
    found = await partner.http.get(f"{path}/bookings", **bearer(token))
    assert (now.status_code, len((await found.get_json())["bookings"])) == (200, 1)
    refused = await partner.http.get(f"{path}/bookings", **bearer(narrow))
    assert await code_of(refused) == (403, "scope_missing")
    assert 'error="insufficient_scope", scope="bookings:read"' in refused.headers["WWW-Authenticate"]
    for forbidden in (f"{path}/staff", f"{path}/programs", f"{path}/overview", "/api/admin/me", "/api/me"):
        answer = await partner.http.get(forbidden, **bearer(token))
        assert await code_of(answer) == (403, "not_for_programs"), forbidden
    assert (await partner.http.get(f"{path}/now", **bearer(elsewhere))).status_code == 200
    row = await Program.get(client_id=partner.client_id)
    assert row.last_used_at is not None


async def test_a_partner_of_one_lot_is_nobody_at_another(app: Quart, world: World) -> None:
    partner = ProgramOnline(app, await a_partner((await open_lot()).lot))
    answer = await partner.http.get(f"/api/admin/lots/{world.lot.slug}/now", **bearer(await partner.token()))
    assert await code_of(answer) == (403, "not_permitted")


async def test_who_calls_is_said_in_one_way_and_proved(app: Quart, world: World) -> None:
    registered = await a_reader(world.lot)
    client_id, secret = registered.program.client_id, registered.secret or ""
    http = Browser(app)

    async def ask(body: str, **headers: str) -> Response:
        return await http.send("/oauth/token", body.encode(), FORM, **headers)

    grant = "grant_type=client_credentials"
    posted = await ask(f"{grant}&client_id={client_id}&client_secret={secret}")
    assert posted.status_code == 200
    said = {"Authorization": basic(client_id, secret)}
    assert (await ask(grant, **said)).status_code == 200
    refusals = {
        "wrong secret": await ask(grant, Authorization=basic(client_id, "wrong")),
        "no secret": await ask(f"{grant}&client_id={client_id}"),
        "empty secret": await ask(f"{grant}&client_id={client_id}&client_secret="),
        "nobody": await ask(grant, Authorization=basic("device-0", secret)),
        "no basic": await ask(grant, Authorization="Basic !!!"),
        "digest of the secret": await ask(
            f"{grant}&client_id={client_id}&client_secret={registered.program.secret_digest}"
        ),
    }
    for why, answer in refusals.items():
        assert await oauth_error(answer) == (401, "invalid_client"), why
        assert answer.headers["WWW-Authenticate"] == 'Basic realm="ParkPro"'
    faults = {
        "twice": await ask(f"{grant}&{grant}", **said),
        "two ways": await ask(f"{grant}&client_secret={secret}", **said),
        "no grant type": await ask("", **said),
        "too long": await ask(f"{grant}&scope={'a' * 5000}", **said),
        "json": await http.post("/oauth/token", {"grant_type": "client_credentials"}, **said),
    }
    for why, answer in faults.items():
        assert await oauth_error(answer) == (400, "invalid_request"), why
    assert await oauth_error(await ask("grant_type=password", **said)) == (400, "unsupported_grant_type")
    assert await oauth_error(await ask(f"{grant}&scope=reports:read", **said)) == (400, "invalid_scope")
    assert (await ask("x=" + "a" * 70_000, **said)).status_code == 413
    online = ProgramOnline(app, registered)
    code = await online.ask(
        grant_type="authorization_code", code="x", redirect_uri=REDIRECT, code_verifier="x"
    )
    assert await oauth_error(code) == (400, "unauthorized_client")


async def test_what_is_published_fits_together(app: Quart, world: World) -> None:
    http = Browser(app)
    said = await (await http.get("/.well-known/oauth-authorization-server")).get_json()
    keys = await (await http.get("/.well-known/jwks.json")).get_json()
    assert said["issuer"] == "http://localhost:8000"
    assert said["code_challenge_methods_supported"] == ["S256"]
    assert [sorted(key) for key in keys["keys"]] == [["alg", "crv", "kid", "kty", "use", "x", "y"]]


async def test_an_app_acts_for_the_person_who_let_it_in(app: Quart, world: World, aisyah: Browser) -> None:
    registered = await an_app("bookings:read", "profile:read", "bookings:write")
    client_id = registered.program.client_id
    asked = await (
        await aisyah.get(f"/api/oauth/authorization?{_query(question(client_id, Secret.new()))}")
    ).get_json()
    tokens = await first_tokens(app, registered, aisyah)
    http = Browser(app)

    me = await (await http.get("/api/me", **bearer(tokens["access_token"]))).get_json()
    assert asked == {
        "name": "Ujian Rides",
        "scopes": ["profile:read", "bookings:read"],
        "returnsTo": "my.app.example",
    }
    assert (me["email"], tokens["scope"], tokens["expires_in"]) == (EMAIL, "profile:read bookings:read", 600)
    assert (await http.get("/api/bookings", **bearer(tokens["access_token"]))).status_code == 200
    refused = await http.post("/api/bookings", {}, **bearer(tokens["access_token"]))
    assert await code_of(refused) == (403, "scope_missing")
    (listed,) = (await (await aisyah.get("/api/me/programs")).get_json())["programs"]
    assert listed["name"] == "Ujian Rides"


async def test_a_program_is_never_taken_for_the_person_at_the_browser(
    app: Quart, world: World, aisyah: Browser
) -> None:
    """Cookies and tokens do not mix: with a token, the cookie says nothing, good token or not."""
    device = ProgramOnline(app, await a_reader(world.lot))
    token = await device.token()
    assert await code_of(await aisyah.get("/api/me", **bearer(token))) == (403, "not_for_programs")
    broken = await aisyah.get("/api/me", **bearer("nonsense"))
    assert await code_of(broken) == (401, "token_not_valid")
    assert broken.headers["WWW-Authenticate"] == 'Bearer realm="ParkPro", error="invalid_token"'
    assert await code_of(await aisyah.get("/api/lots", **bearer("nonsense"))) == (401, "token_not_valid")
    assert (await aisyah.get("/api/lots", **bearer(token))).status_code == 200
    assert (await aisyah.get("/api/me")).status_code == 200
    seen = {"plate": "WXY1", "confidence": 1, "observedAt": clock.now().isoformat(), "key": "k" * 8}
    assert await code_of(await aisyah.post("/api/observations", seen)) == (401, "not_signed_in")


@pytest.mark.parametrize(
    ("changed", "error"),
    [
        ({"responseType": "token"}, "unsupported_response_type"),
        ({"scope": "reports:read"}, "invalid_scope"),
        ({"codeChallengeMethod": "plain"}, "invalid_request"),
        ({"codeChallengeMethod": None}, "invalid_request"),
        ({"codeChallenge": None}, "invalid_request"),
        ({"codeChallenge": "short"}, "invalid_request"),
    ],
)
async def test_what_an_app_asks_wrongly_it_is_told_and_the_person_allows_nothing(
    app: Quart, aisyah: Browser, changed: dict[str, Any], error: str
) -> None:
    client_id = (await an_app()).program.client_id
    answer = await aisyah.post(
        "/api/oauth/authorization", {**question(client_id, Secret.new(), **changed), "allow": True}
    )
    body = await answer.get_json()
    assert body["code"] == "authorization_not_possible"
    assert body["redirectTo"].startswith(f"{REDIRECT}?error={error}&state=state-1&iss=")
    assert not await AuthorizationCode.exists()


async def test_nobody_is_sent_to_an_address_that_was_not_registered(app: Quart, aisyah: Browser) -> None:
    client_id = (await an_app()).program.client_id
    for wrong in (f"{REDIRECT}/x", REDIRECT.upper(), "https://other.example/", f"{REDIRECT}?x=1"):
        answer = await aisyah.post(
            "/api/oauth/authorization",
            {**question(client_id, Secret.new(), redirectUri=wrong), "allow": True},
        )
        assert await code_of(answer) == (422, "redirect_not_registered")
    unknown = await aisyah.get(f"/api/oauth/authorization?{_query(question('app-0', Secret.new()))}")
    assert await code_of(unknown) == (404, "program_not_known")
    stranger = await Browser(app).get(f"/api/oauth/authorization?{_query(question(client_id, Secret.new()))}")
    assert await code_of(stranger) == (401, "not_signed_in")


async def test_no_is_told_and_gives_nothing(app: Quart, aisyah: Browser) -> None:
    client_id = (await an_app()).program.client_id
    answer = await aisyah.post(
        "/api/oauth/authorization", {**question(client_id, Secret.new()), "allow": False}
    )
    assert "error=access_denied&state=state-1" in (await answer.get_json())["redirectTo"]
    assert not await AuthorizationCode.exists()


async def test_another_site_cannot_say_yes(app: Quart, aisyah: Browser) -> None:
    client_id = (await an_app()).program.client_id
    answer = await aisyah.post(
        "/api/oauth/authorization",
        {**question(client_id, Secret.new()), "allow": True},
        Sec_Fetch_Site="cross-site",
    )
    assert await code_of(answer) == (403, "cross_site_request")


async def test_a_code_is_good_once_for_its_app_its_address_and_its_secret(
    app: Quart, aisyah: Browser
) -> None:
    registered, other = await an_app(), await an_app(redirect=REDIRECT)
    secret = Secret.new()
    code = (await allow(aisyah, registered.program.client_id, secret))["code"][0]
    mine, theirs = ProgramOnline(app, registered), ProgramOnline(app, other)

    async def redeem(online: ProgramOnline, **changed: str) -> Response:
        form = {"code": code, "redirect_uri": REDIRECT, "code_verifier": secret.verifier, **changed}
        return await online.ask(grant_type="authorization_code", **form)

    assert await oauth_error(await redeem(theirs)) == (400, "invalid_grant")
    assert await oauth_error(await redeem(mine, redirect_uri="https://x.example/")) == (400, "invalid_grant")
    assert await oauth_error(await redeem(mine, code_verifier=Secret.new().verifier)) == (
        400,
        "invalid_grant",
    )
    assert await oauth_error(await redeem(mine, code_verifier=secret.challenge)) == (400, "invalid_grant")
    with clock.frozen(clock.now() + timedelta(minutes=2)):
        assert await oauth_error(await redeem(mine)) == (400, "invalid_grant")
    tokens = await (await redeem(mine)).get_json()
    assert await status_of_me(app, tokens["access_token"]) == 200

    assert await oauth_error(await redeem(mine)) == (400, "invalid_grant")  # somebody caught it
    assert await status_of_me(app, tokens["access_token"]) == 401
    assert await oauth_error(await refresh(mine, tokens["refresh_token"])) == (400, "invalid_grant")
    assert [event.because for event in await events_of(ProgramLeaveEnded)] == ["replayed"]


async def test_a_code_that_comes_twice_at_once_gives_tokens_once(app: Quart, aisyah: Browser) -> None:
    registered, secret = await an_app(), Secret.new()
    code = (await allow(aisyah, registered.program.client_id, secret))["code"][0]
    online = ProgramOnline(app, registered)
    form = {"code": code, "redirect_uri": REDIRECT, "code_verifier": secret.verifier}
    answers = await asyncio.gather(*(online.ask(grant_type="authorization_code", **form) for _ in range(4)))
    assert sorted(answer.status_code for answer in answers) == [200, 400, 400, 400]
    assert await ProgramGrant.all().count() == 1


async def test_a_blocked_person_lets_nobody_in(app: Quart, aisyah: Browser) -> None:
    client_id = (await an_app()).program.client_id
    await block_person((await Person.get(email=EMAIL)).id, "Left owing", by=OPERATOR)
    answer = await aisyah.post(
        "/api/oauth/authorization", {**question(client_id, Secret.new()), "allow": True}
    )
    assert await code_of(answer) == (403, "account_blocked")


async def test_a_program_out_of_use_or_with_another_secret_is_out_at_once(app: Quart, world: World) -> None:
    registered = await a_partner(world.lot, "floors:read")
    partner, program = ProgramOnline(app, registered), registered.program
    path = f"/api/admin/lots/{world.lot.slug}/now"

    async def status(token: str) -> int:
        return (await partner.http.get(path, **bearer(token))).status_code

    token = await partner.token()
    await disable_program(program.id, lot_id=world.lot.id, by=OPERATOR)
    assert await status(token) == 401
    assert await oauth_error(await partner.ask(grant_type="client_credentials")) == (401, "invalid_client")
    await enable_program(program.id, lot_id=world.lot.id, by=OPERATOR)
    assert await status(token) == 401
    token = await partner.token()
    changed = await change_secret(program.id, lot_id=world.lot.id, by=OPERATOR)
    assert await status(token) == 401
    assert await oauth_error(await partner.ask(grant_type="client_credentials")) == (401, "invalid_client")
    anew = ProgramOnline(app, changed)
    token = await anew.token()
    assert await status(token) == 200
    await anew.ask("/oauth/revoke", token=token)
    assert await status(token) == 401


async def test_without_a_key_no_program_gets_in(app: Quart, world: World) -> None:
    bare = application(app.config["PARKPRO_SETTINGS"].database_url, token_private_keys="")
    http = Browser(bare)
    answer = await http.send("/oauth/token", b"grant_type=client_credentials", FORM)
    assert await code_of(answer) == (409, "programs_not_set_up")
    assert await code_of(await http.get("/api/lots", **bearer("x"))) == (401, "token_not_valid")
    assert await (await http.get("/.well-known/jwks.json")).get_json() == {"keys": []}


async def test_staff_read_as_before_where_programs_may(app: Quart, world: World) -> None:
    attendant = await staff_browser(app, "attendant", world.lot.id)
    path = f"/api/admin/lots/{world.lot.slug}"
    assert (await attendant.get(f"{path}/now")).status_code == 200
    assert await code_of(await attendant.get(f"{path}/revenue")) == (403, "not_permitted")
    assert await code_of(await Browser(app).get(f"{path}/now")) == (401, "not_signed_in")


def _query(asked: dict[str, str]) -> str:
    return urlencode(asked)


@pytest.mark.parametrize("path", ["/oauth/token", "/oauth/revoke"])
async def test_a_client_id_longer_than_any_is_unknown(app: Quart, path: str) -> None:
    long, online = "a" * 33, Browser(app)
    form = urlencode({"grant_type": "client_credentials", "token": "x", "client_id": long})
    assert await oauth_error(await online.send(path, form.encode(), FORM)) == (401, "invalid_client")
    form = urlencode({"grant_type": "client_credentials", "token": "x"})
    answer = await online.send(path, form.encode(), FORM, Authorization=basic(long, "x"))
    assert await oauth_error(answer) == (401, "invalid_client")


async def test_no_app_has_a_client_id_longer_than_any(app: Quart, aisyah: Browser) -> None:
    asked = urlencode(question("a" * 33, Secret.new()))
    answer = await aisyah.get(f"/api/oauth/authorization?{asked}")
    assert await code_of(answer) == (404, "program_not_known")
