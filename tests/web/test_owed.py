"""A driver whose car stays too long: told what is owed, and pays it without staff."""

from __future__ import annotations

from datetime import timedelta

import pytest
from quart import Quart

from app.accounts.models import Person
from app.arrivals.models import ExitFee
from app.bookings.models import Booking
from app.core import clock
from app.payments.models import Payment
from jobs.complete_bookings import complete_bookings
from tests.arrivals.stays import enter, leave, open_lot
from tests.support.databases import Database
from tests.support.gateway import answer_body, receive
from tests.support.stays import book
from tests.web.admin.conftest import served
from tests.web.browsers import EMAIL, Browser, code_of


@pytest.fixture
async def app(db: Database) -> Quart:
    return await served(db)


async def test_what_is_owed_is_told_paid_and_let_go(app: Quart) -> None:
    world, phone = await open_lot(), Browser(app)
    await phone.sign_up()
    booking = await book(world.spaces[0], starts_in=0, hours=1, email=EMAIL)
    await Booking.filter(id=booking.id).update(person_id=(await Person.get()).id)
    path = f"/api/bookings/{booking.reference}"
    assert (await (await phone.get(path)).get_json())["stay"] is None
    session = await enter(booking)
    told = await (await phone.get(path)).get_json()
    assert (told["stay"]["exitedAt"], told["owed"]) == (None, None)
    assert await code_of(await phone.post(f"{path}/owed/payments")) == (404, "exit_fee_not_found")

    with clock.frozen(booking.ends_at + timedelta(minutes=70)):
        await complete_bookings()
        told = await (await phone.get(path)).get_json()
        current = await (await phone.get("/api/bookings?scope=current")).get_json()
        past = await (await phone.get("/api/bookings?scope=past")).get_json()
        started = await (await phone.post(f"{path}/owed/payments")).get_json()
        assert await receive(answer_body(await Payment.get(order_id=started["orderId"]))) == "captured"
        paid = await (await phone.get(path)).get_json()
        await leave(session)

    assert [one["reference"] for one in current["bookings"]] == [booking.reference]
    assert past["bookings"] == []
    assert (told["owed"]["amountSen"], told["owed"]["minutesOver"]) == (1272, 70)
    assert started["amountSen"] == 1272
    assert paid["owed"] is None
    assert (await ExitFee.get()).status == "paid"


async def test_a_stranger_learns_nothing_of_what_somebody_owes(app: Quart) -> None:
    booking = await book((await open_lot()).spaces[0], starts_in=0, hours=1)
    answer = await Browser(app).post(f"/api/bookings/{booking.reference}/owed/payments")
    assert await code_of(answer) == (404, "booking_not_found")
