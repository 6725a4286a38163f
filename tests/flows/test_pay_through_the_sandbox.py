"""Paying over HTTP, from the booking through the gateway's own pages and back, on its good and bad days."""

from __future__ import annotations

import asyncio
from urllib.parse import urlencode

import httpx
import pytest

from app.payments.models import (
    Discrepancy,
    GatewayEvent,
    LedgerEntry,
    LedgerTransaction,
    Payment,
    PaymentStatus,
)
from tests.flows.conftest import NewDriver
from tests.support.desk import Facts, Said, SandboxDesk
from tests.support.drivers import Driver
from tests.support.stack import Stack
from tests.support.ways import (
    BANK_APPROVES,
    BANK_FAILS,
    CANCELS,
    CARD_APPROVED,
    CARD_DECLINED,
    CARD_TIMES_OUT,
    CORPORATE,
    WALLET_APPROVES,
    WALLET_EMPTY,
    Way,
)
from tests.support.world import make_world

CALLBACK = "/payments/ringgitpay/callback"


async def _heard(order_id: str) -> list[tuple[str, str | None]]:
    """What came about an order, in order, and what came of it."""
    kept = GatewayEvent.filter(order_id=order_id).order_by("id")
    return [(event.source, event.outcome) for event in await kept]


async def _movements(order_id: str) -> list[str]:
    payment = await Payment.get(order_id=order_id)
    booked = await LedgerTransaction.filter(charge_id=payment.charge_id).order_by("id")
    return [movement.kind for movement in booked]


def _all_delivered(facts: Facts) -> bool:
    return bool(facts["deliveries"]) and all(sent["state"] == "delivered" for sent in facts["deliveries"])


def _callbacks(facts: Facts) -> list[Said]:
    return [said for said in facts["messages"] if said["kind"] == "callback"]


async def _send(shop: Stack, fields: dict[str, str]) -> int:
    """The gateway's server sends `fields` once more, as it once signed them."""
    async with httpx.AsyncClient(timeout=30) as gateway:
        answer = await gateway.post(
            f"{shop.url}{CALLBACK}",
            content=urlencode(fields),
            headers={
                "Content-Type": "application/x-www-form-urlencoded",
                "X-API-Key": "api-key-of-the-tests",
            },
        )
    return answer.status_code


@pytest.mark.parametrize("way", [BANK_APPROVES, CARD_APPROVED, WALLET_APPROVES], ids=str)
async def test_an_approved_payment_confirms_the_booking_and_is_receipted(driver: Driver, way: Way) -> None:
    await driver.book((await make_world(1)).spaces[0])
    attempt = await driver.start_paying()
    page = await driver.take(way, attempt)
    booking = await driver.sees("confirmed", "captured")
    await driver.go_home(page)

    assert booking["receiptNumber"].endswith("000001")
    assert booking["pass"]
    assert booking["holdExpiresAt"] is None
    assert (booking["payment"]["orderId"], booking["payment"]["canRetry"]) == (attempt.order_id, False)
    assert await _movements(attempt.order_id) == ["capture", "sale"]
    assert (await driver.ask_to_pay()).json()["code"] == "nothing_to_pay"
    assert (await driver.buyer.open(attempt.checkout)).status == 404


@pytest.mark.parametrize(
    ("way", "code"),
    [
        (BANK_FAILS, "RP92"),
        (CARD_DECLINED, "RP50"),
        (CARD_TIMES_OUT, "RP97"),
        (WALLET_EMPTY, "RP80"),
        (CANCELS, "RP96"),
    ],
    ids=str,
)
async def test_a_failure_is_explained_and_the_next_try_under_a_fresh_order_id_succeeds(
    driver: Driver, way: Way, code: str
) -> None:
    await driver.book((await make_world(1)).spaces[0])
    first = await driver.start_paying()
    await driver.go_home(await driver.take(way, first))
    booking = await driver.sees("held", "failed")

    assert (booking["payment"]["code"], booking["payment"]["canRetry"]) == (code, True)
    assert booking["payment"]["message"]
    assert await _movements(first.order_id) == []

    second = await driver.start_paying()
    await driver.take(BANK_APPROVES, second)
    booking = await driver.sees("confirmed", "captured")

    assert first.order_id != second.order_id == booking["payment"]["orderId"]
    assert await _movements(second.order_id) == ["capture", "sale"]


async def test_a_cancelled_payment_of_which_nobody_tells_us_is_found_out_at_the_return(
    driver: Driver, desk: SandboxDesk
) -> None:
    await driver.book((await make_world(1)).spaces[0])
    attempt = await driver.start_paying()
    await desk.misbehave(attempt.order_id, dropCallback=True)
    await driver.go_home(await driver.take(CANCELS, attempt))

    assert (await driver.look())["payment"]["code"] == "RP96"
    assert await _heard(attempt.order_id) == [("return", None), ("enquiry", "failed")]


async def test_a_corporate_payment_stays_pending_until_it_is_approved_by_hand(
    driver: Driver, desk: SandboxDesk
) -> None:
    await driver.book((await make_world(1)).spaces[0])
    attempt = await driver.start_paying()
    await driver.go_home(await driver.take(CORPORATE, attempt))
    booking = await driver.sees("held", "pending")

    assert booking["payment"]["canRetry"] is False
    refusal = await driver.ask_to_pay()
    assert (refusal.status_code, refusal.json()["code"]) == (409, "payment_pending")

    await desk.press(attempt.order_id, "approve")
    await driver.sees("confirmed", "captured")
    assert await _movements(attempt.order_id) == ["capture", "sale"]


async def test_a_corporate_payment_that_is_declined_by_hand_can_be_tried_again(
    driver: Driver, desk: SandboxDesk
) -> None:
    await driver.book((await make_world(1)).spaces[0])
    attempt = await driver.start_paying()
    await driver.take(CORPORATE, attempt)
    await driver.sees("held", "pending")
    await desk.press(attempt.order_id, "decline")
    booking = await driver.sees("held", "failed")

    assert booking["payment"]["canRetry"] is True
    await driver.pay(CARD_APPROVED)
    await driver.sees("confirmed", "captured")


async def test_when_the_callback_is_lost_the_return_makes_us_ask_and_confirms(
    driver: Driver, desk: SandboxDesk
) -> None:
    await driver.book((await make_world(1)).spaces[0])
    attempt = await driver.start_paying()
    await desk.misbehave(attempt.order_id, dropCallback=True)
    page = await driver.take(BANK_APPROVES, attempt)
    assert (await driver.look())["status"] == "held"
    await driver.go_home(page)

    assert (await driver.look())["status"] == "confirmed"
    assert await _heard(attempt.order_id) == [("return", None), ("enquiry", "captured")]


async def test_a_return_by_a_link_is_as_good_as_one_by_a_form(driver: Driver, desk: SandboxDesk) -> None:
    await driver.book((await make_world(1)).spaces[0])
    attempt = await driver.start_paying()
    await desk.misbehave(attempt.order_id, dropCallback=True, returnBy="GET")
    await driver.go_home(await driver.take(BANK_APPROVES, attempt))

    assert (await driver.look())["status"] == "confirmed"


async def test_a_doubled_callback_is_kept_once_and_booked_once(driver: Driver, desk: SandboxDesk) -> None:
    await driver.book((await make_world(1)).spaces[0])
    attempt = await driver.start_paying()
    await desk.misbehave(attempt.order_id, doubleCallback=True)
    await driver.take(BANK_APPROVES, attempt)
    facts = await desk.facts_once(attempt.order_id, _all_delivered)

    assert len(facts["deliveries"]) == 2
    assert (await driver.look())["status"] == "confirmed"
    assert await _heard(attempt.order_id) == [("callback", "captured")]
    assert await _movements(attempt.order_id) == ["capture", "sale"]


async def test_a_callback_that_comes_long_after_the_return_changes_nothing(
    driver: Driver, desk: SandboxDesk
) -> None:
    await driver.book((await make_world(1)).spaces[0])
    attempt = await driver.start_paying()
    await desk.misbehave(attempt.order_id, callbackDelaySeconds=3600)
    await driver.go_home(await driver.take(BANK_APPROVES, attempt))
    before = await driver.look()
    await desk.press(attempt.order_id, "callback")
    await desk.facts_once(
        attempt.order_id, lambda facts: "delivered" in [sent["state"] for sent in facts["deliveries"]]
    )

    assert before["status"] == "confirmed"
    assert (await driver.look())["receiptNumber"] == before["receiptNumber"]
    assert await _heard(attempt.order_id) == [
        ("return", None),
        ("enquiry", "captured"),
        ("callback", "repeated"),
    ]
    assert await _movements(attempt.order_id) == ["capture", "sale"]


async def test_a_return_after_the_callback_asks_nobody_anything(driver: Driver, desk: SandboxDesk) -> None:
    await driver.book((await make_world(1)).spaces[0])
    attempt = await driver.start_paying()
    await desk.misbehave(attempt.order_id, sequence="callback_first")
    page = await driver.take(BANK_APPROVES, attempt)
    assert (await driver.look())["status"] == "confirmed"
    await driver.go_home(page)

    assert await _heard(attempt.order_id) == [("callback", "captured"), ("return", None)]


async def test_an_older_callback_that_arrives_after_the_newer_one_is_out_of_order(
    driver: Driver, desk: SandboxDesk, shop: Stack
) -> None:
    await driver.book((await make_world(1)).spaces[0])
    attempt = await driver.start_paying()
    await desk.misbehave(attempt.order_id, dropCallback=True)
    await driver.take(CORPORATE, attempt)
    [on_its_way] = _callbacks(await desk.facts(attempt.order_id))
    await desk.press(attempt.order_id, "approve")
    await desk.press(attempt.order_id, "callback")
    await driver.sees("confirmed", "captured")
    assert await _send(shop, on_its_way["fields"]) == 200

    assert on_its_way["fields"]["rp_statusCode"] == "RP09"
    assert (await driver.look())["payment"]["status"] == "captured"
    assert await _heard(attempt.order_id) == [("callback", "captured"), ("callback", "out_of_order")]


async def test_an_exception_code_is_neither_success_nor_failure_and_the_truth_follows(
    driver: Driver, desk: SandboxDesk
) -> None:
    await driver.book((await make_world(1)).spaces[0])
    attempt = await driver.start_paying()
    await desk.misbehave(attempt.order_id, reportFirst="RP01", reportFirstSeconds=3600)
    await driver.go_home(await driver.take(BANK_APPROVES, attempt))
    booking = await driver.sees("held", "pending")
    assert (booking["payment"]["code"], booking["payment"]["canRetry"]) == ("RP01", False)
    await desk.press(attempt.order_id, "callback")

    await driver.sees("confirmed", "captured")
    assert await _movements(attempt.order_id) == ["capture", "sale"]


async def test_a_callback_over_another_amount_moves_nothing_and_is_listed(
    driver: Driver, desk: SandboxDesk
) -> None:
    await driver.book((await make_world(1)).spaces[0])
    attempt = await driver.start_paying()
    await desk.misbehave(attempt.order_id, callbackAmount="1.00")
    page = await driver.take(BANK_APPROVES, attempt)
    await desk.facts_once(attempt.order_id, _all_delivered)
    payment = await Payment.get(order_id=attempt.order_id)
    found = await Discrepancy.get(payment_id=payment.id)

    assert payment.status is PaymentStatus.CREATED
    assert (await driver.look())["status"] == "held"
    assert found.kind == "amount_mismatch"
    assert (found.detail["expected_sen"], found.detail["amount"]) == (1272, "1.00")
    assert await _movements(attempt.order_id) == []

    await driver.go_home(page)  # the enquiry tells the right amount
    assert (await driver.look())["status"] == "confirmed"


async def test_a_forged_callback_is_refused_kept_and_ineffective(driver: Driver, desk: SandboxDesk) -> None:
    await driver.book((await make_world(1)).spaces[0])
    attempt = await driver.start_paying()
    await desk.misbehave(attempt.order_id, forgeCallback=True)
    await driver.take(BANK_APPROVES, attempt)
    facts = await desk.facts_once(
        attempt.order_id, lambda facts: any("HTTP" in said["note"] for said in _callbacks(facts))
    )

    assert _callbacks(facts)[0]["note"].startswith("HTTP 400")
    assert (await driver.look())["status"] == "held"
    assert await _heard(attempt.order_id) == [("callback", None)]


async def test_the_back_button_does_not_end_a_payment_under_way(
    driver: Driver, desk: SandboxDesk, shop: Stack
) -> None:
    await driver.book((await make_world(1)).spaces[0])
    attempt = await driver.start_paying()
    at_the_gateway = await driver.buyer.start(attempt.form)
    again = await driver.buyer.start(attempt.form)
    assert again.way_home.fields["rp_statusCode"] == "RP45"
    assert await _send(shop, again.way_home.fields) == 200
    await driver.go_home(again)
    booking = await driver.look()

    assert booking["status"] == "held"
    assert booking["payment"]["status"] in {"created", "pending"}
    assert ("callback", "repeated_order") in await _heard(attempt.order_id)

    banks = await driver.buyer.follow(at_the_gateway, "Online banking")
    bank = await driver.buyer.fill_in(banks, bank="SBI-A")
    await driver.buyer.fill_in(bank)
    await driver.sees("confirmed", "captured")
    assert await _movements(attempt.order_id) == ["capture", "sale"]


async def test_the_back_button_after_paying_takes_nothing_back(driver: Driver) -> None:
    await driver.book((await make_world(1)).spaces[0])
    attempt = await driver.start_paying()
    await driver.take(BANK_APPROVES, attempt)
    await driver.sees("confirmed", "captured")
    again = await driver.buyer.start(attempt.form)
    await driver.go_home(again)

    assert again.way_home.fields["rp_statusCode"] == "RP45"
    assert (await driver.look())["payment"]["status"] == "captured"


async def test_two_forms_of_one_booking_that_are_both_paid_cost_the_driver_once(
    driver: Driver, desk: SandboxDesk
) -> None:
    await driver.book((await make_world(1)).spaces[0])
    first, second = await driver.start_paying(), await driver.start_paying()
    await driver.take(BANK_APPROVES, first)
    await driver.sees("confirmed", "captured")
    await driver.take(CARD_APPROVED, second)
    await desk.facts_once(second.order_id, _all_delivered)
    booking = await driver.look()

    assert (booking["status"], booking["payment"]["status"]) == ("confirmed", "captured")
    assert booking["refund"]["amountSen"] == booking["amountSen"] == 1272
    assert await _heard(second.order_id) == [("callback", "double")]


async def test_a_settlement_books_the_pay_out_and_the_fee_once(driver: Driver, desk: SandboxDesk) -> None:
    await driver.book((await make_world(1)).spaces[0])
    attempt = await driver.start_paying()
    await driver.take(BANK_APPROVES, attempt)
    await driver.sees("confirmed", "captured")
    for _ in range(2):
        await desk.press(attempt.order_id, "settle", fee="0.70")
    facts = await desk.facts_once(
        attempt.order_id, lambda facts: len(facts["deliveries"]) == 3 and _all_delivered(facts)
    )
    booked = LedgerTransaction.filter(key=f"settlement:{(await Payment.get(order_id=attempt.order_id)).id}")
    entries = await LedgerEntry.filter(transaction_id=(await booked.get()).id)

    assert [sent["kind"] for sent in facts["deliveries"]] == ["callback", "settlement", "settlement"]
    assert await _movements(attempt.order_id) == ["capture", "sale", "settlement"]
    assert {entry.account: entry.amount.sen for entry in entries} == {
        "bank": 1202,
        "gateway_fees": 70,
        "gateway_receivable": -1272,
    }


async def test_drivers_who_pay_at_the_same_time_each_get_their_own(new_driver: NewDriver) -> None:
    world = await make_world(5)
    drivers = [await (await new_driver()).book(space) for space in world.spaces]

    async def pay(driver: Driver) -> str:
        await driver.go_home(await driver.pay(BANK_APPROVES))
        return str((await driver.sees("confirmed", "captured"))["receiptNumber"])

    numbers = await asyncio.gather(*(pay(driver) for driver in drivers))

    assert sorted(int(number.rsplit("-", 1)[-1]) for number in numbers) == [1, 2, 3, 4, 5]
