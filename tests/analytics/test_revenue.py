"""Revenue is the ledger's: whatever it is grouped by, it adds up to the balances, to the sen."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from random import Random

import pytest

from app.analytics.figures import Cell, Figures, add_up, add_up_by
from app.analytics.revenue import read_revenue, read_revenue_of_spots, sold
from app.analytics.till import read_till
from app.core import clock
from app.core.days import Days, day_of
from app.core.money import ZERO, Money, total
from app.lots.models import Lot
from app.payments.invariants import find_violations
from app.payments.ledger import Account
from app.payments.models import (
    Charge,
    LedgerEntry,
    LedgerTransaction,
    Payment,
    PaymentChannel,
    PaymentStatus,
    Refund,
    RefundStatus,
    Settlement,
)
from tests.analytics.takings import pay_out, trade
from tests.arrivals.stays import open_lot
from tests.support.stays import book
from tests.support.world import World, make_world

pytestmark = pytest.mark.usefixtures("db")

_DAY = timedelta(days=1)
GROUPINGS: list[Callable[[Cell], object]] = [
    lambda cell: cell.day,
    lambda cell: cell.lot_id,
    lambda cell: cell.space_type,
    lambda cell: cell.channel,
    lambda cell: cell.sold,
    lambda cell: (cell.day, cell.sold, cell.channel),
]


@pytest.fixture
async def world() -> World:
    return await open_lot(4)


def _around_now(lot: Lot, before: int = 3, after: int = 8) -> Days:
    today = day_of(clock.now(), lot.time_zone)
    return Days(today - before * _DAY, today + after * _DAY)


async def _balance(account: str, lot: Lot) -> Money:
    entries = LedgerEntry.filter(account=account, transaction__lot_id=lot.id)
    return total([entry.amount for entry in await entries])


async def test_every_grouping_adds_up_to_the_balances_of_the_ledger(world: World) -> None:
    await trade(world)
    await pay_out(world.lot)

    cells = await read_revenue([world.lot], _around_now(world.lot))

    whole = add_up(cells)
    assert whole.net == -await _balance("revenue", world.lot)
    assert whole.tax == -await _balance("service_tax", world.lot)
    assert whole.fees == await _balance("gateway_fees", world.lot)
    assert whole.refunds == total(refund.amount for refund in await Refund.all())
    assert min(whole.gross, whole.refunds, whole.tax, whole.net, whole.fees) > ZERO
    for grouping in GROUPINGS:
        assert sum(add_up_by(cells, grouping).values(), Figures()) == whole
    assert {cell.sold for cell in cells} == {"booking", "extension", "exit_fee"}
    assert {cell.channel for cell in cells} == {"web", "telegram", "counter"}
    assert await find_violations() == []


async def test_the_figures_of_the_spots_add_up_as_well(world: World) -> None:
    await trade(world)
    days = _around_now(world.lot)

    spots = await read_revenue_of_spots(world.area.id, days.in_zone(world.lot.time_zone))

    whole = add_up(await read_revenue([world.lot], days))
    assert sum(spots.values(), Figures()) == whole
    assert set(spots) == {space.id for space in world.spaces}


async def test_what_the_gateway_took_is_paid_out_given_back_kept_or_owed(world: World) -> None:
    await trade(world)
    await pay_out(world.lot)

    till = await read_till([world.lot], _around_now(world.lot))

    captured = await Payment.filter(status=PaymentStatus.CAPTURED)
    by_gateway = [each.amount for each in captured if each.channel is PaymentChannel.GATEWAY]
    assert till.captured == total(by_gateway)
    assert till.paid_out == total(each.amount for each in await Settlement.all())
    assert till.fees == total(each.fee for each in await Settlement.all())
    given = await Refund.filter(status=RefundStatus.SUCCEEDED)
    assert till.refunded == total(each.amount for each in given)
    assert till.owed_before == ZERO
    assert till.owed == till.captured - till.refunded - till.paid_out - till.fees
    assert till.owed == await _balance("gateway_receivable", world.lot)
    assert till.counter_taken == await _balance("counter", world.lot)


async def test_the_till_goes_on_from_one_day_to_the_next(world: World) -> None:
    with clock.frozen(datetime(2026, 3, 2, 3, tzinfo=UTC)):
        await trade(world)
    with clock.frozen(datetime(2026, 3, 5, 3, tzinfo=UTC)):
        await pay_out(world.lot)
    first, second = Days(date(2026, 3, 1), date(2026, 3, 4)), Days(date(2026, 3, 5), date(2026, 3, 9))

    before, after = await read_till([world.lot], first), await read_till([world.lot], second)

    assert after.owed_before == before.owed
    assert (before.paid_out, after.captured) == (ZERO, ZERO)
    assert after.owed == after.owed_before - after.paid_out - after.fees


async def test_a_day_ends_at_midnight_by_the_lots_clock(world: World) -> None:
    midnight = datetime(2026, 3, 1, 16, tzinfo=UTC)  # 2 March, 0:00 in Kuala Lumpur
    for space, moment in zip(world.spaces, (midnight - timedelta(microseconds=1), midnight), strict=False):
        with clock.frozen(moment):
            await book(space)

    first = await read_revenue([world.lot], Days(date(2026, 3, 1), date(2026, 3, 1)))
    both = await read_revenue([world.lot], Days(date(2026, 3, 1), date(2026, 3, 2)))

    assert [cell.day for cell in first] == [date(2026, 3, 1)]
    assert [cell.day for cell in both] == [date(2026, 3, 1), date(2026, 3, 2)]
    assert add_up(both).gross == await sold(
        world.lot.id, Days(date(2026, 3, 1), date(2026, 3, 2)).in_zone(world.lot.time_zone)
    )


async def test_days_are_right_where_the_clock_is_changed() -> None:
    """Of 29 March 2026 in Berlin an hour is missing: midnight is 23:00 UTC before it, and 22:00 after."""
    berlin = await make_world(2, time_zone="Europe/Berlin")
    moments = {
        datetime(2026, 3, 28, 22, 59, tzinfo=UTC): date(2026, 3, 28),
        datetime(2026, 3, 28, 23, 0, tzinfo=UTC): date(2026, 3, 29),
        datetime(2026, 3, 29, 21, 59, tzinfo=UTC): date(2026, 3, 29),
        datetime(2026, 3, 29, 22, 0, tzinfo=UTC): date(2026, 3, 30),
    }
    for number, moment in enumerate(moments):
        with clock.frozen(moment):
            await book(berlin.spaces[number % 2], starts_in=24 + 5 * number, hours=1)

    cells = await read_revenue([berlin.lot], Days(date(2026, 3, 28), date(2026, 3, 30)))

    assert [cell.day for cell in cells] == sorted(set(moments.values()))
    by_day = add_up_by(cells, lambda cell: cell.day)
    assert [figures.gross.sen for figures in by_day.values()] == [424, 848, 424]


async def test_lots_in_two_zones_are_each_told_by_their_own_clock(world: World) -> None:
    berlin = await make_world(1, time_zone="Europe/Berlin")
    with clock.frozen(datetime(2026, 3, 1, 20, tzinfo=UTC)):
        await book(world.spaces[0])
        await book(berlin.spaces[0])

    cells = await read_revenue([world.lot, berlin.lot], Days(date(2026, 3, 1), date(2026, 3, 2)))

    assert {cell.lot_id: cell.day.day for cell in cells} == {world.lot.id: 2, berlin.lot.id: 1}


@pytest.mark.parametrize("seed", range(3))
async def test_whatever_is_booked_every_grouping_adds_up_to_the_balances(world: World, seed: int) -> None:
    """Movements of any kind, between any accounts, for any charge or none, at any time of two days."""
    await trade(world)
    chance = Random(seed)
    accounts = [account.value for account in Account]
    charges = [None, *await Charge.all().values_list("id", flat=True)]
    for number in range(150):
        at = clock.now() + timedelta(seconds=chance.uniform(-86_400, 86_400))
        movement = await LedgerTransaction.create(
            key=f"random:{number}",
            kind=chance.choice(["sale", "refund_owed", "settlement", "correction"]),
            lot_id=world.lot.id,
            charge_id=chance.choice(charges),
            happened_at=at,
        )
        amounts = [chance.randrange(-5000, 5000) for _ in range(chance.randrange(1, 4))]
        await LedgerEntry.bulk_create(
            [
                LedgerEntry(transaction=movement, account=chance.choice(accounts), amount=Money(sen))
                for sen in [*amounts, -sum(amounts)]
            ]
        )

    cells = await read_revenue([world.lot], _around_now(world.lot))

    whole = add_up(cells)
    assert whole.net == -await _balance("revenue", world.lot)
    assert whole.tax == -await _balance("service_tax", world.lot)
    assert whole.fees == await _balance("gateway_fees", world.lot)
    for grouping in GROUPINGS:
        assert sum(add_up_by(cells, grouping).values(), Figures()) == whole
    till = await read_till([world.lot], _around_now(world.lot))
    assert till.owed == await _balance("gateway_receivable", world.lot)


async def test_what_was_booked_without_a_charge_counts_all_the_same(world: World) -> None:
    at = clock.now()
    odd = await LedgerTransaction.create(key="odd:1", kind="correction", lot_id=world.lot.id, happened_at=at)
    await LedgerEntry.create(transaction=odd, account="revenue", amount=Money(70))
    await LedgerEntry.create(transaction=odd, account="bank", amount=Money(-70))

    [cell] = await read_revenue([world.lot], _around_now(world.lot))

    assert (cell.space_type, cell.channel, cell.sold) == (None, None, None)
    assert (cell.figures.refunds.sen, cell.figures.net.sen) == (70, -70)
