"""Holding more than one can park on: what one place may set aside without paying."""

from __future__ import annotations

from uuid import uuid4

import pytest

from app.accounts import service as accounts
from app.accounts.models import Person
from app.bookings.errors import TooManyHolds
from app.bookings.models import Booking
from app.bookings.rules import MAX_UNPAID_HOLDS, MAX_UNPAID_HOLDS_PER_ORIGIN
from app.bookings.service import HoldRequest, hold_space
from app.core.actor import Actor
from app.lots.models import Space
from tests.accounts.people import mailed_verification_token, sign_up
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
