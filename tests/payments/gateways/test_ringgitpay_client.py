"""The two server calls to RinggitPay, on good days and bad ones."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Callable, Coroutine
from dataclasses import replace
from urllib.parse import parse_qs, urlencode

import httpx
import pytest

from app.payments.gateways.protocol import Gateway, GatewayCannotRefund, GatewayRefused, GatewayUnavailable
from app.payments.gateways.ringgitpay import Outcome, RinggitPayClient
from tests.payments.gateways.answers import CREDENTIALS, signed

Handler = Callable[[httpx.Request], Coroutine[None, None, httpx.Response]]


class Endless(httpx.AsyncByteStream):
    """A body that goes on for as long as somebody reads, and counts how much was read."""

    def __init__(self) -> None:
        self.sent = 0

    async def __aiter__(self) -> AsyncIterator[bytes]:
        while True:
            self.sent += 4096
            yield b"x" * 4096


def answering(response: httpx.Response) -> Handler:
    async def handle(_: httpx.Request) -> httpx.Response:
        return response

    return handle


def client(handler: Handler, *, timeout: float = 5.0) -> RinggitPayClient:
    http = httpx.AsyncClient(transport=httpx.MockTransport(handler))
    return RinggitPayClient(CREDENTIALS, http=http, timeout=timeout)


async def test_an_enquiry_is_a_signed_form_and_keeps_the_raw_answer() -> None:
    seen: list[httpx.Request] = []
    body = json.dumps(signed()).encode()

    async def handle(request: httpx.Request) -> httpx.Response:
        seen.append(request)
        return httpx.Response(200, content=body, headers={"Content-Type": "application/json"})

    reply = await client(handle).enquire("PK0000000001", "T1")

    assert (reply.raw, reply.content_type) == (body, "application/json")
    assert reply.answer.status_code == "RP00"
    assert str(seen[0].url) == CREDENTIALS.enquiry_url
    assert parse_qs(seen[0].content.decode()).keys() == {"appId", "orderId", "transactionRef", "checkSum"}


async def test_an_answer_as_name_and_value_is_read_too() -> None:
    body = urlencode(signed(rp_statusCode="RP09")).encode()
    gateway: Gateway = client(answering(httpx.Response(200, content=body)))
    reply = await gateway.enquire("PK0000000001")

    assert gateway.is_authentic(reply.answer)
    assert gateway.outcome_of(reply.answer.status_code) is Outcome.PENDING


async def test_a_forged_answer_is_handed_over_but_not_authentic() -> None:
    body = urlencode(signed("not the key")).encode()
    gateway = client(answering(httpx.Response(200, content=body)))

    assert not gateway.is_authentic((await gateway.enquire("PK0000000001")).answer)


@pytest.mark.parametrize("status", [500, 502, 503, 429, 408])
async def test_passing_trouble_may_be_asked_again(status: int) -> None:
    with pytest.raises(GatewayUnavailable, match=f"HTTP {status}") as caught:
        await client(answering(httpx.Response(status, content=b"oops"))).enquire("PK1")

    assert caught.value.raw == b"oops"


@pytest.mark.parametrize("status", [400, 401, 403, 404, 302, 204])
async def test_other_answers_are_refusals(status: int) -> None:
    response = httpx.Response(status, headers={"Location": "https://elsewhere.example/"})
    with pytest.raises(GatewayRefused, match=f"HTTP {status}"):
        await client(answering(response)).enquire("PK1")


@pytest.mark.parametrize("body", [b"", b"<h1>Sorry</h1>", json.dumps(signed()).encode()[:90], b"\xff\xfe"])
async def test_garbage_may_be_asked_again_and_is_kept(body: bytes) -> None:
    with pytest.raises(GatewayUnavailable, match="unreadable") as caught:
        await client(answering(httpx.Response(200, content=body))).enquire("PK1")

    assert caught.value.raw == body


async def test_an_answer_about_another_order_is_not_taken() -> None:
    response = httpx.Response(200, content=urlencode(signed(rp_orderId="PK2")).encode())
    with pytest.raises(GatewayUnavailable, match="another order"):
        await client(answering(response)).enquire("PK1")


async def test_an_endless_answer_is_cut_short() -> None:
    body = Endless()
    with pytest.raises(GatewayUnavailable, match="oversized"):
        await client(answering(httpx.Response(200, stream=body))).enquire("PK1")

    assert body.sent <= 32 * 1024


async def test_a_packed_answer_is_not_unpacked() -> None:
    packed = httpx.Response(200, headers={"Content-Encoding": "gzip"}, stream=Endless())
    with pytest.raises(GatewayUnavailable, match="packed"):
        await client(answering(packed)).enquire("PK1")


async def test_a_gateway_that_never_answers_is_left() -> None:
    async def hang(_: httpx.Request) -> httpx.Response:
        await asyncio.Event().wait()
        raise AssertionError("unreachable")

    with pytest.raises(GatewayUnavailable, match="TimeoutError"):
        await client(hang, timeout=0.01).enquire("PK1")


async def test_a_broken_connection_may_be_tried_again() -> None:
    async def break_off(request: httpx.Request) -> httpx.Response:
        raise httpx.ReadError("reset", request=request)

    with pytest.raises(GatewayUnavailable, match="ReadError"):
        await client(break_off).enquire("PK1")


@pytest.mark.parametrize("code", ["IR10", "IR13", "IR18", "IR20"])
async def test_a_refused_enquiry_says_nothing_about_the_payment(code: str) -> None:
    body = urlencode(signed(rp_statusCode=code, rp_amount="", rp_orderId="PK1")).encode()
    with pytest.raises(GatewayRefused, match=code) as caught:
        await client(answering(httpx.Response(200, content=body))).enquire("PK1")

    assert caught.value.is_order_unknown == (code == "IR10")
    assert caught.value.reply is not None
    assert caught.value.raw == body


async def test_a_payment_refused_for_its_amount_is_an_answer_about_the_payment() -> None:
    body = urlencode(signed(rp_statusCode="IR12", rp_orderId="PK1")).encode()
    reply = await client(answering(httpx.Response(200, content=body))).enquire("PK1")

    assert reply.answer.status_code == "IR12"


async def test_a_refund_carries_our_id_and_its_outcome_comes_back() -> None:
    seen: list[httpx.Request] = []

    async def handle(request: httpx.Request) -> httpx.Response:
        seen.append(request)
        return httpx.Response(200, json=signed(rp_amount="5.00") | {"rp_refundId": "R7"})

    reply = await client(handle).refund("PK0000000001", "T1", 500, "R7")

    assert (reply.answer.refund_id, reply.answer.amount_sen) == ("R7", 500)
    assert str(seen[0].url) == CREDENTIALS.refund_url
    assert parse_qs(seen[0].content.decode())["refundId"] == ["R7"]


async def test_an_answer_about_another_refund_is_not_taken() -> None:
    response = httpx.Response(200, json=signed() | {"rp_refundId": "R8"})
    with pytest.raises(GatewayUnavailable, match="another refund"):
        await client(answering(response)).refund("PK0000000001", "T1", 500, "R7")


async def test_a_refused_refund_is_told_apart_from_a_late_one() -> None:
    response = httpx.Response(200, json=signed(rp_statusCode="IR12") | {"rp_refundId": "R7"})
    with pytest.raises(GatewayRefused, match="IR12"):
        await client(answering(response)).refund("PK0000000001", "T1", 500, "R7")


async def test_without_a_refund_url_refunds_are_for_people() -> None:
    manual = RinggitPayClient(replace(CREDENTIALS, refund_url=None))
    async with manual:
        assert not manual.can_refund
        with pytest.raises(GatewayCannotRefund):
            await manual.refund("PK1", "T1", 500, "R7")


async def test_a_borrowed_connection_pool_is_left_open() -> None:
    http = httpx.AsyncClient(transport=httpx.MockTransport(answering(httpx.Response(200))))
    async with RinggitPayClient(CREDENTIALS, http=http):
        pass

    assert not http.is_closed
    await http.aclose()
