"""The sandbox's verbs. Pages, server calls and the console are thin faces over them."""

from __future__ import annotations

import asyncio
import logging
import secrets
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import ParamSpec, TypeVar

from app.core import clock
from app.payments.gateways.sandbox import rules, wire
from app.payments.gateways.sandbox.behaviour import Behaviour, RefundFault
from app.payments.gateways.sandbox.config import SandboxConfig
from app.payments.gateways.sandbox.courier import Courier
from app.payments.gateways.sandbox.messages import (
    answer_about,
    answer_about_nothing,
    planned_callbacks,
    reported_status,
    settlement_about,
)
from app.payments.gateways.sandbox.records import Refund, SandboxPayment, Stage
from app.payments.gateways.sandbox.rules import Channel
from app.payments.gateways.sandbox.store import Store
from app.payments.gateways.sandbox.taken import read_taken

# Channels forget an attempt after this.
MEMORY = timedelta(days=21)
_LONGEST_NAP_SECONDS = 30.0

_log = logging.getLogger(__name__)

P = ParamSpec("P")
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Admission:
    """What became of a payment request: a page for the buyer, or a refusal.

    `answer` is the signed refusal to carry back to `return_url`; None when the request is not proven to be
    the merchant's, for then nothing is signed.
    """

    page_key: str = ""
    refused_with: str = ""
    answer: Mapping[str, str] | None = None
    return_url: str = ""


@dataclass(frozen=True, slots=True)
class RefundResult:
    """The signed answer to a refund request, and the fault to commit while giving it."""

    answer: Mapping[str, str]
    fault: RefundFault | None


class Sandbox:
    """One merchant application at the gateway that isn't."""

    def __init__(self, config: SandboxConfig) -> None:
        self.config = config
        self.store = Store(config.state)
        if config.taken is not None:
            self.store.take_over(read_taken(config.taken, config.return_url))
        self._courier = Courier(config, self.store)
        self._wake = asyncio.Event()
        self._clockwork: asyncio.Task[None] | None = None

    async def start(self) -> None:
        """Starts delivering messages and ending sessions."""
        self._clockwork = asyncio.create_task(self._keep_time())

    async def stop(self) -> None:
        """Stops both and closes the state; what was due stays due."""
        if self._clockwork:
            self._clockwork.cancel()
            with suppress(asyncio.CancelledError):
                await self._clockwork
        await self._courier.close()
        self.store.close()

    @staticmethod
    async def remember(method: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Runs one of the store's methods in a thread."""
        return await asyncio.to_thread(method, *args, **kwargs)

    # The hosted page

    async def admit(self, fields: Mapping[str, str]) -> Admission:
        """Checks a payment request and opens a session for the buyer, or refuses."""
        request = rules.read_request(self.config, fields)
        is_used = await self.remember(self.store.find_payment, request.order_id) is not None
        refusal = rules.refusal_of(self.config, fields, lambda _: is_used)
        payment = self._new_payment(request, refusal)
        if refusal is None and not await self.remember(self.store.add_payment, payment):
            refusal = rules.DUPLICATE_ORDER
        elif refusal in (rules.BAD_CURRENCY, rules.BAD_AMOUNT, rules.BAD_EMAIL, rules.BAD_RETURN_URL):
            await self.remember(self.store.add_payment, payment)
        note = f"refused with {refusal}" if refusal else "accepted"
        await self.remember(self.store.log, request.order_id, clock.now(), "payment request", fields, note)
        if refusal is None:
            self._wake.set()
            return Admission(page_key=payment.page_key)
        if refusal in rules.UNPROVEN:
            return Admission(refused_with=refusal)
        answer = answer_about(self.config, payment, status_code=refusal)
        return Admission(refused_with=refusal, answer=answer, return_url=payment.return_url)

    def _new_payment(self, request: rules.PaymentRequest, refusal: str | None) -> SandboxPayment:
        now = clock.now()
        payment = SandboxPayment(
            order_id=request.order_id,
            transaction_ref=f"SBX{secrets.token_hex(8).upper()}",
            page_key=secrets.token_urlsafe(18),
            currency=request.currency,
            amount=request.amount,
            return_url=request.return_url,
            buyer_email=request.buyer_email,
            payer_name=request.payer_name,
            refs=request.refs,
            created_at=now,
            expires_at=now + timedelta(seconds=self.config.session_seconds),
        )
        if refusal is None:
            return payment
        return replace(payment, stage="done", status_code=refusal, concluded_at=now)

    async def choose_bank(self, payment: SandboxPayment, channel: Channel, bank: str) -> bool:
        """Notes the bank. False when the payment ended instead, the amount being outside FPX's limits."""
        await self.remember(self.store.choose, payment.order_id, channel, bank)
        return not await self._ended_by_limit(payment, channel)

    async def pay_at_bank(self, payment: SandboxPayment) -> None:
        """The buyer confirms at the bank chosen before."""
        if payment.channel not in rules.BANKS:
            return
        choice = next(choice for choice in rules.BANKS[payment.channel] if choice.value == payment.bank)
        await self._pay(payment, choice.status_code, rules.PAYMENT_MODES[payment.channel])

    async def pay_by_card(self, payment: SandboxPayment, expiry: str, mode: str) -> None:
        """The buyer pays with the test card of that expiry date; `mode` is CC or DC."""
        await self.remember(self.store.choose, payment.order_id, Channel.CARD, expiry)
        outcome = rules.CARD_OUTCOMES[expiry]
        await self._pay(payment, outcome.status_code, mode, outcome.remarks)

    async def pay_by_wallet(self, payment: SandboxPayment, choice: rules.Choice) -> None:
        """The buyer pays from a test wallet."""
        await self.remember(self.store.choose, payment.order_id, Channel.WALLET, choice.value)
        await self._pay(payment, choice.status_code, rules.PAYMENT_MODES[Channel.WALLET])

    async def cancel(self, payment: SandboxPayment) -> None:
        """The buyer gives up."""
        await self._conclude(payment, rules.CANCELLED, payment.payment_mode)

    async def return_of(self, payment: SandboxPayment) -> tuple[Mapping[str, str], Behaviour]:
        """The indirect answer for the browser to carry home, and how to behave about it.

        Called when the page that sends the browser home is shown, which also lets go of what waited for it.
        """
        behaviour = await self.remember(self.store.behaviour_for, payment.order_id)
        status = reported_status(payment, behaviour, clock.now())
        answer = answer_about(self.config, payment, status_code=status)
        note = "lost on request" if behaviour.return_by == "drop" else f"browser sent to {payment.return_url}"
        await self.remember(self.store.log, payment.order_id, clock.now(), "return", answer, note)
        since = clock.now() - (payment.concluded_at or clock.now())
        await self.remember(self.store.release_held, payment.order_id, since)
        self._wake.set()
        return answer, behaviour

    async def _ended_by_limit(self, payment: SandboxPayment, channel: Channel) -> bool:
        refusal = rules.limit_refusal(channel, payment.amount_sen)
        if refusal:
            await self._conclude(payment, refusal, rules.PAYMENT_MODES[channel])
        return refusal is not None

    async def _pay(self, payment: SandboxPayment, status_code: str, mode: str, remarks: str = "") -> None:
        behaviour = await self.remember(self.store.behaviour_for, payment.order_id)
        if behaviour.status and status_code != behaviour.status:
            status_code, remarks = behaviour.status, ""
        await self._conclude(payment, status_code, mode, remarks)

    async def _conclude(
        self, payment: SandboxPayment, status_code: str, mode: str, remarks: str = ""
    ) -> bool:
        """Gives the payment its outcome and plans the direct answer; False when it already had one."""
        now = clock.now()
        stage: Stage = "waiting" if status_code in rules.UNDECIDED else "done"
        changed = await self.remember(
            self.store.conclude,
            payment,
            stage=stage,
            status_code=status_code,
            payment_mode=mode,
            remarks=remarks,
            moment=now,
        )
        if changed:
            await self._announce(payment.order_id)
        return changed

    async def _announce(self, order_id: str) -> None:
        payment = await self.remember(self.store.find_payment, order_id)
        if payment is None:
            return
        behaviour = await self.remember(self.store.behaviour_for, order_id)
        planned = planned_callbacks(self.config, payment, behaviour)
        now = clock.now()
        if not planned:
            answer = answer_about(self.config, payment, status_code=payment.status_code)
            await self.remember(self.store.log, order_id, now, "callback", answer, "dropped on request")
        deliveries = [
            await self.remember(
                self.store.add_delivery,
                order_id,
                "callback",
                callback.fields,
                "held" if callback.is_held else "waiting",
                now + timedelta(seconds=callback.delay_seconds),
            )
            for callback in planned
        ]
        if behaviour.sequence == "callback_first":
            # The browser is let go once the merchant has been told, or could not be.
            held = [delivery for delivery in deliveries if delivery.state == "held"]
            await asyncio.gather(*(self._courier.send(delivery) for delivery in held))
        self._wake.set()

    # What people decide at the console

    async def decide(self, payment: SandboxPayment, *, is_approved: bool) -> bool:
        """The authoriser of a corporate payment approves or declines; False when it is not waiting."""
        if payment.stage != "waiting":
            return False
        status_code = rules.APPROVED if is_approved else rules.CHANNEL_FAILED
        return await self._conclude(payment, status_code, payment.payment_mode)

    async def resend(self, payment: SandboxPayment) -> None:
        """Sends the direct answer as it stands once more, without tricks."""
        answer = answer_about(self.config, payment, status_code=payment.status_code)
        await self._deliver(payment.order_id, "callback", answer)

    async def settle(self, payment: SandboxPayment, fee_sen: int | None) -> bool:
        """Sends the settlement message, with the usual fee unless told; False if nothing was captured.

        Asked again it repeats the amount of the first time.
        """
        if payment.status_code != rules.APPROVED:
            return False
        fee = rules.fee_of(payment.channel, payment.amount_sen) if fee_sen is None else fee_sen
        settled = await self.remember(self.store.settle, payment.order_id, max(payment.amount_sen - fee, 0))
        message = settlement_about(self.config, payment, settled, clock.now())
        await self._deliver(payment.order_id, "settlement", message)
        return True

    async def _deliver(self, order_id: str, kind: str, fields: Mapping[str, str]) -> None:
        await self.remember(self.store.add_delivery, order_id, kind, fields, "waiting", clock.now())
        self._wake.set()

    # Server calls

    async def enquire(self, fields: Mapping[str, str]) -> tuple[Mapping[str, str], Behaviour]:
        """The signed answer to an enquiry, and how to behave while giving it."""
        order_id = fields.get("orderId", "")
        payment = await self._known_payment(order_id)
        refusal = self._call_refusal(fields, ("appId", "orderId", "transactionRef"), payment)
        behaviour = await self.remember(self.store.behaviour_for, order_id)
        count = await self.remember(self.store.count_enquiry, order_id)
        if behaviour.enquiry_times and count > behaviour.enquiry_times:
            behaviour = replace(behaviour, enquiry=None)
        if payment is None or refusal:
            answer = answer_about_nothing(self.config, fields, refusal or rules.BAD_ORDER)
        else:
            status = reported_status(payment, behaviour, clock.now())
            # References come back under either name: RinggitPay's own papers differ.
            answer = answer_about(self.config, payment, status_code=status, ref_prefix="ref")
        note = behaviour.enquiry or "answered"
        await self.remember(self.store.log, order_id, clock.now(), "enquiry", answer, note)
        return answer, behaviour

    async def refund(self, fields: Mapping[str, str]) -> RefundResult:
        """Gives money back, once per refund id."""
        order_id, refund_id = fields.get("orderId", ""), fields.get("refundId", "")
        # Channels forget attempts; what was paid is known for good.
        payment = await self.remember(self.store.find_payment, order_id)
        behaviour = await self.remember(self.store.behaviour_for, order_id)
        signed = ("appId", "orderId", "transactionRef", "amount", "refundId")
        refusal = self._call_refusal(fields, signed, payment)
        if refusal is None and not fields.get("transactionRef"):
            refusal = rules.BAD_TRANSACTION_REF
        if payment and refusal is None and behaviour.refund != "error":
            refusal = await self._give_back(payment, refund_id, fields.get("amount", ""))
        if payment is None or refusal:
            answer = answer_about_nothing(self.config, fields, refusal or rules.BAD_ORDER)
        else:
            heart = answer_about(self.config, payment, status_code=rules.APPROVED)
            answer = wire.resign(heart, self.config.response_key, rp_amount=fields["amount"])
            answer["rp_remarks"] = "Refunded"
        answer["rp_refundId"] = refund_id
        note = behaviour.refund or refusal or "refunded"
        await self.remember(self.store.log, order_id, clock.now(), "refund", answer, note)
        return RefundResult(answer, behaviour.refund)

    async def _give_back(self, payment: SandboxPayment, refund_id: str, amount: str) -> str | None:
        if payment.status_code != rules.APPROVED or not refund_id:
            return rules.BAD_ORDER
        if not rules.is_amount(amount):
            return rules.BAD_AMOUNT
        wanted = Refund(refund_id, payment.order_id, int(amount.replace(".", "")))
        if await self.remember(self.store.add_refund, wanted, captured_sen=payment.amount_sen):
            return None
        earlier = await self.remember(self.store.find_refund, refund_id)
        if earlier is None:
            return rules.BAD_AMOUNT
        return None if earlier == wanted else rules.DUPLICATE_ORDER

    async def _known_payment(self, order_id: str) -> SandboxPayment | None:
        payment = await self.remember(self.store.find_payment, order_id)
        return payment if payment and clock.now() - payment.created_at <= MEMORY else None

    def _call_refusal(
        self, fields: Mapping[str, str], signed: tuple[str, ...], payment: SandboxPayment | None
    ) -> str | None:
        if fields.get("appId") != self.config.app_id:
            return rules.MERCHANT_NOT_ACTIVE
        if not wire.is_signed(fields, signed, self.config.request_key):
            return rules.BAD_CHECKSUM
        if payment is None:
            return rules.BAD_ORDER
        ref = fields.get("transactionRef", "")
        return rules.BAD_TRANSACTION_REF if ref not in ("", payment.transaction_ref) else None

    # Time

    async def _keep_time(self) -> None:
        """Ends sessions and sends what is due, then sleeps until the next of either."""
        while True:
            self._wake.clear()
            seconds = _LONGEST_NAP_SECONDS
            try:
                seconds = await self._do_what_is_due()
            except Exception:
                _log.exception("the sandbox could not do what was due; it will try again")
            with suppress(TimeoutError):
                await asyncio.wait_for(self._wake.wait(), seconds)

    async def _do_what_is_due(self) -> float:
        """Returns for how many seconds nothing else is."""
        now = clock.now()
        for payment in await self.remember(self.store.list_expired, now):
            await self._conclude(payment, rules.TIMED_OUT, payment.payment_mode)
        for delivery in await self.remember(self.store.list_due, now):
            self._courier.send(delivery).add_done_callback(lambda _: self._wake.set())
        upcoming = await self.remember(self.store.next_moment, now)
        if upcoming is None:
            return _LONGEST_NAP_SECONDS
        return min(max((upcoming - clock.now()).total_seconds(), 0.0), _LONGEST_NAP_SECONDS)
