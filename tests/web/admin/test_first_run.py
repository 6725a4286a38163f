"""As a new operator would: from an empty database to a lot that a driver books."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from typing import Any

import pytest
from quart import Quart

from app.accounts.errors import OwnerExists
from app.accounts.first_run import make_first_run_link
from app.accounts.models import FirstRunLink, Person, RoleGrant
from app.core import clock
from tests.accounts.people import PASSWORD
from tests.support.databases import Database
from tests.support.world import World
from tests.web.admin.conftest import served
from tests.web.admin.staff import staff_browser
from tests.web.browsers import Browser, code_of

LOT: dict[str, Any] = {
    "slug": "plaza-baharu",
    "name": "Plaza Baharu",
    "address": "Jalan Baharu 1",
    "latitude": 3.1,
    "longitude": 101.7,
    "operatorName": "Baharu Parking",
}
TABLE = {"name": "Flat", "stepMinutes": 60, "rateSen": 300}


@pytest.fixture
async def empty(db: Database) -> Quart:
    """The application on a database without a lot or an owner."""
    return await served(db)


async def owner(browser: Browser, token: str, email: str = "owner@operator.example") -> Any:
    body = {"token": token, "email": email, "password": PASSWORD, "name": "Aisyah binti Rahman"}
    return await browser.post("/api/first-run/owner", body)


async def test_from_nothing_to_a_lot_that_is_booked(empty: Quart) -> None:
    browser, guest = Browser(empty), Browser(empty)
    assert (await (await guest.get("/api/first-run")).get_json()) == {"isOpen": True}

    assert (await owner(browser, await make_first_run_link())).status_code == 201
    made = await browser.post("/api/admin/lots", LOT)
    assert made.status_code == 201, await made.get_json()
    assert (await (await guest.get("/api/lots")).get_json())["lots"] == []
    at = f"/api/admin/lots/{LOT['slug']}"
    sketch = await browser.post(f"{at}/floor-sketch", {"rows": 4, "columns": 10, "types": {"ev": 2}})
    plan = {"plan": await sketch.get_json(), "name": "Ground", "level": 0, "revision": 0, "baseMapVersion": 0}
    assert (await browser.put(f"{at}/floors/G/draft", plan)).status_code == 200
    agreed = {"revision": 1, "baseMapVersion": 0}
    assert (await browser.post(f"{at}/floors/G/draft/publish", agreed)).status_code == 200
    assert (await browser.post(f"{at}/prices", TABLE)).status_code == 201
    assert (await browser.patch(f"{at}/settings", {"isListed": True})).status_code == 200

    setup = await (await browser.get("/api/admin/setup")).get_json()
    (step,) = setup["lots"]
    assert (step["hasFloor"], step["hasPrices"], step["isListed"]) == (True, True, True)
    assert not step["hasBooking"]
    assert setup["payments"]["callbackUrl"].endswith("/payments/ringgitpay/callback")
    (lot,) = (await (await guest.get("/api/lots")).get_json())["lots"]
    assert (lot["spaceCount"], lot["freeNow"]) == (40, 40)
    area = (await (await guest.get(f"/api/lots/{LOT['slug']}")).get_json())["areas"][0]
    shown = await (await guest.get(f"/api/areas/{area['id']}/map")).get_json()
    starts_at = clock.now() + timedelta(hours=2)
    booking = {
        "spaceId": shown["spaces"][0]["id"],
        "startsAt": starts_at.isoformat(),
        "endsAt": (starts_at + timedelta(hours=1)).isoformat(),
        "plateNumber": "WXY 1234",
        "email": "driver@mail.example",
    }
    answer = await guest.post("/api/bookings", booking, Idempotency_Key="first-booking")
    assert (answer.status_code, (await answer.get_json())["amountSen"]) == (201, 318)


async def test_of_many_who_open_the_link_one_becomes_the_owner(empty: Quart) -> None:
    token = await make_first_run_link()

    answers = await asyncio.gather(
        *(owner(Browser(empty), token, f"person-{n}@operator.example") for n in range(4))
    )

    assert sorted(answer.status_code for answer in answers) == [201, 409, 409, 409]
    assert await RoleGrant.filter(role="owner").count() == 1
    assert await Person.all().count() == 1


async def test_a_link_is_good_once_for_a_day_and_until_the_next_is_made(empty: Quart) -> None:
    former = await make_first_run_link()
    token = await make_first_run_link()
    for wrong in (former, "", "x" * 100):
        assert await code_of(await owner(Browser(empty), wrong)) == (422, "link_not_valid")
    with clock.frozen(clock.now() + timedelta(hours=25)):
        assert await code_of(await owner(Browser(empty), token)) == (422, "link_not_valid")
    assert not await Person.exists()

    assert (await owner(Browser(empty), token)).status_code == 201
    assert await code_of(await owner(Browser(empty), token, "b@operator.example")) == (409, "owner_exists")
    with pytest.raises(OwnerExists):
        await make_first_run_link()
    assert (await (await Browser(empty).get("/api/first-run")).get_json()) == {"isOpen": False}


async def test_what_is_wrong_with_the_account_leaves_the_link_good(empty: Quart) -> None:
    token = await make_first_run_link()
    await Browser(empty).sign_up("taken@operator.example")

    taken = await owner(Browser(empty), token, "taken@operator.example")
    assert await code_of(taken) == (409, "email_already_registered")
    assert not await RoleGrant.exists()
    assert (await owner(Browser(empty), token)).status_code == 201
    assert token not in {link.token_digest for link in await FirstRunLink.all()}


async def test_only_who_runs_all_lots_makes_another(app: Quart, world: World) -> None:
    everywhere, here = await staff_browser(app, "owner"), await staff_browser(app, "operator", world.lot.id)
    guest = Browser(app)

    assert await code_of(await here.post("/api/admin/lots", LOT)) == (403, "not_permitted")
    assert await code_of(await here.get("/api/admin/setup")) == (403, "not_permitted")
    assert await code_of(await guest.post("/api/admin/lots", LOT)) == (401, "not_signed_in")
    assert await code_of(await guest.get("/api/admin/setup")) == (401, "not_signed_in")
    assert (await everywhere.post("/api/admin/lots", LOT)).status_code == 201
    assert await code_of(await everywhere.post("/api/admin/lots", LOT)) == (409, "slug_taken")
    for wrong in ({"slug": "No Slug"}, {"timeZone": "Mars/Olympus"}, {"latitude": 100}, {"name": ""}):
        answer = await everywhere.post("/api/admin/lots", {**LOT, **wrong})
        assert await code_of(answer) == (400, "invalid_request")
