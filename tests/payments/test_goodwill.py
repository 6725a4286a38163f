"""Money given back beyond the policy: never more than came in, each sen with its tax, by two if asked."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.accounts.models import Person
from app.bookings.errors import IdempotencyKeyReused
from app.bookings.models import Booking
from app.core.actor import Actor
from app.core.money import Money, total
from app.lots.models import Lot
from app.payments.cancelling import cancel_booking
from app.payments.errors import (
    ApproverIsAsker,
    PaymentNotFound,
    ProposalDecided,
    RefundReasonMissing,
    RefundTooLarge,
)
from app.payments.goodwill import approve_refund, decline_refund, propose_refund
from app.payments.invariants import find_violations
from app.payments.models import (
    Charge,
    LedgerEntry,
    Payment,
    ProposalStatus,
    Refund,
    RefundProposal,
    RefundStatus,
)
from app.payments.refunds import next_tax_share, record_manual_refund
from app.payments.staff_cancellations import cancel_for_driver
from tests.support.gateway import GATEWAY, try_to_pay
from tests.support.stays import book
from tests.support.world import World, hold, make_world

ASKER, SECOND = Actor("operator", 1), Actor("owner", 2)


async def _paid(world: World) -> tuple[Booking, Payment]:
    booking = await book(world.spaces[0], starts_in=48)
    return booking, await Payment.get(charge__booking_id=booking.id)


async def _propose(payment: Payment, sen: int, by: Actor = ASKER, **more: Any) -> RefundProposal:
    lot_id = more.pop("lot_id", None) or (await Charge.get(id=payment.charge_id)).lot_id
    reason = more.pop("reason", "Broken lift")
    return await propose_refund(
        payment.id, Money(sen), reason, lot_id=lot_id, gateway=GATEWAY, by=by, key=more.pop("key", None)
    )


async def _balance(account: str) -> int:
    return sum(entry.amount.sen for entry in await LedgerEntry.filter(account=account))


@pytest.mark.usefixtures("db")
async def test_parts_are_given_back_until_nothing_is_left_with_all_of_the_tax() -> None:
    world = await make_world()
    _, payment = await _paid(world)
    for sen in (1, 333, 500, payment.amount.sen - 834):
        await _propose(payment, sen)
    with pytest.raises(RefundTooLarge) as refusal:
        await _propose(payment, 1)

    assert refusal.value.extras == {"leftSen": 0}
    refunds = await Refund.all()
    assert total(refund.tax for refund in refunds) == (await Charge.get()).tax
    assert (await _balance("revenue"), await _balance("service_tax")) == (0, 0)
    for refund in refunds:
        await record_manual_refund(refund.id, reference="PORTAL-1", by=ASKER)
    assert await _balance("refunds_payable") == 0
    assert await find_violations() == []


@pytest.mark.usefixtures("db")
async def test_many_at_once_give_no_more_than_came_in() -> None:
    world = await make_world()
    booking, payment = await _paid(world)
    done = await asyncio.gather(
        *(_propose(payment, 500) for _ in range(5)),
        cancel_booking(booking.id, gateway=GATEWAY, by=ASKER),
        return_exceptions=True,
    )

    assert all(not isinstance(one, Exception) or isinstance(one, RefundTooLarge) for one in done), done
    assert total(refund.amount for refund in await Refund.all()) <= payment.amount
    assert await find_violations() == []


@pytest.mark.usefixtures("db")
async def test_what_was_given_before_is_not_given_again_by_a_cancellation() -> None:
    world = await make_world()
    booking, payment = await _paid(world)
    await _propose(payment, 1000)
    await cancel_booking(booking.id, gateway=GATEWAY, by=ASKER)

    cancelled = await Refund.get(cause="cancelled")
    assert cancelled.amount == payment.amount - Money(1000)
    assert await find_violations() == []


@pytest.mark.usefixtures("db")
async def test_above_the_lots_amount_a_second_person_decides_and_small_ones_count_together() -> None:
    world = await make_world(refund_approval_sen=500)
    _, payment = await _paid(world)
    small = await _propose(payment, 400)
    second = await _propose(payment, 101)
    assert (small.status, second.status) == (ProposalStatus.GRANTED, ProposalStatus.WAITING)
    assert await Refund.all().count() == 1
    with pytest.raises(ApproverIsAsker):
        await approve_refund(second.id, lot_id=world.lot.id, gateway=GATEWAY, by=Actor("owner", 1))

    await approve_refund(second.id, lot_id=world.lot.id, gateway=GATEWAY, by=SECOND)
    with pytest.raises(ProposalDecided):
        await decline_refund(second.id, "No", lot_id=world.lot.id, by=SECOND)
    assert sorted(refund.amount.sen for refund in await Refund.all()) == [101, 400]
    assert await find_violations() == []


@pytest.mark.usefixtures("db")
async def test_what_a_cancellation_gave_beyond_the_policy_counts_with_the_rest() -> None:
    world = await make_world(refund_approval_sen=700)
    booking = await book(world.spaces[0], starts_in=1)
    payment = await Payment.get(charge__booking_id=booking.id)
    await cancel_for_driver(
        booking.id, lot_id=world.lot.id, percent=50, reason="Ill", gateway=GATEWAY, by=ASKER
    )
    assert (await Refund.get()).beyond == (await Refund.get()).amount == Money(636)
    assert (await _propose(payment, 65)).status is ProposalStatus.WAITING
    assert (await _propose(payment, 64)).status is ProposalStatus.GRANTED


@pytest.mark.usefixtures("db")
async def test_what_the_policy_gives_needs_nobodys_consent_and_does_not_count() -> None:
    world = await make_world(refund_approval_sen=700)
    booking = await book(world.spaces[0], starts_in=3)
    payment = await Payment.get(charge__booking_id=booking.id)
    await cancel_for_driver(
        booking.id, lot_id=world.lot.id, percent=60, reason="Ill", gateway=GATEWAY, by=ASKER
    )
    refund = await Refund.get()
    assert (refund.amount.sen, refund.beyond.sen) == (763, 763 - 636)
    assert (await _propose(payment, 509)).status is ProposalStatus.GRANTED


@pytest.mark.usefixtures("db")
async def test_what_is_asked_for_twice_under_one_key_is_given_once() -> None:
    world = await make_world()
    _, payment = await _paid(world)
    first = await _propose(payment, 300, key="the-same-key")
    assert (await _propose(payment, 300, key="the-same-key")).id == first.id
    with pytest.raises(IdempotencyKeyReused):
        await _propose(payment, 301, key="the-same-key")
    at_once = await asyncio.gather(*(_propose(payment, 100, key="another-key") for _ in range(4)))
    assert len({proposal.id for proposal in at_once}) == 1
    assert sorted(refund.amount.sen for refund in await Refund.all()) == [100, 300]
    assert await find_violations() == []


@pytest.mark.usefixtures("db")
async def test_a_declined_one_gives_nothing_and_two_who_approve_give_once() -> None:
    world = await make_world(refund_approval_sen=0)
    _, payment = await _paid(world)
    first, second = await _propose(payment, 400), await _propose(payment, 300)
    await decline_refund(first.id, "Too much", lot_id=world.lot.id, by=SECOND)
    outcomes = await asyncio.gather(
        *(
            approve_refund(second.id, lot_id=world.lot.id, gateway=GATEWAY, by=Actor("owner", number))
            for number in range(2, 6)
        ),
        return_exceptions=True,
    )

    assert sum(isinstance(outcome, RefundProposal) for outcome in outcomes) == 1
    assert [refund.amount.sen for refund in await Refund.all()] == [300]
    assert await find_violations() == []


@pytest.mark.usefixtures("db")
async def test_what_brought_no_money_or_is_of_another_lot_gives_none_back() -> None:
    world, elsewhere = await make_world(), await make_world()
    _, payment = await _paid(world)
    unpaid = await try_to_pay((await hold(world.spaces[1])).id)
    with pytest.raises(PaymentNotFound):
        await _propose(unpaid, 1)
    with pytest.raises(PaymentNotFound):
        await _propose(payment, 1, lot_id=elsewhere.lot.id)
    with pytest.raises(RefundReasonMissing):
        await _propose(payment, 1, reason=" ")
    with pytest.raises(RefundTooLarge):
        await _propose(payment, payment.amount.sen + 1)
    assert not await Refund.exists()
    assert not await Person.exists()
    assert await Lot.all().count() == 2


@given(
    st.integers(1, 100_000),
    st.integers(0, 10_000),
    st.lists(st.integers(1, 20_000), min_size=1, max_size=12),
)
@settings(max_examples=200)
def test_tax_goes_back_sen_by_sen_and_never_more_than_there_was(
    amount: int, basis_points: int, parts: list[int]
) -> None:
    tax = amount * basis_points // 20_000
    charge = Charge(amount=Money(amount), tax=Money(tax))
    given_back: list[Refund] = []
    left = amount
    for part in [*parts, amount]:
        sen = min(part, left)
        if not sen:
            break
        share = next_tax_share(charge, given_back, Money(sen))
        assert 0 <= share.sen <= sen
        given_back.append(Refund(amount=Money(sen), tax=share, status=RefundStatus.REQUESTED))
        left -= sen
    assert left == 0
    assert total(refund.tax for refund in given_back) == Money(tax)
