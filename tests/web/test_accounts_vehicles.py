from __future__ import annotations

import pytest

from app.accounts.models import Vehicle
from tests.support.databases import Database
from tests.web.browsers import Browser, application, code_of, problem_of

MYVI = {"plateNumber": "wxy 1234", "make": "Perodua", "model": "Myvi", "colour": "silver"}


@pytest.fixture
async def aisyah(db: Database) -> Browser:
    browser = Browser(application(db.url))
    await browser.sign_up()
    return browser


@pytest.fixture
async def ben(db: Database) -> Browser:
    browser = Browser(application(db.url))
    await browser.sign_up("ben@demo.example")
    return browser


async def test_a_vehicle_is_added_changed_and_removed(aisyah: Browser) -> None:
    added = await aisyah.post("/api/vehicles", MYVI)
    vehicle = await added.get_json()
    assert added.status_code == 201
    assert vehicle == {
        "id": vehicle["id"],
        "plateNumber": "WXY 1234",
        "make": "Perodua",
        "model": "Myvi",
        "colour": "silver",
        "isDefault": True,
    }

    changed = await aisyah.patch(f"/api/vehicles/{vehicle['id']}", {"colour": "", "make": None})
    assert changed.status_code == 200
    assert await changed.get_json() == {**vehicle, "colour": ""}
    assert await (await aisyah.get("/api/vehicles")).get_json() == {"vehicles": [{**vehicle, "colour": ""}]}

    removed = await aisyah.delete(f"/api/vehicles/{vehicle['id']}")
    assert (removed.status_code, await removed.get_data()) == (204, b"")
    assert await (await aisyah.get("/api/vehicles")).get_json() == {"vehicles": []}


async def test_a_plate_is_enough_and_what_is_unknown_is_empty(aisyah: Browser) -> None:
    vehicle = await (await aisyah.post("/api/vehicles", {"plateNumber": "G1M 7", "make": None})).get_json()

    assert (vehicle["make"], vehicle["model"], vehicle["colour"]) == ("", "", "")


async def test_the_default_moves_only_by_choosing_another(aisyah: Browser) -> None:
    first = await (await aisyah.post("/api/vehicles", MYVI)).get_json()
    second = await (
        await aisyah.post("/api/vehicles", {"plateNumber": "VAA 9", "isDefault": True})
    ).get_json()

    async def defaults() -> list[str]:
        listed = (await (await aisyah.get("/api/vehicles")).get_json())["vehicles"]
        return [vehicle["plateNumber"] for vehicle in listed if vehicle["isDefault"]]

    assert await defaults() == ["VAA 9"]
    await aisyah.patch(f"/api/vehicles/{second['id']}", {"isDefault": False})
    assert await defaults() == ["VAA 9"]
    await aisyah.patch(f"/api/vehicles/{first['id']}", {"isDefault": True})
    assert await defaults() == ["WXY 1234"]


async def test_somebody_elses_vehicle_is_not_there(aisyah: Browser, ben: Browser) -> None:
    vehicle = await (await aisyah.post("/api/vehicles", MYVI)).get_json()
    path = f"/api/vehicles/{vehicle['id']}"
    (before,) = await Vehicle.all().values()

    assert await (await ben.get("/api/vehicles")).get_json() == {"vehicles": []}
    taken = await ben.patch(path, {"plateNumber": "VAA 9", "isDefault": True})
    absent = await ben.patch("/api/vehicles/999999", {"isDefault": True})
    assert await code_of(taken) == await code_of(absent) == (404, "vehicle_not_found")
    assert await code_of(await ben.delete(path)) == (404, "vehicle_not_found")
    assert await Vehicle.all().values() == [before]


@pytest.mark.parametrize("id_", ["0", "999999", str(2**63), "9" * 400])
async def test_a_vehicle_that_is_not_there_is_not_found(aisyah: Browser, id_: str) -> None:
    assert await code_of(await aisyah.patch(f"/api/vehicles/{id_}", {})) == (404, "vehicle_not_found")
    assert await code_of(await aisyah.delete(f"/api/vehicles/{id_}")) == (404, "vehicle_not_found")


@pytest.mark.parametrize(
    "more", [{"personId": 2}, {"person": 2}, {"defaultFor": 2}, {"defaultForId": 2}, {"id": 7}], ids=str
)
async def test_a_vehicle_cannot_be_given_to_somebody_else(aisyah: Browser, more: dict[str, object]) -> None:
    assert await code_of(await aisyah.post("/api/vehicles", {**MYVI, **more})) == (400, "invalid_request")
    vehicle = await (await aisyah.post("/api/vehicles", MYVI)).get_json()
    (before,) = await Vehicle.all().values()

    answer = await aisyah.patch(f"/api/vehicles/{vehicle['id']}", more)

    assert await code_of(answer) == (400, "invalid_request")
    assert await Vehicle.all().values() == [before]


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        ({}, 400, "invalid_request"),
        ({"plateNumber": None}, 400, "invalid_request"),
        ({"plateNumber": 1234}, 400, "invalid_request"),
        ({"plateNumber": ""}, 422, "plate_not_understood"),
        ({"plateNumber": "no plate!"}, 422, "plate_not_understood"),
        ({"plateNumber": "\u0410\u0412\u0421 1234"}, 422, "plate_not_understood"),
        ({"plateNumber": "W" * 60_000}, 422, "plate_not_understood"),
        ({"plateNumber": "VAA 9", "make": "x" * 41}, 422, "vehicle_detail_not_understood"),
        ({"plateNumber": "VAA 9", "model": "x" * 60_000}, 422, "vehicle_detail_not_understood"),
        ({"plateNumber": "WXY-1234"}, 409, "vehicle_already_listed"),
    ],
)
async def test_a_vehicle_that_breaks_a_rule_is_refused_and_nothing_changes(
    aisyah: Browser, body: dict[str, object], status: int, code: str
) -> None:
    await aisyah.post("/api/vehicles", MYVI)
    (before,) = await Vehicle.all().values()

    assert await code_of(await aisyah.post("/api/vehicles", body)) == (status, code)
    assert await Vehicle.all().values() == [before]


async def test_the_detail_at_fault_is_named(aisyah: Browser) -> None:
    answer = await aisyah.post("/api/vehicles", {"plateNumber": "VAA 9", "colour": "x" * 25})

    refusal = await problem_of(answer, 422)
    assert refusal["field"] == "colour"
    assert "24" in refusal["detail"]
