"""Who works where, over HTTP: what each role is let to see and do."""

from __future__ import annotations

import pytest
from quart import Quart

from app.accounts.models import Person
from app.accounts.permissions import PERMISSIONS, Role
from app.core import clock
from tests.support.databases import Database
from tests.support.world import World, make_world
from tests.web.admin.staff import staff_browser
from tests.web.browsers import Browser, application, code_of

BOB = "bob@driver.example"


@pytest.fixture
def app(db: Database) -> Quart:
    return application(db.url)


@pytest.fixture
async def world(db: Database) -> World:
    return await make_world()


async def _bob(app: Quart) -> Browser:
    browser = Browser(app)
    await browser.sign_up(BOB)
    await Person.filter(email=BOB).update(email_verified_at=clock.now())
    return browser


async def test_a_driver_has_no_lots_and_a_stranger_no_answer(app: Quart, world: World) -> None:
    stranger, driver = Browser(app), await _bob(app)

    assert await code_of(await stranger.get("/api/admin/me")) == (401, "not_signed_in")
    assert await (await driver.get("/api/admin/me")).get_json() == {"lots": [], "everywhere": []}
    for path in ("staff", "audit"):
        answer = await driver.get(f"/api/admin/lots/{world.lot.slug}/{path}")
        assert await code_of(answer) == (403, "not_permitted")


async def test_an_attendant_of_one_lot_sees_that_lot_alone(app: Quart, world: World) -> None:
    await make_world()
    attendant = await staff_browser(app, "attendant", world.lot.id)

    mine = await (await attendant.get("/api/admin/me")).get_json()

    assert [lot["slug"] for lot in mine["lots"]] == [world.lot.slug]
    assert mine["lots"][0]["refundApprovalSen"] is None
    assert set(mine["lots"][0]["permissions"]) == {str(one) for one in PERMISSIONS[Role.ATTENDANT]}
    assert mine["everywhere"] == []


async def test_an_owner_gives_a_role_and_takes_it_back(app: Quart, world: World) -> None:
    owner, bob = await staff_browser(app, "owner", world.lot.id), await _bob(app)
    path = f"/api/admin/lots/{world.lot.slug}/staff"

    given = await owner.post(path, {"email": BOB, "role": "operator"})
    (grant,) = [one for one in (await given.get_json())["staff"] if one["email"] == BOB]
    assert (given.status_code, grant["role"], grant["everywhere"]) == (201, "operator", False)
    assert (await bob.get(f"/api/admin/lots/{world.lot.slug}/audit")).status_code == 200

    assert (await owner.delete(f"{path}/{grant['id']}")).status_code == 204
    assert await code_of(await owner.delete(f"{path}/{grant['id']}")) == (404, "role_not_found")
    answer = await bob.get(f"/api/admin/lots/{world.lot.slug}/audit")
    assert await code_of(answer) == (403, "not_permitted")


async def test_an_owner_of_one_lot_makes_no_owner_of_all(app: Quart, world: World) -> None:
    owner = await staff_browser(app, "owner", world.lot.id)
    await _bob(app)

    answer = await owner.post(
        f"/api/admin/lots/{world.lot.slug}/staff", {"email": BOB, "role": "owner", "everywhere": True}
    )

    assert await code_of(answer) == (403, "role_not_yours_to_grant")


async def test_a_role_of_another_lot_is_not_taken_back_from_here(app: Quart, world: World) -> None:
    there = await make_world()
    owner = await staff_browser(app, "owner", world.lot.id)
    of_another = await staff_browser(app, "owner", there.lot.id)
    staff = await (await of_another.get(f"/api/admin/lots/{there.lot.slug}/staff")).get_json()

    answer = await owner.delete(f"/api/admin/lots/{world.lot.slug}/staff/{staff['staff'][0]['id']}")

    assert await code_of(answer) == (403, "role_not_yours_to_grant")


@pytest.mark.parametrize("role", ["operator", "attendant"])
async def test_only_owners_see_the_staff(app: Quart, world: World, role: str) -> None:
    browser = await staff_browser(app, role, world.lot.id)

    answer = await browser.get(f"/api/admin/lots/{world.lot.slug}/staff")

    assert await code_of(answer) == (403, "not_permitted")
