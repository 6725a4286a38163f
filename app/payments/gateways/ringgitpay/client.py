"""RinggitPay as a `Gateway`: the pure functions of this package bound to one merchant, plus its two calls."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from types import TracebackType
from typing import Self

import httpx

from app.payments.gateways.protocol import (
    FailureReason,
    GatewayAnswer,
    GatewayCannotRefund,
    GatewayRefused,
    GatewayReply,
    GatewayUnavailable,
    MalformedAnswer,
    Outcome,
    PaymentForm,
)
from app.payments.gateways.ringgitpay import answers, requests, statuses
from app.payments.gateways.ringgitpay.credentials import RinggitPayCredentials

DEFAULT_TIMEOUT = 15.0

# Codes that refuse the call that carried them. The other refusals (currency, amount, e-mail, return URL)
# are about fields an enquiry does not have: in its answer they tell how the payment itself ended.
_REFUSES_THE_ENQUIRY = frozenset({"IR10", "IR13", "IR18", "IR20"})
_PASSING_TROUBLE = frozenset({408, 425, 429})


class RinggitPayClient:
    """One merchant application at RinggitPay. Meets `Gateway`; safe to share between tasks.

    `timeout` is in seconds and for a whole call, however slowly the answer drips in. It never retries and
    never follows redirects: when to ask again is the caller's decision. Close it, or use it as an async
    context manager, unless `http` is given: then its owner does.
    """

    name = "ringgitpay"

    def __init__(
        self,
        credentials: RinggitPayCredentials,
        *,
        http: httpx.AsyncClient | None = None,
        timeout: float = DEFAULT_TIMEOUT,
    ) -> None:
        self._credentials = credentials
        self._timeout = timeout
        self._owns_http = http is None
        self._http = http or httpx.AsyncClient()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.close()

    async def close(self) -> None:
        """Lets go of the connections."""
        if self._owns_http:
            await self._http.aclose()

    @property
    def can_refund(self) -> bool:
        return self._credentials.refund_url is not None

    def payment_form(
        self,
        order_id: str,
        amount_sen: int,
        currency: str,
        return_url: str,
        buyer_email: str | None,
        payer_name: str | None,
        refs: Sequence[str],
    ) -> PaymentForm:
        return requests.payment_form(
            self._credentials, order_id, amount_sen, currency, return_url, buyer_email, payer_name, refs
        )

    def parse_answer(self, content_type: str | None, body: bytes | Mapping[str, str]) -> GatewayAnswer:
        return answers.parse_answer(content_type, body)

    def is_authentic(self, answer: GatewayAnswer) -> bool:
        return answers.is_authentic(self._credentials, answer)

    @property
    def proves_callers(self) -> bool:
        return self._credentials.api_key is not None

    def is_caller_known(self, api_key: str | None) -> bool:
        return answers.is_caller_known(self._credentials, api_key)

    def outcome_of(self, status_code: str) -> Outcome:
        return statuses.outcome_of(status_code)

    def failure_reason(self, status_code: str) -> FailureReason:
        return statuses.failure_reason(status_code)

    async def enquire(self, order_id: str, transaction_ref: str | None = None) -> GatewayReply:
        """Asks what became of `order_id`; RinggitPay remembers for 21 days.

        The reply must still pass `is_authentic`. Raises GatewayUnavailable when no readable answer about this
        order came, GatewayRefused when RinggitPay refused to look (`is_order_unknown`: it never saw it).
        """
        fields = requests.enquiry_fields(self._credentials, order_id, transaction_ref)
        reply = await self._call(self._credentials.enquiry_url, fields, order_id)
        return _unless_refused(reply, reply.answer.status_code in _REFUSES_THE_ENQUIRY)

    async def refund(
        self, order_id: str, transaction_ref: str, amount_sen: int, refund_id: str
    ) -> GatewayReply:
        """Asks for `amount_sen` of `order_id` to be given back.

        Repeat it with the same `refund_id` after GatewayUnavailable: RinggitPay may have acted on the first.
        `outcome_of` the reply's status is the refund's. Raises GatewayRefused when it can't be done this way,
        GatewayCannotRefund without a refund URL.
        """
        if self._credentials.refund_url is None:
            raise GatewayCannotRefund("no refund URL is set")
        fields = requests.refund_fields(self._credentials, order_id, transaction_ref, amount_sen, refund_id)
        reply = await self._call(self._credentials.refund_url, fields, order_id)
        if reply.answer.refund_id not in ("", refund_id):
            raise GatewayUnavailable("RinggitPay answered about another refund", raw=reply.raw)
        return _unless_refused(reply, reply.answer.status_code.startswith("IR"))

    async def _call(self, url: str, fields: Mapping[str, str], order_id: str) -> GatewayReply:
        raw, content_type = await self._post(url, fields)
        try:
            answer = answers.parse_answer(content_type, raw)
        except MalformedAnswer as error:
            raise GatewayUnavailable(f"RinggitPay's answer is unreadable: {error}", raw=raw) from error
        if answer.order_id != order_id:
            raise GatewayUnavailable("RinggitPay answered about another order", raw=raw)
        return GatewayReply(answer, raw, content_type)

    async def _post(self, url: str, fields: Mapping[str, str]) -> tuple[bytes, str | None]:
        """The body (never more than `MAX_BODY` bytes of it are held) and content type of a 200."""
        headers = {
            "Accept": "application/json, application/x-www-form-urlencoded;q=0.9",
            "Accept-Encoding": "identity",
        }
        try:
            async with (
                asyncio.timeout(self._timeout),
                self._http.stream(
                    "POST", url, data=dict(fields), headers=headers, timeout=None, follow_redirects=False
                ) as response,
            ):
                raw = await _read_at_most(response, answers.MAX_BODY)
        except (httpx.HTTPError, TimeoutError) as error:
            raise GatewayUnavailable(f"RinggitPay can't be reached: {type(error).__name__}") from error
        status = response.status_code
        if status >= 500 or status in _PASSING_TROUBLE:
            raise GatewayUnavailable(f"RinggitPay answered HTTP {status}", raw=raw)
        if status != httpx.codes.OK:
            raise GatewayRefused(f"RinggitPay answered HTTP {status}", raw=raw)
        return raw, response.headers.get("Content-Type")


def _unless_refused(reply: GatewayReply, is_refused: bool) -> GatewayReply:
    if is_refused:
        code = reply.answer.status_code
        meaning = statuses.status_of(code).meaning
        raise GatewayRefused(f"RinggitPay: {code}, {meaning}", status_code=code, reply=reply)
    return reply


async def _read_at_most(response: httpx.Response, limit: int) -> bytes:
    # Nothing is unpacked, so that the limit on the body is a limit on memory.
    if response.headers.get("Content-Encoding", "identity") != "identity":
        raise GatewayUnavailable("RinggitPay's answer is packed, though we asked for it plain")
    raw = bytearray()
    async for chunk in response.aiter_bytes():
        raw += chunk
        if len(raw) > limit:
            raise GatewayUnavailable("RinggitPay's answer is oversized", raw=bytes(raw[:limit]))
    return bytes(raw)
