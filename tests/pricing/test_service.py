"""Quotes for real spots, and the use of promo codes."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from app.core import clock
from app.core.money import Money
from app.core.period import Period
from app.lots.models import Space
from app.lots.queries import get_space
from app.pricing.errors import NoTariff, PromoNotValid
from app.pricing.models import PromoCode, PromoRedemption
from app.pricing.rules import PromoOutcome, PromoRefusal
from app.pricing.service import quote_space, redeem_promo, release_promo, require_promo
from tests.lots.floors import open_floor, open_lot
from tests.pricing.tariffs import open_promo, open_tariff, open_weekend
from tests.support.databases import Database

NOW = datetime(2026, 11, 23, 4, 0, tzinfo=UTC)  # Monday noon in Kuala Lumpur
AFTERNOON = Period(NOW + timedelta(hours=2), NOW + timedelta(hours=5))
ALI = {"email": "ali@mail.example", "plate_number": "WXY1234"}


@pytest.fixture(autouse=True)
def noon() -> Iterator[None]:
    with clock.frozen(NOW):
        yield


@pytest.fixture
async def charger(db: Database) -> Space:
    """An EV spot in a lot with a tariff."""
    lot = await open_lot()
    area = await open_floor(lot)
    await open_tariff(lot.id)
    return await get_space((await Space.get(area_id=area.id, label="A3")).id)


async def redeem(
    code: str,
    booking_id: int,
    *,
    lot_id: int = 1,
    email: str = ALI["email"],
    plate_number: str = ALI["plate_number"],
) -> PromoRedemption:
    return await redeem_promo(
        code,
        lot_id=lot_id,
        booking_id=booking_id,
        email=email,
        plate_number=plate_number,
        at=clock.now(),
    )


async def test_a_quote_uses_the_tariff_type_and_tax_of_the_spots_lot(charger: Space) -> None:
    quoted = await quote_space(charger, AFTERNOON)

    assert quoted.amount == Money(1908)
    assert [line.kind.value for line in quoted.lines] == ["parking", "multiplier", "tax"]
    assert quoted.promo is None
    require_promo(quoted)


async def test_the_tariff_is_the_one_that_is_valid_when_the_stay_starts(charger: Space) -> None:
    new_year = datetime(2026, 12, 31, 16, 0, tzinfo=UTC)
    await open_tariff(charger.area.lot_id, 1000, valid_from=new_year, multipliers={})
    one_hour = timedelta(hours=1)

    before = await quote_space(charger, Period(new_year - one_hour, new_year))
    after = await quote_space(charger, Period(new_year, new_year + one_hour))

    assert (before.amount, after.amount) == (Money(636), Money(1060))


async def test_bands_are_read_with_their_tariff(charger: Space) -> None:
    new_year = datetime(2026, 12, 31, 16, 0, tzinfo=UTC)
    table = await open_tariff(charger.area.lot_id, 1000, valid_from=new_year, multipliers={})
    await open_weekend(table, 200)
    saturday = datetime(2027, 1, 2, 4, 0, tzinfo=UTC)

    quoted = await quote_space(charger, Period(saturday, saturday + timedelta(hours=1)))

    assert quoted.lines[0].label("en") == "1 h × RM 2.00 (weekend)"


async def test_before_the_first_tariff_there_is_no_price(charger: Space) -> None:
    in_1999 = datetime(1999, 1, 1, tzinfo=UTC)

    with pytest.raises(NoTariff):
        await quote_space(charger, Period(in_1999, in_1999 + timedelta(hours=1)))


async def test_a_code_is_understood_however_it_is_typed(charger: Space) -> None:
    await open_promo("DAMAI10")

    quoted = await quote_space(charger, AFTERNOON, promo_code=" damai 10", **ALI)

    assert quoted.promo == PromoOutcome("DAMAI10")
    assert quoted.amount == Money(1717)  # 16.20 and 6 %


@pytest.mark.parametrize("nothing", [None, "", "  "])
async def test_no_code_is_not_a_wrong_code(charger: Space, nothing: str | None) -> None:
    assert (await quote_space(charger, AFTERNOON, promo_code=nothing)).promo is None


async def test_a_code_that_does_not_count_leaves_the_price_and_says_why(charger: Space) -> None:
    quoted = await quote_space(charger, AFTERNOON, promo_code="NIX", **ALI)

    assert quoted.amount == Money(1908)
    assert quoted.promo == PromoOutcome("NIX", PromoRefusal.UNKNOWN)
    with pytest.raises(PromoNotValid):
        require_promo(quoted)


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"valid_from": NOW + timedelta(seconds=1)}, PromoRefusal.NOT_YET),
        ({"valid_until": NOW}, PromoRefusal.OVER),
        ({"total_limit": 0}, PromoRefusal.USED_UP),
        ({"per_driver_limit": 0}, PromoRefusal.USED_BY_YOU),
    ],
)
async def test_why_a_code_does_not_count_is_the_same_when_asked_and_when_used(
    charger: Space, changes: dict[str, Any], refusal: PromoRefusal
) -> None:
    await open_promo("DAMAI10", **changes)

    quoted = await quote_space(charger, AFTERNOON, promo_code="DAMAI10", **ALI)
    with pytest.raises(PromoNotValid) as refused:
        await redeem("DAMAI10", 1)

    assert quoted.promo == PromoOutcome("DAMAI10", refusal)
    assert refused.value.refusal is refusal
    assert refused.value.extras == {"reason": refusal.value}
    assert await PromoRedemption.all().count() == 0


async def test_a_code_of_another_lot_does_not_count_here(charger: Space) -> None:
    here = charger.area.lot_id
    await open_promo("DAMAI10", lot_id=here)

    assert (await quote_space(charger, AFTERNOON, promo_code="DAMAI10")).promo == PromoOutcome("DAMAI10")
    with pytest.raises(PromoNotValid) as refused:
        await redeem("DAMAI10", 1, lot_id=here + 1)
    assert refused.value.refusal is PromoRefusal.OTHER_LOT


async def test_an_unknown_code_cannot_be_used(db: Database) -> None:
    with pytest.raises(PromoNotValid) as refused:
        await redeem("NIX", 1)

    assert refused.value.refusal is PromoRefusal.UNKNOWN


async def test_a_total_limit_counts_every_driver(db: Database) -> None:
    await open_promo(total_limit=2)
    await redeem("DAMAI10", 1)
    await redeem("damai10", 2, email="siti@mail.example", plate_number="VAB12")

    with pytest.raises(PromoNotValid) as refused:
        await redeem("DAMAI10", 3, email="raj@mail.example", plate_number="BKL8")

    assert refused.value.refusal is PromoRefusal.USED_UP


@pytest.mark.parametrize(
    ("email", "plate_number"),
    [
        ("ali@mail.example", "WXY1234"),
        ("ali@mail.example", "VAB12"),
        ("another@mail.example", "WXY1234"),
    ],
)
async def test_a_driver_is_known_by_email_or_by_plate(db: Database, email: str, plate_number: str) -> None:
    await open_promo(per_driver_limit=1)
    await redeem("DAMAI10", 1)

    with pytest.raises(PromoNotValid) as refused:
        await redeem("DAMAI10", 2, email=email, plate_number=plate_number)

    assert refused.value.refusal is PromoRefusal.USED_BY_YOU


async def test_another_driver_may_use_what_the_first_has_used(db: Database) -> None:
    await open_promo(per_driver_limit=1)
    await redeem("DAMAI10", 1)

    await redeem("DAMAI10", 2, email="siti@mail.example", plate_number="VAB12")

    assert await PromoRedemption.all().count() == 2


async def test_a_quote_before_the_driver_is_known_holds_nothing_against_the_code(charger: Space) -> None:
    await open_promo(per_driver_limit=1)
    await redeem("DAMAI10", 1)

    unknown = await quote_space(charger, AFTERNOON, promo_code="DAMAI10")
    known = await quote_space(charger, AFTERNOON, promo_code="DAMAI10", plate_number="WXY1234")

    assert unknown.promo == PromoOutcome("DAMAI10")
    assert known.promo == PromoOutcome("DAMAI10", PromoRefusal.USED_BY_YOU)


async def test_a_use_that_is_given_back_can_be_taken_again(db: Database) -> None:
    await open_promo(total_limit=1, per_driver_limit=1)
    await redeem("DAMAI10", 1)

    await release_promo(1)
    await release_promo(1)

    assert (await redeem("DAMAI10", 2)).booking_id == 2


async def test_a_use_belongs_to_the_code_and_its_moment(db: Database) -> None:
    promo: PromoCode = await open_promo()

    await redeem("DAMAI10", 7)

    kept = await PromoRedemption.get(booking_id=7)
    assert (kept.promo_id, kept.email, kept.plate_number, kept.redeemed_at) == (promo.id, *ALI.values(), NOW)
