"""Lots and maps over HTTP."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime
from types import SimpleNamespace

import pytest
from quart import Quart

from app.core import clock
from app.core.money import Money
from app.lots.models import Area, Lot, Space, SpaceType
from app.lots.service import publish_map, retire_space
from app.realtime.live import LiveFloors
from tests.lots.floors import DETAILS, OPERATOR, PLAN, SPACES, open_floor, open_lot, plan_with
from tests.pricing.tariffs import open_tariff
from tests.support.databases import Database
from tests.web.browsers import Browser, application, code_of

MONDAY_NOON = datetime(2026, 11, 23, 4, 0, tzinfo=UTC)
OFFICE_HOURS = [{"weekday": day, "opens": "08:00", "closes": "18:00"} for day in range(5)]


@pytest.fixture(autouse=True)
async def noon() -> AsyncIterator[None]:
    with clock.frozen(MONDAY_NOON):
        yield


@pytest.fixture
async def lot(db: Database) -> Lot:
    """A lot with the floors B1 and G and an hourly tariff."""
    lot = await open_lot(replace(DETAILS, opening_hours=OFFICE_HOURS, tax_registration="W10-1"))
    await open_floor(lot)
    ground = await open_floor(lot, "G", plan_with(*SPACES[:2]))
    await Area.filter(id=ground.id).update(level=0, name="Ground floor")
    await open_tariff(lot.id, daily_cap=Money(2500))
    return lot


@pytest.fixture
async def phone(db: Database, lot: Lot) -> Browser:
    return Browser(await looked_around(application(db.url)))


async def looked_around(app: Quart) -> Quart:
    """The application with the live floors as they are now."""
    live = LiveFloors()
    await live.load()
    app.extensions["parkpro"] = SimpleNamespace(live=live)
    return app


async def area_id(code: str = "B1") -> int:
    return int((await Area.get(code=code)).id)


async def test_the_list_says_what_a_driver_chooses_by(phone: Browser) -> None:
    answer = await phone.get("/api/lots")

    assert (await answer.get_json())["lots"] == [
        {
            "slug": "plaza-ujian",
            "name": "Plaza Ujian",
            "address": "1 Jalan Ujian, Kuala Lumpur",
            "latitude": 3.15,
            "longitude": 101.7,
            "timeZone": "Asia/Kuala_Lumpur",
            "currency": "MYR",
            "isOpen": True,
            "openingHours": OFFICE_HOURS,
            "specialDays": [],
            "spaceTypes": ["standard", "ev"],
            "spaceCount": 5,
            "freeNow": 5,
            "fromAmountSen": 424,
        }
    ]


async def test_bays_for_motorcycles_do_not_count_as_room_for_cars(db: Database, phone: Browser) -> None:
    for_motorcycles = plan_with(*(replace(space, type=SpaceType.MOTORCYCLE) for space in SPACES[:2]))
    await open_floor(await Lot.get(), "L1", for_motorcycles)
    await open_floor(await open_lot(replace(DETAILS, slug="motor", name="Motor")), "L1", for_motorcycles)
    here = Browser(await looked_around(application(db.url)))

    motor, lot = (await (await here.get("/api/lots")).get_json())["lots"]
    floors = (await (await here.get("/api/lots/plaza-ujian")).get_json())["areas"]

    assert (lot["spaceTypes"], lot["spaceCount"], lot["freeNow"]) == (["standard", "ev", "motorcycle"], 5, 5)
    assert {floor["code"]: floor["freeNow"] for floor in floors} == {"L1": 0, "G": 2, "B1": 3}
    assert (motor["spaceTypes"], motor["spaceCount"], motor["freeNow"]) == (["motorcycle"], 2, 2)


async def test_a_lot_is_closed_outside_its_hours(phone: Browser) -> None:
    with clock.frozen(datetime(2026, 11, 23, 10, 0, tzinfo=UTC)):  # six in the evening
        [summary] = (await (await phone.get("/api/lots")).get_json())["lots"]

    assert summary["isOpen"] is False


async def test_a_lot_without_prices_says_none(db: Database, phone: Browser) -> None:
    await open_lot(replace(DETAILS, slug="new-lot", name="Another"))

    first, _ = (await (await phone.get("/api/lots")).get_json())["lots"]
    one = await (await phone.get("/api/lots/new-lot")).get_json()

    assert (first["slug"], first["fromAmountSen"]) == ("new-lot", None)
    assert (one["rates"], one["areas"], one["spaceTypes"]) == ([], [], [])


async def test_a_lot_shows_its_floors_prices_and_policy(phone: Browser) -> None:
    lot = await (await phone.get("/api/lots/plaza-ujian")).get_json()

    assert [(area["code"], area["level"], area["spaceCount"], area["freeNow"]) for area in lot["areas"]] == [
        ("G", 0, 2, 2),
        ("B1", -1, 3, 3),
    ]
    assert lot["rates"] == [
        {"label": "Each hour or part of it", "amountSen": 424},
        {"label": "Each hour, EV spot", "amountSen": 636},
        {"label": "At most in a calendar day", "amountSen": 2650},
    ]
    assert lot["tax"] == {"percent": "6", "included": False, "registrationNumber": "W10-1"}
    assert lot["cancellationPolicy"] == [
        {"hoursBefore": 24, "refundPercent": 100},
        {"hoursBefore": 2, "refundPercent": 50},
    ]
    assert lot["spaceTypes"] == ["standard", "ev"]
    assert (lot["holdMinutes"], lot["minMinutes"], lot["maxMinutes"], lot["maxAdvanceDays"]) == (
        10,
        30,
        10080,
        60,
    )


async def test_prices_are_told_in_the_callers_language(phone: Browser) -> None:
    lot = await (await phone.get("/api/lots/plaza-ujian", Accept_Language="ms-MY")).get_json()

    assert lot["rates"][0]["label"] == "Setiap jam atau sebahagiannya"


async def test_a_lot_that_is_not_there_is_not_found(phone: Browser) -> None:
    assert await code_of(await phone.get("/api/lots/nowhere")) == (404, "lot_not_found")
    assert await code_of(await phone.get("/api/areas/4711/map")) == (404, "area_not_found")


async def test_a_map_shows_the_drawing_and_the_spots(phone: Browser) -> None:
    floor = await area_id()

    body = await (await phone.get(f"/api/areas/{floor}/map")).get_json()

    spaces = body.pop("spaces")
    assert body == {
        "areaId": floor,
        "lotSlug": "plaza-ujian",
        "code": "B1",
        "name": "Basement 1",
        "version": 1,
        "width": 3000,
        "height": 2000,
        "unit": "cm",
        "drawing": {
            "outline": [[100, 100], [2900, 100], [2900, 1900], [100, 1900]],
            "walls": [],
            "lanes": [{"points": [[400, 1050], [2600, 1050]], "width": 600, "oneWay": True}],
            "landmarks": [],
        },
    }
    ids = [space.pop("id") for space in spaces]
    assert ids == [space.id for space in await Space.filter(area_id=floor).order_by("id")]
    assert spaces[2] == {
        "label": "A3",
        "type": "ev",
        "x": 800,
        "y": 200,
        "width": 250,
        "height": 500,
        "rotation": 0,
    }


async def test_a_map_that_one_has_is_not_sent_again(phone: Browser) -> None:
    path = f"/api/areas/{await area_id()}/map"
    etag = (await phone.get(path)).headers["ETag"]

    again = await phone.get(path, If_None_Match=etag)

    assert not etag.startswith("W/")
    assert (again.status_code, await again.get_data()) == (304, b"")
    assert again.headers["ETag"] == etag
    assert again.headers["Cache-Control"] == "no-cache"


async def test_a_map_that_was_changed_is_sent_with_a_new_tag(phone: Browser) -> None:
    floor = await area_id()
    path = f"/api/areas/{floor}/map"
    old = (await phone.get(path)).headers["ETag"]

    await publish_map(floor, replace(PLAN, spaces=(replace(SPACES[0], y=150),)), by=OPERATOR)

    answer = await phone.get(path, If_None_Match=old)
    body = await answer.get_json()
    assert answer.status_code == 200
    assert answer.headers["ETag"] != old
    assert (body["version"], body["spaces"][0]["y"]) == (2, 150)


async def test_a_retired_spot_leaves_the_map(phone: Browser) -> None:
    floor = await area_id()
    await phone.get(f"/api/areas/{floor}/map")

    await retire_space((await Space.get(area_id=floor, label="A2")).id, by=OPERATOR)

    body = await (await phone.get(f"/api/areas/{floor}/map")).get_json()
    assert [space["label"] for space in body["spaces"]] == ["A1", "A3"]


async def test_two_floors_have_different_tags(phone: Browser) -> None:
    tags = {
        (await phone.get(f"/api/areas/{await area_id(code)}/map")).headers["ETag"] for code in ("B1", "G")
    }

    assert len(tags) == 2
