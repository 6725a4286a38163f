"""The hosted page: what the buyer sees, from the merchant's form to the way home. No JavaScript needed."""

from __future__ import annotations

from functools import wraps
from typing import Protocol

from quart import Blueprint, abort, redirect, render_template, request, url_for
from quart.typing import ResponseReturnValue

from app.payments.gateways.sandbox import rules, wire
from app.payments.gateways.sandbox.incoming import form_fields
from app.payments.gateways.sandbox.records import SandboxPayment
from app.payments.gateways.sandbox.rules import Channel
from app.payments.gateways.sandbox.service import Sandbox

_BANK_CHANNELS = {channel.value: channel for channel in rules.BANKS}
_TEST_CARD = {"number": "4111 1111 1111 1111", "holder": "", "expiry": "01/39", "cvc": "123"}


class _Step(Protocol):
    async def __call__(self, payment: SandboxPayment) -> ResponseReturnValue: ...


class _Route(Protocol):
    __name__: str

    async def __call__(self, key: str) -> ResponseReturnValue: ...


def pages(sandbox: Sandbox) -> Blueprint:
    """The routes under `/payment`."""
    hosted = Blueprint("pages", __name__, url_prefix="/payment")

    def step(handler: _Step) -> _Route:
        """Looks up the payment behind the page's key; one that is no longer open shows its result."""

        @wraps(handler)
        async def route(key: str) -> ResponseReturnValue:
            payment = await sandbox.remember(sandbox.store.find_payment_by_page, key)
            if payment is None:
                abort(404)
            if payment.stage != "open":
                return _see("pages.result", payment)
            return await handler(payment)

        return route

    @hosted.post("")
    async def admit() -> ResponseReturnValue:
        admission = await sandbox.admit(await form_fields())
        if admission.page_key:
            return redirect(url_for("pages.choose", key=admission.page_key), 303)
        page = await render_template(
            "refused.html", admission=admission, meaning=rules.MEANINGS[admission.refused_with]
        )
        return page, 200 if admission.answer else 400

    @hosted.get("/<key>")
    @step
    async def choose(payment: SandboxPayment) -> ResponseReturnValue:
        return await render_template("choose.html", payment=payment, limits=rules.LIMITS)

    @hosted.get("/<key>/fpx", endpoint="banks")
    @hosted.get("/<key>/fpx-corporate", endpoint="corporate_banks")
    @step
    async def banks(payment: SandboxPayment) -> ResponseReturnValue:
        return await _banks_page(payment)

    @hosted.post("/<key>/fpx", endpoint="choose_bank")
    @hosted.post("/<key>/fpx-corporate", endpoint="choose_corporate_bank")
    @step
    async def choose_bank(payment: SandboxPayment) -> ResponseReturnValue:
        channel = _channel_of_address()
        bank = (await request.form).get("bank", "")
        if bank not in (choice.value for choice in rules.BANKS[channel]):
            return await _banks_page(payment, problem="Please choose a bank.")
        goes_on = await sandbox.choose_bank(payment, channel, bank)
        return _see("pages.bank" if goes_on else "pages.result", payment)

    @hosted.get("/<key>/bank")
    @step
    async def bank(payment: SandboxPayment) -> ResponseReturnValue:
        if payment.channel not in rules.BANKS:
            return _see("pages.choose", payment)
        choice = next(choice for choice in rules.BANKS[payment.channel] if choice.value == payment.bank)
        is_corporate = payment.channel is Channel.FPX_CORPORATE
        return await render_template("bank.html", payment=payment, bank=choice, is_corporate=is_corporate)

    @hosted.post("/<key>/bank")
    @step
    async def pay_at_bank(payment: SandboxPayment) -> ResponseReturnValue:
        if payment.channel not in rules.BANKS:
            return _see("pages.choose", payment)
        await sandbox.pay_at_bank(payment)
        return _see("pages.result", payment)

    @hosted.get("/<key>/card")
    @step
    async def card(payment: SandboxPayment) -> ResponseReturnValue:
        values = {**_TEST_CARD, "holder": payment.payer_name or "Test Payer"}
        return await _card_page(payment, values, problem=None)

    @hosted.post("/<key>/card")
    @step
    async def pay_by_card(payment: SandboxPayment) -> ResponseReturnValue:
        form = await request.form
        values = {name: form.get(name, "").strip() for name in _TEST_CARD}
        problem = rules.card_problem(**values)
        if problem:
            return await _card_page(payment, values, problem)
        mode = "DC" if form.get("kind") == "DC" else "CC"
        await sandbox.pay_by_card(payment, values["expiry"], mode)
        return _see("pages.result", payment)

    @hosted.get("/<key>/wallet")
    @step
    async def wallet(payment: SandboxPayment) -> ResponseReturnValue:
        return await render_template("wallet.html", payment=payment, wallets=rules.WALLETS)

    @hosted.post("/<key>/wallet")
    @step
    async def pay_by_wallet(payment: SandboxPayment) -> ResponseReturnValue:
        wanted = (await request.form).get("wallet")
        choice = next((choice for choice in rules.WALLETS if choice.value == wanted), None)
        if choice is None:
            problem = "Please choose a wallet."
            return await render_template(
                "wallet.html", payment=payment, wallets=rules.WALLETS, problem=problem
            )
        await sandbox.pay_by_wallet(payment, choice)
        return _see("pages.result", payment)

    @hosted.post("/<key>/cancel")
    @step
    async def cancel(payment: SandboxPayment) -> ResponseReturnValue:
        await sandbox.cancel(payment)
        return _see("pages.result", payment)

    @hosted.get("/<key>/result")
    async def result(key: str) -> ResponseReturnValue:
        payment = await sandbox.remember(sandbox.store.find_payment_by_page, key)
        if payment is None:
            abort(404)
        if payment.stage == "open":
            return _see("pages.choose", payment)
        answer, behaviour = await sandbox.return_of(payment)
        return await render_template(
            "result.html",
            payment=payment,
            answer=answer,
            status=answer["rp_statusCode"],
            is_lost=behaviour.return_by == "drop",
            method="get" if behaviour.return_by == "GET" else "post",
        )

    @hosted.errorhandler(wire.Unreadable)
    async def unreadable(_: wire.Unreadable) -> ResponseReturnValue:
        return await render_template("lost.html", heading="That was not a payment form"), 400

    @hosted.errorhandler(404)
    async def not_found(_: Exception) -> ResponseReturnValue:
        return await render_template("lost.html", heading="There is no such payment here"), 404

    return hosted


def _see(endpoint: str, payment: SandboxPayment) -> ResponseReturnValue:
    return redirect(url_for(endpoint, key=payment.page_key), 303)


def _channel_of_address() -> Channel:
    return _BANK_CHANNELS[request.path.rsplit("/", 1)[1]]


async def _banks_page(payment: SandboxPayment, problem: str | None = None) -> str:
    channel = _channel_of_address()
    return await render_template(
        "banks.html",
        payment=payment,
        banks=rules.BANKS[channel],
        limits=rules.LIMITS[channel],
        is_corporate=channel is Channel.FPX_CORPORATE,
        problem=problem,
    )


async def _card_page(payment: SandboxPayment, values: dict[str, str], problem: str | None) -> str:
    return await render_template(
        "card.html", payment=payment, values=values, outcomes=rules.CARD_OUTCOMES, problem=problem
    )
