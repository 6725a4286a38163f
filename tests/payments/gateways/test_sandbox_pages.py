"""The hosted page and the console, as people without scripts use them."""

from __future__ import annotations

import httpx
import pytest

from app.payments.gateways.ringgitpay import PaymentForm
from tests.payments.gateways.sandbox_process import SandboxProcess
from tests.support.buyer import Buyer
from tests.support.ways import BANK_APPROVES, CARD_APPROVED, CORPORATE, take

RIBBON = "Sandbox: no real money"


async def test_every_page_says_that_no_money_moves(
    sandbox: SandboxProcess, buyer: Buyer, order_id: str
) -> None:
    choice = await buyer.start(sandbox.form(order_id))
    banks = await buyer.follow(choice, "Online banking")
    pages = [
        choice,
        banks,
        await buyer.fill_in(banks, bank="SBI-A"),
        await buyer.follow(choice, "Corporate banking"),
        await buyer.follow(choice, "Card"),
        await buyer.follow(choice, "E-wallet"),
        await buyer.send(choice, choice.form_to("/cancel")),
        await buyer.start(sandbox.form(order_id)),
        await buyer.start(sandbox.form(order_id, amount="0.01")),
        await buyer.open(f"{sandbox.url}/sandbox"),
        await buyer.open(f"{sandbox.url}/sandbox/payments/{order_id}"),
        await buyer.open(f"{sandbox.url}/payment/nothing-here"),
    ]

    assert [page.url for page in pages if RIBBON not in page.text] == []


async def test_the_buyer_sees_whom_and_how_much_before_choosing(
    sandbox: SandboxProcess, buyer: Buyer, order_id: str
) -> None:
    page = await buyer.start(sandbox.form(order_id, 123_456_78))

    for words in ("Plaza Contoh", "RM 123,456.78", order_id):
        assert words in page.text
    assert "At most RM 30,000.00" in page.text


@pytest.mark.parametrize("channel", ["Online banking", "Corporate banking", "Card", "E-wallet"])
async def test_cancelling_is_possible_everywhere(
    sandbox: SandboxProcess, buyer: Buyer, order_id: str, channel: str
) -> None:
    page = await buyer.follow(await buyer.start(sandbox.form(order_id)), channel)
    page = await buyer.send(page, page.form_to("/cancel"))

    assert page.way_home.fields["rp_statusCode"] == "RP96"


async def test_cancelling_is_possible_at_the_bank(
    sandbox: SandboxProcess, buyer: Buyer, order_id: str
) -> None:
    page = await buyer.follow(await buyer.start(sandbox.form(order_id)), "Online banking")
    page = await buyer.fill_in(page, bank="SBI-A")
    page = await buyer.send(page, page.form_to("/cancel"))

    assert page.way_home.fields["rp_statusCode"] == "RP96"


@pytest.mark.parametrize(
    ("filled", "complaint"),
    [
        ({"number": "4111 1111 1111 1112"}, "not a card number"),
        ({"number": "not digits"}, "not a card number"),
        ({"holder": " "}, "name on the card"),
        ({"expiry": "01/30"}, "expiry dates"),
        ({"cvc": "12"}, "security code"),
    ],
)
async def test_a_card_form_with_a_slip_is_shown_again_as_filled_in(
    sandbox: SandboxProcess, buyer: Buyer, order_id: str, filled: dict[str, str], complaint: str
) -> None:
    page = await buyer.follow(await buyer.start(sandbox.form(order_id)), "Card")
    page = await buyer.fill_in(page, **filled)
    [(name, value)] = filled.items()

    assert complaint in page.text
    assert page.form_to("/card").fields[name] == value.strip()
    assert (await sandbox.facts(order_id))["stage"] == "open"


@pytest.mark.parametrize(("kind", "mode"), [("CC", "CC"), ("DC", "DC")])
async def test_credit_and_debit_cards_are_told_apart(
    sandbox: SandboxProcess, buyer: Buyer, order_id: str, kind: str, mode: str
) -> None:
    page = await buyer.follow(await buyer.start(sandbox.form(order_id)), "Card")
    page = await buyer.fill_in(page, kind=kind)

    assert page.way_home.fields["rp_paymentMode"] == mode


@pytest.mark.parametrize(
    ("path", "field", "complaint"),
    [
        ("fpx", "bank", "choose a bank"),
        ("fpx-corporate", "bank", "choose a bank"),
        ("wallet", "wallet", "choose a wallet"),
    ],
)
async def test_an_invented_choice_is_not_taken(
    sandbox: SandboxProcess, buyer: Buyer, order_id: str, path: str, field: str, complaint: str
) -> None:
    page = await buyer.start(sandbox.form(order_id))
    page = await buyer.start(PaymentForm(f"{page.url}/{path}", {field: "SBI-C"}))

    assert complaint in page.text
    assert (await sandbox.facts(order_id))["stage"] == "open"


async def test_the_bank_cannot_be_reached_before_one_is_chosen(
    sandbox: SandboxProcess, buyer: Buyer, order_id: str
) -> None:
    choice = await buyer.start(sandbox.form(order_id))
    looked = await buyer.open(f"{choice.url}/bank")
    paid = await buyer.start(PaymentForm(f"{choice.url}/bank", {}))

    assert looked.url == paid.url == choice.url
    assert (await sandbox.facts(order_id))["stage"] == "open"


async def test_a_payment_has_one_outcome_however_often_the_buttons_are_pressed(
    sandbox: SandboxProcess, buyer: Buyer, order_id: str
) -> None:
    choice = await buyer.start(sandbox.form(order_id))
    card = await buyer.follow(choice, "Card")
    result = await buyer.fill_in(card)
    again = await buyer.fill_in(card, expiry="05/39")
    cancelled = await buyer.send(choice, choice.form_to("/cancel"))

    assert {page.url for page in (result, again, cancelled)} == {result.url}
    assert cancelled.way_home.fields == result.way_home.fields
    assert result.way_home.fields["rp_statusCode"] == "RP00"


async def test_a_page_that_does_not_exist_says_what_to_do(sandbox: SandboxProcess, buyer: Buyer) -> None:
    page = await buyer.open(f"{sandbox.url}/payment/nothing-here")

    assert page.status == 404
    assert "start the payment again" in page.text


async def test_what_the_shop_sends_is_shown_and_never_run(
    sandbox: SandboxProcess, buyer: Buyer, order_id: str
) -> None:
    form = sandbox.form(order_id, accName="<script>alert(1)</script>")
    card = await buyer.follow(await buyer.start(form), "Card")
    async with httpx.AsyncClient() as http:
        log = await http.get(f"{sandbox.url}/sandbox/payments/{order_id}")

    assert card.form_to("/card").fields["holder"] == "<script>alert(1)</script>"
    assert "<script>alert" not in log.text
    assert "script-src 'self'" in log.headers["Content-Security-Policy"]


async def test_the_console_lists_payments_and_shows_every_message(
    sandbox: SandboxProcess, buyer: Buyer, order_id: str
) -> None:
    await take(CARD_APPROVED, buyer, sandbox.form(order_id))
    await sandbox.shop.wait_for_callbacks(order_id, 1)
    await sandbox.facts_once(order_id, lambda facts: facts["deliveries"][0]["state"] == "delivered")
    overview = await buyer.open(f"{sandbox.url}/sandbox")
    details = await buyer.follow(overview, order_id)

    for words in ("Payment request", "accepted", "Callback", "HTTP 200", "Return", "rp_checkSum"):
        assert words in details.text


async def test_the_consoles_buttons_decide_settle_and_send_again(
    sandbox: SandboxProcess, buyer: Buyer, order_id: str
) -> None:
    await take(CORPORATE, buyer, sandbox.form(order_id))
    page = await buyer.open(f"{sandbox.url}/sandbox/payments/{order_id}")
    page = await buyer.send(page, page.form_to("/approve"))
    page = await buyer.send(page, page.form_to("/callback"))
    page = await buyer.send(page, page.form_to("/settle"), fee="1")
    await sandbox.shop.wait_for_callbacks(order_id, 4)

    assert "RM 11.50" in page.text
    assert not any(form.action.endswith(("/approve", "/decline")) for form in page.forms)


async def test_the_consoles_form_asks_for_misbehaviour_and_takes_it_back(
    own_sandbox: SandboxProcess, buyer: Buyer, order_id: str
) -> None:
    own_sandbox.start()
    page = await buyer.open(f"{own_sandbox.url}/sandbox")
    page = await buyer.send(
        page, page.form_to("/misbehave"), scope="always", callback="drop", enquiry="error"
    )
    assert "dropCallback" in page.text
    page = await buyer.send(page, page.form_to("/misbehave/1/stop"))
    await take(BANK_APPROVES, buyer, own_sandbox.form(order_id))

    assert "dropCallback" not in page.text
    assert len(await own_sandbox.shop.wait_for_callbacks(order_id, 1)) == 1


async def test_the_consoles_form_says_what_is_missing(sandbox: SandboxProcess, buyer: Buyer) -> None:
    page = await buyer.open(f"{sandbox.url}/sandbox")
    page = await buyer.send(page, page.form_to("/misbehave"), scope="order", callback="drop")

    assert page.status == 422
    assert "the order for scope order" in page.text


async def test_other_sites_cannot_press_the_consoles_buttons(
    sandbox: SandboxProcess, buyer: Buyer, order_id: str
) -> None:
    await take(CORPORATE, buyer, sandbox.form(order_id))
    async with httpx.AsyncClient() as http:
        response = await http.post(
            f"{sandbox.url}/sandbox/payments/{order_id}/approve", headers={"Sec-Fetch-Site": "cross-site"}
        )

    assert response.status_code == 403
    assert (await sandbox.facts(order_id))["stage"] == "waiting"


async def test_an_unknown_order_has_no_console_page(sandbox: SandboxProcess, buyer: Buyer) -> None:
    assert (await buyer.open(f"{sandbox.url}/sandbox/payments/NOSUCH")).status == 404
