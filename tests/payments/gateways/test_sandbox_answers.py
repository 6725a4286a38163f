"""How the sandbox's answers come home when it behaves: by the browser, by callback, by settlement message."""

from __future__ import annotations

import json
from datetime import date
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

import httpx
import pytest

from app.core import clock
from app.payments.gateways.ringgitpay import GatewayAnswer, is_authentic, is_caller_known, parse_answer
from app.payments.gateways.ringgitpay.requests import enquiry_fields
from tests.payments.gateways.sandbox_process import SandboxProcess
from tests.payments.gateways.shop import Heard, until
from tests.support.buyer import Buyer
from tests.support.ways import BANK_APPROVES, CANCELS, CORPORATE, LEAVES, WAYS, Way, take

CONCLUDED = [way for way in WAYS if way is not LEAVES]


def _today_in_malaysia() -> date:
    return clock.now().astimezone(ZoneInfo("Asia/Kuala_Lumpur")).date()


def answer_in(heard: Heard) -> GatewayAnswer:
    return parse_answer(None, heard.body)


@pytest.mark.parametrize("way", CONCLUDED, ids=str)
async def test_browser_and_callback_bring_the_same_signed_answer(
    sandbox: SandboxProcess, buyer: Buyer, order_id: str, way: Way
) -> None:
    await buyer.go_home(await take(way, buyer, sandbox.form(order_id)))
    [callback] = await sandbox.shop.wait_for_callbacks(order_id, 1)
    [home] = [heard for heard in sandbox.shop.heard_about(order_id) if heard.path == "/return"]

    assert home.method == callback.method == "POST"
    assert answer_in(home) == answer_in(callback)
    assert is_authentic(sandbox.credentials, answer_in(callback))
    assert answer_in(callback).status_code in way.codes


async def test_only_the_callback_carries_the_api_key(
    sandbox: SandboxProcess, buyer: Buyer, order_id: str
) -> None:
    await buyer.go_home(await take(BANK_APPROVES, buyer, sandbox.form(order_id)))
    await sandbox.shop.wait_for_callbacks(order_id, 1)
    known = {
        heard.path: is_caller_known(sandbox.credentials, heard.api_key)
        for heard in sandbox.shop.heard_about(order_id)
    }

    assert known == {"/callback": True, "/return": False}


async def test_a_callback_is_sent_again_until_it_is_answered_200(
    sandbox: SandboxProcess, buyer: Buyer, order_id: str
) -> None:
    sandbox.shop.refusals[order_id] = 2
    await take(BANK_APPROVES, buyer, sandbox.form(order_id))
    bodies = {heard.body for heard in await sandbox.shop.wait_for_callbacks(order_id, 3)}
    facts = await sandbox.facts_once(order_id, lambda facts: facts["deliveries"][0]["state"] == "delivered")

    assert len(bodies) == 1
    assert facts["deliveries"] == [{"kind": "callback", "state": "delivered", "attempts": 3}]


async def test_a_callback_nobody_takes_is_given_up(
    sandbox: SandboxProcess, buyer: Buyer, order_id: str
) -> None:
    sandbox.shop.refusals[order_id] = 1000
    await take(BANK_APPROVES, buyer, sandbox.form(order_id))
    facts = await sandbox.facts_once(order_id, lambda facts: facts["deliveries"][0]["state"] == "given_up")

    assert facts["deliveries"][0]["attempts"] == 4
    assert len(sandbox.shop.callbacks(order_id)) == 4


async def test_a_corporate_payment_is_decided_by_hand(
    sandbox: SandboxProcess, buyer: Buyer, order_id: str
) -> None:
    await take(CORPORATE, buyer, sandbox.form(order_id))
    await sandbox.press(order_id, "approve")
    codes = [answer_in(heard).status_code for heard in await sandbox.shop.wait_for_callbacks(order_id, 2)]

    assert codes == ["RP09", "RP00"]


async def test_a_corporate_payment_declined_by_hand_stays_declined(
    sandbox: SandboxProcess, buyer: Buyer, order_id: str
) -> None:
    await take(CORPORATE, buyer, sandbox.form(order_id))
    await sandbox.press(order_id, "decline")
    await sandbox.press(order_id, "approve")
    async with sandbox.client() as client:
        reply = await client.enquire(order_id)

    assert reply.answer.status_code == "RP92"


@pytest.mark.parametrize(
    ("channel", "bank", "amount_sen", "code"),
    [
        ("Online banking", "SBI-A", 99, "RP94"),
        ("Online banking", "SBI-A", 3_000_001, "RP95"),
        ("Corporate banking", "SBI-A-CORP", 199, "RP94"),
        ("Corporate banking", "SBI-A-CORP", 100_000_001, "RP95"),
    ],
)
async def test_an_amount_outside_the_limits_of_fpx_ends_the_payment(
    sandbox: SandboxProcess, buyer: Buyer, order_id: str, channel: str, bank: str, amount_sen: int, code: str
) -> None:
    page = await buyer.start(sandbox.form(order_id, amount_sen))
    page = await buyer.fill_in(await buyer.follow(page, channel), bank=bank)

    assert page.way_home.fields["rp_statusCode"] == code


@pytest.mark.parametrize(
    ("channel", "bank", "amount_sen"),
    [
        ("Online banking", "SBI-A", 100),
        ("Online banking", "SBI-A", 3_000_000),
        ("Corporate banking", "SBI-A-CORP", 200),
        ("Corporate banking", "SBI-A-CORP", 100_000_000),
    ],
)
async def test_an_amount_on_the_limit_of_fpx_is_taken(
    sandbox: SandboxProcess, buyer: Buyer, order_id: str, channel: str, bank: str, amount_sen: int
) -> None:
    page = await buyer.start(sandbox.form(order_id, amount_sen))
    page = await buyer.fill_in(await buyer.follow(page, channel), bank=bank)

    assert page.url.endswith("/bank")


async def test_a_form_without_a_return_url_leads_to_the_registered_one(
    sandbox: SandboxProcess, buyer: Buyer, order_id: str
) -> None:
    form = sandbox.form(order_id)
    del form.fields["returnURL"]
    page = await take(CANCELS, buyer, form)

    assert page.way_home.action == f"{sandbox.shop.url}/return?registered=1"


async def test_a_second_use_of_an_order_is_told_to_the_shop_and_changes_nothing(
    sandbox: SandboxProcess, buyer: Buyer, order_id: str
) -> None:
    await take(BANK_APPROVES, buyer, sandbox.form(order_id))
    again = await buyer.start(sandbox.form(order_id))
    answer = parse_answer(None, again.way_home.fields)
    async with sandbox.client() as client:
        reply = await client.enquire(order_id)

    assert answer.status_code == "RP45"
    assert is_authentic(sandbox.credentials, answer)
    assert reply.answer.status_code == "RP00"


async def test_nothing_is_signed_for_a_request_the_shop_did_not_sign(
    sandbox: SandboxProcess, buyer: Buyer, order_id: str
) -> None:
    page = await buyer.start(sandbox.form(order_id, amount="0.01"))

    assert page.status == 400
    assert page.forms == []


async def test_a_buyer_who_stays_away_times_out(
    own_sandbox: SandboxProcess, buyer: Buyer, order_id: str
) -> None:
    own_sandbox.start(**{"session-seconds": "0.2"})
    page = await buyer.start(own_sandbox.form(order_id))
    [callback] = await own_sandbox.shop.wait_for_callbacks(order_id, 1)

    assert answer_in(callback).status_code == "RP97"
    assert "Payment timed out" in (await buyer.open(page.url)).text


async def test_a_settlement_message_names_what_is_left_after_the_fee(
    sandbox: SandboxProcess, buyer: Buyer, order_id: str
) -> None:
    await take(BANK_APPROVES, buyer, sandbox.form(order_id))
    before = _today_in_malaysia()
    await sandbox.press(order_id, "settle", fee="0.85")
    after = _today_in_malaysia()
    await sandbox.press(order_id, "settle", fee="9.99")
    heard = await sandbox.shop.wait_for_callbacks(order_id, 3)
    answers = [answer_in(message) for message in heard]
    settlements = [answer for answer in answers if answer.is_settlement]

    assert len(settlements) == 2
    assert all(is_authentic(sandbox.credentials, answer) for answer in settlements)
    assert {answer.settlement_amount_sen for answer in settlements} == {1165}
    assert settlements[0].settlement_date in (before, after)  # midnight may pass in between
    assert settlements[0].settlement_note == "Fee RM 0.85"


async def test_what_was_not_captured_is_not_settled(
    sandbox: SandboxProcess, buyer: Buyer, order_id: str
) -> None:
    await take(CANCELS, buyer, sandbox.form(order_id))
    await sandbox.press(order_id, "settle")
    await sandbox.press(order_id, "callback")
    answers = [answer_in(heard) for heard in await sandbox.shop.wait_for_callbacks(order_id, 2)]

    assert not any(answer.is_settlement for answer in answers)


@pytest.mark.parametrize(
    ("accept", "is_json"), [("application/json", True), ("application/x-www-form-urlencoded", False)]
)
async def test_an_enquiry_is_answered_in_the_form_it_asks_for(
    sandbox: SandboxProcess, buyer: Buyer, order_id: str, accept: str, is_json: bool
) -> None:
    await take(BANK_APPROVES, buyer, sandbox.form(order_id))
    async with httpx.AsyncClient() as http:
        response = await http.post(
            sandbox.credentials.enquiry_url,
            data=enquiry_fields(sandbox.credentials, order_id, None),
            headers={"Accept": accept},
        )

    assert response.headers["Content-Type"] == accept
    assert response.text.startswith("{") == is_json
    assert is_authentic(sandbox.credentials, parse_answer(accept, response.content))


@pytest.mark.parametrize("body", ["[1]", "{", json.dumps({"appId": 7}), json.dumps({"appId": "\ud800"})])
async def test_an_unreadable_enquiry_is_answered_400(sandbox: SandboxProcess, body: str) -> None:
    async with httpx.AsyncClient() as http:
        response = await http.post(
            sandbox.credentials.enquiry_url, content=body, headers={"Content-Type": "application/json"}
        )

    assert response.status_code == 400


async def test_an_oversized_request_is_refused(sandbox: SandboxProcess) -> None:
    async with httpx.AsyncClient() as http:
        response = await http.post(sandbox.credentials.payment_url, content=urlencode({"ref1": "x" * 70_000}))

    assert response.status_code == 413


async def test_a_crash_forgets_nothing(own_sandbox: SandboxProcess, buyer: Buyer, order_id: str) -> None:
    own_sandbox.start(**{"resend-gaps": "1,1,1,1,1,1,1,1"})
    own_sandbox.shop.refusals[order_id] = 1
    await take(CORPORATE, buyer, own_sandbox.form(order_id))
    [before] = await own_sandbox.shop.wait_for_callbacks(order_id, 1)
    open_page = await buyer.start(own_sandbox.form(f"{order_id[:19]}Z"))
    own_sandbox.crash()
    own_sandbox.start()
    after = (await own_sandbox.shop.wait_for_callbacks(order_id, 2))[1]
    await own_sandbox.press(order_id, "approve")
    await until(
        lambda: "RP00" in {answer_in(heard).status_code for heard in own_sandbox.shop.callbacks(order_id)}
    )

    assert after.body == before.body
    assert (await buyer.open(open_page.url)).text == open_page.text


async def test_what_waited_for_a_browser_is_sent_after_a_restart(
    own_sandbox: SandboxProcess, buyer: Buyer, order_id: str
) -> None:
    own_sandbox.start()
    await own_sandbox.misbehave(order_id, sequence="return_first")
    card = await buyer.follow(await buyer.start(own_sandbox.form(order_id)), "Card")
    async with httpx.AsyncClient() as browser_that_stops:
        await browser_that_stops.post(card.url, data=card.form_to("/card").fields)
    own_sandbox.crash()
    own_sandbox.start()
    [callback] = await own_sandbox.shop.wait_for_callbacks(order_id, 1)

    assert answer_in(callback).status_code == "RP00"


async def test_the_callback_log_grows_with_every_attempt(
    sandbox: SandboxProcess, buyer: Buyer, order_id: str
) -> None:
    sandbox.shop.refusals[order_id] = 1
    page = await take(BANK_APPROVES, buyer, sandbox.form(order_id))
    assert page.way_home.fields["rp_statusCode"] == "RP00"
    await sandbox.facts_once(order_id, lambda facts: facts["deliveries"][0]["state"] == "delivered")
    notes = [
        message["note"]
        for message in (await sandbox.facts(order_id))["messages"]
        if message["kind"] == "callback"
    ]

    assert notes == ["HTTP 503; again in 0.05 s", "HTTP 200"]


async def test_the_shop_hears_nothing_twice_without_reason(
    sandbox: SandboxProcess, buyer: Buyer, order_id: str
) -> None:
    page = await take(BANK_APPROVES, buyer, sandbox.form(order_id))
    await buyer.open(page.url)
    await buyer.open(page.url)
    await until(lambda: len(sandbox.shop.callbacks(order_id)) >= 1)
    facts = await sandbox.facts(order_id)

    assert len(facts["deliveries"]) == 1
