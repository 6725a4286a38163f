"""The demo's data."""

from __future__ import annotations

import pytest

from app.accounts.queries import list_vehicles
from app.accounts.service import sign_in
from app.bookings.models import Booking, BookingStatus, SpaceClaim
from app.config import Settings
from app.core import clock
from app.core.events import newest_event_id
from app.core.models import EventCursor
from app.demo.people import DEMO_LOGINS
from app.demo.seed import NotADemo, describe_logins, seed_demo
from app.lots.models import Closure, Lot, Space, SpaceType
from app.notifications.models import Delivery
from app.notifications.planner import READER, plan_deliveries
from app.payments.models import LedgerEntry, Payment, PaymentStatus
from app.pricing.models import PromoCode, RateTable
from tests.lots.floors import open_lot
from tests.support.databases import Database
from tests.support.settings import SECRETS

COUNTED = (Lot, Space, Closure, RateTable, PromoCode, Booking, SpaceClaim, Payment, LedgerEntry, Delivery)


def settings(database: Database, *, demo: bool) -> Settings:
    secrets = {name.lower(): value for name, value in SECRETS.items()}
    return Settings.model_validate(
        {**secrets, "public_url": "http://localhost", "database_url": database.url, "demo": demo}
    )


async def test_the_demo_is_filled_once_and_a_second_run_changes_nothing(db: Database) -> None:
    demo = settings(db, demo=True)
    await seed_demo(demo)
    first = [await newest_event_id(), *[await model.all().count() for model in COUNTED]]

    await seed_demo(demo)

    assert [await newest_event_id(), *[await model.all().count() for model in COUNTED]] == first
    await check_silence()
    await check_lots()
    await check_neighbours()
    await check_people()


async def check_lots() -> None:
    lots = await Lot.all()
    zones = {lot.tax_included for lot in lots}
    assert len(lots) == 3
    assert zones == {True, False}
    assert await Space.all().count() >= 450
    assert {space.type for space in await Space.all()} == set(SpaceType)
    assert await Closure.all().count() >= 5
    assert await PromoCode.filter(valid_until__gt=clock.now()).count() == 3


async def check_people() -> None:
    for login in DEMO_LOGINS:
        person = (await sign_in(login.email, login.password)).person
        assert person.email_verified_at is not None
        assert login.email in describe_logins()
        assert len(await list_vehicles(person.id)) == len(login.vehicles)


async def check_neighbours() -> None:
    """They park by the same rules as everybody: paid, claimed, and in the books."""
    now = clock.now()
    statuses = {booking.status for booking in await Booking.all()}
    payments = {payment.status for payment in await Payment.all()}
    assert statuses == {BookingStatus.CONFIRMED}
    assert payments == {PaymentStatus.CAPTURED}
    assert await SpaceClaim.filter(starts_at__lte=now, ends_at__gt=now).count() >= 50
    assert sum(entry.amount.sen for entry in await LedgerEntry.all()) == 0


async def check_silence() -> None:
    """Nobody is mailed about what happened before the demo began."""
    assert await plan_deliveries() == 0
    assert (await EventCursor.get(reader=READER)).last_id == await newest_event_id()
    assert await Delivery.all().count() == 0


async def test_a_message_that_was_due_before_stays_due(db: Database) -> None:
    await open_lot()
    await EventCursor.create(reader=READER, last_id=0)

    await seed_demo(settings(db, demo=True))

    assert (await EventCursor.get(reader=READER)).last_id == 0


async def test_demo_data_is_refused_outside_the_demo(db: Database) -> None:
    with pytest.raises(NotADemo):
        await seed_demo(settings(db, demo=False))

    assert await Lot.all().count() == 0
