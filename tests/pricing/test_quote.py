"""Prices, by example. `test_pricing` in tests/properties holds what is true of all of them."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from app.core.money import ZERO, Money
from app.core.period import Period
from app.pricing.models import PromoKind
from app.pricing.rules import Band, Discount, Quote, ServiceTax, Tariff, make_quote

KUALA_LUMPUR = ZoneInfo("Asia/Kuala_Lumpur")
TAX_ADDED = ServiceTax(600, included=False)
TAX_INCLUDED = ServiceTax(600, included=True)
NO_TAX = ServiceTax(0, included=False)
HOURLY = Tariff(step_minutes=60, rate=Money(400), multipliers={"ev": 150, "motorcycle": 50})
WEEKEND = Band("weekend", frozenset({5, 6}), 0, 1440, Money(150))


def at(text: str, zone: ZoneInfo = KUALA_LUMPUR) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=zone)


def stay(start: str, **lasting: float) -> Period:
    starts_at = at(start)
    return Period(starts_at, starts_at + timedelta(**lasting))


def quote(
    tariff: Tariff,
    period: Period,
    *,
    space_type: str = "standard",
    tax: ServiceTax = NO_TAX,
    discount: Discount | None = None,
    zone: ZoneInfo = KUALA_LUMPUR,
) -> Quote:
    return make_quote(tariff, period, zone=zone, space_type=space_type, tax=tax, discount=discount)


def read(quoted: Quote, language: str = "en") -> list[tuple[str, str]]:
    return [(line.label(language), str(line.amount)) for line in quoted.lines]


def test_three_hours_at_a_charger_with_tax_added() -> None:
    quoted = quote(HOURLY, stay("2026-11-23T14:00", hours=3), space_type="ev", tax=TAX_ADDED)

    assert read(quoted) == [
        ("3 h × RM 4.00", "RM 12.00"),
        ("EV spot × 1.5", "RM 6.00"),
        ("Service tax 6 %", "RM 1.08"),
    ]
    assert quoted.amount == Money(1908)
    assert quoted.tax == Money(108)


def test_the_same_price_in_malay() -> None:
    quoted = quote(HOURLY, stay("2026-11-23T14:00", hours=3), space_type="ev", tax=TAX_ADDED)

    assert [label for label, _ in read(quoted, "ms")] == [
        "3 jam × RM 4.00",
        "Petak EV × 1.5",
        "Cukai perkhidmatan 6 %",
    ]


def test_a_tax_that_is_included_adds_no_line() -> None:
    quoted = quote(HOURLY, stay("2026-11-23T14:00", hours=3), tax=TAX_INCLUDED)

    assert read(quoted) == [("3 h × RM 4.00", "RM 12.00")]
    assert quoted.amount == Money(1200)
    assert quoted.tax == Money(68)  # 1200 × 6 / 106 = 67.9
    assert quoted.tax_included


def test_a_started_step_is_charged_whole() -> None:
    quoted = quote(HOURLY, stay("2026-11-23T14:00", hours=2, seconds=1))

    assert quoted.amount == Money(1200)


def test_steps_count_from_the_start_and_not_from_the_full_hour() -> None:
    quoted = quote(HOURLY, stay("2026-11-23T14:45", hours=1))

    assert read(quoted) == [("1 h × RM 4.00", "RM 4.00")]


def test_each_step_has_the_rate_of_the_band_in_which_it_starts() -> None:
    tariff = Tariff(step_minutes=30, rate=Money(250), bands=(WEEKEND,))
    friday_night = stay("2026-11-27T22:45", hours=2, minutes=15)

    quoted = quote(tariff, friday_night)

    assert read(quoted) == [
        ("3 × 30 min × RM 2.50", "RM 7.50"),  # 22:45, 23:15 and 23:45
        ("2 × 30 min × RM 1.50 (weekend)", "RM 3.00"),
    ]


def test_a_single_step_reads_without_a_count() -> None:
    tariff = Tariff(step_minutes=30, rate=Money(250))

    assert read(quote(tariff, stay("2026-11-23T09:00", minutes=20))) == [("30 min × RM 2.50", "RM 2.50")]


def test_the_bands_of_a_night_make_one_line() -> None:
    every_day = frozenset(range(7))
    night = (
        Band("night", every_day, 22 * 60, 24 * 60, Money(100)),
        Band("night", every_day, 0, 6 * 60, Money(100)),
    )
    tariff = replace(HOURLY, bands=night)

    quoted = quote(tariff, stay("2026-11-23T21:00", hours=10))

    assert read(quoted) == [("2 h × RM 4.00", "RM 8.00"), ("8 h × RM 1.00 (night)", "RM 8.00")]


def test_the_first_band_that_fits_wins() -> None:
    peak = Band("Raya peak", frozenset(range(7)), 0, 1440, Money(900))
    tariff = replace(HOURLY, bands=(peak, WEEKEND))

    assert read(quote(tariff, stay("2026-11-28T10:00", hours=1))) == [
        ("1 h × RM 9.00 (Raya peak)", "RM 9.00")
    ]


def test_bands_follow_the_clock_of_the_lot() -> None:
    """Saturday 00:30 in Kuala Lumpur is still Friday in UTC."""
    tariff = replace(HOURLY, bands=(WEEKEND,))
    period = stay("2026-11-28T00:30", hours=1)

    assert quote(tariff, period).amount == Money(150)
    assert quote(tariff, period, zone=ZoneInfo("UTC")).amount == Money(400)


def test_the_night_in_which_the_clocks_go_back_has_its_extra_hour() -> None:
    london = ZoneInfo("Europe/London")
    night = Period(at("2026-10-25T00:00", london), at("2026-10-25T04:00", london))

    assert read(quote(HOURLY, night, zone=london)) == [("5 h × RM 4.00", "RM 20.00")]


def test_the_hour_that_comes_twice_is_in_its_band_twice() -> None:
    london = ZoneInfo("Europe/London")
    night = Period(at("2026-10-25T00:00", london), at("2026-10-25T04:00", london))
    small_hours = Band("night", frozenset({6}), 60, 120, Money(100))

    assert quote(replace(HOURLY, bands=(small_hours,)), night, zone=london).amount == Money(2 * 100 + 3 * 400)


def test_the_cap_bounds_each_day_of_the_calendar() -> None:
    tariff = replace(HOURLY, daily_cap=Money(2500))

    quoted = quote(tariff, stay("2026-11-23T14:00", hours=34))  # to midnight, and a whole day

    assert read(quoted) == [("34 h × RM 4.00", "RM 136.00"), ("Daily cap RM 25.00", "-RM 86.00")]
    assert quoted.amount == Money(5000)


def test_a_day_below_the_cap_is_not_rounded_up_to_it() -> None:
    tariff = replace(HOURLY, daily_cap=Money(2500))

    assert quote(tariff, stay("2026-11-23T22:00", hours=26)).amount == Money(800 + 2500)


def test_the_cap_holds_for_dearer_spots_too() -> None:
    tariff = replace(HOURLY, daily_cap=Money(2500))

    quoted = quote(tariff, stay("2026-11-23T08:00", hours=6), space_type="ev")

    assert read(quoted)[-1] == ("Daily cap RM 25.00", "-RM 11.00")
    assert quoted.amount == Money(2500)


def test_a_cheaper_kind_of_spot_has_a_negative_line() -> None:
    quoted = quote(HOURLY, stay("2026-11-23T08:00", hours=2), space_type="motorcycle")

    assert read(quoted) == [("2 h × RM 4.00", "RM 8.00"), ("Motorcycle spot × 0.5", "-RM 4.00")]


def test_the_minimum_lifts_a_short_stay() -> None:
    tariff = Tariff(step_minutes=30, rate=Money(100), minimum=Money(300))

    assert read(quote(tariff, stay("2026-11-23T08:00", minutes=30))) == [
        ("30 min × RM 1.00", "RM 1.00"),
        ("Minimum charge RM 3.00", "RM 2.00"),
    ]


def test_a_percentage_comes_off_the_price_before_tax() -> None:
    discount = Discount("DAMAI10", PromoKind.PERCENTAGE, 10)

    quoted = quote(HOURLY, stay("2026-11-23T08:00", hours=3), tax=TAX_ADDED, discount=discount)

    assert read(quoted) == [
        ("3 h × RM 4.00", "RM 12.00"),
        ("Promo DAMAI10, 10 % off", "-RM 1.20"),
        ("Service tax 6 %", "RM 0.65"),  # 6 % of 10.80 is 64.8 sen
    ]


def test_a_fixed_discount_never_goes_below_zero() -> None:
    discount = Discount("FREE50", PromoKind.FIXED, 5000)

    quoted = quote(HOURLY, stay("2026-11-23T08:00", hours=3), tax=TAX_ADDED, discount=discount)

    assert read(quoted) == [("3 h × RM 4.00", "RM 12.00"), ("Promo FREE50", "-RM 12.00")]
    assert quoted.amount == ZERO
    assert quoted.tax == ZERO


def test_a_discount_of_all_leaves_nothing_to_pay() -> None:
    discount = Discount("GUEST", PromoKind.PERCENTAGE, 100)

    assert quote(HOURLY, stay("2026-11-23T08:00", hours=3), tax=TAX_ADDED, discount=discount).amount == ZERO


def test_a_price_below_what_the_bank_transfers_is_raised_with_its_tax_inside() -> None:
    tariff = Tariff(step_minutes=30, rate=Money(60))

    quoted = quote(tariff, stay("2026-11-23T08:00", minutes=30), tax=TAX_ADDED)

    assert read(quoted) == [
        ("30 min × RM 0.60", "RM 0.60"),
        ("Smallest payment RM 1.00", "RM 0.34"),
        ("Service tax 6 %", "RM 0.06"),
    ]
    assert quoted.amount == Money(100)


def test_a_price_below_what_the_bank_transfers_is_raised_when_tax_is_included() -> None:
    tariff = Tariff(step_minutes=30, rate=Money(60))

    quoted = quote(tariff, stay("2026-11-23T08:00", minutes=30), tax=TAX_INCLUDED)

    assert read(quoted)[-1] == ("Smallest payment RM 1.00", "RM 0.40")
    assert (quoted.amount, quoted.tax) == (Money(100), Money(6))


def test_tax_lifts_a_price_to_what_the_bank_transfers_without_a_line() -> None:
    tariff = Tariff(step_minutes=30, rate=Money(95))

    assert read(quote(tariff, stay("2026-11-23T08:00", minutes=30), tax=TAX_ADDED)) == [
        ("30 min × RM 0.95", "RM 0.95"),
        ("Service tax 6 %", "RM 0.06"),
    ]


def test_free_hours_stay_on_the_list_and_cost_nothing() -> None:
    tariff = replace(HOURLY, rate=ZERO)

    quoted = quote(tariff, stay("2026-11-23T08:00", hours=2), tax=TAX_ADDED)

    assert read(quoted) == [("2 h × RM 0.00", "RM 0.00")]
    assert quoted.amount == ZERO


def test_half_a_sen_is_rounded_to_the_even_one() -> None:
    tariff = Tariff(step_minutes=60, rate=Money(125), multipliers={"vip": 110})
    one_hour = stay("2026-11-23T08:00", hours=1)

    assert quote(tariff, one_hour, space_type="vip").amount == Money(138)  # 137.5
    assert quote(replace(tariff, rate=Money(115)), one_hour, space_type="vip").amount == Money(126)  # 126.5


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"step_minutes": 0}, "at least a minute"),
        ({"rate": Money(-1)}, "not negative"),
        ({"minimum": Money(-1)}, "not negative"),
        ({"minimum": Money(500), "daily_cap": Money(400)}, "not below the minimum"),
        ({"multipliers": {"ev": -50}}, "not negative"),
    ],
)
def test_a_tariff_that_makes_no_sense_is_refused(changes: dict[str, object], says: str) -> None:
    with pytest.raises(ValueError, match=says):
        replace(HOURLY, **changes)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("weekdays", "from_minute", "to_minute"),
    [(set(), 0, 60), ({7}, 0, 60), ({0}, 60, 60), ({0}, 1320, 360), ({0}, 0, 1441)],
)
def test_a_band_that_makes_no_sense_is_refused(weekdays: set[int], from_minute: int, to_minute: int) -> None:
    with pytest.raises(ValueError, match="band"):
        Band("odd", frozenset(weekdays), from_minute, to_minute, Money(100))


@pytest.mark.parametrize(("kind", "value"), [(PromoKind.PERCENTAGE, 101), (PromoKind.FIXED, -1)])
def test_a_discount_that_would_pay_the_driver_is_refused(kind: PromoKind, value: int) -> None:
    with pytest.raises(ValueError, match="takes off"):
        Discount("ODD", kind, value)
