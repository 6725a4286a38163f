"""Fills the demo: lots, prices, promo codes, people, closures, and neighbours who park."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from random import Random
from zoneinfo import ZoneInfo

import httpx

from app.accounts.policy import AccountPolicy
from app.accounts.queries import find_person_by_email
from app.bookings.closures import close_space
from app.bookings.models import Booking
from app.config import Settings
from app.core import clock
from app.core.actor import OPERATOR
from app.core.events import newest_event_id
from app.core.models import EventCursor
from app.demo.history.writing import Regular, bays_of, write_history
from app.demo.lots import DEMO_LOTS, PLAZA_DAMAI, DemoClosure, DemoFloor, DemoLot
from app.demo.neighbours import Street, fill_floor, overstay
from app.demo.people import DEMO_LOGINS, ensure_person, give_role
from app.lots.models import Area, Lot, Space, SpaceType
from app.lots.queries import find_lot, get_lot
from app.lots.service import add_area, create_lot
from app.notifications.planner import READER as NOTIFICATIONS
from app.payments.gateways.ringgitpay import RinggitPayClient
from app.pricing.models import PromoCode, PromoKind, RateTable
from app.pricing.publishing import PromoTerms, issue_promo, publish_tariff
from app.pricing.rules import Discount

_YEAR = timedelta(days=365)


class NotADemo(Exception):
    """Demo data, with its printed passwords, belongs in a demo only."""


async def seed_demo(settings: Settings, *, history_days: int = 0) -> None:
    """Adds what is missing of the demo to the open database; what is there stays as it is.

    Lots that are new get a past of `history_days`. Raises NotADemo unless the settings say that this is one.
    """
    if not settings.demo:
        raise NotADemo("DEMO is not set: demo data is for the demo only")
    newest_before = await newest_event_id()
    policy = AccountPolicy(secret_key=settings.key)
    newcomers = [login for login in DEMO_LOGINS if await ensure_person(login, policy)]
    async with httpx.AsyncClient() as http:
        gateway = RinggitPayClient(settings.ringgitpay, http=http)
        street = Street(gateway, settings.ringgitpay, f"{settings.public_url}/payments/ringgitpay/return")
        for demo in DEMO_LOTS:
            lot = await _ensure_lot(demo)
            added = [floor for floor in demo.floors if await _ensure_floor(lot, floor)]
            if history_days and not await Booking.exists(lot_id=lot.id):
                await _write_history(lot, demo, history_days)
            for floor in added:
                await _fill_floor(lot, floor, street)
    for login in newcomers:
        await give_role(login)
    await _ensure_promos()
    await _tell_nobody_since(newest_before)


def describe_logins() -> str:
    """Who can sign in, a line each, as `make run` prints it."""
    widths = [max(len(getattr(login, name)) for login in DEMO_LOGINS) for name in ("email", "password")]
    return "\n".join(
        f"{login.email:{widths[0]}}   {login.password:{widths[1]}}   {login.purpose}" for login in DEMO_LOGINS
    )


async def _ensure_lot(demo: DemoLot) -> Lot:
    lot = await find_lot(demo.details.slug) or await create_lot(demo.details, by=OPERATOR)
    if not await RateTable.exists(lot_id=lot.id):
        await publish_tariff(
            lot.id, demo.tariff, name="Opening tariff", valid_from=_start_of_last_year(lot), by=OPERATOR
        )
    return lot


async def _ensure_floor(lot: Lot, floor: DemoFloor) -> bool:
    """A floor with its closures, unless it is there already. Returns whether this call added it."""
    if await Area.exists(lot_id=lot.id, code=floor.code):
        return False
    area = await add_area(
        lot.id, code=floor.code, name=floor.name, level=floor.level, plan=floor.plan(), by=OPERATOR
    )
    await _close(area, floor.closures)
    return True


async def _write_history(lot: Lot, demo: DemoLot, days: int) -> None:
    liked = [floor.code for floor in sorted(demo.floors, key=lambda floor: -floor.busy)]
    bays = await bays_of(lot.id, liked)
    await write_history(lot, demo.tariff, demo.habits, bays, days, await _regular_of(lot))


async def _regular_of(lot: Lot) -> Regular | None:
    """Whoever of the demo's drivers likes this lot."""
    for login in DEMO_LOGINS:
        if login.parks_at == lot.slug and (person := await find_person_by_email(login.email)):
            return Regular(person, tuple(vehicle.plate_number or "" for vehicle in login.vehicles))
    return None


async def _fill_floor(lot: Lot, floor: DemoFloor, street: Street) -> None:
    """Neighbours park on a floor."""
    closed = {closure.label for closure in floor.closures}
    there = Space.filter(area__lot_id=lot.id, area__code=floor.code)
    spaces = await there.exclude(label__in=closed).order_by("id")
    chance = Random(f"{lot.slug} {floor.code}")  # noqa: S311  # believable, not secret
    ordinary = [space for space in spaces if space.type is SpaceType.STANDARD]
    late = chance.sample(ordinary, floor.late)
    await overstay(lot, late, street, chance)
    await fill_floor(lot, [space for space in spaces if space not in late], floor.busy, street, chance)


async def _close(area: Area, closures: Iterable[DemoClosure]) -> None:
    now = clock.now()
    for closure in closures:
        space = await Space.get(area_id=area.id, label=closure.label)
        ends_at = now + closure.lasting if closure.lasting else None
        await close_space(space.id, starts_at=now, ends_at=ends_at, reason=closure.reason, by=OPERATOR)


async def _ensure_promos() -> None:
    for terms in await _promos():
        if not await PromoCode.exists(code=terms.discount.code):
            await issue_promo(terms, by=OPERATOR)


async def _promos() -> list[PromoTerms]:
    """One of each kind: a share, an amount, a whole price, and one that is over."""
    now = clock.now()
    plaza = await get_lot(PLAZA_DAMAI.details.slug)
    return [
        PromoTerms(
            discount=Discount("DAMAI10", PromoKind.PERCENTAGE, 10),
            lot_id=plaza.id,
            valid_from=now,
            valid_until=now + _YEAR,
            per_driver_limit=5,
        ),
        PromoTerms(
            discount=Discount("SELAMAT5", PromoKind.FIXED, 500),
            valid_from=now,
            valid_until=now + _YEAR,
            total_limit=200,
            per_driver_limit=1,
        ),
        PromoTerms(
            discount=Discount("TETAMU", PromoKind.PERCENTAGE, 100),
            valid_from=now,
            valid_until=now + _YEAR,
            total_limit=20,
            per_driver_limit=1,
        ),
        PromoTerms(
            discount=Discount("RAYA", PromoKind.PERCENTAGE, 25), valid_from=now - _YEAR, valid_until=now
        ),
    ]


async def _tell_nobody_since(newest_before: int) -> None:
    """The neighbours exist on paper only: no mail goes out for what was seeded.

    Messages that were due before stay due.
    """
    newest = await newest_event_id()
    if newest_before == 0:
        await EventCursor.get_or_create(reader=NOTIFICATIONS, defaults={"last_id": newest})
    await EventCursor.filter(reader=NOTIFICATIONS, last_id=newest_before).update(last_id=newest)


def _start_of_last_year(lot: Lot) -> datetime:
    local = clock.now().astimezone(ZoneInfo(lot.time_zone))
    return local.replace(year=local.year - 1, month=1, day=1, hour=0, minute=0, second=0, microsecond=0)
