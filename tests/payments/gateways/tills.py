"""Where the contract's cases are paid: at the sandbox by a program, at UAT by a person."""

from __future__ import annotations

import asyncio
import html
import os
from pathlib import Path
from typing import Protocol

import pytest

from app.payments.gateways.protocol import GatewayRefused, GatewayReply
from app.payments.gateways.ringgitpay import (
    Outcome,
    PaymentForm,
    RinggitPayClient,
    RinggitPayCredentials,
    outcome_of,
    payment_form,
)
from app.payments.gateways.ringgitpay.checksums import check_sum
from tests.payments.gateways.sandbox_process import SandboxProcess
from tests.support.buyer import Buyer
from tests.support.ways import CORPORATE, LEAVES, Way, take

_UAT = "https://ringgitpay.co"
_SIGNED = ("appId", "currency", "amount", "orderId")


class Till(Protocol):
    """A RinggitPay environment with somebody who pays."""

    @property
    def credentials(self) -> RinggitPayCredentials: ...

    def form(
        self, order_id: str, changes: dict[str, str] | None = None, *, is_resigned: bool = True
    ) -> PaymentForm:
        """A form over RM 12.50 with `changes` made, before signing or after."""

    async def pay(self, order_id: str, way: Way) -> GatewayReply:
        """Starts a payment, has it paid that way, and gives the answer to an enquiry afterwards."""


def the_till(request: pytest.FixtureRequest) -> Till:
    """UAT when its settings are given, else the sandbox."""
    if "RINGGITPAY_UAT_APP_ID" in os.environ:
        return UatTill()
    sandbox: SandboxProcess = request.getfixturevalue("sandbox")
    return SandboxTill(sandbox)


class _AnyTill:
    def __init__(self, credentials: RinggitPayCredentials, return_url: str) -> None:
        self.credentials = credentials
        self._return_url = return_url

    def form(
        self, order_id: str, changes: dict[str, str] | None = None, *, is_resigned: bool = True
    ) -> PaymentForm:
        form = payment_form(
            self.credentials,
            order_id,
            1250,
            "MYR",
            self._return_url,
            "aina@parkpro.example",
            "Aina Rahman",
            ["PK-7F3K9Q", "", "third"],
        )
        fields = form.fields | (changes or {})
        if is_resigned:
            values = (fields[name] for name in _SIGNED)
            fields["checkSum"] = check_sum(*values, self.credentials.request_key)
        return PaymentForm(form.action, fields)


class SandboxTill(_AnyTill):
    """The sandbox: a program walks through its pages."""

    def __init__(self, sandbox: SandboxProcess) -> None:
        super().__init__(sandbox.credentials, f"{sandbox.shop.url}/return")

    async def pay(self, order_id: str, way: Way) -> GatewayReply:
        async with Buyer() as buyer:
            await take(way, buyer, self.form(order_id))
        async with RinggitPayClient(self.credentials) as client:
            return await client.enquire(order_id)


class UatTill(_AnyTill):
    """RinggitPay's UAT: a person opens the page that is written for each case."""

    def __init__(self) -> None:
        setting = os.environ
        credentials = RinggitPayCredentials(
            app_id=setting["RINGGITPAY_UAT_APP_ID"],
            request_key=setting["RINGGITPAY_UAT_REQUEST_KEY"],
            response_key=setting["RINGGITPAY_UAT_RESPONSE_KEY"],
            api_key=None,
            payment_url=setting.get("RINGGITPAY_UAT_PAYMENT_URL", f"{_UAT}/payment"),
            enquiry_url=setting.get("RINGGITPAY_UAT_ENQUIRY_URL", f"{_UAT}/transactionenquiry"),
        )
        super().__init__(credentials, setting.get("RINGGITPAY_UAT_RETURN_URL", ""))
        self._pages = Path(setting.get("RINGGITPAY_UAT_PAGES", "."))
        self._patience = float(setting.get("RINGGITPAY_UAT_PATIENCE", "600"))

    async def pay(self, order_id: str, way: Way) -> GatewayReply:
        page = self._pages / f"{way.name}-{order_id}.html"
        page.write_text(_page_for_a_person(self.form(order_id), way.instruction))
        print(f"\n{way.instruction}: open {page.resolve()}")  # noqa: T201 - a person has to read it
        async with asyncio.timeout(self._patience), RinggitPayClient(self.credentials) as client:
            while True:
                reply = await self._answer_so_far(client, order_id)
                if reply and self._is_enough(reply, way):
                    return reply
                await asyncio.sleep(3)

    @staticmethod
    async def _answer_so_far(client: RinggitPayClient, order_id: str) -> GatewayReply | None:
        try:
            return await client.enquire(order_id)
        except GatewayRefused as error:
            if error.is_order_unknown:
                return None
            raise

    @staticmethod
    def _is_enough(reply: GatewayReply, way: Way) -> bool:
        """Whether the person is done: for the ways that stay open, once the bank or the page was reached."""
        answer = reply.answer
        if way == CORPORATE:
            return answer.payment_mode == "FPX"
        return way == LEAVES or outcome_of(answer.status_code) not in (Outcome.PENDING, Outcome.UNKNOWN)


def _page_for_a_person(form: PaymentForm, instruction: str) -> str:
    inputs = "".join(
        f'<input type="hidden" name="{html.escape(name)}" value="{html.escape(value)}">'
        for name, value in form.fields.items()
    )
    return (
        f'<!doctype html><meta charset="utf-8"><h1>{html.escape(instruction)}</h1>'
        f'<form method="post" action="{html.escape(form.action)}">{inputs}<button>Go</button></form>'
    )
