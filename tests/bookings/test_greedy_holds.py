"""Holding more than one can park on: what one place may set aside without paying."""

from __future__ import annotations

from uuid import uuid4

import pytest

from app.accounts import service as accounts
from app.accounts.models import Person
from app.bookings.errors import TooManyHolds, TooManyHoldsAbandoned
from app.bookings.models import Booking, BookingStatus
from app.bookings.rules import MAX_ABANDONED_HOLDS, MAX_UNPAID_HOLDS, MAX_UNPAID_HOLDS_PER_ORIGIN
from app.bookings.service import HoldRequest, hold_space
from app.core.actor import GUEST, Actor
from app.lots.models import Space
from app.payments.cancelling import cancel_booking
from app.pricing.models import PromoCode, PromoKind
from tests.accounts.people import mailed_verification_token, sign_up
from tests.support.gateway import GATEWAY
from tests.support.world import hold, in_hours, make_world

pytestmark = pytest.mark.usefixtures("db")

PLACE = "a-digest-of-an-address"


async def _hold_as(person: Person, space: Space) -> Booking:
    request = HoldRequest(space.id, in_hours(24), in_hours(27), plate_number="WXY 1234", origin=PLACE)
    by = Actor.driver(person.id)
    key = uuid4().hex
    return await hold_space(request, person=person, idempotency_key=key, language="en", channel="web", by=by)


async def test_accounts_made_by_the_dozen_hold_no_more_than_guests_do() -> None:
    world = await make_world(MAX_UNPAID_HOLDS_PER_ORIGIN + 2)
    spaces = iter(world.spaces)
    for _ in range(MAX_UNPAID_HOLDS_PER_ORIGIN - 1):
        await hold(next(spaces), origin=PLACE)
    person = (await sign_up(f"{uuid4().hex}@mail.example")).person
    await _hold_as(person, next(spaces))
    with pytest.raises(TooManyHolds):
        await _hold_as(person, next(spaces))
    with pytest.raises(TooManyHolds):
        await hold(world.spaces[-1], origin=PLACE)


async def test_where_one_person_asks_from_other_plates_and_addresses_hold_no_more() -> None:
    world = await make_world(MAX_UNPAID_HOLDS + 1)
    first, *others = world.spaces[:MAX_UNPAID_HOLDS]
    booking = await hold(first, origin=PLACE, origin_is_shared=False)
    for space in others:
        await hold(space, origin=PLACE, origin_is_shared=False)
    with pytest.raises(TooManyHolds) as refused:
        await hold(world.spaces[-1], origin=PLACE, origin_is_shared=False)
    assert refused.value.params == {"limit": MAX_UNPAID_HOLDS}
    await cancel_booking(booking.id, gateway=GATEWAY, by=GUEST)
    for _ in range(MAX_ABANDONED_HOLDS - 1):
        booking = await hold(world.spaces[-1], origin=PLACE, origin_is_shared=False)
        await cancel_booking(booking.id, gateway=GATEWAY, by=GUEST)
    with pytest.raises(TooManyHoldsAbandoned):
        await hold(world.spaces[-1], origin=PLACE, origin_is_shared=False)


async def test_a_verified_driver_is_not_locked_out_by_who_shares_the_address() -> None:
    world = await make_world(MAX_UNPAID_HOLDS_PER_ORIGIN + MAX_UNPAID_HOLDS)
    spaces = iter(world.spaces)
    for _ in range(MAX_UNPAID_HOLDS_PER_ORIGIN):
        await hold(next(spaces), origin=PLACE)
    person = (await sign_up(f"{uuid4().hex}@mail.example")).person
    token = await mailed_verification_token()
    verified = await accounts.verify_email(person.id, token, by=Actor.driver(person.id))
    for _ in range(MAX_UNPAID_HOLDS):
        assert (await _hold_as(verified, next(spaces))).origin is None


async def test_a_spot_cannot_be_held_for_ever_by_letting_go_and_holding_again() -> None:
    world = await make_world(1)
    for _ in range(MAX_ABANDONED_HOLDS):
        booking = await hold(world.spaces[0], email="greedy@mail.example")
        await cancel_booking(booking.id, gateway=GATEWAY, by=GUEST)
    with pytest.raises(TooManyHoldsAbandoned):
        await hold(world.spaces[0], email="greedy@mail.example")
    await hold(world.spaces[0])


async def test_bookings_free_of_charge_count_as_unpaid_until_they_begin() -> None:
    world = await make_world(MAX_UNPAID_HOLDS + 1)
    await PromoCode.create(
        code="GRATIS",
        kind=PromoKind.PERCENTAGE,
        value=100,
        valid_from=in_hours(-1),
        valid_until=in_hours(900),
    )
    for space in world.spaces[:MAX_UNPAID_HOLDS]:
        booking = await hold(space, email="greedy@mail.example", promo_code="GRATIS")
        assert booking.status is BookingStatus.CONFIRMED
    with pytest.raises(TooManyHolds):
        await hold(world.spaces[-1], email="greedy@mail.example", promo_code="GRATIS")
