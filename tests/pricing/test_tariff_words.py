"""A tariff on the board at the entrance."""

from __future__ import annotations

from dataclasses import replace

from app.core.money import Money
from app.lots.models import SpaceType
from app.pricing.rules import Band, Tariff
from app.pricing.tariff_words import describe_tariff

EVERY_DAY = frozenset(range(7))
TARIFF = Tariff(
    step_minutes=60,
    rate=Money(400),
    minimum=Money(200),
    daily_cap=Money(2500),
    multipliers={"ev": 150, "vip": 200, "oku": 100},
    bands=(
        Band("weekend", frozenset({5, 6}), 0, 1440, Money(300)),
        Band("night", EVERY_DAY, 22 * 60, 1440, Money(100)),
        Band("night", EVERY_DAY, 0, 6 * 60, Money(100)),
        Band("Pasar malam", frozenset({0, 2}), 18 * 60, 22 * 60, Money(600)),
    ),
)


def read(tariff: Tariff, language: str = "en", types: list[SpaceType] | None = None) -> list[tuple[str, str]]:
    lines = describe_tariff(tariff, types or list(SpaceType), language)
    return [(line.label, str(line.amount)) for line in lines]


def test_a_tariff_reads_from_the_base_rate_to_its_bounds() -> None:
    assert read(TARIFF) == [
        ("Each hour or part of it", "RM 4.00"),
        ("Each hour, weekend (Sat–Sun)", "RM 3.00"),
        ("Each hour, night (22:00–06:00)", "RM 1.00"),
        ("Each hour, Pasar malam (Mon, Wed 18:00–22:00)", "RM 6.00"),
        ("Each hour, EV spot", "RM 6.00"),
        ("Each hour, VIP spot", "RM 8.00"),
        ("Minimum", "RM 2.00"),
        ("At most in a calendar day", "RM 25.00"),
    ]


def test_a_tariff_reads_in_malay() -> None:
    assert [label for label, _ in read(TARIFF, "ms")][:3] == [
        "Setiap jam atau sebahagiannya",
        "Setiap jam, hujung minggu (Sab–Ahd)",
        "Setiap jam, malam (22:00–06:00)",
    ]


def test_kinds_of_spot_that_the_lot_does_not_have_are_left_out() -> None:
    labels = [label for label, _ in read(TARIFF, types=[SpaceType.STANDARD, SpaceType.EV])]

    assert "Each hour, EV spot" in labels
    assert "Each hour, VIP spot" not in labels


def test_a_plain_tariff_is_one_line() -> None:
    assert read(Tariff(step_minutes=30, rate=Money(150))) == [("Each 30 min or part of it", "RM 1.50")]


def test_a_band_over_the_whole_week_names_its_hours() -> None:
    flat = replace(
        TARIFF, bands=(Band("Raya", EVERY_DAY, 0, 1440, Money(0)),), multipliers={}, minimum=Money(0)
    )

    assert read(flat)[1] == ("Each hour, Raya (00:00–24:00)", "RM 0.00")
