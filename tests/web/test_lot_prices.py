"""The prices of all spots of a lot at once, over HTTP."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime
from types import SimpleNamespace
from urllib.parse import urlencode

import pytest

from app.core import clock
from app.lots.models import Lot, Space
from app.lots.service import retire_space
from app.realtime.live import LiveFloors
from tests.lots.floors import DETAILS, OPERATOR, open_floor, open_lot
from tests.pricing.tariffs import open_tariff
from tests.support.databases import Database
from tests.web.browsers import Browser, application, code_of

MONDAY_NOON = datetime(2026, 11, 23, 4, 0, tzinfo=UTC)
SHOPPING_HOURS = [{"weekday": day, "opens": "07:00", "closes": "23:00"} for day in range(7)]


@pytest.fixture(autouse=True)
async def noon() -> AsyncIterator[None]:
    with clock.frozen(MONDAY_NOON):
        yield


@pytest.fixture
async def lot(db: Database) -> Lot:
    lot = await open_lot(replace(DETAILS, opening_hours=SHOPPING_HOURS, max_minutes=24 * 60))
    await open_floor(lot)
    return lot


async def phone_of(db: Database) -> Browser:
    app = application(db.url)
    live = LiveFloors()
    await live.load()
    app.extensions["parkpro"] = SimpleNamespace(live=live)
    return Browser(app)


def prices(slug: str, starts: str = "14:00", ends: str = "17:00") -> str:
    """The address that tells the prices of a stay on the next day but one."""
    day = "2026-11-25T"
    period = {"from": f"{day}{starts}:00+08:00", "to": f"{day}{ends}:00+08:00"}
    return f"/api/lots/{slug}/prices?{urlencode(period)}"


async def test_each_kind_of_spot_costs_what_its_quote_says(db: Database, lot: Lot) -> None:
    await open_tariff(lot.id)
    phone = await phone_of(db)
    answer = await (await phone.get(prices(lot.slug))).get_json()
    by_kind = {price["type"]: price["amountSen"] for price in answer["prices"]}
    spaces = await Space.filter(area__lot_id=lot.id)

    assert answer["from"] == "2026-11-25T06:00:00Z"
    assert answer["currency"] == "MYR"
    assert set(by_kind) == {space.type.value for space in spaces}
    assert len(by_kind) > 1
    for space in spaces:
        question = {"spaceId": space.id, "startsAt": answer["from"], "endsAt": answer["to"]}
        quoted = await (await phone.post("/api/quotes", question)).get_json()
        assert by_kind[space.type.value] == quoted["amountSen"]


async def test_a_kind_that_the_lot_no_longer_has_is_left_out(db: Database, lot: Lot) -> None:
    await open_tariff(lot.id)
    chargers = await Space.filter(area__lot_id=lot.id, type="ev")
    assert chargers
    for charger in chargers:
        await retire_space(charger.id, by=OPERATOR)
    answer = await (await (await phone_of(db)).get(prices(lot.slug))).get_json()

    assert "ev" not in {price["type"] for price in answer["prices"]}


@pytest.mark.parametrize(
    ("starts", "ends", "code"),
    [
        ("17:00", "14:00", "period_reversed"),
        ("06:00", "09:00", "outside_opening_hours"),
        ("14:00", "14:05", "period_too_short"),
    ],
)
async def test_a_period_that_cannot_be_booked_has_no_price(
    db: Database, lot: Lot, starts: str, ends: str, code: str
) -> None:
    await open_tariff(lot.id)
    refused = await (await phone_of(db)).get(prices(lot.slug, starts, ends))

    assert await code_of(refused) == (422, code)


async def test_a_lot_without_a_tariff_says_so(db: Database, lot: Lot) -> None:
    phone = await phone_of(db)

    assert await code_of(await phone.get(prices(lot.slug))) == (422, "no_tariff")
    assert await code_of(await phone.get(prices("nowhere"))) == (404, "lot_not_found")
