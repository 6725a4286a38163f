"""Refresh tokens, and everything that ends an app's access."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from typing import Any

from quart import Quart

from app.accounts.blocks import block_person, unblock_person
from app.accounts.models import Person
from app.accounts.service import reset_password
from app.core import clock
from app.core.actor import OPERATOR
from app.programs.events import ProgramLeaveEnded
from app.programs.models import ProgramGrant
from app.programs.registry import disable_program, enable_program
from tests.accounts.people import events_of, mailed_reset_token
from tests.programs.known import (
    REDIRECT,
    ProgramOnline,
    Secret,
    allow,
    an_app,
    first_tokens,
    oauth_error,
    refresh,
    status_of_me,
)
from tests.web.browsers import EMAIL, Browser, code_of


async def test_a_refresh_token_changes_with_each_use(app: Quart, aisyah: Browser) -> None:
    registered = await an_app()
    online, first = ProgramOnline(app, registered), await first_tokens(app, registered, aisyah)
    second = await (await refresh(online, first["refresh_token"])).get_json()
    assert second["refresh_token"] != first["refresh_token"]
    narrow = await (await refresh(online, second["refresh_token"], scope="profile:read")).get_json()
    assert narrow["scope"] == "profile:read"
    wide = await refresh(online, narrow["refresh_token"], scope="bookings:write")
    assert await oauth_error(wide) == (400, "invalid_scope")
    again = await (await refresh(online, narrow["refresh_token"])).get_json()
    assert again["scope"] == "profile:read bookings:read"
    with clock.frozen(clock.now() + timedelta(days=61)):
        assert await oauth_error(await refresh(online, again["refresh_token"])) == (400, "invalid_grant")


async def test_an_answer_that_was_lost_is_given_again_for_half_a_minute(app: Quart, aisyah: Browser) -> None:
    registered = await an_app()
    online, first = ProgramOnline(app, registered), await first_tokens(app, registered, aisyah)
    answers = await asyncio.gather(*(refresh(online, first["refresh_token"]) for _ in range(3)))
    tokens = {(await answer.get_json())["refresh_token"] for answer in answers}
    assert len(tokens) == 1  # all hold the one that lives
    assert (await refresh(online, tokens.pop())).status_code == 200


async def test_a_stolen_refresh_token_ends_the_whole_family(app: Quart, aisyah: Browser) -> None:
    registered = await an_app()
    online, first = ProgramOnline(app, registered), await first_tokens(app, registered, aisyah)
    second = await (await refresh(online, first["refresh_token"])).get_json()
    with clock.frozen(clock.now() + timedelta(minutes=1)):
        assert await oauth_error(await refresh(online, first["refresh_token"])) == (400, "invalid_grant")
        assert await oauth_error(await refresh(online, second["refresh_token"])) == (400, "invalid_grant")
        assert await status_of_me(app, second["access_token"]) == 401
    third = await first_tokens(app, registered, aisyah)  # the person lets it in anew
    assert await status_of_me(app, third["access_token"]) == 200


async def test_two_steps_back_is_theft_however_soon(app: Quart, aisyah: Browser) -> None:
    registered = await an_app()
    online, tokens = ProgramOnline(app, registered), await first_tokens(app, registered, aisyah)
    first = tokens["refresh_token"]
    for _ in range(2):
        tokens = await (await refresh(online, tokens["refresh_token"])).get_json()
    assert await oauth_error(await refresh(online, first)) == (400, "invalid_grant")
    assert await oauth_error(await refresh(online, tokens["refresh_token"])) == (400, "invalid_grant")


async def test_another_app_has_no_use_for_a_refresh_token(app: Quart, aisyah: Browser) -> None:
    registered = await an_app()
    tokens = await first_tokens(app, registered, aisyah)
    thief = ProgramOnline(app, await an_app())
    assert await oauth_error(await refresh(thief, tokens["refresh_token"])) == (400, "invalid_grant")
    assert (await thief.ask("/oauth/revoke", token=tokens["refresh_token"])).status_code == 200
    assert (await refresh(ProgramOnline(app, registered), tokens["refresh_token"])).status_code == 200


async def test_access_ends_at_once_however_it_ends(app: Quart, aisyah: Browser) -> None:
    registered = await an_app()
    online = ProgramOnline(app, registered)
    person = await Person.get(email=EMAIL)

    async def is_out(tokens: dict[str, Any]) -> bool:
        refused = await refresh(online, tokens["refresh_token"])
        return await status_of_me(app, tokens["access_token"]) == 401 and refused.status_code == 400

    tokens = await first_tokens(app, registered, aisyah)
    await online.ask("/oauth/revoke", token=tokens["refresh_token"])
    assert await is_out(tokens)

    tokens = await first_tokens(app, registered, aisyah)
    await online.ask("/oauth/revoke", token=tokens["access_token"])
    assert await is_out(tokens)

    tokens = await first_tokens(app, registered, aisyah)
    (listed,) = (await (await aisyah.get("/api/me/programs")).get_json())["programs"]
    other = Browser(app)
    await other.sign_up("somebody@demo.example")
    path = f"/api/me/programs/{listed['id']}"
    assert await code_of(await other.delete(path)) == (404, "program_not_found")
    assert (await aisyah.delete(path)).status_code == 204
    assert await is_out(tokens)

    tokens = await first_tokens(app, registered, aisyah)
    await block_person(person.id, "Left owing", by=OPERATOR)
    assert await is_out(tokens)
    await unblock_person(person.id, by=OPERATOR)
    assert await is_out(tokens)  # they let it in anew, or not

    tokens = await first_tokens(app, registered, aisyah)
    await reset_password(await mailed_reset_token(EMAIL), "another four quiet words")
    assert await is_out(tokens)


async def test_an_app_that_was_out_of_use_is_let_in_anew_by_its_people(app: Quart, aisyah: Browser) -> None:
    registered, secret = await an_app(), Secret.new()
    online, program = ProgramOnline(app, registered), registered.program
    tokens = await first_tokens(app, registered, aisyah)
    (code,) = (await allow(aisyah, program.client_id, secret))["code"]

    await disable_program(program.id, lot_id=None, by=OPERATOR)
    await enable_program(program.id, lot_id=None, by=OPERATOR)

    assert await oauth_error(await refresh(online, tokens["refresh_token"])) == (400, "invalid_grant")
    unused = {"code": code, "redirect_uri": REDIRECT, "code_verifier": secret.verifier}
    answer = await online.ask(grant_type="authorization_code", **unused)
    assert await oauth_error(answer) == (400, "invalid_grant")
    assert await status_of_me(app, tokens["access_token"]) == 401
    (ended,) = await events_of(ProgramLeaveEnded)
    assert ended.because == "disabled"
    assert (await (await aisyah.get("/api/me/programs")).get_json())["programs"] == []
    again = await first_tokens(app, registered, aisyah)
    assert await status_of_me(app, again["access_token"]) == 200


async def test_what_came_while_an_app_was_put_out_of_use_does_not_outlast_it(
    app: Quart, aisyah: Browser
) -> None:
    registered = await an_app()
    online, program = ProgramOnline(app, registered), registered.program
    tokens = await first_tokens(app, registered, aisyah)
    await disable_program(program.id, lot_id=None, by=OPERATOR)
    await ProgramGrant.filter(program_id=program.id).update(revoked_at=None)  # written in the same moment

    await enable_program(program.id, lot_id=None, by=OPERATOR)

    assert await oauth_error(await refresh(online, tokens["refresh_token"])) == (400, "invalid_grant")
