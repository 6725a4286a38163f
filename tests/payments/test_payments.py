"""Paying a booking: what the gateway's messages do, and what they cannot do."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest

from app.bookings.errors import HoldExpired
from app.bookings.models import Booking, BookingStatus
from app.bookings.service import expire_hold
from app.core import clock
from app.core.actor import GUEST, OPERATOR
from app.core.events import read_events
from app.lots.models import Space, SpaceStatus
from app.payments.cancelling import cancel_booking
from app.payments.errors import NothingToPay, PaymentStillPending, RefundAlreadyDone
from app.payments.invariants import find_violations
from app.payments.models import (
    Charge,
    ChargeStatus,
    Discrepancy,
    GatewayEvent,
    LedgerEntry,
    LedgerTransaction,
    Payment,
    PaymentStatus,
    Receipt,
    Refund,
    RefundChannel,
    RefundStatus,
    Settlement,
)
from app.payments.paying import payment_form
from app.payments.refunds import record_manual_refund
from tests.support.gateway import GATEWAY, answer_body, receive, try_to_pay
from tests.support.world import hold, make_world

pytestmark = pytest.mark.usefixtures("db")


async def _balance(account: str) -> int:
    return sum([entry.amount.sen for entry in await LedgerEntry.filter(account=account)])


async def _status(booking: Booking) -> BookingStatus:
    await booking.refresh_from_db()
    return booking.status


async def test_an_approved_payment_confirms_the_booking_with_a_receipt_and_balanced_books() -> None:
    world = await make_world()
    booking = await hold(world.spaces[0])
    payment = await try_to_pay(booking.id)
    assert await receive(answer_body(payment)) == "captured"
    assert await _status(booking) is BookingStatus.CONFIRMED
    assert (await Charge.get()).status is ChargeStatus.PAID
    assert (await Receipt.get()).number == 1
    assert await _balance("gateway_receivable") == 1272
    assert await _balance("revenue") == -1200
    assert await _balance("service_tax") == -72
    assert await _balance("customer_funds") == 0
    assert await find_violations() == []
    kinds = [event.kind for event in await read_events(0)]
    assert kinds[-4:] == ["BookingHeld", "PaymentStarted", "PaymentCaptured", "BookingConfirmed"]


async def test_the_same_message_twice_is_kept_once_and_applied_once() -> None:
    world = await make_world()
    booking = await hold(world.spaces[0])
    body = answer_body(await try_to_pay(booking.id))
    answers = await asyncio.gather(*(receive(body) for _ in range(6)))
    assert set(answers) == {"captured"}
    assert await GatewayEvent.all().count() == 1
    assert await LedgerTransaction.filter(kind="capture").count() == 1
    assert await Receipt.all().count() == 1


async def test_a_callback_and_an_enquiry_that_say_the_same_capture_once() -> None:
    world = await make_world()
    booking = await hold(world.spaces[0])
    body = answer_body(await try_to_pay(booking.id))
    assert await receive(body) == "captured"
    assert await receive(body, "enquiry") == "repeated"
    assert await LedgerTransaction.all().count() == 2


async def test_a_forged_message_is_kept_and_changes_nothing() -> None:
    world = await make_world()
    booking = await hold(world.spaces[0])
    payment = await try_to_pay(booking.id)
    assert await receive(answer_body(payment, key="somebody-else's-key")) == "forged"
    assert await _status(booking) is BookingStatus.HELD
    assert (await Payment.get()).status is PaymentStatus.CREATED
    assert (await GatewayEvent.get()).applied_at is None


@pytest.mark.parametrize("more", [{"amount_sen": 100}, {"amount_sen": 1273}, {"currency": "SGD"}])
async def test_a_signed_message_with_another_amount_books_nothing(
    more: dict[str, object],
) -> None:
    world = await make_world()
    booking = await hold(world.spaces[0])
    payment = await try_to_pay(booking.id)
    body = answer_body(payment, **more)  # type: ignore[arg-type]
    assert await receive(body) == "amount_mismatch"
    assert await receive(body, "enquiry") == "amount_mismatch"
    assert await _status(booking) is BookingStatus.HELD
    assert await LedgerTransaction.all().count() == 0
    assert (await Discrepancy.get()).kind == "amount_mismatch"


async def test_a_signed_message_about_an_order_we_never_made_is_listed() -> None:
    world = await make_world()
    payment = await try_to_pay((await hold(world.spaces[0])).id)
    assert await receive(answer_body(payment, order_id="PKUNKNOWN1")) == "unknown_order"
    assert (await Discrepancy.get()).kind == "unknown_order"


async def test_a_failed_payment_leaves_the_hold_and_another_try_succeeds() -> None:
    world = await make_world()
    booking = await hold(world.spaces[0])
    first = await try_to_pay(booking.id)
    assert await receive(answer_body(first, "RP80")) == "failed"
    assert await _status(booking) is BookingStatus.HELD
    second = await try_to_pay(booking.id)
    assert second.order_id != first.order_id
    assert await Charge.all().count() == 1
    assert await receive(answer_body(second)) == "captured"
    assert await _status(booking) is BookingStatus.CONFIRMED


@pytest.mark.parametrize("code", ["RP09", "RP01", "RP999"])
async def test_pending_and_unknown_codes_are_neither_success_nor_final(code: str) -> None:
    world = await make_world()
    booking = await hold(world.spaces[0])
    payment = await try_to_pay(booking.id)
    assert await receive(answer_body(payment, code)) == "pending"
    assert await _status(booking) is BookingStatus.HELD
    with pytest.raises(PaymentStillPending):
        await try_to_pay(booking.id)
    assert await receive(answer_body(payment)) == "captured"
    assert await _status(booking) is BookingStatus.CONFIRMED


async def test_a_failure_that_arrives_after_the_success_changes_nothing_and_is_listed() -> None:
    world = await make_world()
    booking = await hold(world.spaces[0])
    payment = await try_to_pay(booking.id)
    await receive(answer_body(payment))
    assert await receive(answer_body(payment, "RP91")) == "out_of_order"
    assert await _status(booking) is BookingStatus.CONFIRMED
    assert (await Discrepancy.get()).kind == "failed_after_capture"


async def test_money_for_a_lapsed_hold_confirms_it_while_the_spot_is_free() -> None:
    world = await make_world()
    with clock.frozen(clock.now()):
        booking = await hold(world.spaces[0])
        payment = await try_to_pay(booking.id)
        clock.move(timedelta(minutes=11))
        await expire_hold(booking.id)
        assert await receive(answer_body(payment)) == "captured"
    assert await _status(booking) is BookingStatus.CONFIRMED
    assert await find_violations() == []


async def test_money_for_a_lapsed_hold_whose_spot_is_gone_goes_back_in_full() -> None:
    world = await make_world()
    with clock.frozen(clock.now()):
        booking = await hold(world.spaces[0])
        payment = await try_to_pay(booking.id)
        clock.move(timedelta(minutes=11))
        await hold(world.spaces[0], starts_at=booking.starts_at)
        assert await receive(answer_body(payment)) == "late"
    assert await _status(booking) is BookingStatus.EXPIRED
    refund = await Refund.get()
    assert (refund.amount.sen, refund.cause, refund.channel) == (1272, "late", RefundChannel.MANUAL)
    assert await _balance("refunds_payable") == -1272
    assert await _balance("revenue") == 0
    assert await Receipt.all().count() == 0
    assert await find_violations() == []


async def test_money_twice_keeps_one_and_refunds_the_other() -> None:
    world = await make_world()
    booking = await hold(world.spaces[0])
    first, second = await try_to_pay(booking.id), await try_to_pay(booking.id)
    answers = await asyncio.gather(
        receive(answer_body(first, reference="TX1")), receive(answer_body(second, reference="TX2"))
    )
    assert sorted(answers) == ["captured", "double"]
    refund = await Refund.get()
    assert (refund.amount.sen, refund.cause) == (1272, "double")
    assert await _balance("revenue") == -1200
    assert await find_violations() == []


async def test_a_lapsed_hold_and_a_paid_booking_take_no_more_payments() -> None:
    world = await make_world()
    with clock.frozen(clock.now()):
        paid, lapsed = await hold(world.spaces[0]), await hold(world.spaces[1])
        await receive(answer_body(await try_to_pay(paid.id)))
        with pytest.raises(NothingToPay):
            await try_to_pay(paid.id)
        clock.move(timedelta(minutes=10))
        with pytest.raises(HoldExpired):
            await try_to_pay(lapsed.id)


async def test_staff_record_a_manual_refund_once() -> None:
    world = await make_world()
    booking = await hold(world.spaces[0], starts_in=48)
    await receive(answer_body(await try_to_pay(booking.id)))
    await cancel_booking(booking.id, gateway=GATEWAY, by=GUEST)
    refund = await Refund.get()
    await record_manual_refund(refund.id, reference="PORTAL-77", by=OPERATOR)
    with pytest.raises(RefundAlreadyDone):
        await record_manual_refund(refund.id, reference="PORTAL-78", by=OPERATOR)
    assert (await Refund.get()).status is RefundStatus.SUCCEEDED
    assert await _balance("refunds_payable") == 0
    assert await _balance("gateway_receivable") == 0


def _settlement_of(payment: Payment) -> bytes:
    return answer_body(
        payment,
        rp_messageType="TS",
        rp_settlementDate="24-11-2026",
        rp_settlementAmount="12.22",
        rp_settlementNote="batch 7",
    )


async def test_a_settlement_that_is_here_before_the_capture_waits_for_it() -> None:
    world = await make_world()
    booking = await hold(world.spaces[0])
    payment = await try_to_pay(booking.id)
    body = _settlement_of(payment)
    assert await receive(body, "settlement") == "awaits_capture"
    await payment.refresh_from_db()
    assert payment.enquire_at is not None
    assert payment.enquire_at <= clock.now()
    assert await receive(answer_body(payment), "enquiry") == "captured"
    assert await receive(body, "settlement") == "settled"
    assert await _balance("bank") == 1222
    assert await Discrepancy.all().count() == 0


async def test_a_settlement_books_the_pay_out_and_the_fee() -> None:
    world = await make_world()
    booking = await hold(world.spaces[0])
    payment = await try_to_pay(booking.id)
    await receive(answer_body(payment))
    body = _settlement_of(payment)
    assert await receive(body, "settlement") == "settled"
    settlement = await Settlement.get()
    assert (settlement.amount.sen, settlement.fee.sen) == (1222, 50)
    assert await _balance("gateway_receivable") == 0
    assert await _balance("bank") == 1222
    assert await _balance("gateway_fees") == 50


async def test_receipts_of_a_lot_are_numbered_without_gaps_under_concurrency() -> None:
    world = await make_world(8)
    bookings = [await hold(space) for space in world.spaces]
    payments = [await try_to_pay(booking.id) for booking in bookings]
    await asyncio.gather(*(receive(answer_body(payment)) for payment in payments))
    receipts = await Receipt.filter(lot_id=world.lot.id).order_by("number")
    assert [receipt.number for receipt in receipts] == list(range(1, 9))


async def test_late_money_clears_another_drivers_lapsed_hold_away() -> None:
    world = await make_world()
    with clock.frozen(clock.now()):
        booking = await hold(world.spaces[0])
        payment = await try_to_pay(booking.id)
        clock.move(timedelta(minutes=11))
        other = await hold(world.spaces[0], starts_at=booking.starts_at)
        clock.move(timedelta(minutes=11))
        assert await receive(answer_body(payment)) == "captured"
    assert await _status(other) is BookingStatus.EXPIRED
    assert await find_violations() == []


async def test_late_money_for_a_spot_retired_meanwhile_goes_back() -> None:
    world = await make_world()
    with clock.frozen(clock.now()):
        booking = await hold(world.spaces[0])
        payment = await try_to_pay(booking.id)
        clock.move(timedelta(minutes=11))
        await expire_hold(booking.id)
        await Space.filter(id=world.spaces[0].id).update(status=SpaceStatus.RETIRED)
        assert await receive(answer_body(payment)) == "late"
    assert (await Refund.get()).cause == "late"


async def test_the_form_of_a_lapsed_hold_is_not_handed_out() -> None:
    world = await make_world()
    with clock.frozen(clock.now()):
        booking = await hold(world.spaces[0])
        payment = await try_to_pay(booking.id)
        await payment_form(payment, gateway=GATEWAY, return_url="http://localhost/return")
        clock.move(timedelta(minutes=10))
        with pytest.raises(HoldExpired):
            await payment_form(payment, gateway=GATEWAY, return_url="http://localhost/return")
