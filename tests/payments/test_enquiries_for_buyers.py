"""A buyer who comes back again and again does not make us ask the gateway again and again."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta

import pytest

from app.core import clock
from app.payments.gateways.protocol import GatewayReply, GatewayUnavailable
from app.payments.gateways.ringgitpay import RinggitPayClient
from app.payments.models import Payment, PaymentStatus
from app.payments.reconciliation import enquire_for_buyer, reconcile_payments
from tests.support.gateway import CREDENTIALS, answer_body, receive, try_to_pay
from tests.support.world import hold, make_world

pytestmark = pytest.mark.usefixtures("db")

NOON = datetime(2026, 11, 23, 4, 0, tzinfo=UTC)


class SilentGateway(RinggitPayClient):
    """Counts how often it is asked; never answers."""

    def __init__(self) -> None:
        super().__init__(CREDENTIALS)
        self.asked = 0

    async def enquire(self, order_id: str, transaction_ref: str | None = None) -> GatewayReply:
        self.asked += 1
        await asyncio.sleep(0)
        raise GatewayUnavailable("nothing came")


@pytest.fixture(autouse=True)
async def noon() -> AsyncIterator[None]:
    with clock.frozen(NOON):
        yield


@pytest.fixture
async def gateway() -> AsyncIterator[SilentGateway]:
    async with SilentGateway() as gateway:
        yield gateway


@pytest.fixture
async def payment(db: object) -> Payment:
    return await try_to_pay((await hold((await make_world(1)).spaces[0])).id)


async def test_returns_at_once_and_right_after_ask_once(payment: Payment, gateway: SilentGateway) -> None:
    await asyncio.gather(*(enquire_for_buyer(payment.id, gateway) for _ in range(5)))
    clock.move(timedelta(seconds=9))
    await enquire_for_buyer(payment.id, gateway)
    assert gateway.asked == 1

    clock.move(timedelta(seconds=2))
    await enquire_for_buyer(payment.id, gateway)
    assert gateway.asked == 2


async def test_a_return_right_after_the_jobs_asked_does_not_ask(
    payment: Payment, gateway: SilentGateway
) -> None:
    clock.move(timedelta(minutes=5))
    await reconcile_payments(gateway)
    await enquire_for_buyer(payment.id, gateway)

    assert gateway.asked == 1


async def test_a_final_payment_is_not_asked_for(payment: Payment, gateway: SilentGateway) -> None:
    assert await receive(answer_body(payment)) == "captured"
    await enquire_for_buyer(payment.id, gateway)

    assert gateway.asked == 0
    assert (await Payment.get(id=payment.id)).status is PaymentStatus.CAPTURED


async def test_what_a_buyer_asked_counts_among_the_growing_gaps(
    payment: Payment, gateway: SilentGateway
) -> None:
    await enquire_for_buyer(payment.id, gateway)
    asked = await Payment.get(id=payment.id)

    assert (asked.enquiries, asked.enquire_at) == (1, NOON + timedelta(minutes=5))
