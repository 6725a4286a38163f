"""What messages tell of staying too long, read from the tables when it is sent."""

from __future__ import annotations

from dataclasses import dataclass

from app.arrivals.models import ExitFee, ExitFeeStatus
from app.arrivals.queries import last_stays_of
from app.core import clock
from app.core.money import Money
from app.notifications.channels.protocol import Overtaken
from app.notifications.facts import BookingFacts, PriceLine, price_lines
from app.pricing.lines import duration_words


@dataclass(frozen=True, slots=True)
class OwedFacts:
    """What a car owes now. `over`: how long it stayed past the end. `hour`: the price of one more.

    `has_left`: it is gone, and owes all the same.
    """

    amount: Money
    lines: tuple[PriceLine, ...]
    over: str
    hour: Money
    has_left: bool


async def find_owed(booking: BookingFacts, language: str) -> OwedFacts:
    """Raises Overtaken when nothing is owed any more."""
    last = (await last_stays_of([booking.id])).get(booking.id)
    if last is None or last.owed is None:
        raise Overtaken("nothing is owed any more")
    until = last.session.exited_at or clock.now()
    minutes = int((until - booking.ends_at).total_seconds() // 60)
    return OwedFacts(
        amount=last.owed.amount,
        lines=price_lines([line.to_json() for line in last.owed.lines], language),
        over=duration_words(minutes, language),
        hour=Money(last.booking.lot.overstay_hour_sen),
        has_left=last.session.exited_at is not None,
    )


@dataclass(frozen=True, slots=True)
class PaidFeeFacts:
    """An exit fee that was paid."""

    id: int
    amount: Money
    lines: tuple[PriceLine, ...]


async def find_paid_fee(exit_fee_id: int, language: str) -> PaidFeeFacts:
    """Raises Overtaken for one that was not paid."""
    fee = await ExitFee.get_or_none(id=exit_fee_id, status=ExitFeeStatus.PAID)
    if fee is None:
        raise Overtaken("the fee was not paid")
    return PaidFeeFacts(id=fee.id, amount=fee.amount, lines=price_lines(fee.quote_lines, language))


async def require_car_may_be_there(booking: BookingFacts) -> None:
    """Raises Overtaken when the booking's car is known to have left."""
    last = (await last_stays_of([booking.id])).get(booking.id)
    if last is not None and last.session.exited_at is not None:
        raise Overtaken("the car has left")
