"""The sandbox on a bad day: each misbehaviour, asked for and seen."""

from __future__ import annotations

import httpx
import pytest

from app.payments.gateways.protocol import GatewayRefused, GatewayUnavailable
from app.payments.gateways.ringgitpay import GatewayAnswer, is_authentic, parse_answer
from tests.payments.gateways.sandbox_process import SandboxProcess
from tests.support.buyer import Buyer
from tests.support.ways import BANK_APPROVES, BANK_FAILS, CARD_APPROVED, CORPORATE, Way, take


async def callback_answers(sandbox: SandboxProcess, order_id: str, count: int) -> list[GatewayAnswer]:
    heard = await sandbox.shop.wait_for_callbacks(order_id, count)
    return [parse_answer(None, callback.body) for callback in heard]


async def refundable(sandbox: SandboxProcess, buyer: Buyer, order_id: str) -> str:
    """The transaction reference of a captured payment over RM 12.50."""
    page = await take(BANK_APPROVES, buyer, sandbox.form(order_id))
    return page.way_home.fields["rp_transactionRef"]


async def test_a_dropped_callback_leaves_the_truth_to_the_enquiry(
    sandbox: SandboxProcess, buyer: Buyer, order_id: str
) -> None:
    await sandbox.misbehave(order_id, dropCallback=True)
    await take(BANK_APPROVES, buyer, sandbox.form(order_id))
    facts = await sandbox.facts(order_id)
    async with sandbox.client() as client:
        reply = await client.enquire(order_id)

    assert facts["deliveries"] == []
    assert [said["note"] for said in facts["messages"] if said["kind"] == "callback"] == [
        "dropped on request"
    ]
    assert reply.answer.status_code == "RP00"


async def test_a_doubled_callback_comes_twice_with_the_same_bytes(
    sandbox: SandboxProcess, buyer: Buyer, order_id: str
) -> None:
    await sandbox.misbehave(order_id, doubleCallback=True)
    await take(BANK_APPROVES, buyer, sandbox.form(order_id))
    first, second = await sandbox.shop.wait_for_callbacks(order_id, 2)

    assert first.body == second.body


async def test_a_delayed_callback_is_overtaken_by_a_later_one(
    sandbox: SandboxProcess, buyer: Buyer, order_id: str
) -> None:
    await sandbox.misbehave(order_id, callbackDelaySeconds=3600)
    await take(CORPORATE, buyer, sandbox.form(order_id))
    await sandbox.misbehave(order_id, callbackDelaySeconds=0.1)
    await sandbox.press(order_id, "approve")
    [answer] = await callback_answers(sandbox, order_id, 1)
    facts = await sandbox.facts_once(order_id, lambda facts: facts["deliveries"][1]["state"] == "delivered")

    assert answer.status_code == "RP00"
    assert [sent["state"] for sent in facts["deliveries"]] == ["waiting", "delivered"]


async def test_the_callback_can_be_made_to_come_before_the_browser_is_let_go(
    sandbox: SandboxProcess, buyer: Buyer, order_id: str
) -> None:
    await sandbox.misbehave(order_id, sequence="callback_first")
    page = await take(BANK_APPROVES, buyer, sandbox.form(order_id))
    before = [heard.path for heard in sandbox.shop.heard_about(order_id)]
    await buyer.go_home(page)

    assert before == ["/callback"]


async def test_the_callback_can_be_held_back_until_the_browser_went_home(
    sandbox: SandboxProcess, buyer: Buyer, order_id: str
) -> None:
    await sandbox.misbehave(order_id, sequence="return_first")
    card = await buyer.follow(await buyer.start(sandbox.form(order_id)), "Card")
    async with httpx.AsyncClient() as browser_that_stops:
        paid = await browser_that_stops.post(card.url, data=card.form_to("/card").fields)
    held = await sandbox.facts(order_id)
    await buyer.open(f"{sandbox.url}{paid.headers['Location']}")
    await sandbox.shop.wait_for_callbacks(order_id, 1)

    assert [sent["state"] for sent in held["deliveries"]] == ["held"]


async def test_a_wrong_amount_is_validly_signed(sandbox: SandboxProcess, buyer: Buyer, order_id: str) -> None:
    await sandbox.misbehave(order_id, callbackAmount="1.00")
    await take(BANK_APPROVES, buyer, sandbox.form(order_id))
    [answer] = await callback_answers(sandbox, order_id, 1)

    assert is_authentic(sandbox.credentials, answer)
    assert (answer.status_code, answer.amount_sen) == ("RP00", 100)


async def test_a_forged_callback_is_well_formed_but_not_authentic(
    sandbox: SandboxProcess, buyer: Buyer, order_id: str
) -> None:
    await sandbox.misbehave(order_id, forgeCallback=True)
    await take(BANK_APPROVES, buyer, sandbox.form(order_id))
    [answer] = await callback_answers(sandbox, order_id, 1)

    assert not is_authentic(sandbox.credentials, answer)
    assert (answer.status_code, answer.amount_sen) == ("RP00", 1250)


@pytest.mark.parametrize("first", ["RP09", "RP01"])
async def test_an_approval_can_hesitate_on_every_channel(
    sandbox: SandboxProcess, buyer: Buyer, order_id: str, first: str
) -> None:
    await sandbox.misbehave(order_id, reportFirst=first, reportFirstSeconds=3600)
    page = await take(CARD_APPROVED, buyer, sandbox.form(order_id))
    async with sandbox.client() as client:
        enquired = await client.enquire(order_id)
    [answer] = await callback_answers(sandbox, order_id, 1)

    assert page.way_home.fields["rp_statusCode"] == first
    assert enquired.answer.status_code == first
    assert answer.status_code == first


async def test_after_hesitating_the_approval_is_told(
    sandbox: SandboxProcess, buyer: Buyer, order_id: str
) -> None:
    await sandbox.misbehave(order_id, reportFirst="RP09", reportFirstSeconds=0.2)
    await take(CARD_APPROVED, buyer, sandbox.form(order_id))
    answers = await callback_answers(sandbox, order_id, 2)
    async with sandbox.client() as client:
        enquired = await client.enquire(order_id)

    assert [answer.status_code for answer in answers] == ["RP09", "RP00"]
    assert enquired.answer.status_code == "RP00"


@pytest.mark.parametrize(
    ("fault", "complaint"), [("error", "HTTP 500"), ("nothing", "unreadable"), ("garbage", "unreadable")]
)
async def test_an_enquiry_can_fail_so_many_times(
    sandbox: SandboxProcess, buyer: Buyer, order_id: str, fault: str, complaint: str
) -> None:
    await sandbox.misbehave(order_id, enquiry=fault, enquiryTimes=2)
    await take(BANK_APPROVES, buyer, sandbox.form(order_id))
    async with sandbox.client() as client:
        for _ in range(2):
            with pytest.raises(GatewayUnavailable, match=complaint):
                await client.enquire(order_id)
        reply = await client.enquire(order_id)

    assert reply.answer.status_code == "RP00"


async def test_an_enquiry_can_hang(sandbox: SandboxProcess, buyer: Buyer, order_id: str) -> None:
    await sandbox.misbehave(order_id, enquiry="timeout")
    await take(BANK_APPROVES, buyer, sandbox.form(order_id))
    async with sandbox.client(timeout=0.3) as client:
        with pytest.raises(GatewayUnavailable, match="TimeoutError"):
            await client.enquire(order_id)


async def test_the_return_can_be_lost(sandbox: SandboxProcess, buyer: Buyer, order_id: str) -> None:
    await sandbox.misbehave(order_id, returnBy="drop")
    page = await take(BANK_APPROVES, buyer, sandbox.form(order_id))

    assert page.forms == []
    assert "The way back was lost" in page.text
    assert [answer.status_code for answer in await callback_answers(sandbox, order_id, 1)] == ["RP00"]


async def test_the_return_can_be_a_get(sandbox: SandboxProcess, buyer: Buyer, order_id: str) -> None:
    await sandbox.misbehave(order_id, returnBy="GET")
    await buyer.go_home(await take(BANK_APPROVES, buyer, sandbox.form(order_id)))
    [home] = [heard for heard in sandbox.shop.heard_about(order_id) if heard.path == "/return"]

    assert home.method == "GET"
    assert is_authentic(sandbox.credentials, parse_answer(None, home.body))


async def test_paying_can_be_made_to_end_with_any_code(
    sandbox: SandboxProcess, buyer: Buyer, order_id: str
) -> None:
    await sandbox.misbehave(order_id, status="RP77")
    await take(BANK_APPROVES, buyer, sandbox.form(order_id))
    [answer] = await callback_answers(sandbox, order_id, 1)

    assert answer.status_code == "RP77"
    assert is_authentic(sandbox.credentials, answer)


async def test_a_refund_happens_once_per_refund_id(
    sandbox: SandboxProcess, buyer: Buyer, order_id: str
) -> None:
    ref = await refundable(sandbox, buyer, order_id)
    async with sandbox.client() as client:
        first = await client.refund(order_id, ref, 500, f"{order_id}A")
        again = await client.refund(order_id, ref, 500, f"{order_id}A")
        rest = await client.refund(order_id, ref, 750, f"{order_id}B")
        with pytest.raises(GatewayRefused, match="IR12"):
            await client.refund(order_id, ref, 1, f"{order_id}C")

    assert all(is_authentic(sandbox.credentials, reply.answer) for reply in (first, again, rest))
    assert (first.answer.status_code, first.answer.amount_sen) == ("RP00", 500)
    assert first.answer.refund_id == again.answer.refund_id == f"{order_id}A"
    assert (await sandbox.facts(order_id))["refundedSen"] == 1250


async def test_a_refund_id_is_not_taken_for_another_amount(
    sandbox: SandboxProcess, buyer: Buyer, order_id: str
) -> None:
    ref = await refundable(sandbox, buyer, order_id)
    async with sandbox.client() as client:
        await client.refund(order_id, ref, 500, f"{order_id}A")
        other = await client.refund(order_id, ref, 600, f"{order_id}A")

    assert other.answer.status_code == "RP45"
    assert (await sandbox.facts(order_id))["refundedSen"] == 500


@pytest.mark.parametrize(
    ("way", "ref", "code"),
    [(BANK_FAILS, None, "IR10"), (CORPORATE, None, "IR10"), (BANK_APPROVES, "X", "IR18")],
)
async def test_what_cannot_be_refunded_is_refused(
    sandbox: SandboxProcess, buyer: Buyer, order_id: str, way: Way, ref: str | None, code: str
) -> None:
    page = await take(way, buyer, sandbox.form(order_id))
    async with sandbox.client() as client:
        with pytest.raises(GatewayRefused, match=code):
            await client.refund(
                order_id, ref or page.way_home.fields["rp_transactionRef"], 500, f"{order_id}A"
            )


@pytest.mark.parametrize(("fault", "refunded_sen"), [("error", 0), ("lost", 500)])
async def test_a_refund_can_fail_before_or_after_it_is_made(
    sandbox: SandboxProcess, buyer: Buyer, order_id: str, fault: str, refunded_sen: int
) -> None:
    await sandbox.misbehave(order_id, refund=fault)
    ref = await refundable(sandbox, buyer, order_id)
    async with sandbox.client() as client:
        with pytest.raises(GatewayUnavailable, match="HTTP 500"):
            await client.refund(order_id, ref, 500, f"{order_id}A")

    assert (await sandbox.facts(order_id))["refundedSen"] == refunded_sen


async def test_what_is_asked_for_the_next_payment_is_for_one_only(
    own_sandbox: SandboxProcess, buyer: Buyer, order_id: str
) -> None:
    own_sandbox.start()
    await own_sandbox.control("/sandbox/behaviour", {"scope": "next", "doubleCallback": True})
    other = f"{order_id[:19]}Z"
    await take(BANK_APPROVES, buyer, own_sandbox.form(order_id))
    await take(BANK_APPROVES, buyer, own_sandbox.form(other))

    assert len((await own_sandbox.facts(order_id))["deliveries"]) == 2
    assert len((await own_sandbox.facts(other))["deliveries"]) == 1


async def test_what_is_asked_for_always_holds_until_it_is_cleared(
    own_sandbox: SandboxProcess, buyer: Buyer, order_id: str
) -> None:
    own_sandbox.start()
    created = await own_sandbox.control("/sandbox/behaviour", {"scope": "always", "dropCallback": True})
    await take(BANK_APPROVES, buyer, own_sandbox.form(order_id))
    async with httpx.AsyncClient(base_url=own_sandbox.url) as http:
        listed = (await http.get("/sandbox/behaviour")).json()
        removed = await http.delete(f"/sandbox/behaviour/{created.json()['id']}")
        missing = await http.delete(f"/sandbox/behaviour/{created.json()['id']}")
        cleared = await http.delete("/sandbox/behaviour")
    other = f"{order_id[:19]}Z"
    await take(BANK_APPROVES, buyer, own_sandbox.form(other))

    assert listed == {"behaviours": [{"id": 1, "scope": "always", "orderId": "", "dropCallback": True}]}
    assert (removed.status_code, missing.status_code, cleared.status_code) == (204, 404, 204)
    assert (await own_sandbox.facts(order_id))["deliveries"] == []
    assert len((await own_sandbox.facts(other))["deliveries"]) == 1


@pytest.mark.parametrize(
    ("document", "complaint"),
    [
        ({}, "nothing departs"),
        ({"scope": "sometimes", "dropCallback": True}, "scope"),
        ({"scope": "order", "dropCallback": True}, "orderId"),
        ({"scope": "next", "orderId": "PK1", "dropCallback": True}, "orderId"),
        ({"explode": True}, "explode"),
        ({"dropCallback": 1}, "dropCallback"),
        ({"callbackDelaySeconds": -1}, "callbackDelaySeconds"),
        ({"callbackDelaySeconds": True}, "callbackDelaySeconds"),
        ({"callbackAmount": "1"}, "callbackAmount"),
        ({"enquiry": "explode"}, "enquiry"),
        ({"enquiryTimes": -1}, "enquiryTimes"),
        ({"status": "fine"}, "status"),
        ([], "JSON object"),
    ],
)
async def test_a_misbehaviour_it_does_not_know_is_refused_by_name(
    sandbox: SandboxProcess, document: object, complaint: str
) -> None:
    async with httpx.AsyncClient() as http:
        response = await http.post(f"{sandbox.url}/sandbox/behaviour", json=document)

    assert response.status_code == 422
    assert complaint in response.json()["error"]
