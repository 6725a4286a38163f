"""A promo code's limits, when processes race for its last uses."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context

from app.core import clock
from app.core.database.connection import close_database, open_database
from app.pricing.errors import PromoNotValid
from app.pricing.models import PromoCode, PromoRedemption
from app.pricing.service import redeem_promo
from tests.pricing.tariffs import open_promo
from tests.support.databases import Database

PROCESSES = 3
RACERS_EACH = 8
DRIVER = ("ali@mail.example", "WXY1234")


def race(database_url: str, booking_ids: Sequence[int], driver: tuple[str, str] | None) -> list[int]:
    """In a process of its own: all of `booking_ids` want the code at once. Returns those that got it."""
    return asyncio.run(_race(database_url, booking_ids, driver))


async def _race(url: str, booking_ids: Sequence[int], driver: tuple[str, str] | None) -> list[int]:
    context = await open_database(url)
    try:
        # Connections first, so that nobody has the race to himself while the others connect.
        await asyncio.gather(*(PromoCode.all().count() for _ in booking_ids))
        won = await asyncio.gather(*(_try(booking_id, driver) for booking_id in booking_ids))
    finally:
        await close_database(context)
    return [booking_id for booking_id, has_won in zip(booking_ids, won, strict=True) if has_won]


async def _try(booking_id: int, driver: tuple[str, str] | None) -> bool:
    email, plate_number = driver or (f"driver{booking_id}@mail.example", f"WXY{booking_id}")
    try:
        await redeem_promo(
            "DAMAI10",
            lot_id=1,
            booking_id=booking_id,
            email=email,
            plate_number=plate_number,
            at=clock.now(),
        )
    except PromoNotValid:
        return False
    return True


async def run_race(database: Database, driver: tuple[str, str] | None) -> list[int]:
    """The bookings that got the code, over all processes."""
    ids = range(1, PROCESSES * RACERS_EACH + 1)
    loop = asyncio.get_running_loop()
    with ProcessPoolExecutor(PROCESSES, mp_context=get_context("spawn")) as pool:
        runs = [
            loop.run_in_executor(pool, race, database.url, list(ids[start::PROCESSES]), driver)
            for start in range(PROCESSES)
        ]
        return sorted(booking_id for won in await asyncio.gather(*runs) for booking_id in won)


async def test_no_more_drivers_than_the_total_limit_get_a_code(db: Database) -> None:
    await open_promo(total_limit=5)

    won = await run_race(db, None)

    assert len(won) == 5
    assert sorted(await redeemed()) == won


async def test_one_driver_gets_a_code_no_more_often_than_its_limit(db: Database) -> None:
    await open_promo(per_driver_limit=2)

    won = await run_race(db, DRIVER)

    assert len(won) == 2
    assert sorted(await redeemed()) == won


async def redeemed() -> list[int]:
    return [redemption.booking_id for redemption in await PromoRedemption.all()]
