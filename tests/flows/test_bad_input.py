"""What bad input gets: a clear error with a stable code, and nothing changed."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from typing import Any
from uuid import uuid4

import httpx
import pytest
from tortoise import connections

from app.core import clock
from app.core.database.connection import close_database, open_database
from app.core.money import Money
from tests.support.gateway import answer_body
from tests.support.stack import Stack
from tests.support.world import make_world

FORM = {"Content-Type": "application/x-www-form-urlencoded", "X-API-Key": "api-key-of-the-tests"}


class Site:
    """A web process over one small lot, seen from outside."""

    def __init__(self, stack: Stack) -> None:
        self.stack = stack
        self.spaces = asyncio.run(_prepare(stack.database.url))
        self.url = stack.start_web().url

    def client(self) -> httpx.Client:
        return httpx.Client(base_url=self.url, timeout=30)

    def booking(self, **changes: Any) -> dict[str, Any]:
        starts_at = clock.now() + timedelta(hours=24)
        facts = {
            "spaceId": self.spaces[0],
            "startsAt": starts_at.isoformat(),
            "endsAt": (starts_at + timedelta(hours=2)).isoformat(),
            "plateNumber": "WXY 1234",
            "email": f"{uuid4().hex}@mail.example",
        }
        return {**facts, **changes}

    def book(self, http: httpx.Client, **changes: Any) -> httpx.Response:
        return http.post(
            "/api/bookings", json=self.booking(**changes), headers={"Idempotency-Key": uuid4().hex}
        )

    def count(self, table: str) -> int:
        return asyncio.run(_count(self.stack.database.url, table))


async def _prepare(url: str) -> list[int]:
    database = await open_database(url)
    try:
        return [space.id for space in (await make_world(5)).spaces]
    finally:
        await close_database(database)


async def _count(url: str, table: str) -> int:
    database = await open_database(url)
    try:
        rows = await connections.get("default").execute_query_dict(f"SELECT COUNT(*) AS n FROM {table}")
        return int(rows[0]["n"])
    finally:
        await close_database(database)


@pytest.fixture
def site(bare_stack: Stack) -> Site:
    return Site(bare_stack)


def _ago(**ago: float) -> str:
    return (clock.now() - timedelta(**ago)).isoformat()


def test_bookings_that_cannot_be_are_refused_by_name_and_change_nothing(site: Site) -> None:
    starts_at = clock.now() + timedelta(hours=24)
    with site.client() as http:
        cases: list[tuple[dict[str, Any], int, str]] = [
            ({"startsAt": _ago(hours=2), "endsAt": _ago(hours=-2)}, 422, "period_in_past"),
            ({"endsAt": (starts_at - timedelta(hours=5)).isoformat()}, 422, "period_reversed"),
            ({"startsAt": "2030-01-01T10:00:00", "endsAt": "2030-01-01T12:00:00"}, 400, "invalid_request"),
            ({"spaceId": 999_999}, 404, "space_not_found"),
            ({"spaceId": -1}, 404, "space_not_found"),
            ({"spaceId": "1; DROP TABLE booking"}, 400, "invalid_request"),
            ({"plateNumber": "<script>"}, 422, "plate_not_understood"),
            ({"plateNumber": None}, 422, "vehicle_missing"),
            ({"vehicleId": 1, "plateNumber": None}, 422, "vehicle_missing"),
            ({"email": None}, 422, "email_missing"),
            ({"email": "not an address"}, 422, "email_not_understood"),
            ({"email": "a@mail.example\r\nBcc: b@mail.example"}, 422, "email_not_understood"),
            ({"amountSen": 1}, 400, "invalid_request"),
            ({"promoCode": "NOSUCHCODE"}, 422, "promo_not_valid"),
            ({"name": "x" * 81}, 400, "invalid_request"),
        ]
        for changes, status, code in cases:
            answer = site.book(http, **changes)
            assert (answer.status_code, answer.json()["code"]) == (status, code), changes
            assert answer.headers["Content-Type"] == "application/problem+json"
            assert answer.json()["requestId"] == answer.headers["X-Request-Id"]
        for body, headers, status, code in [
            ("{", {"Content-Type": "application/json"}, 400, "malformed_request"),
            ("[]", {"Content-Type": "application/json"}, 400, "invalid_request"),
            ("spaceId=1", {"Content-Type": "application/x-www-form-urlencoded"}, 415, "not_json"),
            ("x" * 70_000, {"Content-Type": "application/json"}, 413, "body_too_large"),
        ]:
            answer = http.post(
                "/api/bookings", content=body, headers={**headers, "Idempotency-Key": "a-key-of-mine"}
            )
            assert (answer.status_code, answer.json()["code"]) == (status, code), body[:20]
        answer = site.book(http, **{f"field{number}": number for number in range(3000)})
        assert (answer.json()["code"], len(answer.json()["errors"])) == ("invalid_request", 20)
        answer = http.post("/api/bookings", json=site.booking())
        assert answer.json()["code"] == "idempotency_key_missing"
    assert site.count("booking") == 0
    assert site.count("space_claim") == 0
    assert site.count("promo_redemption") == 0


def test_a_taken_spot_answers_409_with_the_nearest_free_equals(site: Site) -> None:
    with site.client() as http:
        assert site.book(http).status_code == 201
        answer = site.book(http)
    assert answer.status_code == 409
    assert [space["spaceId"] for space in answer.json()["nearest"]] == site.spaces[1:4]


def test_somebody_elses_booking_is_not_found_by_any_route(site: Site) -> None:
    with site.client() as mine, site.client() as theirs:
        booking = site.book(mine).json()
        path = f"/api/bookings/{booking['reference']}"
        for method, address in [
            ("GET", path),
            ("POST", f"{path}/payments"),
            ("POST", f"{path}/cancel"),
            ("GET", f"{path}/receipt.pdf"),
            ("GET", f"{path}/pass.svg"),
            ("GET", f"/api/events?booking={booking['reference']}"),
        ]:
            answer = theirs.request(method, address)
            assert (answer.status_code, answer.json()["code"]) == (404, "booking_not_found"), address
        wrong = theirs.post(f"{path}/access", json={"key": "A" * 24})
        assert wrong.status_code == 404
        assert theirs.get(path, headers={"Booking-Key": "A" * 24}).status_code == 404
        assert theirs.get(path, headers={"Booking-Key": booking["accessKey"]}).status_code == 200
        assert theirs.get(path).status_code == 404
        assert theirs.post(f"{path}/access", json={"key": booking["accessKey"]}).status_code == 200
        assert theirs.get(path).status_code == 200
    assert site.count("payment") == 0


def test_another_site_cannot_act_through_a_drivers_browser(site: Site) -> None:
    with site.client() as http:
        for headers in (
            {"Sec-Fetch-Site": "cross-site"},
            {"Sec-Fetch-Site": "same-site"},
            {"Origin": "http://evil.example"},
        ):
            answer = http.post(
                "/api/bookings", json=site.booking(), headers={"Idempotency-Key": uuid4().hex, **headers}
            )
            assert answer.json()["code"] == "cross_site_request"
    assert site.count("booking") == 0


class _Paid:
    """Enough of a payment for `answer_body`."""

    def __init__(self, order_id: str, amount_sen: int) -> None:
        self.order_id, self.amount = order_id, Money(amount_sen)


def test_gateway_messages_that_are_not_right_move_nothing(site: Site) -> None:
    with site.client() as http:
        booking = site.book(http).json()
        path = f"/api/bookings/{booking['reference']}"
        started = http.post(f"{path}/payments").json()
        payment: Any = _Paid(started["orderId"], started["amountSen"])
        good = answer_body(payment)
        callback = "/payments/ringgitpay/callback"
        for body, headers, status, code in [
            (answer_body(payment, key="forged"), FORM, 400, "gateway_message_forged"),
            (good[:-10], FORM, 400, "gateway_message_malformed"),
            (good[:60], FORM, 400, "gateway_message_malformed"),
            (b"", FORM, 400, "gateway_message_malformed"),
            (b"x" * 70_000, FORM, 413, "body_too_large"),
            (good, {**FORM, "X-API-Key": "another"}, 403, "gateway_caller_unknown"),
            (good, {"Content-Type": FORM["Content-Type"]}, 403, "gateway_caller_unknown"),
        ]:
            answer = http.post(callback, content=body, headers=headers)
            assert (answer.status_code, answer.json()["code"]) == (status, code), body[:80]
        other_amount = answer_body(payment, amount_sen=100)
        assert http.post(callback, content=other_amount, headers=FORM).status_code == 200
        assert http.get(path).json()["status"] == "held"
        assert site.count("ledger_entry") == 0
        assert site.count("discrepancy") == 1

        assert http.post(callback, content=good, headers=FORM).status_code == 200
        assert http.get(path).json()["status"] == "confirmed"
        entries = site.count("ledger_entry")
        assert http.post(callback, content=good, headers=FORM).status_code == 200
        assert site.count("ledger_entry") == entries
        assert site.count("receipt") == 1


def test_a_return_through_the_browser_confirms_nothing_by_itself(site: Site) -> None:
    with site.client() as http:
        booking = site.book(http).json()
        path = f"/api/bookings/{booking['reference']}"
        started = http.post(f"{path}/payments").json()
        payment: Any = _Paid(started["orderId"], started["amountSen"])
        answer = http.post("/payments/ringgitpay/return", content=answer_body(payment), headers=FORM)
        assert answer.status_code == 303
        assert answer.headers["Location"].endswith(f"/bookings/{booking['reference']}?from=payment")
        assert http.get(path).json()["status"] == "held"
        forged = http.post(
            "/payments/ringgitpay/return", content=answer_body(payment, key="forged"), headers=FORM
        )
        assert forged.status_code == 303
        assert forged.headers["Location"] == answer.headers["Location"]
        assert http.get(path).json()["status"] == "held"
    assert site.count("ledger_entry") == 0
