"""The alarm: quiet while all is well, and for each rule a planted breach that it must find."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest
from structlog.testing import capture_logs
from tortoise import connections
from tortoise.backends.base.executor import EXECUTOR_CACHE

from app.arrivals.exit_fees import ask_exit_fee
from app.arrivals.models import ExitFee, ExitFeeStatus, ParkingSession
from app.bookings.models import Booking, BookingMove, Extension, ExtensionStatus, MoveCause, SpaceClaim
from app.bookings.moves import move_booking
from app.core import clock
from app.core.actor import OPERATOR
from app.core.database.connection import close_database, open_database
from app.core.database.migrate import migrate_database
from app.core.money import Money
from app.lots.models import Lot
from app.payments import invariants
from app.payments.displacement import displace_with_refund
from app.payments.goodwill import propose_refund
from app.payments.invariants import RULES, Violation, find_violations
from app.payments.models import Charge, LedgerEntry, LedgerTransaction, Payment, Receipt, Refund, Settlement
from jobs.check_invariants import check_all_history, check_invariants
from tests.arrivals.stays import enter, leave
from tests.support.databases import ENGINES, Engine, empty_database
from tests.support.gateway import GATEWAY, answer_body, receive, try_to_pay
from tests.support.session import current_session
from tests.support.stays import book, extend
from tests.support.world import World, hold, make_world


@dataclass(frozen=True)
class Business:
    """`first` was paid by `once` and again by `double`, which is refunded; `second` was paid, `held` not.

    `longer` was paid as well, and twice for more time.
    """

    world: World
    first: Booking
    second: Booking
    held: Booking
    longer: Booking
    once: Payment
    double: Payment


async def _do_business() -> Business:
    world = await make_world(5)
    longer = await book(world.spaces[4])
    await extend(longer, 1)
    await extend(longer, 1)
    first, second, held = [await hold(space) for space in world.spaces[:3]]
    once, double = await try_to_pay(first.id), await try_to_pay(first.id)
    assert await receive(answer_body(once)) == "captured"
    assert await receive(answer_body(double)) == "double"
    assert await receive(answer_body(await try_to_pay(second.id))) == "captured"
    return Business(world, first, second, held, longer, once, double)


async def _run(sql: str) -> None:
    await connections.get("default").execute_query(sql)


async def _claim_lost(all_is: Business) -> set[str]:
    await _run(f"DELETE FROM space_claim WHERE booking_id = {all_is.first.id}")
    return {all_is.first.reference}


async def _claim_left_behind(all_is: Business) -> set[str]:
    await _run(f"UPDATE booking SET status = 'expired' WHERE id = {all_is.held.id}")
    return {all_is.held.reference}


async def _claim_elsewhere(all_is: Business) -> set[str]:
    free = all_is.world.spaces[3].id
    await _run(f"UPDATE space_claim SET space_id = {free} WHERE booking_id = {all_is.held.id}")
    return {all_is.held.reference}


async def _claim_too_long(all_is: Business) -> set[str]:
    longer = all_is.first.ends_at + timedelta(hours=1)
    await SpaceClaim.filter(booking_id=all_is.first.id).update(ends_at=longer)
    return {all_is.first.reference}


async def _two_extensions_held(all_is: Business) -> set[str]:
    """The claim stands where both of them say."""
    second = all_is.second
    for _ in range(2):
        await Extension.create(
            booking=second,
            status=ExtensionStatus.HELD,
            starts_at=second.ends_at,
            ends_at=second.ends_at + timedelta(hours=1),
            hold_expires_at=second.ends_at,
            amount=Money(424),
            tax=Money(24),
            quote_lines=[],
            created_at=second.created_at,
        )
    await SpaceClaim.filter(booking_id=second.id).update(ends_at=second.ends_at + timedelta(hours=1))
    return {second.reference}


async def _extension_beyond_the_end(all_is: Business) -> set[str]:
    newest = await Extension.filter(booking_id=all_is.longer.id).order_by("-id").first()
    assert newest is not None
    await Extension.filter(id=newest.id).update(ends_at=newest.ends_at + timedelta(hours=1))
    return {all_is.longer.reference}


async def _extension_never_paid(all_is: Business) -> set[str]:
    charge = await Charge.filter(booking_id=all_is.longer.id, purpose="extension").first()
    assert charge is not None
    await _run(f"UPDATE charge SET status = 'open' WHERE id = {charge.id}")
    return {all_is.longer.reference}


async def _never_paid(all_is: Business) -> set[str]:
    await _run(f"UPDATE charge SET status = 'open' WHERE booking_id = {all_is.second.id}")
    return {all_is.second.reference}


async def _receipt_missing(all_is: Business) -> set[str]:
    await _run("UPDATE receipt_counter SET last_number = last_number + 1")
    return {str(all_is.world.lot.id)}


async def _first_receipt_missing(all_is: Business) -> set[str]:
    oldest = await Receipt.get(number=1)
    await Receipt.filter(id=oldest.id).delete()
    return {str(all_is.world.lot.id)}


async def _receipt_skipped(all_is: Business) -> set[str]:
    await _run("UPDATE receipt SET number = 99 WHERE number = 2")
    await _run("UPDATE receipt_counter SET last_number = 99")
    return {str(all_is.world.lot.id)}


async def _sen_too_many(all_is: Business) -> set[str]:
    entry = await LedgerEntry.filter(account="revenue").order_by("id").first()
    assert entry is not None
    await _run(f"UPDATE ledger_entry SET amount_sen = amount_sen - 1 WHERE id = {entry.id}")
    return {str(entry.transaction_id)}


async def _entries_lost(all_is: Business) -> set[str]:
    keys = f"capture:{all_is.once.id}", f"sale:{all_is.once.charge_id}"
    lost = [movement.id for movement in await LedgerTransaction.filter(key__in=keys)]
    await LedgerEntry.filter(transaction_id__in=lost).delete()
    return {str(id_) for id_ in lost}


async def _capture_not_booked(all_is: Business) -> set[str]:
    """The charge has another capture, which is booked."""
    lost = await LedgerTransaction.filter(key=f"capture:{all_is.double.id}").update(key="capture:none")
    assert lost == 1
    return {all_is.double.order_id}


async def _refunded_too_much(all_is: Business) -> set[str]:
    refund = await Refund.get()
    await _run(f"UPDATE refund SET amount_sen = amount_sen + 1 WHERE id = {refund.id}")
    return {all_is.double.order_id}


async def _not_all_back(all_is: Business) -> set[str]:
    """A booking lost its spot, and its driver a sen."""
    await displace_with_refund(all_is.second.id, cause=MoveCause.CLOSURE, gateway=GATEWAY, by=OPERATOR)
    await Refund.filter(cause="displaced").update(amount=all_is.second.amount - Money(1))
    return {all_is.second.reference}


async def _tax_kept(all_is: Business) -> set[str]:
    """All of a sale went back, and a sen of its tax did not."""
    await displace_with_refund(all_is.second.id, cause=MoveCause.CLOSURE, gateway=GATEWAY, by=OPERATOR)
    await Refund.filter(cause="displaced").update(tax=(await Refund.get(cause="displaced")).tax - Money(1))
    return {(await Payment.get(charge__booking_id=all_is.second.id)).order_id}


async def _promise_not_kept(all_is: Business) -> set[str]:
    """Staff granted a refund, and nothing goes back of it."""
    proposal = await propose_refund(
        all_is.once.id, Money(100), "Noise", lot_id=all_is.world.lot.id, gateway=GATEWAY, by=OPERATOR
    )
    await Refund.filter(payment_id=all_is.once.id).update(cause="cancelled")
    return {str(proposal.id)}


async def _owed_after_the_pay_out(all_is: Business) -> set[str]:
    """The gateway paid out, and the books do not know of it."""
    payment = await Payment.get(charge__booking_id=all_is.second.id)
    now = clock.now()
    await Settlement.create(
        payment=payment, settled_on=now.date(), amount=payment.amount, fee=Money(0), received_at=now
    )
    return {str(payment.charge_id)}


async def _owed_beside_what_was_paid(all_is: Business) -> set[str]:
    """One fee of a stay was paid, and the one that was asked for before stands as if it had not been."""
    await Lot.filter(id=all_is.world.lot.id).update(overstay_hour_sen=600)
    with clock.frozen(all_is.second.starts_at):
        session = await enter(all_is.second)
    with clock.frozen(all_is.second.ends_at + timedelta(minutes=30)):
        paid = await ask_exit_fee(session.id, by=OPERATOR)
    with clock.frozen(all_is.second.ends_at + timedelta(minutes=70)):
        standing = await ask_exit_fee(session.id, by=OPERATOR)
        later = clock.now() + timedelta(minutes=1)
    await ExitFee.filter(id=paid.id).update(status=ExitFeeStatus.WAIVED, settled_at=later)
    return {str(standing.id)}


async def _left_before_coming(all_is: Business) -> set[str]:
    with clock.frozen(all_is.second.starts_at):
        session = await enter(all_is.second)
    before = all_is.second.starts_at - timedelta(minutes=1)
    await ParkingSession.filter(id=session.id).update(exited_at=before, open_for_id=None)
    return {str(session.id)}


async def _came_before_leaving(all_is: Business) -> set[str]:
    with clock.frozen(all_is.second.starts_at):
        first = await enter(all_is.second)
    with clock.frozen(all_is.second.starts_at + timedelta(minutes=10)):
        await leave(first)
    with clock.frozen(all_is.second.starts_at + timedelta(minutes=20)):
        second = await enter(all_is.second)
    await ParkingSession.filter(id=first.id).update(exited_at=second.entered_at + timedelta(minutes=1))
    return {str(first.id)}


async def _strayed(all_is: Business) -> set[str]:
    free = all_is.world.spaces[3].id
    await move_booking(all_is.held.id, free, cause=MoveCause.CLOSURE, by=OPERATOR)
    await BookingMove.all().update(to_space_id=all_is.world.spaces[0].id)
    return {all_is.held.reference}


async def _money_astray(all_is: Business) -> set[str]:
    """One charge's money pays for the other: all of them together seem in order."""
    charges = [await Charge.get(booking_id=booking.id) for booking in (all_is.first, all_is.second)]
    for charge, sen in zip(charges, (100, -100), strict=True):
        sale = await LedgerTransaction.get(key=f"sale:{charge.id}")
        for account, change in (("customer_funds", sen), ("revenue", -sen)):
            await _run(
                f"UPDATE ledger_entry SET amount_sen = amount_sen + {change} "
                f"WHERE transaction_id = {sale.id} AND account = '{account}'"
            )
    return {str(charge.id) for charge in charges}


Plant = Callable[[Business], Awaitable[set[str]]]
"""Plants a breach and returns the subjects that are to be named."""

PLANTS: list[tuple[str, Plant]] = [
    ("live_bookings_have_a_claim", _claim_lost),
    ("ended_bookings_have_no_claim", _claim_left_behind),
    ("claims_stand_where_their_bookings_do", _claim_elsewhere),
    ("claims_stand_where_their_bookings_do", _claim_too_long),
    ("a_booking_holds_one_extension_and_only_while_confirmed", _two_extensions_held),
    ("extensions_follow_one_another_to_the_end", _extension_beyond_the_end),
    ("paid_extensions_were_paid", _extension_never_paid),
    ("paid_bookings_were_paid", _never_paid),
    ("receipts_run_from_one_to_the_counter", _receipt_missing),
    ("receipts_run_from_one_to_the_counter", _first_receipt_missing),
    ("receipt_numbers_have_no_gap", _receipt_skipped),
    ("ledger_transactions_balance", _sen_too_many),
    ("ledger_transactions_balance", _entries_lost),
    ("every_capture_is_booked", _capture_not_booked),
    ("refunds_never_exceed_captures", _refunded_too_much),
    ("displaced_bookings_got_all_back", _not_all_back),
    ("who_got_all_of_a_sale_back_got_all_of_its_tax", _tax_kept),
    ("granted_proposals_became_refunds", _promise_not_kept),
    ("of_what_was_paid_out_nothing_is_owed", _owed_after_the_pay_out),
    ("a_stay_owes_one_fee_asked_for_after_all_that_was_settled", _owed_beside_what_was_paid),
    ("stays_begin_before_they_end_and_follow_one_another", _left_before_coming),
    ("stays_begin_before_they_end_and_follow_one_another", _came_before_leaving),
    ("moved_bookings_stand_where_they_went", _strayed),
    ("no_driver_money_lies_around", _money_astray),
]
_OVERLAP = "claims_never_overlap"  # takes a database without its guards, and has a test of its own


_UNGUARD: Mapping[Engine, tuple[str, ...]] = {
    "sqlite": tuple(f"DROP TRIGGER space_claim_{event}_guard" for event in ("INSERT", "UPDATE")),
    "mariadb": ("ALTER TABLE space_claim DROP CONSTRAINT space_claim_guard, DROP PERIOD FOR held",),
}


def test_every_rule_has_a_planted_breach() -> None:
    assert {rule for rule, _ in PLANTS} | {_OVERLAP} == set(RULES)


@pytest.mark.usefixtures("db")
@pytest.mark.parametrize(("rule", "plant"), PLANTS)
async def test_a_breach_is_found_and_named_and_nothing_else_is(rule: str, plant: Plant) -> None:
    business = await _do_business()
    assert await find_violations() == await find_violations(only_recent=True) == []
    expected = {Violation(rule, subject) for subject in await plant(business)}
    for found in (await find_violations(), await find_violations(only_recent=True)):
        assert set(found) == expected
        assert len(found) == len(expected)


@pytest.mark.parametrize("engine", ENGINES)
async def test_two_claims_on_one_spot_are_found_where_the_database_did_not_refuse_them(
    engine: Engine, tmp_path: Path
) -> None:
    EXECUTOR_CACHE.clear()
    with empty_database(engine, current_session(), tmp_path) as database:
        await migrate_database(database.url)
        context = await open_database(database.url)
        try:
            for unguard in _UNGUARD[engine]:
                await _run(unguard)
            business = await _do_business()
            assert await find_violations() == []
            claim = await SpaceClaim.get(booking_id=business.first.id)
            held = SpaceClaim.filter(booking_id=business.held.id)
            await held.update(space_id=claim.space_id, starts_at=claim.starts_at)
            assert _OVERLAP in {one.rule for one in await find_violations()}
        finally:
            await close_database(context)


@pytest.mark.usefixtures("db")
async def test_an_old_breach_is_left_to_the_nightly_sweep(monkeypatch: pytest.MonkeyPatch) -> None:
    await _do_business()
    newest = await LedgerTransaction.all().order_by("-id").first()
    assert newest is not None
    monkeypatch.setattr(invariants, "_RECENT_ROWS", 2)
    await LedgerEntry.filter(transaction_id=newest.id - 3).delete()
    old = Violation("ledger_transactions_balance", str(newest.id - 3))
    assert old in await find_violations()
    assert old not in await find_violations(only_recent=True)
    await LedgerEntry.filter(transaction_id=newest.id).delete()
    recent = Violation("ledger_transactions_balance", str(newest.id))
    assert recent in await find_violations(only_recent=True)


@pytest.mark.usefixtures("db")
async def test_the_jobs_raise_the_alarm_once_for_each_breach() -> None:
    business = await _do_business()
    with capture_logs() as quiet:
        assert await check_invariants() == await check_all_history() == 0
    assert quiet == []
    await _refunded_too_much(business)
    for job in (check_invariants, check_all_history):
        with capture_logs() as logs:
            assert await job() == 1
        assert logs == [
            {
                "event": "invariant_violated",
                "log_level": "critical",
                "rule": "refunds_never_exceed_captures",
                "subject": business.double.order_id,
            }
        ]
