"""Whatever the gateway's messages do on their way, no money is lost and no spot is sold twice."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.bookings.models import Booking, BookingStatus
from app.bookings.service import complete_booking, expire_hold
from app.core import clock
from app.core.actor import GUEST
from app.core.database.connection import close_database, open_database
from app.core.errors import DomainError
from app.payments.cancelling import cancel_booking
from app.payments.invariants import find_violations
from app.payments.models import (
    GatewayEvent,
    LedgerEntry,
    Payment,
    PaymentStatus,
    Refund,
)
from tests.support.databases import Database
from tests.support.gateway import GATEWAY, answer_body, receive, try_to_pay
from tests.support.world import World, hold, make_world

CODES = ("RP00", "RP00", "RP00", "RP09", "RP01", "RP80", "RP96", "RP45", "RP777")
DRIVERS = 3


@dataclass(frozen=True)
class Message:
    """The gateway, or somebody who pretends to be it, says `code` about the `attempt`-th attempt."""

    attempt: int
    code: str
    is_forged: bool
    has_wrong_amount: bool
    source: str


@dataclass(frozen=True)
class Step:
    """What a driver or the clock does. `who` picks the driver."""

    verb: str
    who: int


messages = st.builds(
    Message,
    attempt=st.integers(0, 5),
    code=st.sampled_from(CODES),
    is_forged=st.sampled_from((False, False, False, True)),
    has_wrong_amount=st.sampled_from((False, False, False, False, True)),
    source=st.sampled_from(("callback", "enquiry")),
)
steps = st.builds(
    Step,
    verb=st.sampled_from(("pay", "pay", "pay", "hold", "wait", "wait_long", "expire", "cancel", "complete")),
    who=st.integers(0, DRIVERS - 1),
)
# Messages and steps shuffled together: messages get lost (never drawn), doubled (drawn twice), delayed (drawn
# after the clock moved) and reordered by construction.
histories = st.lists(st.one_of(messages, messages, steps), min_size=4, max_size=24)


def test_captured_minus_refunded_is_what_bookings_owe_whatever_happens_on_the_way(database: Database) -> None:
    with asyncio.Runner() as runner:
        context = runner.run(open_database(database.url))
        try:

            @settings(
                max_examples=25, deadline=None, suppress_health_check=list(HealthCheck), print_blob=True
            )
            @given(histories)
            def play(history: list[Message | Step]) -> None:
                runner.run(_play(history))

            play()
        finally:
            runner.run(close_database(context))


async def _play(history: list[Message | Step]) -> None:
    with clock.frozen(clock.now()):
        game = await Game.begin()
        for move in history:
            with suppress(DomainError):
                if isinstance(move, Message):
                    await game.deliver(move)
                else:
                    await game.act(move)
        await game.check()


class Game:
    """Three drivers who want the same two spots at the same time."""

    def __init__(self, world: World, bookings: list[Booking]) -> None:
        self.world = world
        self.bookings = bookings
        self.payments: list[Payment] = []
        self.kept_before = 0

    @classmethod
    async def begin(cls) -> Game:
        world = await make_world(2)
        game = cls(world, [await hold(space, starts_in=30) for space in world.spaces])
        game.payments = [await try_to_pay(booking.id) for booking in game.bookings]
        return game

    async def act(self, step: Step) -> None:
        booking = self.bookings[step.who % len(self.bookings)]
        if step.verb == "pay":
            self.payments.append(await try_to_pay(booking.id))
        elif step.verb == "hold":
            space = self.world.spaces[step.who % 2]
            self.bookings.append(await hold(space, starts_at=booking.starts_at))
        elif step.verb == "wait":
            clock.move(timedelta(minutes=6))
        elif step.verb == "wait_long":
            clock.move(timedelta(hours=9))
        elif step.verb == "expire":
            await expire_hold(booking.id)
        elif step.verb == "cancel":
            await cancel_booking(booking.id, gateway=GATEWAY, by=GUEST)
        else:
            await complete_booking(booking.id)

    async def deliver(self, message: Message) -> None:
        payment = self.payments[message.attempt % len(self.payments)]
        key = "not the gateway's" if message.is_forged else "response-key-of-the-tests"
        amount = payment.amount.sen + 1 if message.has_wrong_amount else payment.amount.sen
        body = answer_body(payment, message.code, key=key, amount_sen=amount)
        before = await self._money()
        await receive(body, message.source)  # type: ignore[arg-type]
        after = await self._money()
        if message.is_forged or message.has_wrong_amount or message.code != "RP00":
            assert after == before
        # Seen again, a message changes nothing.
        await receive(body, message.source)  # type: ignore[arg-type]
        assert await self._money() == after

    async def check(self) -> None:
        ids = [booking.id for booking in self.bookings]
        bookings = await Booking.filter(id__in=ids)
        paid_for = {BookingStatus.CONFIRMED, BookingStatus.COMPLETED}
        kept_share = {
            refund.booking_id: refund.amount.sen for refund in await Refund.filter(cause="cancelled")
        }
        owed = sum(booking.amount.sen for booking in bookings if booking.status in paid_for)
        for booking in bookings:
            if booking.status is BookingStatus.CANCELLED and booking.confirmed_at is not None:
                owed += booking.amount.sen - kept_share.get(booking.id, 0)
        captured, refunded = await self._money()
        assert captured - refunded == owed
        assert sum([entry.amount.sen for entry in await LedgerEntry.all()]) == 0
        assert await find_violations() == []
        forged = GatewayEvent.filter(is_authentic=False).exclude(applied_at=None)
        assert not await forged.exists()

    async def _money(self) -> tuple[int, int]:
        ids = [payment.id for payment in self.payments]
        captured = await Payment.filter(id__in=ids, status=PaymentStatus.CAPTURED)
        refunds = await Refund.filter(payment_id__in=ids)
        return sum(p.amount.sen for p in captured), sum(r.amount.sen for r in refunds)
