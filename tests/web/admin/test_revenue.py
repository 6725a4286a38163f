"""Revenue over HTTP: for those who see reports, as numbers and as files."""

from __future__ import annotations

import csv
import io
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from quart import Quart

from app.core import clock
from app.core.days import day_of
from app.lots.models import Lot
from tests.analytics.takings import pay_out, trade
from tests.support.stays import book
from tests.support.world import World, make_world
from tests.web.admin.staff import staff_browser
from tests.web.browsers import Browser, code_of

PARTS = ("byDay", "byLot", "bySpaceType", "byChannel", "bySold")


def _query(lot: Lot, before: int = 3, after: int = 8) -> str:
    today = day_of(clock.now(), lot.time_zone)
    return f"?from={today - timedelta(days=before)}&to={today + timedelta(days=after)}"


async def _json(browser: Browser, path: str) -> dict[str, Any]:
    answer = await browser.get(path)
    assert answer.status_code == 200, await answer.get_data(as_text=True)
    body: dict[str, Any] = await answer.get_json()
    return body


async def test_every_part_adds_up_to_the_total(app: Quart, world: World) -> None:
    operator = await staff_browser(app, "operator", world.lot.id)
    await trade(world)
    await pay_out(world.lot)

    told = await _json(operator, f"/api/admin/lots/{world.lot.slug}/revenue{_query(world.lot)}")

    for part in PARTS:
        for name, amount in told["total"].items():
            assert sum(each["now"][name] for each in told[part]) == amount, (part, name)
    total, till = told["total"], told["till"]
    assert total["grossSen"] - total["refundsSen"] - total["taxSen"] == total["netSen"] > 0
    assert total["netSen"] - total["feesSen"] == total["netOfFeesSen"]
    assert till["feesSen"] == total["feesSen"] > 0
    assert till["owedSen"] == till["capturedSen"] - sum(
        till[name] for name in ("refundedSen", "paidOutSen", "feesSen")
    )
    assert {share["key"]: share["label"] for share in told["bySold"]} == {
        "booking": "Bookings",
        "extension": "Extensions",
        "exit_fee": "Exit fees",
    }
    assert [share["key"] for share in told["byLot"]] == [world.lot.slug]


async def test_without_days_it_is_the_seven_before_today_beside_the_seven_before_those(
    app: Quart, world: World
) -> None:
    operator = await staff_browser(app, "operator", world.lot.id)
    now = clock.now()
    for space, days_ago in zip(world.spaces, (0, 1, 7, 8), strict=True):
        with clock.frozen(now - timedelta(days=days_ago)):
            await book(space, hours=days_ago + 1)

    told = await _json(operator, f"/api/admin/lots/{world.lot.slug}/revenue")

    assert told["to"] == str(day_of(now, world.lot.time_zone) - timedelta(days=1))
    assert len(told["byDay"]) == 7
    assert told["total"]["grossSen"] == (2 + 8) * 424
    assert told["totalBefore"]["grossSen"] == 9 * 424
    assert [day["now"]["grossSen"] for day in told["byDay"]] == [8 * 424, 0, 0, 0, 0, 0, 2 * 424]
    assert [day["before"]["grossSen"] for day in told["byDay"]] == [0, 0, 0, 0, 0, 0, 9 * 424]


async def test_the_file_has_the_same_money_in_the_readers_language(app: Quart, world: World) -> None:
    operator = await staff_browser(app, "operator", world.lot.id)
    await trade(world)
    path = f"/api/admin/lots/{world.lot.slug}/revenue"
    told = await _json(operator, f"{path}{_query(world.lot)}")

    answer = await operator.get(f"{path}.csv{_query(world.lot)}", Accept_Language="ms")

    text = (await answer.get_data(as_text=False)).decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text, newline="")))
    assert list(rows[0])[:3] == ["Hari", "Tempat letak kereta", "Jenis"]
    assert sum(Decimal(row["Bersih (RM)"]) for row in rows) * 100 == told["total"]["netSen"]
    assert answer.headers["Content-Disposition"].startswith(f'attachment; filename="{world.lot.slug}-revenue')
    book_of_all = await operator.get(f"/api/admin/revenue.xlsx{_query(world.lot)}")
    assert (await book_of_all.get_data(as_text=False))[:2] == b"PK"


async def test_all_lots_are_those_of_the_caller(app: Quart, world: World) -> None:
    second, third = await make_world(1), await make_world(1)
    for lot in (world, second, third):
        await book(lot.spaces[0])
    both = await staff_browser(app, "operator", world.lot.id, email="both@operator.example")
    owner = await staff_browser(app, "owner")
    await owner.post(
        f"/api/admin/lots/{second.lot.slug}/staff", {"email": "both@operator.example", "role": "operator"}
    )

    seen = await _json(both, f"/api/admin/revenue{_query(world.lot)}")
    everything = await _json(owner, f"/api/admin/revenue{_query(world.lot)}")

    assert {share["key"] for share in seen["byLot"]} == {world.lot.slug, second.lot.slug}
    assert len(everything["byLot"]) == 3


@pytest.mark.parametrize("path", ["revenue", "revenue.csv", "revenue.xlsx"])
async def test_who_may_not_see_reports_sees_no_money(app: Quart, world: World, path: str) -> None:
    attendant = await staff_browser(app, "attendant", world.lot.id)
    elsewhere = await staff_browser(app, "owner", (await make_world()).lot.id)
    driver = Browser(app)
    await driver.sign_up("driver@mail.example")
    of_lot = f"/api/admin/lots/{world.lot.slug}/{path}"

    assert await code_of(await attendant.get(of_lot)) == (403, "not_permitted")
    assert await code_of(await elsewhere.get(of_lot)) == (403, "not_permitted")
    assert await code_of(await attendant.get(f"/api/admin/{path}")) == (403, "not_permitted")
    assert await code_of(await driver.get(f"/api/admin/{path}")) == (403, "not_permitted")
    assert await code_of(await Browser(app).get(f"/api/admin/{path}")) == (401, "not_signed_in")


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ("from=2026-03-02&to=2026-03-01", "period_reversed"),
        ("from=2001-01-01&to=2026-03-01", "report_too_long"),
        ("from=0001-01-01", "invalid_request"),
        ("from=yesterday", "invalid_request"),
    ],
)
async def test_days_that_make_no_sense_are_refused(app: Quart, world: World, query: str, code: str) -> None:
    operator = await staff_browser(app, "operator", world.lot.id)

    answer = await operator.get(f"/api/admin/lots/{world.lot.slug}/revenue?{query}")

    assert (await code_of(answer))[1] == code
