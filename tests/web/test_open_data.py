"""Open data: in the standard's shape, cacheable, for every site, and nothing about anybody."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import Any, cast

import pytest
from quart import Quart

from app.bookings.closures import close_space
from app.core import clock
from app.core.actor import OPERATOR
from app.lots.models import Lot, Space, SpaceType
from app.pricing.models import RateLine, RateTable
from app.realtime.follower import LogFollower
from app.realtime.hub import EventHub
from app.realtime.live import LiveFloors
from app.web.context import Services
from tests.arrivals.stays import enter
from tests.support.databases import Database
from tests.support.gateway import GATEWAY
from tests.support.stays import book
from tests.support.world import World, make_world
from tests.web.browsers import Browser, application, code_of

Json = dict[str, Any]
_AT = datetime(2026, 3, 2, 4, 0, 10, tzinfo=UTC)
_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")
_TIME = re.compile(r"([0-1]?[0-9]|2[0-3]):[0-5][0-9]")
_DURATION = re.compile(r"PT\d+M")
# What the standard's API (apds4.yaml, 4.0) requires of each type.
_ELEMENT = {"id", "version", "type", "name", "layer", "hierarchyElementRecord"}
_REQUIRED = {
    "place": {*_ELEMENT, "timeZone"},
    "subplaceElement": _ELEMENT,
    "identifiedArea": _ELEMENT,
    "space": {*_ELEMENT, "spaceId"},
}
_RATE_TABLE = {"id", "version", "rateTableName", "availability", "validityStart", "activeTimes"}
_COLLECTION = {
    *("id", "version", "collectionSequence", "applicableCurrency", "resetTime", "validStart"),
    *("relativeTimes", "taxIncluded", "rateLines"),
}


@pytest.fixture
async def world(db: Database) -> World:
    """A1 and A2 for all, A3 to charge, A4 OKU. Open from 7 to 1 at night, cheaper from 22 to 6."""
    world = await make_world(
        4,
        latitude=3.1,
        longitude=101.6,
        opening_hours=[{"weekday": day, "opens": "07:00", "closes": "01:00"} for day in range(7)],
    )
    await Space.filter(id=world.spaces[2].id).update(type=SpaceType.EV)
    await Space.filter(id=world.spaces[3].id).update(type=SpaceType.OKU)
    await RateTable.filter(lot_id=world.lot.id).update(multipliers={"ev": 150}, daily_cap=3000)
    table = await RateTable.get(lot_id=world.lot.id)
    for position, (opens, closes) in enumerate(((1320, 1440), (0, 360))):
        await RateLine.create(
            rate_table=table,
            position=position,
            name="night",
            weekdays=list(range(7)),
            from_minute=opens,
            to_minute=closes,
            rate=200,
        )
    return world


@pytest.fixture
async def app(db: Database, world: World) -> Quart:
    app = application(db.url)
    live, hub = LiveFloors(), EventHub()
    await live.load()
    app.extensions["parkpro"] = Services(
        settings=app.config["PARKPRO_SETTINGS"],
        gateway=GATEWAY,
        live=live,
        hub=hub,
        follower=LogFollower(live, hub),
        receipts=cast("Any", None),
    )
    return app


async def _get(app: Quart, path: str) -> Json:
    answer = await Browser(app).get(f"/api/open/v1/{path}")
    assert answer.status_code == 200, await answer.get_data(as_text=True)
    body: Json = json.loads(await answer.get_data(as_text=False))
    return body


def _walk(value: object) -> list[tuple[str, Any]]:
    """Every name with what it stands for, however deep."""
    if isinstance(value, dict):
        return [(name, inner) for name, inner in value.items()] + [
            pair for inner in value.values() for pair in _walk(inner)
        ]
    return [pair for inner in value for pair in _walk(inner)] if isinstance(value, list) else []


async def test_a_place_holds_floors_that_hold_areas_that_hold_spots(app: Quart, world: World) -> None:
    told = await _get(app, "places?layer=3")

    elements = {each["id"]: each for each in told["data"]}
    assert told["meta"]["total"] == len(elements) == 1 + 1 + 3 + 4
    for each in elements.values():
        assert _REQUIRED[each["type"]] <= set(each)
        assert isinstance(each["version"], int)
        assert {text["language"] for text in each["name"]} == {"en", "ms"}
        for child in each.get("childIds", ()):
            assert elements[child["id"]]["parentId"]["id"] == each["id"]
            assert elements[child["id"]]["layer"] == each["layer"] + 1
        if each["type"] != "place":
            assert each["id"] in {child["id"] for child in elements[each["parentId"]["id"]]["childIds"]}
    assert {name: value for each in elements.values() for name, value in _walk(each) if name.endswith("Time")}
    for name, value in _walk(told):
        if name in ("creationTime", "overallStartTime"):
            assert _MOMENT.fullmatch(value)
        if name in ("startTimeOfPeriod", "endTimeOfPeriod"):
            assert _TIME.fullmatch(value)


async def test_a_place_says_where_it_is_what_it_has_and_when_it_is_open(app: Quart, world: World) -> None:
    place = await _get(app, f"places/{world.lot.slug}")

    assert place["indicativePlacePointLocation"] == [{"type": "Point", "coordinates": [101.6, 3.1]}]
    assert place["timeZone"] == "Asia/Kuala_Lumpur"
    facts = place["characteristics"]
    assert (facts["spacesTotal"], facts["spacesNonDedicated"], facts["evChargingPoints"]) == (4, 2, 1)
    assert (facts["disabledAccess"], facts["structureGrade"]) == (True, "underground")
    times = place["times"]
    assert times["available24hours"] is False
    hours = [period["recurringTimePeriodOfDay"] for period in times["operatingTime"]["periods"]]
    assert hours == [
        [{"startTimeOfPeriod": "07:00", "endTimeOfPeriod": "23:59"}],
        [{"startTimeOfPeriod": "00:00", "endTimeOfPeriod": "01:00"}],
    ]
    area = await _get(app, f"places/{world.lot.slug}.B1.oku")
    assert area["operatingRestrictions"] == [{"operatingRestriction": "disabledPersonPermitOnly"}]


async def test_supply_leaves_out_what_is_closed_and_demand_counts_what_is_taken(
    app: Quart, world: World
) -> None:
    with clock.frozen(_AT):
        await enter(await book(world.spaces[0], starts_in=0, hours=2))
        await book(world.spaces[2], starts_in=0, hours=2)
        await close_space(world.spaces[1].id, starts_at=_AT, ends_at=None, reason="Paint", by=OPERATOR)
        await cast("Services", app.extensions["parkpro"]).follower.catch_up()
        told = await _get(app, "occupancy")
        expanded = await _get(app, f"places/{world.lot.slug}?expand=occupancy")

    by_id = {each["elementId"]["id"]: each for each in told["data"]}
    counts = {
        id_.removeprefix(world.lot.slug): (
            each["supply"][0]["supplyQuantity"],
            each["demandTable"][0]["demandType"][0]["count"],
            each["demandTable"][0]["demandType"][0]["percentage"],
        )
        for id_, each in by_id.items()
    }
    assert counts == {
        "": (3, 2, 66.7),
        ".B1": (3, 2, 66.7),
        ".B1.standard": (1, 1, 100.0),
        ".B1.ev": (1, 1, 100.0),
        ".B1.oku": (1, 0, 0.0),
    }
    assert by_id[world.lot.slug]["demandTable"][0]["timestamp"] == "2026-03-02T04:00:00Z"
    assert expanded["hierarchyElementReference"] == by_id[world.lot.slug]


async def test_rates_hold_the_tariff_for_every_kind_and_band(app: Quart, world: World) -> None:
    told = await _get(app, "rates")
    rights = (await _get(app, "rights/specs"))["data"]

    tables = {table["id"].removeprefix(f"{world.lot.slug}.rate."): table for table in told["data"]}
    for table in tables.values():
        assert set(table) >= {*_RATE_TABLE, "rateLineCollections"}
        [collection] = table["rateLineCollections"]
        assert set(collection) >= _COLLECTION
        assert collection["maxValueCollection"] == {"currencyType": "MYR", "currencyValue": 30.0}
        assert _DURATION.fullmatch(collection["minTime"])
        assert (collection["taxIncluded"], collection["taxRate"]) == (False, 6.0)
    values = {
        name: table["rateLineCollections"][0]["rateLines"][0]["value"] for name, table in tables.items()
    }
    assert values == {
        "standard.band1": 2.0,
        "standard.base": 4.0,
        "ev.band1": 3.0,
        "ev.base": 6.0,
        "oku.band1": 2.0,
        "oku.base": 4.0,
    }
    night = tables["ev.band1"]["validity"]["validityTimeSpecification"]["validPeriods"]
    assert [period["recurringTimePeriodOfDay"][0]["startTimeOfPeriod"] for period in night] == [
        "22:00",
        "00:00",
    ]
    assert await _get(app, f"rates/{world.lot.slug}.rate.ev.base") == tables["ev.base"]
    for right in rights:
        assert {"id", "version", "issuer", "transferable", "hierarchyElements", "validity"} <= set(right)
        named = [each["rateTable"]["id"] for each in right["rateEligibility"]]
        assert [each["priority"] for each in right["rateEligibility"]] == [1, 2]
        assert set(named) <= {table["id"] for table in told["data"]}
    place = await _get(app, f"places/{world.lot.slug}")
    assert {right["id"] for right in rights} == {right["id"] for right in place["rightSpecifications"]}


def _check_geometry(geometry: Json) -> None:
    if geometry["type"] == "Point":
        rings = [[geometry["coordinates"]]]
    else:
        rings = geometry["coordinates"]
        for ring in rings:
            assert ring[0] == ring[-1]
            assert len(ring) >= 4
            doubled = sum(a[0] * b[1] - b[0] * a[1] for a, b in pairwise(ring))
            assert doubled > 0, "an outer ring goes counter-clockwise"
    for longitude, latitude in (point for ring in rings for point in ring):
        assert abs(longitude - 101.6) < 0.001
        assert abs(latitude - 3.1) < 0.001


async def test_geojson_draws_lots_floors_and_spots_in_their_true_size(app: Quart, world: World) -> None:
    slug = world.lot.slug
    lots = await _get(app, "lots.geojson")
    lot = await _get(app, f"lots/{slug}.geojson")
    floor = await _get(app, f"lots/{slug}/floors/B1.geojson")

    for told in (lots, lot, floor):
        assert told["type"] == "FeatureCollection"
        for feature in told["features"]:
            assert set(feature) == {"type", "id", "geometry", "properties"}
            _check_geometry(feature["geometry"])
    assert [feature["properties"]["kind"] for feature in lot["features"]] == ["lot", "floor"]
    spots = [feature for feature in floor["features"] if feature["properties"]["kind"] == "space"]
    assert [spot["properties"]["label"] for spot in spots] == ["A1", "A2", "A3", "A4"]
    ring = spots[0]["geometry"]["coordinates"][0]
    north = max(point[1] for point in ring) - min(point[1] for point in ring)
    assert north * 111_320 == pytest.approx(5.0, abs=0.03)
    assert spots[0]["properties"]["heightMetres"] == 5.0
    assert floor["features"][-1]["properties"] == {
        "kind": "lift",
        "label": "Lift 1",
        "xMetres": 1.0,
        "yMetres": 15.0,
    }


PATHS = [
    *("places", "places?layer=3&expand=occupancy", "occupancy", "rates", "rights/specs"),
    *("lots.geojson", "lots/{slug}.geojson", "lots/{slug}/floors/B1.geojson", "places/{slug}.B1.standard.A1"),
]


@pytest.mark.parametrize("path", PATHS)
async def test_every_answer_may_be_kept_by_anybody_and_read_by_every_site(
    app: Quart, world: World, path: str
) -> None:
    address = f"/api/open/v1/{path.format(slug=world.lot.slug)}"
    with clock.frozen(_AT):
        first = await Browser(app).get(address, Origin="https://elsewhere.example")
        with clock.frozen(_AT + timedelta(seconds=15)):
            second = await Browser(app).get(address)
            same = await Browser(app).get(address, If_None_Match=first.headers["ETag"])

    assert first.headers["Access-Control-Allow-Origin"] == "*"
    assert "Access-Control-Allow-Credentials" not in first.headers
    assert re.fullmatch(r"public, max-age=(30|300)|max-age=(30|300), public", first.headers["Cache-Control"])
    assert "Set-Cookie" not in first.headers
    assert second.headers["ETag"] == first.headers["ETag"]
    assert (same.status_code, await same.get_data(as_text=False)) == (304, b"")


@pytest.mark.parametrize("path", PATHS)
async def test_nothing_tells_of_anybody(app: Quart, world: World, path: str) -> None:
    await Lot.filter(id=world.lot.id).update(contact="somebody@operator.example")
    with clock.frozen(_AT):
        booking = await book(world.spaces[0], starts_in=0, name="Aisyah", email="aisyah@mail.example")
        await enter(booking)
        await cast("Services", app.extensions["parkpro"]).follower.catch_up()

        answer = await Browser(app).get(f"/api/open/v1/{path.format(slug=world.lot.slug)}")

    text = (await answer.get_data(as_text=True)).lower()
    for secret in ("aisyah", "@", booking.reference.lower(), booking.plate_number.lower()):
        assert secret not in text


@pytest.mark.parametrize(
    "path",
    [
        *("places/{slug}", "places/{slug}.B1", "rates/{slug}.rate.standard.base", "lots/{slug}.geojson"),
        "lots/{slug}/floors/B1.geojson",
    ],
)
async def test_a_lot_that_is_not_listed_is_not_told_of(app: Quart, world: World, path: str) -> None:
    await Lot.filter(id=world.lot.id).update(is_listed=False)

    answer = await Browser(app).get(f"/api/open/v1/{path.format(slug=world.lot.slug)}")

    assert await code_of(answer) == (404, "not_found")
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    for all_of in ("places?layer=3", "occupancy", "rates", "rights/specs"):
        assert (await _get(app, all_of))["data"] == []
    assert (await _get(app, "lots.geojson"))["features"] == []


@pytest.mark.parametrize("path", ["places/{slug}.B9", "rates/nowhere", "lots/{slug}/floors/B9.geojson"])
async def test_what_there_is_not_is_not_found(app: Quart, world: World, path: str) -> None:
    answer = await Browser(app).get(f"/api/open/v1/{path.format(slug=world.lot.slug)}")

    assert await code_of(answer) == (404, "not_found")


async def test_no_other_address_is_open_to_every_site(app: Quart, world: World) -> None:
    answer = await Browser(app).get("/api/lots", Origin="https://elsewhere.example")

    assert "Access-Control-Allow-Origin" not in answer.headers


async def test_who_asks_all_the_time_is_told_to_wait(app: Quart, world: World) -> None:
    browser = Browser(app)
    codes = {(await browser.get("/api/open/v1/rates")).status_code for _ in range(125)}

    assert codes == {200, 429}
