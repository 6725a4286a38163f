"""The other drivers of the demo: they hold spots and pay for them, by the same verbs as everybody."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from app.arrivals.models import Method
from app.arrivals.service import let_in
from app.arrivals.sightings import Sighting
from app.bookings.models import Booking
from app.bookings.rules import check_policy, period_of
from app.bookings.service import HoldRequest, hold_space
from app.core import clock
from app.core.actor import CLOCK, GUEST
from app.core.errors import DomainError
from app.core.references import new_order_id
from app.demo.strangers import email_of, plate_of, some_name
from app.demo.taken import DEMO_REFERENCE
from app.lots.models import Lot, Space
from app.payments.answers import apply_answer
from app.payments.gateways.protocol import Gateway
from app.payments.gateways.ringgitpay import RinggitPayCredentials, format_amount
from app.payments.gateways.ringgitpay.checksums import check_sum
from app.payments.inbox import Message, keep_message
from app.payments.paying import start_payment

_APPROVED = "RP00"
_STAYS = (1, 2, 2, 3, 3, 4, 6, 8, 10)  # hours
_FORM = "application/x-www-form-urlencoded"
_COME = 0.7  # the share of the cars that are there by now


@dataclass(frozen=True, slots=True)
class Street:
    """What the neighbours need to pay: the gateway, and the keys with which the demo's own answers for it."""

    gateway: Gateway
    credentials: RinggitPayCredentials
    return_url: str


async def fill_floor(lot: Lot, spaces: Sequence[Space], busy: float, street: Street, chance: Random) -> None:
    """Books the share `busy` of `spaces` from now on, and fewer of them for the next hour and for tomorrow.

    Most of the cars whose time it is have come. Spots on which the lot takes no booking just now (it is
    closed, or they are) stay as they are.
    """
    now = clock.now().replace(second=0, microsecond=0)
    morning = _tomorrow_morning(now, lot)
    for space in chance.sample(list(spaces), round(len(spaces) * busy)):
        booking = await _book(lot, space, now, chance, street)
        if booking is not None and chance.random() < _COME:
            await _come(booking)
    for space in chance.sample(list(spaces), round(len(spaces) * busy / 6)):
        await _book(lot, space, now + timedelta(minutes=10 * chance.randrange(2, 6)), chance, street)
    for space in chance.sample(list(spaces), round(len(spaces) * busy / 5)):
        await _book(lot, space, morning + timedelta(minutes=30 * chance.randrange(8)), chance, street)


async def overstay(lot: Lot, spaces: Sequence[Space], street: Street, chance: Random) -> None:
    """Cars stand on `spaces` past the end of what they booked: each came when it was its time.

    The first of them is in the way of the next driver.
    """
    soon = clock.now().replace(second=0, microsecond=0) + timedelta(minutes=50)
    for number, space in enumerate(spaces):
        late = timedelta(minutes=chance.randrange(25, 85))
        with clock.frozen(clock.now() - late - timedelta(hours=1)):
            booking = await _book(
                lot, space, clock.now().replace(second=0, microsecond=0), chance, street, hours=1
            )
            if booking is not None:
                await _come(booking)
        if number == 0:
            await _book(lot, space, soon, chance, street)


async def _come(booking: Booking) -> None:
    """The car drives in, read by the camera at the gate."""
    await let_in(booking.id, booking.lot_id, Sighting(Method.READER, clock.now()), by=CLOCK)


async def _book(
    lot: Lot, space: Space, starts_at: datetime, chance: Random, street: Street, *, hours: int | None = None
) -> Booking | None:
    """Holds the spot for a stay that the lot allows, or for `hours`, and pays; None if it allows none."""
    for wish in _stays(chance) if hours is None else (hours,):
        period = period_of(starts_at, starts_at + timedelta(hours=wish))
        try:
            check_policy(lot, period, clock.now())
            booking = await _hold(space, period.starts_at, period.ends_at, chance)
        except DomainError:
            continue
        await _pay(booking, street)
        return booking
    return None


def _stays(chance: Random) -> Iterator[int]:
    """Hours to stay: a wish, and what would do if that is not to be had."""
    wish = chance.choice(_STAYS)
    yield wish
    if wish > 1:
        yield 1


async def _hold(space: Space, starts_at: datetime, ends_at: datetime, chance: Random) -> Booking:
    name, number = some_name(chance), chance.randrange(10**9)
    request = HoldRequest(
        space_id=space.id,
        starts_at=starts_at,
        ends_at=ends_at,
        plate_number=plate_of(chance),
        email=email_of(name, number),
        name=name,
    )
    return await hold_space(
        request,
        person=None,
        idempotency_key=f"neighbour-{number}",
        language="en",
        channel="web",
        by=GUEST,
    )


async def _pay(booking: Booking, street: Street) -> None:
    """Starts a payment and lets the gateway's approval come in, as its callback would."""
    started = await start_payment(booking.id, gateway=street.gateway, return_url=street.return_url, by=GUEST)
    heart = {
        "rp_appId": street.credentials.app_id,
        "rp_currency": started.payment.currency,
        "rp_amount": format_amount(started.payment.amount.sen),
        "rp_statusCode": _APPROVED,
        "rp_orderId": started.payment.order_id,
        "rp_transactionRef": f"{DEMO_REFERENCE}{new_order_id()}",
    }
    signed = heart | {"rp_checkSum": check_sum(*heart.values(), street.credentials.response_key)}
    body = urlencode(signed | {"rp_paymentMode": "FPX"}).encode()
    answer = street.gateway.parse_answer(_FORM, body)
    kept = await keep_message(street.gateway, Message("callback", body, answer))
    await apply_answer(kept.id, answer, gateway=street.gateway)


def _tomorrow_morning(now: datetime, lot: Lot) -> datetime:
    """Nine o'clock on the next day of the lot's calendar."""
    local = now.astimezone(ZoneInfo(lot.time_zone))
    return (local + timedelta(days=1)).replace(hour=9, minute=0)
