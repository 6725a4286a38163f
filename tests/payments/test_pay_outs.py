"""Pay-outs beside refunds: of what was paid out nothing is owed, however the two meet."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core import clock
from app.core.actor import Actor
from app.core.days import Days, day_of
from app.core.money import ZERO, Money
from app.lots.models import Lot
from app.payments.gateways.ringgitpay.amounts import format_amount
from app.payments.goodwill import propose_refund
from app.payments.invariants import find_violations
from app.payments.models import Charge, LedgerEntry, Payment, Refund, Settlement
from app.payments.money_desk import list_settled_days, list_unsettled
from app.payments.refunds import record_manual_refund
from app.payments.rules import pay_out
from tests.support.gateway import GATEWAY, answer_body, receive
from tests.support.stays import book
from tests.support.world import make_world

OPERATOR = Actor("operator", 1)


async def _paid() -> Payment:
    """RM 12.72, taken by the gateway."""
    booking = await book((await make_world()).spaces[0], starts_in=48)
    return await Payment.get(charge__booking_id=booking.id)


async def _give_back(payment: Payment, sen: int) -> None:
    lot_id = (await Charge.get(id=payment.charge_id)).lot_id
    await propose_refund(payment.id, Money(sen), "Rain", lot_id=lot_id, gateway=GATEWAY, by=OPERATOR)
    await _made((await Refund.filter(payment_id=payment.id).order_by("-id"))[0])


async def _made(refund: Refund) -> None:
    await record_manual_refund(refund.id, reference="PORTAL-1", by=OPERATOR)


async def _settle(payment: Payment, sen: int) -> str:
    lot = await Lot.get(charges__id=payment.charge_id)
    day = f"{day_of(clock.now(), lot.time_zone):%d-%m-%Y}"
    told = answer_body(
        payment, rp_messageType="TS", rp_settlementDate=day, rp_settlementAmount=format_amount(sen)
    )
    return await receive(told, "settlement")


async def _balances(accounts: Sequence[str]) -> list[int]:
    return [
        sum(entry.amount.sen for entry in await LedgerEntry.filter(account=account)) for account in accounts
    ]


WHERE = ("gateway_receivable", "bank", "gateway_fees", "refunds_payable")


@pytest.mark.usefixtures("db")
@pytest.mark.parametrize(
    ("told", "bank", "fee"),
    [
        pytest.param(1202, 702, 70, id="the message leaves the refund out"),
        pytest.param(702, 702, 70, id="the message has taken it into account"),
    ],
)
async def test_what_went_back_before_is_not_owed_and_not_taken_for_a_fee(
    told: int, bank: int, fee: int
) -> None:
    payment = await _paid()
    await _give_back(payment, 500)
    assert await _balances(WHERE) == [772, 0, 0, 0]

    assert await _settle(payment, told) == "settled"

    assert await _balances(WHERE) == [0, bank, fee, 0]
    settlement = await Settlement.get()
    assert (settlement.amount.sen, settlement.fee.sen) == (bank, fee)
    assert await find_violations() == []


@pytest.mark.usefixtures("db")
async def test_what_goes_back_after_the_pay_out_is_kept_from_the_bank() -> None:
    payment = await _paid()
    assert await _settle(payment, 1202) == "settled"
    await _give_back(payment, 500)

    assert await _balances(WHERE) == [0, 702, 70, 0]
    assert await find_violations() == []
    lot = await Lot.get()
    today = day_of(clock.now(), lot.time_zone)
    (day,) = await list_settled_days(lot, Days(today, today))
    assert (day.payments, day.gross.sen, day.fee.sen) == (1, 1272, 70)
    assert (day.refunded.sen, day.net.sen) == (500, 702)


@pytest.mark.usefixtures("db")
async def test_what_went_back_whole_is_not_waited_for_and_costs_the_fee_if_it_is_paid_out() -> None:
    payment = await _paid()
    lot = await Lot.get()
    (waiting,) = await list_unsettled(lot.id, clock.now())
    assert waiting.owed == payment.amount
    await _give_back(payment, 1272)
    assert await list_unsettled(lot.id, clock.now()) == []

    assert await _settle(payment, 1202) == "settled"

    assert await _balances(WHERE) == [0, -70, 70, 0]
    assert await find_violations() == []


@pytest.mark.usefixtures("db")
async def test_a_pay_out_and_a_refund_at_once_leave_nothing_owed() -> None:
    payment = await _paid()
    lot_id = (await Charge.get(id=payment.charge_id)).lot_id
    await propose_refund(payment.id, Money(500), "Rain", lot_id=lot_id, gateway=GATEWAY, by=OPERATOR)
    refund = await Refund.get()

    await asyncio.gather(_settle(payment, 1202), _made(refund))

    assert await _balances(WHERE) == [0, 702, 70, 0]
    assert await find_violations() == []


@pytest.mark.usefixtures("db")
async def test_a_debt_that_stays_after_a_pay_out_is_found() -> None:
    payment = await _paid()
    assert await _settle(payment, 1202) == "settled"
    entry = await LedgerEntry.filter(account="gateway_receivable").order_by("-id").first()
    assert entry is not None
    await LedgerEntry.filter(id=entry.id).update(amount=Money(-1200))

    assert "of_what_was_paid_out_nothing_is_owed" in {each.rule for each in await find_violations()}


@given(st.integers(0, 100_000), st.integers(0, 100_000), st.integers(0, 100_000))
def test_a_pay_out_leaves_nothing_of_what_was_owed(captured: int, back: int, told: int) -> None:
    captured = max(captured, back, told)
    read = pay_out(Money(captured), Money(back), Money(told))
    assert read.arrived + read.fee == Money(captured - back)
    assert read.fee >= ZERO
