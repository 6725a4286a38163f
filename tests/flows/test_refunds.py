"""Money back: sent to the gateway over HTTP until it is done once, or put on the list for staff."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import httpx
import pytest

from app.core import clock
from app.core.actor import OPERATOR
from app.lots.models import Space
from app.payments.gateways.ringgitpay import RinggitPayClient
from app.payments.models import Discrepancy, LedgerEntry, Payment, Refund, RefundChannel, RefundStatus
from app.payments.queries import list_manual_refunds
from app.payments.refunds import record_manual_refund, send_due_refunds
from tests.flows.conftest import NewDriver
from tests.support.desk import SandboxDesk
from tests.support.drivers import Driver
from tests.support.stack import Stack
from tests.support.ways import BANK_APPROVES
from tests.support.world import make_world


async def _pay(driver: Driver, space: Space | None = None) -> str:
    """Books and pays RM 12.72; gives the order id."""
    await driver.book(space or (await make_world(1)).spaces[0])
    attempt = await driver.start_paying()
    await driver.take(BANK_APPROVES, attempt)
    await driver.sees("confirmed", "captured")
    return attempt.order_id


async def _refund(order_id: str) -> Refund:
    return await Refund.get(payment__order_id=order_id)


async def _owed(order_id: str) -> int:
    """What the books say is still to be given back for an order, in sen."""
    payment = await Payment.get(order_id=order_id)
    entries = LedgerEntry.filter(account="refunds_payable", transaction__charge_id=payment.charge_id)
    return -sum([entry.amount.sen for entry in await entries])


async def _send(gateway: RinggitPayClient, minutes: float = 0) -> None:
    """What the jobs process does, so many minutes from now."""
    with clock.frozen(clock.now() + timedelta(minutes=minutes)):
        await send_due_refunds(gateway)


async def test_a_cancellation_is_refunded_through_the_gateway(
    driver: Driver, desk: SandboxDesk, gateway: RinggitPayClient
) -> None:
    order_id = await _pay(driver)
    shown = (await driver.cancel())["refund"]
    assert (shown["amountSen"], shown["status"], shown["channel"]) == (1272, "requested", "gateway")
    assert await _owed(order_id) == 1272
    await _send(gateway)
    await _send(gateway, minutes=60)

    refund = await _refund(order_id)
    assert (refund.status, refund.attempts) == (RefundStatus.SUCCEEDED, 1)
    assert refund.gateway_reference == f"R{refund.id}"
    assert (await driver.look())["refund"]["status"] == "succeeded"
    assert (await desk.facts(order_id))["refundedSen"] == 1272
    assert await _owed(order_id) == 0


@pytest.mark.parametrize("fault", ["error", "lost"])
async def test_a_refund_that_broke_off_is_sent_again_under_its_id_and_paid_once(
    driver: Driver, desk: SandboxDesk, gateway: RinggitPayClient, fault: str
) -> None:
    order_id = await _pay(driver)
    await desk.misbehave(order_id, refund=fault)
    await driver.cancel()
    await _send(gateway)
    refund = await _refund(order_id)
    assert (refund.status, refund.last_error) == (
        RefundStatus.SUBMITTED,
        "the gateway could not be reached",
    )
    assert (await driver.look())["refund"]["status"] == "submitted"
    assert await _owed(order_id) == 1272

    await _behave_again(desk)
    await _send(gateway)  # too early: nothing is sent
    assert (await _refund(order_id)).attempts == 1
    await _send(gateway, minutes=3)

    said = [said for said in (await desk.facts(order_id))["messages"] if said["kind"] == "refund"]
    assert {message["fields"]["rp_refundId"] for message in said} == {f"R{refund.id}"}
    assert len(said) == 2
    assert (await desk.facts(order_id))["refundedSen"] == 1272
    assert (await _refund(order_id)).status is RefundStatus.SUCCEEDED
    assert await _owed(order_id) == 0


async def test_a_refund_that_the_gateway_refuses_goes_to_staff(
    driver: Driver, desk: SandboxDesk, gateway: RinggitPayClient
) -> None:
    order_id = await _pay(driver)
    payment = await Payment.get(order_id=order_id)
    # Somebody has given the money back in the portal already, so that nothing is left to give.
    await gateway.refund(order_id, payment.transaction_ref or "", 1272, "PORTAL1")
    await driver.cancel()
    await _send(gateway)

    refund = await _refund(order_id)
    assert (refund.status, refund.channel) == (RefundStatus.REQUESTED, RefundChannel.MANUAL)
    assert "IR12" in (refund.last_error or "")
    assert (await Discrepancy.get(payment_id=payment.id)).kind == "refund_refused"
    assert (await driver.look())["refund"]["channel"] == "manual"
    assert refund.id in [listed.id for listed in await list_manual_refunds()]
    await record_manual_refund(refund.id, reference="PORTAL1", by=OPERATOR)
    assert (await desk.facts(order_id))["refundedSen"] == 1272
    assert await _owed(order_id) == 0


async def test_without_a_refund_url_every_refund_is_on_the_manual_list(
    open_shop: Stack, desk: SandboxDesk, gateway: RinggitPayClient
) -> None:
    web = open_shop.start_web(RINGGITPAY_REFUND_URL="")
    async with Driver(web.url) as driver:
        order_id = await _pay(driver)
        shown = (await driver.cancel())["refund"]
        assert (shown["amountSen"], shown["status"], shown["channel"]) == (1272, "requested", "manual")
        await _send(gateway, minutes=60)

        refund = await _refund(order_id)
        assert (refund.status, refund.attempts) == (RefundStatus.REQUESTED, 0)
        await _record_by_hand(open_shop, refund, order_id)
        assert (await driver.look())["refund"]["status"] == "succeeded"
    assert (await desk.facts(order_id))["refundedSen"] == 0
    assert await _owed(order_id) == 0


async def test_money_that_came_twice_goes_back_through_the_gateway(
    driver: Driver, desk: SandboxDesk, gateway: RinggitPayClient
) -> None:
    await driver.book((await make_world(1)).spaces[0])
    first, second = await driver.start_paying(), await driver.start_paying()
    await driver.take(BANK_APPROVES, first)
    await driver.sees("confirmed", "captured")
    await driver.take(BANK_APPROVES, second)
    await driver.sees_that(lambda booking: booking["refund"] is not None)
    await _send(gateway)

    assert (await desk.facts(first.order_id))["refundedSen"] == 0
    assert (await desk.facts(second.order_id))["refundedSen"] == 1272
    assert (await driver.look())["status"] == "confirmed"


async def test_several_senders_at_once_send_each_refund_once(
    new_driver: NewDriver, desk: SandboxDesk, gateway: RinggitPayClient
) -> None:
    world = await make_world(3)
    orders = []
    for space in world.spaces:
        driver = await new_driver()
        orders.append(await _pay(driver, space))
        await driver.cancel()
    await asyncio.gather(*(send_due_refunds(gateway) for _ in range(4)))

    for order_id in orders:
        facts = await desk.facts(order_id)
        assert [said["kind"] for said in facts["messages"]].count("refund") == 1
        assert (await _refund(order_id)).status is RefundStatus.SUCCEEDED


async def _behave_again(desk: SandboxDesk) -> None:
    async with httpx.AsyncClient(base_url=desk.url) as http:
        assert (await http.delete("/sandbox/behaviour")).status_code == 204


async def _record_by_hand(stack: Stack, refund: Refund, order_id: str) -> None:
    """Staff read the list, give the money back in the portal, and write down its reference."""
    [line] = [line for line in stack.command("manual-refunds").splitlines() if order_id in line]
    assert line.split("\t")[:2] == [str(refund.id), "RM 12.72"]
    assert stack.command("record-refund", str(refund.id), "PORTAL-77").strip() == "recorded"
    assert order_id not in stack.command("manual-refunds")
    await refund.refresh_from_db()
    assert (refund.status, refund.gateway_reference) == (RefundStatus.SUCCEEDED, "PORTAL-77")
