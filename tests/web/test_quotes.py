"""Prices over HTTP."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from app.core import clock
from app.lots.models import Space
from app.lots.service import retire_space
from app.pricing.service import redeem_promo
from tests.lots.floors import DETAILS, OPERATOR, open_floor, open_lot
from tests.pricing.tariffs import open_promo, open_tariff
from tests.support.databases import Database
from tests.web.browsers import EMAIL, Browser, application, code_of, problem_of

MONDAY_NOON = datetime(2026, 11, 23, 4, 0, tzinfo=UTC)
SHOPPING_HOURS = [{"weekday": day, "opens": "07:00", "closes": "23:00"} for day in range(7)]


@pytest.fixture(autouse=True)
async def noon() -> AsyncIterator[None]:
    with clock.frozen(MONDAY_NOON):
        yield


@pytest.fixture
async def charger(db: Database) -> Space:
    lot = await open_lot(replace(DETAILS, opening_hours=SHOPPING_HOURS, max_minutes=24 * 60))
    area = await open_floor(lot)
    await open_tariff(lot.id)
    return await Space.get(area_id=area.id, label="A3")


@pytest.fixture
def phone(db: Database) -> Browser:
    return Browser(application(db.url))


def question(space: Space, **changes: object) -> dict[str, Any]:
    """Three hours in the afternoon of the next day but one."""
    asked = {
        "spaceId": space.id,
        "startsAt": "2026-11-25T14:00:00+08:00",
        "endsAt": "2026-11-25T17:00:00+08:00",
    }
    return asked | changes


async def test_a_price_is_told_line_by_line(phone: Browser, charger: Space) -> None:
    answer = await phone.post("/api/quotes", question(charger))

    assert await answer.get_json() == {
        "spaceId": charger.id,
        "startsAt": "2026-11-25T06:00:00Z",
        "endsAt": "2026-11-25T09:00:00Z",
        "amountSen": 1908,
        "currency": "MYR",
        "lines": [
            {"kind": "parking", "label": "3 h × RM 4.00", "amountSen": 1200},
            {"kind": "multiplier", "label": "EV spot × 1.5", "amountSen": 600},
            {"kind": "tax", "label": "Service tax 6 %", "amountSen": 108},
        ],
        "taxSen": 108,
        "taxIncluded": False,
        "refunds": [
            {"until": "2026-11-24T06:00:00Z", "percent": 100},
            {"until": "2026-11-25T04:00:00Z", "percent": 50},
        ],
        "promo": None,
    }


async def test_a_price_is_told_in_the_callers_language(phone: Browser, charger: Space) -> None:
    body = question(charger, promoCode="nix")

    told = await (await phone.post("/api/quotes", body, Accept_Language="ms")).get_json()

    assert told["lines"][1]["label"] == "Petak EV × 1.5"
    assert told["promo"]["message"] == "Kod promosi ini tidak boleh digunakan: kami tidak mengenalinya."


async def test_refunds_whose_time_is_over_are_not_promised(phone: Browser, charger: Space) -> None:
    soon = question(charger, startsAt="2026-11-23T16:00:00+08:00", endsAt="2026-11-23T17:00:00+08:00")

    told = await (await phone.post("/api/quotes", soon)).get_json()

    assert told["refunds"] == [{"until": "2026-11-23T06:00:00Z", "percent": 50}]


async def test_a_promo_code_that_counts_is_a_line(phone: Browser, charger: Space) -> None:
    await open_promo("DAMAI10")

    told = await (await phone.post("/api/quotes", question(charger, promoCode=" damai10 "))).get_json()

    assert told["promo"] == {"code": "DAMAI10", "accepted": True, "message": None}
    assert told["lines"][2] == {"kind": "promo", "label": "Promo DAMAI10, 10 % off", "amountSen": -180}
    assert told["amountSen"] == sum(line["amountSen"] for line in told["lines"]) == 1717


async def test_a_promo_code_that_does_not_count_is_no_error(phone: Browser, charger: Space) -> None:
    answer = await phone.post("/api/quotes", question(charger, promoCode="NIX"))

    told = await answer.get_json()
    assert (answer.status_code, told["amountSen"]) == (200, 1908)
    assert told["promo"] == {
        "code": "NIX",
        "accepted": False,
        "message": "This promo code cannot be used: we do not know it.",
    }


@pytest.mark.parametrize("driver", [{"email": "ALI@mail.example"}, {"plateNumber": "wxy 1234"}])
async def test_a_driver_who_has_used_a_code_is_told_so(
    phone: Browser, charger: Space, driver: dict[str, str]
) -> None:
    await used_code("ali@mail.example")

    told = await (await phone.post("/api/quotes", question(charger, promoCode="ONCE", **driver))).get_json()

    assert told["promo"]["accepted"] is False


async def test_who_is_signed_in_is_known_by_the_account(phone: Browser, charger: Space) -> None:
    await used_code(EMAIL)
    await phone.sign_up()
    body = question(charger, promoCode="ONCE", email="another@mail.example")

    told = await (await phone.post("/api/quotes", body)).get_json()

    assert told["promo"]["accepted"] is False


async def used_code(email: str) -> None:
    """Somebody's only use of the code ONCE."""
    await open_promo("ONCE", per_driver_limit=1)
    await redeem_promo("ONCE", lot_id=1, booking_id=1, email=email, plate_number="WXY1234", at=clock.now())


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"endsAt": "2026-11-25T14:00:00+08:00"}, (422, "period_reversed")),
        ({"startsAt": "2026-11-23T11:00:00+08:00"}, (422, "period_in_past")),
        ({"endsAt": "2026-11-27T14:00:00+08:00"}, (422, "period_too_long")),
        ({"endsAt": "2026-11-25T14:10:00+08:00"}, (422, "period_too_short")),
        ({"endsAt": "2026-11-25T23:30:00+08:00"}, (422, "outside_opening_hours")),
        (
            {"startsAt": "2027-11-25T14:00:00+08:00", "endsAt": "2027-11-25T15:00:00+08:00"},
            (422, "period_too_far_ahead"),
        ),
        ({"spaceId": 4711}, (404, "space_not_found")),
        ({"plateNumber": "???"}, (422, "plate_not_understood")),
        ({"email": "ali"}, (422, "email_not_understood")),
    ],
)
async def test_what_cannot_be_booked_has_no_price(
    phone: Browser, charger: Space, changes: dict[str, object], refusal: tuple[int, str]
) -> None:
    assert await code_of(await phone.post("/api/quotes", question(charger, **changes))) == refusal


async def test_a_retired_spot_has_no_price(phone: Browser, charger: Space) -> None:
    await retire_space(charger.id, by=OPERATOR)

    answer = await phone.post("/api/quotes", question(charger))

    assert await code_of(answer) == (404, "space_not_found")


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"startsAt": "2026-11-25T14:00:00"}, "startsAt"),
        ({"startsAt": "yesterday"}, "startsAt"),
        ({"spaceId": "first"}, "spaceId"),
        ({"promoCode": "X" * 25}, "promoCode"),
        ({"price": 1}, "price"),
    ],
)
async def test_a_question_of_another_shape_names_the_field(
    phone: Browser, charger: Space, changes: dict[str, object], field: str
) -> None:
    refused = await problem_of(await phone.post("/api/quotes", question(charger, **changes)), 400)

    assert refused["code"] == "invalid_request"
    assert [fault["field"] for fault in refused["errors"]] == [field]
