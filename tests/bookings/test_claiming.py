"""What of a guest's bookings becomes an account's when its e-mail address is verified."""

from __future__ import annotations

from datetime import timedelta

import pytest

from app.accounts.models import Person
from app.bookings.models import Booking, BookingStatus
from app.bookings.rules import MAX_UNPAID_HOLDS
from app.bookings.service import HoldRequest, claim_guest_bookings, hold_space
from app.core import clock
from app.core.actor import GUEST, Actor
from app.payments.cancelling import cancel_booking
from tests.accounts.people import sign_up
from tests.pricing.tariffs import open_promo
from tests.support.gateway import GATEWAY, answer_body, receive, try_to_pay
from tests.support.world import hold, in_hours, make_world

pytestmark = pytest.mark.usefixtures("db")

EMAIL = "aisyah@demo.example"


@pytest.fixture
async def aisyah(db: object) -> Person:
    return (await sign_up(EMAIL)).person


async def _claim(person: Person) -> int:
    return await claim_guest_bookings(person.id, EMAIL, by=Actor.driver(person.id))


@pytest.mark.parametrize("promo_code", [None, "GRATIS"])
async def test_holds_that_a_stranger_made_with_her_address_lock_her_out_of_nothing(
    aisyah: Person, promo_code: str | None
) -> None:
    world = await make_world(MAX_UNPAID_HOLDS + 1)
    await open_promo("GRATIS", value=100)
    for space in world.spaces[:-1]:
        await hold(space, email=EMAIL, promo_code=promo_code)

    assert await _claim(aisyah) == 0

    request = HoldRequest(world.spaces[-1].id, in_hours(24), in_hours(27), plate_number="WXY 1")
    by, key = Actor.driver(aisyah.id), "a-key-of-hers"
    hers = await hold_space(request, person=aisyah, idempotency_key=key, language="en", channel="web", by=by)
    assert hers.status is BookingStatus.HELD


async def test_what_was_paid_for_and_stands_is_hers(aisyah: Person) -> None:
    world = await make_world(3)
    kept, cancelled, unpaid = [await hold(space, starts_in=48, email=EMAIL) for space in world.spaces]
    for booking in (kept, cancelled):
        assert await receive(answer_body(await try_to_pay(booking.id))) == "captured"
    for booking in (cancelled, unpaid):
        await cancel_booking(booking.id, gateway=GATEWAY, by=GUEST)

    assert await _claim(aisyah) == 1

    assert (await Booking.get(person_id=aisyah.id)).id == kept.id
    assert await _claim(aisyah) == 0


async def test_what_cost_nothing_is_hers_once_it_has_begun(aisyah: Person) -> None:
    world = await make_world(2)
    await open_promo("GRATIS", value=100)
    kept, cancelled = [await hold(space, email=EMAIL, promo_code="GRATIS") for space in world.spaces]
    await cancel_booking(cancelled.id, gateway=GATEWAY, by=GUEST)
    with clock.frozen(kept.starts_at - timedelta(seconds=1)):
        assert await _claim(aisyah) == 0
        clock.move(timedelta(seconds=1))
        assert await _claim(aisyah) == 1
    assert (await Booking.get(id=kept.id)).person_id == aisyah.id
