"""Paying for an overstay: by the gateway, at the counter, or not at all; never twice, never lost."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest

from app.arrivals.errors import ExitFeeChanged, ExitFeeNotFound, ExitFeeOwed, ExitFeeSettled, ReasonMissing
from app.arrivals.exit_fees import ask_exit_fee, waive_exit_fee
from app.arrivals.models import ExitFee, ExitFeeStatus
from app.arrivals.queries import list_left_owing
from app.core.actor import GUEST
from app.payments.answers import expire_payment
from app.payments.counter import Tender, take_exit_fee
from app.payments.errors import TooManyPayments
from app.payments.invariants import find_violations
from app.payments.models import LedgerEntry, Payment, Receipt, Refund
from app.payments.owed import Wanted
from app.payments.paying import payment_to_begin, start_payment
from app.payments.refunds import record_manual_refund
from app.payments.rules import MAX_ATTEMPTS
from app.receipts.queries import get_receipt_view, of_exit_fee
from tests.arrivals.stays import ATTENDANT, after_the_end, leave, open_lot, parked
from tests.support.gateway import GATEWAY, RETURN_URL, answer_body, receive

pytestmark = pytest.mark.usefixtures("db")

_MINUTE = timedelta(minutes=1)
_KEY = "a-key-that-only-these-tests-know-0123456789"


async def _try_to_pay(fee: ExitFee) -> Payment:
    started = await start_payment(
        fee.booking_id, Wanted(exit_fee_id=fee.id), gateway=GATEWAY, return_url=RETURN_URL, by=GUEST
    )
    return started.payment


async def _balance(account: str) -> int:
    return sum(entry.amount.sen for entry in await LedgerEntry.filter(account=account))


async def test_what_is_paid_by_link_opens_the_gate_and_is_receipted() -> None:
    booking, session = await parked(await open_lot())
    before = await _balance("revenue")
    with after_the_end(booking, 30 * _MINUTE):
        fee = await ask_exit_fee(session.id, by=GUEST)
        assert (await ask_exit_fee(session.id, by=GUEST)).id == fee.id
        assert await receive(answer_body(await _try_to_pay(fee))) == "captured"
    with after_the_end(booking, 45 * _MINUTE):
        await leave(session)

    view = await get_receipt_view(booking.id, secret_key=_KEY, language="en", which=of_exit_fee(fee.id))
    assert (view.total.sen, view.tax.amount.sen) == (636, 36)
    assert [line.label for line in view.lines] == ["Overstay: 1 h × RM 6.00", "Service tax 6 %"]
    assert (view.period.starts_at, view.period.ends_at) == (booking.ends_at, booking.ends_at + 30 * _MINUTE)
    assert await _balance("revenue") == before - 600
    assert await find_violations() == []


async def test_who_pays_and_does_not_leave_owes_the_rest() -> None:
    booking, session = await parked(await open_lot())
    with after_the_end(booking, 30 * _MINUTE):
        fee = await ask_exit_fee(session.id, by=GUEST)
        await receive(answer_body(await _try_to_pay(fee)))
    with after_the_end(booking, 130 * _MINUTE):
        with pytest.raises(ExitFeeOwed) as refusal:
            await leave(session)
        assert refusal.value.extras["amountSen"] == 1272  # three hours less the one that was paid
        rest = await ask_exit_fee(session.id, by=GUEST)
        assert (rest.amount.sen, rest.tax.sen) == (1272, 72)
        await take_exit_fee(rest.id, lot_id=booking.lot_id, tender=Tender.CASH, by=ATTENDANT)
        await leave(session)
    assert await find_violations() == []


async def test_an_unpaid_question_lapses_and_its_late_money_still_counts() -> None:
    booking, session = await parked(await open_lot())
    with after_the_end(booking, 30 * _MINUTE):
        early = await ask_exit_fee(session.id, by=GUEST)
        payment = await _try_to_pay(early)
    with after_the_end(booking, 70 * _MINUTE):
        late = await ask_exit_fee(session.id, by=GUEST)
        assert (late.id != early.id, late.amount.sen) == (True, 1272)
        assert (await ExitFee.get(id=early.id)).status is ExitFeeStatus.LAPSED
        assert await receive(answer_body(payment)) == "captured"
        with pytest.raises(ExitFeeOwed) as refusal:
            await leave(session)
        assert refusal.value.extras["amountSen"] == 636
    assert await find_violations() == []


async def test_what_was_asked_for_before_other_money_came_is_asked_for_anew() -> None:
    booking, session = await parked(await open_lot())
    with after_the_end(booking, 30 * _MINUTE):
        payment = await _try_to_pay(await ask_exit_fee(session.id, by=GUEST))
    with after_the_end(booking, 70 * _MINUTE):
        late = await ask_exit_fee(session.id, by=GUEST)
        under_way = await _try_to_pay(late)
        assert await receive(answer_body(payment)) == "captured"
        with pytest.raises(ExitFeeChanged):
            await take_exit_fee(late.id, lot_id=booking.lot_id, tender=Tender.CASH, by=ATTENDANT)
        with pytest.raises(ExitFeeChanged):
            await waive_exit_fee(late.id, lot_id=booking.lot_id, reason="Kind", by=ATTENDANT)
        rest = await ask_exit_fee(session.id, by=GUEST)
        assert rest.amount.sen == 636
        assert await receive(answer_body(under_way)) == "double"  # it would have been paid twice
        await take_exit_fee(rest.id, lot_id=booking.lot_id, tender=Tender.CASH, by=ATTENDANT)
        await leave(session)
    paid = await ExitFee.filter(status=ExitFeeStatus.PAID)
    assert sum(fee.amount.sen for fee in paid) == 1272
    assert await find_violations() == []


async def test_late_money_counts_as_far_as_something_is_owed_by_then() -> None:
    booking, session = await parked(await open_lot())
    with after_the_end(booking, 30 * _MINUTE):
        first = await _try_to_pay(await ask_exit_fee(session.id, by=GUEST))
    with after_the_end(booking, 70 * _MINUTE):
        second = await _try_to_pay(await ask_exit_fee(session.id, by=GUEST))
        await receive(answer_body(first))
    with after_the_end(booking, 130 * _MINUTE):
        assert await receive(answer_body(second)) == "captured"  # three hours by now
        await leave(session)
    assert await find_violations() == []


async def test_what_is_paid_while_the_car_leaves_owing_is_not_owed_any_more() -> None:
    booking, session = await parked(await open_lot())
    with after_the_end(booking, 30 * _MINUTE):
        fee = await ask_exit_fee(session.id, by=GUEST)
        payment = await _try_to_pay(fee)
    with after_the_end(booking, 33 * _MINUTE):
        await leave(session, owing=True)
        assert [owing.id for owing in await list_left_owing(booking.lot_id)] == [fee.id]
        assert await receive(answer_body(payment)) == "captured"
    assert await list_left_owing(booking.lot_id) == []
    assert await find_violations() == []


async def test_of_a_car_that_left_owing_more_the_rest_is_owed() -> None:
    booking, session = await parked(await open_lot())
    with after_the_end(booking, 30 * _MINUTE):
        payment = await _try_to_pay(await ask_exit_fee(session.id, by=GUEST))
    with after_the_end(booking, 70 * _MINUTE):
        await leave(session, owing=True)
        assert await receive(answer_body(payment)) == "captured"
        (rest,) = await list_left_owing(booking.lot_id)
        assert rest.amount.sen == 636
        await take_exit_fee(rest.id, lot_id=booking.lot_id, tender=Tender.CASH, by=ATTENDANT)
    assert await list_left_owing(booking.lot_id) == []
    assert await find_violations() == []


async def test_an_address_that_is_asked_for_again_begins_no_other_payment() -> None:
    booking, session = await parked(await open_lot())
    with after_the_end(booking, 30 * _MINUTE):
        wanted = Wanted(exit_fee_id=(await ask_exit_fee(session.id, by=GUEST)).id)
        tries = {(await payment_to_begin(booking.id, wanted, by=ATTENDANT)).id for _ in range(14)}
        assert len(tries) == 1
    with after_the_end(booking, 46 * _MINUTE):
        later = await payment_to_begin(booking.id, wanted, by=ATTENDANT)  # the first has little time left
        assert later.id not in tries
        await receive(answer_body(later, "RP80"))
        assert (await payment_to_begin(booking.id, wanted, by=ATTENDANT)).id not in {later.id, *tries}


async def test_tries_that_ended_unused_do_not_count() -> None:
    booking, session = await parked(await open_lot())
    with after_the_end(booking, 30 * _MINUTE):
        fee = await ask_exit_fee(session.id, by=GUEST)
        for _ in range(MAX_ATTEMPTS):
            await _try_to_pay(fee)
        with pytest.raises(TooManyPayments):
            await _try_to_pay(fee)
        await expire_payment((await Payment.filter(charge__exit_fee_id=fee.id).order_by("id"))[0].id)
        await _try_to_pay(fee)


async def test_money_at_the_counter_is_booked_there_and_a_payment_under_way_goes_back() -> None:
    booking, session = await parked(await open_lot())
    with after_the_end(booking, 30 * _MINUTE):
        fee = await ask_exit_fee(session.id, by=GUEST)
        under_way = await _try_to_pay(fee)
        taken = await take_exit_fee(fee.id, lot_id=booking.lot_id, tender=Tender.CASH, by=ATTENDANT)
        assert await receive(answer_body(under_way)) == "double"
        with pytest.raises(ExitFeeSettled):
            await take_exit_fee(fee.id, lot_id=booking.lot_id, tender=Tender.CASH, by=ATTENDANT)
        await leave(session)

    assert (taken.channel, taken.payment_mode, taken.status) == ("counter", "cash", "captured")
    assert await _balance("counter") == 636
    refund = await Refund.get(cause="double")
    await record_manual_refund(refund.id, reference="PORTAL-1", by=ATTENDANT)
    assert await _balance("counter") == 636
    assert await Receipt.filter(payment_id=taken.id).count() == 1
    assert await find_violations() == []


async def test_two_who_take_the_same_money_at_the_counter_take_it_once() -> None:
    booking, session = await parked(await open_lot())
    with after_the_end(booking, 30 * _MINUTE):
        fee = await ask_exit_fee(session.id, by=GUEST)
        outcomes = await asyncio.gather(
            *(
                take_exit_fee(fee.id, lot_id=booking.lot_id, tender=Tender.CASH, by=ATTENDANT)
                for _ in range(4)
            ),
            return_exceptions=True,
        )
    assert sum(isinstance(outcome, Payment) for outcome in outcomes) == 1
    assert await _balance("counter") == 636


async def test_what_is_waived_needs_a_reason_and_lets_go() -> None:
    booking, session = await parked(await open_lot())
    with after_the_end(booking, 30 * _MINUTE):
        fee = await ask_exit_fee(session.id, by=GUEST)
        with pytest.raises(ReasonMissing):
            await waive_exit_fee(fee.id, lot_id=booking.lot_id, reason=" ", by=ATTENDANT)
        await waive_exit_fee(fee.id, lot_id=booking.lot_id, reason="The lift was out of order", by=ATTENDANT)
        await leave(session)
    assert (await ExitFee.get(id=fee.id)).status is ExitFeeStatus.WAIVED
    assert await find_violations() == []


async def test_what_a_car_that_left_owes_is_paid_later() -> None:
    booking, session = await parked(await open_lot())
    with after_the_end(booking, 70 * _MINUTE):
        await leave(session, owing=True)
    with after_the_end(booking, timedelta(days=2)):
        fee = await ask_exit_fee(session.id, by=GUEST)
        assert fee.amount.sen == 1272  # what it owed when it left
        assert await receive(answer_body(await _try_to_pay(fee))) == "captured"
        with pytest.raises(ExitFeeNotFound):
            await ask_exit_fee(session.id, by=GUEST)


async def test_who_owes_nothing_is_asked_for_nothing() -> None:
    booking, session = await parked(await open_lot())
    with after_the_end(booking, 10 * _MINUTE), pytest.raises(ExitFeeNotFound):
        await ask_exit_fee(session.id, by=GUEST)
    free_of_charge = await open_lot(overstay_hour_sen=0)
    booking, session = await parked(free_of_charge)
    with after_the_end(booking, timedelta(hours=5)):
        await leave(session)
