"""Tariffs and promo codes, as those who set prices make them."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from app.core.events import read_events
from app.core.money import Money
from app.lots.models import Lot
from app.pricing.events import PromoIssued, TariffPublished
from app.pricing.models import PromoCode, PromoKind
from app.pricing.publishing import PromoTerms, issue_promo, publish_tariff
from app.pricing.queries import find_tariff, get_tariff, list_tariffs
from app.pricing.rules import Band, Discount, Tariff
from tests.lots.floors import DETAILS, OPERATOR, open_lot
from tests.support.databases import Database

OPENING = datetime(2026, 1, 1, tzinfo=UTC)
NIGHT = Band("night", frozenset(range(7)), 0, 360, Money(100))
TARIFF = Tariff(
    step_minutes=30,
    rate=Money(250),
    minimum=Money(300),
    daily_cap=Money(2500),
    multipliers={"ev": 150},
    bands=(Band("Raya", frozenset({2, 4}), 600, 1440, Money(900)), NIGHT),
)
TERMS = PromoTerms(
    discount=Discount("raya 26", PromoKind.FIXED, 500),
    valid_from=OPENING,
    valid_until=OPENING + timedelta(days=30),
    total_limit=10,
)


async def publish(lot: Lot, tariff: Tariff, valid_from: datetime = OPENING) -> None:
    await publish_tariff(lot.id, tariff, name="Tariff", valid_from=valid_from, by=OPERATOR)


async def test_a_tariff_is_read_as_it_was_published(db: Database) -> None:
    lot = await open_lot()

    await publish(lot, TARIFF)

    assert await get_tariff(lot.id, OPENING) == TARIFF


async def test_a_tariff_without_cap_and_bands_has_none(db: Database) -> None:
    lot = await open_lot()
    plain = Tariff(step_minutes=60, rate=Money(400))

    await publish(lot, plain)

    assert await get_tariff(lot.id, OPENING) == plain


async def test_a_tariff_counts_from_its_first_moment_until_the_next(db: Database) -> None:
    lot = await open_lot()
    raised, change = replace(TARIFF, rate=Money(300)), OPENING + timedelta(days=90)
    await publish(lot, TARIFF)
    await publish(lot, raised, change)
    moments = [OPENING - timedelta(seconds=1), OPENING, change - timedelta(seconds=1), change]

    found = [await find_tariff(lot.id, moment) for moment in moments]

    assert found == [None, TARIFF, TARIFF, raised]


async def test_each_lot_has_its_own_tariff(db: Database) -> None:
    here, there, nowhere = [
        await open_lot(replace(DETAILS, slug=slug)) for slug in ("here", "there", "nowhere")
    ]
    dearer = replace(TARIFF, rate=Money(500), bands=(NIGHT,))
    await publish(here, TARIFF)
    await publish(there, dearer)

    assert await list_tariffs([here.id, there.id, nowhere.id], OPENING) == {here.id: TARIFF, there.id: dearer}
    assert await list_tariffs([], OPENING) == {}


async def test_a_promo_code_is_kept_as_it_is_looked_for(db: Database) -> None:
    promo = await issue_promo(TERMS, by=OPERATOR)

    kept = await PromoCode.get(code="RAYA26")
    assert kept.id == promo.id
    assert (kept.kind, kept.value, kept.total_limit, kept.per_driver_limit) == (
        PromoKind.FIXED,
        500,
        10,
        None,
    )
    assert (kept.valid_from, kept.valid_until) == (TERMS.valid_from, TERMS.valid_until)


async def test_new_prices_and_codes_are_in_the_log(db: Database) -> None:
    lot = await open_lot()
    await publish(lot, TARIFF)
    await issue_promo(TERMS, by=OPERATOR)

    kinds = {type(logged.event) for logged in await read_events(0)}

    assert {TariffPublished, PromoIssued} <= kinds


@pytest.mark.parametrize("changes", [{"valid_until": OPENING}, {"total_limit": 0}, {"per_driver_limit": 0}])
def test_a_code_that_nobody_could_use_is_refused(changes: dict[str, object]) -> None:
    with pytest.raises(ValueError, match="promo code"):
        replace(TERMS, **changes)  # type: ignore[arg-type]
