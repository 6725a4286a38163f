"""What ParkPro relies on RinggitPay for: the same cases for the sandbox and for the real UAT environment.

Without settings the cases run against the sandbox, over real HTTP. With `RINGGITPAY_UAT_APP_ID` set they
run against UAT: each case that needs a buyer writes a page to `RINGGITPAY_UAT_PAGES`, says which, and waits
while a person opens it and pays as it says.

| variable | meaning |
|---|---|
| `RINGGITPAY_UAT_APP_ID`, `RINGGITPAY_UAT_REQUEST_KEY`, `RINGGITPAY_UAT_RESPONSE_KEY` | the UAT application |
| `RINGGITPAY_UAT_PAYMENT_URL`, `RINGGITPAY_UAT_ENQUIRY_URL` | default: the hosts of the guide |
| `RINGGITPAY_UAT_RETURN_URL` | where the buyer ends; default: the registered redirect URL |
| `RINGGITPAY_UAT_PAGES` | an existing folder for the pages to open; default: the working directory |
| `RINGGITPAY_UAT_PATIENCE` | seconds to wait for each payment; default 600 |

Run it alone and with output: `pytest -s tests/payments/gateways/test_gateway_contract.py`.
"""

from __future__ import annotations

import re
from dataclasses import replace

import httpx
import pytest

from app.payments.gateways.protocol import GatewayRefused
from app.payments.gateways.ringgitpay import Outcome, RinggitPayClient, is_authentic, outcome_of, parse_answer
from app.payments.gateways.ringgitpay.requests import enquiry_fields
from tests.payments.gateways.tills import Till, the_till
from tests.support.ways import BANK_APPROVES, CARD_DECLINED, WAYS, Way

_CODE = re.compile(r"\b(?:RP[0-9]{2,3}|IR[0-9]{2})\b")


@pytest.fixture
def till(request: pytest.FixtureRequest) -> Till:
    return the_till(request)


async def codes_shown(
    till: Till, changes: dict[str, str], order_id: str, *, is_resigned: bool = True
) -> set[str]:
    """The status codes on the page that a changed payment form leads to, without a buyer doing anything."""
    form = till.form(order_id, changes, is_resigned=is_resigned)
    async with httpx.AsyncClient(follow_redirects=True, timeout=30) as browser:
        page = await browser.post(form.action, data=form.fields)
    return set(_CODE.findall(page.text))


@pytest.mark.parametrize("way", WAYS, ids=str)
async def test_a_payment_ends_as_its_way_of_paying_says(till: Till, way: Way, order_id: str) -> None:
    answer = (await till.pay(order_id, way)).answer

    assert is_authentic(till.credentials, answer)
    assert answer.status_code in way.codes
    assert outcome_of(answer.status_code) is way.outcome
    assert (answer.app_id, answer.order_id) == (till.credentials.app_id, order_id)
    assert (answer.currency, answer.amount_sen) == ("MYR", 1250)
    assert (answer.refs[0], answer.refs[2]) == ("PK-7F3K9Q", "third")
    assert answer.transaction_ref
    assert answer.txn_time is not None


async def test_an_enquiry_by_transaction_reference_finds_the_same(till: Till, order_id: str) -> None:
    by_order = (await till.pay(order_id, BANK_APPROVES)).answer
    async with RinggitPayClient(till.credentials) as client:
        by_reference = (await client.enquire(order_id, by_order.transaction_ref)).answer

    assert by_reference.check_sum == by_order.check_sum


async def test_an_enquiry_with_another_reference_is_refused(till: Till, order_id: str) -> None:
    await till.pay(order_id, BANK_APPROVES)
    async with RinggitPayClient(till.credentials) as client:
        with pytest.raises(GatewayRefused, match="IR18"):
            await client.enquire(order_id, "NOSUCHREFERENCE")


async def test_enquiries_are_taken_as_json_and_as_a_form(till: Till, order_id: str) -> None:
    await till.pay(order_id, CARD_DECLINED)
    fields = enquiry_fields(till.credentials, order_id, None)
    async with httpx.AsyncClient(timeout=30) as http:
        as_json = await http.post(till.credentials.enquiry_url, json=fields)
        as_form = await http.post(till.credentials.enquiry_url, data=fields)
    answers = [
        parse_answer(response.headers.get("Content-Type"), response.content)
        for response in (as_json, as_form)
    ]

    assert answers[0].check_sum == answers[1].check_sum
    assert all(is_authentic(till.credentials, answer) for answer in answers)


async def test_an_order_nobody_started_is_unknown(till: Till, order_id: str) -> None:
    async with RinggitPayClient(till.credentials) as client:
        with pytest.raises(GatewayRefused) as caught:
            await client.enquire(order_id)

    assert caught.value.is_order_unknown


async def test_an_enquiry_under_another_key_is_refused(till: Till, order_id: str) -> None:
    async with RinggitPayClient(replace(till.credentials, request_key="another")) as client:
        with pytest.raises(GatewayRefused, match="IR13"):
            await client.enquire(order_id)


async def test_an_enquiry_of_another_merchant_is_refused(till: Till, order_id: str) -> None:
    async with RinggitPayClient(replace(till.credentials, app_id="RPA-NOBODY")) as client:
        with pytest.raises(GatewayRefused, match="IR20"):
            await client.enquire(order_id)


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"orderId": "PK-1 2"}, "IR10"),
        ({"orderId": "P" * 21}, "IR10"),
        ({"currency": "XXX"}, "IR11"),
        ({"amount": "12.5"}, "IR12"),
        ({"amount": "0.00"}, "IR12"),
        ({"buyerEmail": "no address"}, "IR14"),
        ({"buyerEmail": "a" * 40 + "@parkpro.example"}, "IR14"),
        ({"returnURL": "not%20a%20url"}, "IR15"),
        ({"returnURL": "https%3A%2F%2Fparkpro.example%2F" + "r" * 150}, "IR15"),
        ({"appId": "RPA-NOBODY"}, "IR20"),
    ],
)
async def test_a_payment_request_is_refused_with_its_code(
    till: Till, order_id: str, changes: dict[str, str], code: str
) -> None:
    assert await codes_shown(till, changes, order_id) == {code}


@pytest.mark.parametrize("changes", [{"amount": "0.01"}, {"orderId": "SOMEONEELSES"}, {"checkSum": "0" * 64}])
async def test_a_payment_request_changed_after_signing_is_refused(
    till: Till, order_id: str, changes: dict[str, str]
) -> None:
    assert await codes_shown(till, changes, order_id, is_resigned=False) == {"IR13"}


async def test_an_order_number_is_taken_once(till: Till, order_id: str) -> None:
    assert await codes_shown(till, {}, order_id) == set()
    assert await codes_shown(till, {}, order_id) == {"RP45"}


async def test_a_payment_in_progress_is_not_final(till: Till, order_id: str) -> None:
    await codes_shown(till, {}, order_id)
    async with RinggitPayClient(till.credentials) as client:
        reply = await client.enquire(order_id)

    assert outcome_of(reply.answer.status_code) in (Outcome.PENDING, Outcome.UNKNOWN)
