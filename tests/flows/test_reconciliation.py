"""What was never heard is asked for, and what was kept and not acted on is finished."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from urllib.parse import urlencode

import pytest

from app.bookings.models import Booking, BookingStatus
from app.bookings.service import expire_hold
from app.core import clock
from app.payments.gateways.ringgitpay import RinggitPayClient
from app.payments.inbox import Message, keep_message
from app.payments.models import Discrepancy, GatewayEvent, LedgerTransaction, Payment, PaymentStatus, Refund
from app.payments.reconciliation import apply_interrupted, reconcile_payments
from jobs.reconcile_payments import reconcile_payments as reconcile_job
from tests.flows.conftest import NewDriver
from tests.support.desk import SandboxDesk
from tests.support.drivers import Attempt, Driver
from tests.support.gateway import answer_body
from tests.support.ways import BANK_APPROVES, BANK_FAILS, CORPORATE, Way
from tests.support.world import make_world

pytestmark = pytest.mark.usefixtures("open_shop")


async def _pay_unheard(driver: Driver, desk: SandboxDesk, way: Way, **more: object) -> Attempt:
    """Pays at the gateway; neither callback nor return comes through."""
    await driver.book((await make_world(1)).spaces[0])
    attempt = await driver.start_paying()
    await desk.misbehave(attempt.order_id, dropCallback=True, returnBy="drop", **more)
    page = await driver.take(way, attempt)
    assert page.forms == []
    assert (await driver.look())["payment"]["status"] == "created"
    return attempt


async def _reconcile(gateway: RinggitPayClient, minutes: float) -> None:
    """What the jobs process does, so many minutes from now."""
    with clock.frozen(clock.now() + timedelta(minutes=minutes)):
        await reconcile_payments(gateway)


async def _asked(desk: SandboxDesk, order_id: str) -> int:
    return [said["kind"] for said in (await desk.facts(order_id))["messages"]].count("enquiry")


async def _expire(reference: str) -> Booking:
    """The hold lapses, and the jobs process clears it away."""
    booking = await Booking.get(reference=reference)
    with clock.frozen(clock.now() + timedelta(minutes=11)):
        assert await expire_hold(booking.id)
    return booking


async def test_a_payment_of_which_nothing_was_heard_is_confirmed_by_asking(
    driver: Driver, desk: SandboxDesk, gateway: RinggitPayClient
) -> None:
    attempt = await _pay_unheard(driver, desk, BANK_APPROVES)
    await _reconcile(gateway, minutes=4)
    assert await _asked(desk, attempt.order_id) == 0
    await _reconcile(gateway, minutes=6)

    booking = await driver.look()
    assert (booking["status"], booking["payment"]["status"]) == ("confirmed", "captured")
    assert booking["receiptNumber"]
    await _reconcile(gateway, minutes=600)
    assert await _asked(desk, attempt.order_id) == 1


async def test_a_failure_of_which_nothing_was_heard_lets_the_driver_try_again(
    driver: Driver, desk: SandboxDesk, gateway: RinggitPayClient
) -> None:
    await _pay_unheard(driver, desk, BANK_FAILS)
    await _reconcile(gateway, minutes=6)
    booking = await driver.look()
    assert (booking["payment"]["status"], booking["payment"]["canRetry"]) == ("failed", True)

    await driver.pay(BANK_APPROVES)
    await driver.sees("confirmed", "captured")


@pytest.mark.parametrize("fault", ["error", "nothing", "garbage"])
async def test_an_enquiry_that_brings_nothing_usable_is_made_again_later(
    driver: Driver, desk: SandboxDesk, gateway: RinggitPayClient, fault: str
) -> None:
    attempt = await _pay_unheard(driver, desk, BANK_APPROVES, enquiry=fault, enquiryTimes=2)
    await _reconcile(gateway, minutes=6)
    assert (await driver.look())["payment"]["status"] == "created"
    await _reconcile(gateway, minutes=7)
    assert await _asked(desk, attempt.order_id) == 1
    await _reconcile(gateway, minutes=12)
    assert (await driver.look())["payment"]["status"] == "created"
    await _reconcile(gateway, minutes=18)

    assert await _asked(desk, attempt.order_id) == 3
    assert (await driver.look())["status"] == "confirmed"
    kept = await GatewayEvent.filter(order_id=attempt.order_id)
    assert [(event.source, event.outcome) for event in kept] == [("enquiry", "captured")]


async def test_a_pending_payment_is_asked_after_with_growing_gaps(
    driver: Driver, desk: SandboxDesk, gateway: RinggitPayClient
) -> None:
    attempt = await _pay_unheard(driver, desk, CORPORATE)
    asked_after = []
    with clock.frozen(clock.now()):
        for minutes in range(1, 120):
            clock.move(timedelta(minutes=1))
            before = (await Payment.get(order_id=attempt.order_id)).enquiries
            await reconcile_payments(gateway)
            if (await Payment.get(order_id=attempt.order_id)).enquiries > before:
                asked_after.append(minutes)
    gaps = [later - earlier for earlier, later in zip([0, *asked_after], asked_after, strict=False)]

    assert gaps == [5, 5, 5, 5, 10, 15, 30]
    assert (await Payment.get(order_id=attempt.order_id)).status is PaymentStatus.PENDING
    assert await GatewayEvent.filter(order_id=attempt.order_id).count() == 1  # the same answer, kept once


async def test_several_that_reconcile_at_once_ask_once(
    new_driver: NewDriver, desk: SandboxDesk, gateway: RinggitPayClient
) -> None:
    attempts = [await _pay_unheard(await new_driver(), desk, BANK_APPROVES) for _ in range(3)]
    with clock.frozen(clock.now() + timedelta(minutes=6)):
        await asyncio.gather(*(reconcile_payments(gateway) for _ in range(4)))

    for attempt in attempts:
        assert await _asked(desk, attempt.order_id) == 1
        assert (await Payment.get(order_id=attempt.order_id)).status is PaymentStatus.CAPTURED


async def test_an_order_that_the_gateway_never_saw_expires_after_an_hour(
    driver: Driver, gateway: RinggitPayClient
) -> None:
    await driver.book((await make_world(1)).spaces[0])
    attempt = await driver.start_paying()  # and closes the page
    await _reconcile(gateway, minutes=6)
    assert (await driver.look())["payment"]["status"] == "created"
    await _reconcile(gateway, minutes=61)

    assert (await driver.look())["payment"]["status"] == "expired"
    assert not await Discrepancy.filter(payment__order_id=attempt.order_id).exists()


async def test_a_payment_that_never_ends_is_given_to_a_person_after_21_days_and_late_truth_still_counts(
    driver: Driver, desk: SandboxDesk, gateway: RinggitPayClient
) -> None:
    attempt = await _pay_unheard(driver, desk, CORPORATE)
    await _reconcile(gateway, minutes=6)
    await _reconcile(gateway, minutes=21 * 24 * 60 + 1)
    assert (await driver.look())["payment"]["status"] == "expired"
    assert (await Discrepancy.get(payment__order_id=attempt.order_id)).kind == "payment_never_ended"

    await desk.press(attempt.order_id, "approve")
    await desk.press(attempt.order_id, "callback")
    await driver.sees("confirmed", "captured")


async def test_a_callback_that_was_kept_and_not_acted_on_is_finished_once(
    driver: Driver, desk: SandboxDesk, gateway: RinggitPayClient
) -> None:
    attempt = await _pay_unheard(driver, desk, BANK_APPROVES)
    event = await _keep_callback(desk, gateway, attempt.order_id)
    await apply_interrupted(gateway)  # too early: its web process may be at it
    assert (await driver.look())["status"] == "held"

    with clock.frozen(clock.now() + timedelta(seconds=31)):
        await asyncio.gather(*(apply_interrupted(gateway) for _ in range(3)))
        assert await apply_interrupted(gateway) == 0
    await event.refresh_from_db()
    payment = await Payment.get(order_id=attempt.order_id)

    assert event.outcome == "captured"
    assert (await driver.look())["status"] == "confirmed"
    assert await LedgerTransaction.filter(charge_id=payment.charge_id).count() == 2
    assert await _asked(desk, attempt.order_id) == 0


async def test_a_message_that_cannot_be_acted_on_holds_up_nobody_else(
    new_driver: NewDriver, desk: SandboxDesk, gateway: RinggitPayClient
) -> None:
    """A fault of ours in one payment must not keep the gateway's truth from all the others."""
    broken, kept, unheard = [await _pay_unheard(await new_driver(), desk, BANK_APPROVES) for _ in range(3)]
    for attempt in (broken, kept):
        await _keep_callback(desk, gateway, attempt.order_id)
    payment = await Payment.get(order_id=broken.order_id)
    # A movement under the key of the one to come: booking it is refused.
    await LedgerTransaction.create(
        key=f"capture:{payment.id}",
        kind="capture",
        lot_id=(await Booking.get(charges__id=payment.charge_id)).lot_id,
        charge_id=payment.charge_id,
        happened_at=clock.now(),
    )
    with clock.frozen(clock.now() + timedelta(minutes=6)):
        await reconcile_job(gateway)

    statuses = [(await Payment.get(order_id=attempt.order_id)).status for attempt in (broken, kept, unheard)]
    await LedgerTransaction.filter(key=f"capture:{payment.id}").delete()
    assert statuses == [PaymentStatus.CREATED, PaymentStatus.CAPTURED, PaymentStatus.CAPTURED]

    with clock.frozen(clock.now() + timedelta(minutes=12)):
        await reconcile_job(gateway)
    assert (await Payment.get(order_id=broken.order_id)).status is PaymentStatus.CAPTURED


async def test_a_status_code_of_any_length_that_the_gateway_signs_is_taken(
    driver: Driver, desk: SandboxDesk, gateway: RinggitPayClient
) -> None:
    attempt = await _pay_unheard(driver, desk, CORPORATE)
    payment = await Payment.get(order_id=attempt.order_id)
    reference = (await desk.facts(attempt.order_id))["transactionRef"]
    answer = await driver.web.post(
        "/payments/ringgitpay/callback",
        content=answer_body(payment, "RP12345678", reference=reference),
        headers={"Content-Type": "application/x-www-form-urlencoded", "X-API-Key": "api-key-of-the-tests"},
    )

    assert answer.status_code == 200
    assert (await driver.look())["payment"]["status"] == "pending"
    await desk.press(attempt.order_id, "approve")
    await _reconcile(gateway, minutes=6)
    assert (await driver.look())["status"] == "confirmed"


async def test_money_that_comes_after_the_hold_lapsed_confirms_while_the_spot_is_free(
    driver: Driver, desk: SandboxDesk
) -> None:
    await driver.book((await make_world(1)).spaces[0])
    attempt = await driver.start_paying()
    await driver.take(CORPORATE, attempt)
    await driver.sees("held", "pending")
    await _expire(driver.reference)
    assert (await driver.look())["status"] == "expired"
    await desk.press(attempt.order_id, "approve")

    assert (await driver.sees("confirmed", "captured"))["refund"] is None


async def test_money_that_comes_after_the_spot_went_to_another_goes_back_in_full(
    new_driver: NewDriver, desk: SandboxDesk, gateway: RinggitPayClient
) -> None:
    late, quick = await new_driver(), await new_driver()
    [space] = (await make_world(1)).spaces
    await late.book(space)
    attempt = await late.start_paying()
    await late.take(CORPORATE, attempt)
    await late.sees("held", "pending")
    expired = await _expire(late.reference)
    await quick.book(space)
    await quick.pay(BANK_APPROVES)
    await quick.sees("confirmed", "captured")
    await desk.press(attempt.order_id, "approve")
    booking = await late.sees("expired", "captured")

    refund = await Refund.get(booking_id=expired.id)
    assert (refund.cause, refund.amount, booking["refund"]["amountSen"]) == ("late", expired.amount, 1272)
    assert booking["receiptNumber"] is None
    assert (await quick.look())["status"] == BookingStatus.CONFIRMED


async def _keep_callback(desk: SandboxDesk, gateway: RinggitPayClient, order_id: str) -> GatewayEvent:
    """What the web process does with a callback before it dies."""
    [said] = [said for said in (await desk.facts(order_id))["messages"] if said["kind"] == "callback"]
    body = urlencode(said["fields"]).encode()
    return await keep_message(gateway, Message("callback", body, gateway.parse_answer(None, body)))
