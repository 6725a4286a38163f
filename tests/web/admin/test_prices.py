"""Prices over HTTP: what held stays, what is to come may change, and what a stay would cost."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from typing import Any

import pytest
from quart import Quart

from app.bookings.queries import get_booking
from app.core import clock
from app.core.actor import GUEST
from app.payments.cancelling import cancel_booking
from app.pricing.models import RateLine, RateTable
from tests.support.gateway import GATEWAY
from tests.support.stays import book
from tests.support.world import World, hold, make_world
from tests.web.admin.staff import staff_browser
from tests.web.browsers import Browser, code_of, problem_of

TABLE: dict[str, Any] = {
    "name": "New year",
    "stepMinutes": 60,
    "rateSen": 500,
    "minimumSen": 500,
    "dailyCapSen": 3000,
    "multipliers": {"ev": 150},
    "bands": [
        {"name": "night", "weekdays": [0, 1, 2, 3, 4], "fromMinute": 0, "toMinute": 360, "rateSen": 100}
    ],
}


def at(world: World, rest: str = "prices") -> str:
    return f"/api/admin/lots/{world.lot.slug}/{rest}"


def in_days(days: int) -> str:
    return (clock.now() + timedelta(days=days)).isoformat()


@pytest.fixture
async def operator(app: Quart, world: World) -> Browser:
    return await staff_browser(app, "operator", world.lot.id)


async def states(browser: Browser, world: World) -> list[tuple[str, str]]:
    told = await (await browser.get(at(world))).get_json()
    return [(table["name"], table["state"]) for table in told["tables"]]


async def test_prices_begin_change_and_are_withdrawn(operator: Browser, world: World) -> None:
    assert await states(operator, world) == [("Flat", "current")]

    coming = await (await operator.post(at(world), {**TABLE, "validFrom": in_days(10)})).get_json()
    table = coming["tables"][0]
    assert (table["state"], coming["tables"][1]["validUntil"]) == ("coming", table["validFrom"])
    assert table["words"][0] == {"label": "Each hour or part of it", "amountSen": 530}
    path = at(world, f"prices/{table['id']}")
    changed = await operator.put(path, {**TABLE, "rateSen": 700, "validFrom": in_days(20)})
    assert (await changed.get_json())["tables"][0]["rateSen"] == 700
    assert (await operator.post(f"{path}/withdraw", {})).status_code == 204
    assert await code_of(await operator.post(f"{path}/withdraw", {})) == (404, "tariff_not_found")
    assert (await operator.post(at(world), TABLE)).status_code == 201
    assert await states(operator, world) == [("New year", "current"), ("Flat", "past")]

    trail = await (await operator.get(at(world, "audit"))).get_json()
    told = [entry for entry in trail["entries"] if entry["kind"].startswith("Tariff")]
    kinds = [entry["kind"] for entry in told]
    assert kinds == ["TariffPublished", "TariffWithdrawn", "TariffChanged", "TariffPublished"]
    assert (told[2]["facts"]["before"]["rate_sen"], told[2]["facts"]["after"]["rate_sen"]) == (500, 700)


async def test_prices_that_hold_are_not_touched(operator: Browser, world: World) -> None:
    told = await (await operator.get(at(world))).get_json()
    path = at(world, f"prices/{told['tables'][0]['id']}")

    assert await code_of(await operator.put(path, TABLE)) == (409, "tariff_has_held")
    assert await code_of(await operator.post(f"{path}/withdraw", {})) == (409, "tariff_has_held")


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"dailyCapSen": 400}, "dailyCapSen"),
        ({"validFrom": "2020-01-01T00:00:00Z"}, "validFrom"),
        ({"bands": [{**TABLE["bands"][0], "toMinute": 0}]}, "bands.0.toMinute"),
        ({"bands": [{**TABLE["bands"][0], "weekdays": []}]}, "bands.0.weekdays"),
    ],
)
async def test_what_no_prices_can_be_is_said_in_words(
    operator: Browser, world: World, change: dict[str, Any], field: str
) -> None:
    for language in ("en", "ms"):
        answer = await operator.post(at(world), {**TABLE, **change}, Accept_Language=language)
        told = await problem_of(answer, 422)
        assert (told["code"], told["field"]) == ("tariff_not_valid", field)
        assert told["detail"][0].isupper()
    assert await states(operator, world) == [("Flat", "current")]


async def test_two_tables_do_not_begin_at_once(operator: Browser, world: World) -> None:
    body = {**TABLE, "validFrom": in_days(3)}
    assert (await operator.post(at(world), body)).status_code == 201
    told = await problem_of(await operator.post(at(world), body), 422)
    assert (told["code"], told["field"]) == ("tariff_not_valid", "validFrom")


@pytest.mark.parametrize("change", [{"rateSen": -1}, {"stepMinutes": 0}, {"name": " "}, {"extra": 1}])
async def test_what_is_no_number_for_a_price_is_refused(
    operator: Browser, world: World, change: dict[str, Any]
) -> None:
    told = await problem_of(await operator.post(at(world), {**TABLE, **change}), 400)
    assert told["errors"][0]["field"] == next(iter(change))


async def test_a_tuesday_on_an_ev_spot_costs_what_is_shown(operator: Browser, world: World) -> None:
    """9 to 18 in Kuala Lumpur: nine steps of RM 5.00, half as much again, capped at RM 30.00, plus 6 %."""
    stay = {"startsAt": "2027-01-05T09:00:00+08:00", "endsAt": "2027-01-05T18:00:00+08:00", "type": "ev"}

    new = await (await operator.post(at(world, "prices/preview"), {**stay, "table": TABLE})).get_json()
    old = await (await operator.post(at(world, "prices/preview"), stay)).get_json()
    tried = {**stay, "table": TABLE, "taxBasisPoints": 0, "taxIncluded": False}
    bare = await (await operator.post(at(world, "prices/preview"), tried)).get_json()
    assert (bare["taxSen"], new["taxSen"] > 0) == (0, True)

    assert (new["amountSen"], new["taxSen"], old["amountSen"]) == (3180, 180, 3816)
    assert [line["amountSen"] for line in new["lines"]] == [4500, 2250, -3750, 180]
    promo = await (
        await operator.post(at(world, "prices/preview"), {**stay, "promoCode": "nowhere"})
    ).get_json()
    assert (promo["promo"]["accepted"], promo["amountSen"]) == (False, 3816)
    reversed_ = {**stay, "endsAt": stay["startsAt"]}
    assert await code_of(await operator.post(at(world, "prices/preview"), reversed_)) == (
        422,
        "period_reversed",
    )
    for_ever = {**stay, "endsAt": "2047-01-05T18:00:00+08:00"}
    assert await code_of(await operator.post(at(world, "prices/preview"), for_ever)) == (
        422,
        "period_too_long",
    )


async def test_a_promo_code_is_made_used_and_ended(operator: Browser, world: World) -> None:
    body = {
        "code": "raya26",
        "kind": "percentage",
        "value": 10,
        "validFrom": in_days(-1),
        "validUntil": in_days(30),
    }
    assert (await operator.post(at(world, "promos"), body)).status_code == 201
    assert await code_of(await operator.post(at(world, "promos"), body)) == (409, "promo_code_taken")
    await hold(world.spaces[0], promo_code="RAYA26")

    (listed,) = (await (await operator.get(at(world, "promos"))).get_json())["promos"]
    assert (listed["code"], listed["uses"], listed["state"]) == ("RAYA26", 1, "current")
    path = at(world, f"promos/{listed['id']}")
    elsewhere = at(await make_world(), f"promos/{listed['id']}")
    assert await code_of(await operator.delete(elsewhere)) == (403, "not_permitted")
    assert (await operator.delete(path)).status_code == 204
    assert await code_of(await operator.delete(path)) == (404, "promo_not_found")
    (listed,) = (await (await operator.get(at(world, "promos"))).get_json())["promos"]
    assert (listed["state"], listed["uses"]) == ("past", 1)
    for change, field in (({"validUntil": in_days(-2)}, "validUntil"), ({"value": 101}, "value")):
        told = await problem_of(
            await operator.post(at(world, "promos"), {**body, "code": "X1", **change}), 422
        )
        assert (told["code"], told["field"]) == ("promo_terms_not_valid", field)


async def test_who_booked_before_cancels_by_the_terms_of_then(operator: Browser, world: World) -> None:
    before = await book(world.spaces[0], starts_in=48)
    body = {"cancellationPolicy": [{"hoursBefore": 72, "refundPercent": 100}], "taxBasisPoints": 800}

    told = await (await operator.patch(at(world, "prices/terms"), body)).get_json()
    after = await book(world.spaces[1], starts_in=48)

    assert (told["taxBasisPoints"], told["taxIncluded"]) == (800, False)
    assert (before.amount.sen, after.amount.sen) == (1272, 1296)
    for booking, percent in ((before, 100), (after, 0)):
        await cancel_booking(booking.id, gateway=GATEWAY, by=GUEST)
        sent = await operator.get(at(world, f"audit?by=anyone&booking={booking.reference}"))
        entries = (await sent.get_json())["entries"]
        refund = next(e["facts"]["refund_sen"] for e in entries if e["kind"] == "BookingCancelled")
        assert refund == booking.amount.sen * percent // 100
    trail = await (await operator.get(at(world, "audit"))).get_json()
    facts = next(entry["facts"] for entry in trail["entries"] if entry["kind"] == "LotChanged")
    assert (facts["before"]["tax_basis_points"], facts["after"]["tax_basis_points"]) == (600, 800)
    assert (await get_booking(before.reference)).refund_policy != (
        await get_booking(after.reference)
    ).refund_policy


async def test_terms_that_reward_cancelling_late_are_refused(operator: Browser, world: World) -> None:
    steps = [{"hoursBefore": 24, "refundPercent": 50}, {"hoursBefore": 2, "refundPercent": 100}]
    answer = await operator.patch(at(world, "prices/terms"), {"cancellationPolicy": steps})
    told = await problem_of(answer, 422)
    assert (told["code"], told["field"]) == ("lot_setting_not_valid", "cancellationPolicy")


@pytest.mark.parametrize("role", ["attendant", None])
async def test_nobody_sets_prices_without_the_right(app: Quart, world: World, role: str | None) -> None:
    browser = await staff_browser(app, role, world.lot.id) if role else Browser(app)
    refused = (403, "not_permitted") if role else (401, "not_signed_in")
    for answer in (
        await browser.get(at(world)),
        await browser.post(at(world), TABLE),
        await browser.put(at(world, "prices/1"), TABLE),
        await browser.post(at(world, "prices/1/withdraw"), {}),
        await browser.post(at(world, "prices/preview"), {}),
        await browser.patch(at(world, "prices/terms"), {}),
        await browser.get(at(world, "promos")),
        await browser.post(at(world, "promos"), {}),
        await browser.delete(at(world, "promos/1")),
    ):
        assert await code_of(answer) == refused


async def test_staying_too_long_and_not_coming_are_terms_as_well(operator: Browser, world: World) -> None:
    path = at(world, "prices/terms")
    set_ = {"overstayHourSen": 700, "overstayDayCapSen": 2000, "noShowMinutes": 45}

    told = await (await operator.patch(path, set_)).get_json()
    assert {name: told[name] for name in set_} == set_
    kept = await (await operator.patch(path, {"overstayHourSen": None, "taxBasisPoints": None})).get_json()
    assert kept == told
    none = await (await operator.patch(path, {"overstayDayCapSen": None, "noShowMinutes": None})).get_json()
    assert none == {**told, "overstayDayCapSen": None, "noShowMinutes": None}
    refused = await problem_of(await operator.patch(path, {"overstayDayCapSen": 100}), 422)
    assert (refused["code"], refused["field"]) == ("lot_setting_not_valid", "overstayDayCapSen")
    for change in ({"overstayHourSen": -1}, {"noShowMinutes": 0}, {"overstayDayCapSen": 10**9}):
        assert (await operator.patch(path, change)).status_code == 400
    prices = await (await operator.get(at(world))).get_json()
    assert prices["terms"] == none


async def test_terms_that_somebody_else_changed_are_not_overwritten_unseen(
    app: Quart, operator: Browser, world: World
) -> None:
    path = at(world, "prices/terms")
    terms = (await (await operator.get(at(world))).get_json())["terms"]
    owner = await staff_browser(app, "owner", email="owner@operator.example")
    theirs = [{"hoursBefore": 12, "refundPercent": 80}]
    await owner.patch(path, {"cancellationPolicy": theirs, "overstayHourSen": 900})

    mine = [{"hoursBefore": 48, "refundPercent": 100}]
    for change, seen in (
        ({"cancellationPolicy": mine}, {"cancellationPolicy": terms["cancellationPolicy"]}),
        ({"overstayHourSen": 700}, {"overstayHourSen": terms["overstayHourSen"]}),
    ):
        refused = await problem_of(await operator.patch(path, {**change, "seen": seen}), 409)
        assert (refused["code"], refused["editedBy"]) == ("lot_settings_changed", "Aisyah binti Rahman")
    other = {"noShowMinutes": 45, "seen": {"noShowMinutes": terms["noShowMinutes"]}}
    told = await (await operator.patch(path, other)).get_json()
    assert (told["noShowMinutes"], told["overstayHourSen"]) == (45, 900)
    again = {"cancellationPolicy": mine, "seen": {"cancellationPolicy": theirs}}
    assert (await (await operator.patch(path, again)).get_json())["cancellationPolicy"] == mine


def written(told: dict[str, Any], state: str = "coming") -> dict[str, Any]:
    (table,) = [table for table in told["tables"] if table["state"] == state]
    return {
        name: value for name, value in table.items() if name not in ("id", "state", "validUntil", "words")
    }


async def test_prices_to_come_that_somebody_else_changed_are_not_overwritten_unseen(
    app: Quart, operator: Browser, world: World
) -> None:
    bands = [{"name": "night", "weekdays": [6, 0], "fromMinute": 0, "toMinute": 420, "rateSen": 100}]
    body = {**TABLE, "validFrom": in_days(10), "bands": bands}
    told = await (await operator.post(at(world), body)).get_json()
    path, seen = at(world, f"prices/{told['tables'][0]['id']}"), written(told)
    owner = await staff_browser(app, "owner", email="owner@operator.example")
    theirs = {**seen, "rateSen": 900}
    assert (await owner.put(path, {**theirs, "seen": seen})).status_code == 200

    mine = {**seen, "rateSen": 700}
    refused = await problem_of(await operator.put(path, {**mine, "seen": seen}), 409)
    assert (refused["code"], refused["editedBy"]) == ("tariff_changed", "Aisyah binti Rahman")
    assert written(await (await operator.get(at(world))).get_json()) == theirs
    assert (await operator.put(path, {**theirs, "seen": seen})).status_code == 200
    kept = await (await operator.put(path, {**mine, "seen": theirs})).get_json()
    assert written(kept) == mine


async def test_prices_that_somebody_else_changed_are_not_taken_back_unseen(
    app: Quart, operator: Browser, world: World
) -> None:
    told = await (await operator.post(at(world), {**TABLE, "validFrom": in_days(10)})).get_json()
    path, seen = at(world, f"prices/{told['tables'][0]['id']}"), written(told)
    owner = await staff_browser(app, "owner", email="owner@operator.example")
    theirs = {**seen, "rateSen": 900}
    assert (await owner.put(path, {**theirs, "seen": seen})).status_code == 200

    refused = await problem_of(await operator.post(f"{path}/withdraw", {"seen": seen}), 409)
    assert (refused["code"], refused["editedBy"]) == ("tariff_changed", "Aisyah binti Rahman")
    assert written(await (await operator.get(at(world))).get_json()) == theirs
    assert (await operator.post(f"{path}/withdraw", {"seen": theirs})).status_code == 204


async def test_new_prices_take_no_place_of_others_that_were_not_seen(
    app: Quart, operator: Browser, world: World
) -> None:
    seen = written(await (await operator.get(at(world))).get_json(), "current")
    owner = await staff_browser(app, "owner", email="owner@operator.example")
    theirs = await (await owner.post(at(world), {**TABLE, "name": "Theirs", "seen": seen})).get_json()

    for shown in (seen, None):
        refused = await problem_of(await operator.post(at(world), {**TABLE, "seen": shown}), 409)
        assert (refused["code"], refused["editedBy"]) == ("tariff_changed", "Aisyah binti Rahman")
    assert await states(operator, world) == [("Theirs", "current"), ("Flat", "past")]
    mine = await operator.post(at(world), {**TABLE, "seen": written(theirs, "current")})
    assert mine.status_code == 201


async def test_of_two_who_enter_the_first_prices_at_once_one_is_told(
    app: Quart, operator: Browser, world: World
) -> None:
    await RateLine.all().delete()
    await RateTable.all().delete()
    entering = [operator.post(at(world), {**TABLE, "name": name, "seen": None}) for name in ("A", "B")]
    answers = await asyncio.gather(*entering)
    assert sorted(answer.status_code for answer in answers) == [201, 409]
    assert await RateTable.all().count() == 1
