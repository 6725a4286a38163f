"""Programs in the dashboard: who connects what, and what is shown once."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
from quart import Quart

from app.programs.models import Program
from app.programs.registry import MOST_OF_A_LOT
from tests.arrivals.stays import open_lot
from tests.programs.known import ProgramOnline, a_partner, a_reader, an_app
from tests.support.world import World
from tests.web.admin.staff import staff_browser
from tests.web.browsers import Browser, code_of

READER = {"kind": "device", "name": "Main entrance", "direction": "in"}
APP = {"kind": "app", "name": "Ujian Rides", "redirectUris": ["https://app.example/"], "everywhere": True}


@pytest.fixture
async def owner(app: Quart, world: World) -> Browser:
    return await staff_browser(app, "owner", world.lot.id)


def _path(world: World, rest: str = "") -> str:
    return f"/api/admin/lots/{world.lot.slug}/programs{rest}"


async def test_a_secret_is_told_once_and_kept_as_a_digest(app: Quart, owner: Browser, world: World) -> None:
    answer = await owner.post(_path(world), READER)
    told = await answer.get_json()
    listed = await (await owner.get(_path(world))).get_json()

    assert answer.status_code == 201
    assert (listed["issuer"], listed["doubtful"]) == ("http://localhost:8000", 0)
    assert [one["name"] for one in listed["programs"]] == ["Main entrance"]
    assert told["secret"] not in str(listed)
    assert told["secret"] not in str(await Program.all().values())
    program = told["program"]
    assert (program["scopes"], program["isYours"], program["lastUsedAt"]) == (
        ["observations:write"],
        True,
        None,
    )
    changed = await (await owner.post(_path(world, f"/{program['id']}/secret"))).get_json()
    assert changed["secret"] != told["secret"]


async def test_who_may_not_manage_programs_sees_none(app: Quart, world: World) -> None:
    for role in ("operator", "attendant"):
        browser = await staff_browser(app, role, world.lot.id)
        assert await code_of(await browser.get(_path(world))) == (403, "not_permitted")
        assert await code_of(await browser.post(_path(world), READER)) == (403, "not_permitted")
    assert await code_of(await Browser(app).get(_path(world))) == (401, "not_signed_in")


async def test_who_owns_one_lot_changes_nothing_that_is_of_all(
    app: Quart, owner: Browser, world: World
) -> None:
    everywhere = (await a_partner(None)).program
    assert await code_of(await owner.post(_path(world), APP)) == (403, "not_permitted")
    listed = (await (await owner.get(_path(world))).get_json())["programs"]
    assert [(one["everywhere"], one["isYours"]) for one in listed] == [(True, False)]
    for verb in ("secret", "disable", "enable"):
        answer = await owner.post(_path(world, f"/{everywhere.id}/{verb}"))
        assert await code_of(answer) == (403, "not_permitted")
    of_all = await staff_browser(app, "owner")
    assert (await of_all.post(_path(world), APP)).status_code == 201
    assert (await of_all.post(_path(world, f"/{everywhere.id}/disable"))).status_code == 200


async def test_the_programs_of_another_lot_are_not_there(owner: Browser, world: World) -> None:
    theirs = (await a_reader((await open_lot()).lot)).program
    for id_ in (theirs.id, 0, 2**63):
        for verb in ("secret", "disable", "enable"):
            answer = await owner.post(_path(world, f"/{id_}/{verb}"))
            assert await code_of(answer) == (404, "program_not_found")
    assert (await (await owner.get(_path(world))).get_json())["programs"] == []


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({**READER, "scopes": ["bookings:read"]}, "scopes"),
        ({**READER, "redirectUris": ["https://app.example/"]}, "redirectUris"),
        ({**READER, "everywhere": True}, "everywhere"),
        ({**APP, "everywhere": False}, "everywhere"),
        ({**APP, "redirectUris": []}, "redirectUris"),
        ({**APP, "redirectUris": ["javascript:alert(1)"]}, "redirectUris"),
        ({**APP, "direction": "in"}, "direction"),
        ({**READER, "name": "\u202e\u202e"}, "name"),
    ],
)
async def test_what_no_program_can_be_is_refused(
    app: Quart, world: World, wrong: dict[str, Any], field: str
) -> None:
    owner = await staff_browser(app, "owner")
    answer = await owner.post(_path(world), wrong)
    body = await answer.get_json()
    assert (answer.status_code, body["code"], body["field"]) == (422, "program_not_valid", field)
    assert not await Program.exists()


@pytest.mark.parametrize(
    "wrong",
    [
        {},
        {"kind": "gate", "name": "x"},
        {**READER, "name": ""},
        {**READER, "name": "x" * 81},
        {**READER, "direction": "up"},
        {**READER, "scopes": ["everything"]},
        {**APP, "redirectUris": ["https://app.example/" + "x" * 400]},
        {**APP, "redirectUris": ["https://app.example/"] * 11},
        {**READER, "secret": "mine"},
    ],
)
async def test_malformed_programs_are_refused(owner: Browser, world: World, wrong: dict[str, Any]) -> None:
    assert await code_of(await owner.post(_path(world), wrong)) == (400, "invalid_request")


async def test_a_lot_has_only_so_many(owner: Browser, world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.programs.registry.MOST_OF_A_LOT", 1)
    assert MOST_OF_A_LOT == 200
    assert (await owner.post(_path(world), READER)).status_code == 201
    assert await code_of(await owner.post(_path(world), READER)) == (409, "too_many_programs")


async def test_of_two_new_secrets_at_once_one_is_good(app: Quart, owner: Browser, world: World) -> None:
    registered = await a_reader(world.lot)
    path = _path(world, f"/{registered.program.id}/secret")
    answers = await asyncio.gather(owner.post(path), owner.post(path))
    statuses = []
    for answer in answers:
        online = ProgramOnline(app, registered)
        online.secret = (await answer.get_json())["secret"]
        statuses.append((await online.ask(grant_type="client_credentials")).status_code)
    assert sorted(statuses) == [200, 401]


async def test_an_app_has_no_secret_to_change(app: Quart, world: World) -> None:
    program = (await an_app()).program
    owner = await staff_browser(app, "owner")
    answer = await owner.post(_path(world, f"/{program.id}/secret"))
    assert await code_of(answer) == (422, "program_not_valid")
