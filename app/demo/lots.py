"""The lots of the demo: fictional places in the Klang Valley, unlike in shape, prices and policy."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from app.core.money import Money
from app.demo import floors
from app.demo.habits import MARKET, OFFICE, SHOPPERS, Habits
from app.lots.rules import FloorPlan
from app.lots.service import LotDetails
from app.pricing.rules import Band, Tariff

EVERY_DAY = frozenset(range(7))
WORKING_DAYS = frozenset(range(5))
WEEKEND = frozenset({5, 6})


@dataclass(frozen=True, slots=True)
class DemoClosure:
    """A spot that is out of use from the day of the seeding on; without an end until it is reopened."""

    label: str
    reason: str
    lasting: timedelta | None = None


@dataclass(frozen=True, slots=True)
class DemoFloor:
    """`busy` is the share of its spots that are taken when the demo begins, `late` how many cars overstay."""

    code: str
    name: str
    level: int
    plan: Callable[[], FloorPlan]
    busy: float
    late: int = 0
    closures: tuple[DemoClosure, ...] = ()


@dataclass(frozen=True, slots=True)
class DemoLot:
    details: LotDetails
    tariff: Tariff
    floors: tuple[DemoFloor, ...]
    habits: Habits


def _hours(from_hour: int, to_hour: int) -> tuple[int, int]:
    return from_hour * 60, to_hour * 60


PLAZA_DAMAI = DemoLot(
    LotDetails(
        slug="plaza-damai",
        name="Plaza Damai",
        address="Jalan Damai 3, 50450 Kuala Lumpur",
        latitude=3.1642,
        longitude=101.7301,
        overstay_hour_sen=600,
        overstay_day_cap_sen=4500,
        tax_registration="W10-2401-32000011",
        operator_name="Damai Parking Sdn. Bhd.",
        contact="parking@damai.example",
    ),
    Tariff(
        step_minutes=60,
        rate=Money(400),
        minimum=Money(200),
        daily_cap=Money(3500),
        multipliers={"ev": 150, "vip": 200, "motorcycle": 50},
        bands=(
            Band("night", EVERY_DAY, *_hours(22, 24), Money(200)),
            Band("night", EVERY_DAY, *_hours(0, 7), Money(200)),
            Band("weekend", WEEKEND, *_hours(7, 22), Money(500)),
        ),
    ),
    (
        DemoFloor("L1", "Level 1, roof deck", 1, floors.plaza_damai_roof, 0.2),
        DemoFloor("G", "Ground floor", 0, floors.plaza_damai_ground, 0.85, late=1),
        DemoFloor(
            "B1",
            "Basement 1",
            -1,
            floors.plaza_damai_basement_1,
            0.4,
            late=2,
            closures=(
                DemoClosure("C4", "Repainting the lines", timedelta(days=5)),
                DemoClosure("C5", "Repainting the lines", timedelta(days=5)),
            ),
        ),
        DemoFloor(
            "B2",
            "Basement 2",
            -2,
            floors.plaza_damai_basement_2,
            0.25,
            closures=(DemoClosure("D8", "Water from the ceiling"),),
        ),
    ),
    SHOPPERS,
)

MENARA_SURIA = DemoLot(
    LotDetails(
        slug="menara-suria",
        name="Menara Suria",
        address="Persiaran Suria 18, 46200 Petaling Jaya, Selangor",
        latitude=3.1031,
        longitude=101.6442,
        overstay_hour_sen=500,
        overstay_day_cap_sen=3000,
        min_minutes=60,
        max_minutes=14 * 24 * 60,
        tax_included=True,
        tax_registration="B16-2312-32000107",
        operator_name="Suria Bestari Parking Sdn. Bhd.",
        contact="parking@suria.example",
    ),
    Tariff(
        step_minutes=60,
        rate=Money(300),
        daily_cap=Money(2000),
        multipliers={"ev": 130, "vip": 250},
        bands=(Band("peak", WORKING_DAYS, *_hours(8, 18), Money(500)),),
    ),
    (
        DemoFloor("P2", "Tower deck", 2, floors.menara_suria_deck, 0.45),
        DemoFloor(
            "P1",
            "Podium",
            1,
            floors.menara_suria_podium,
            0.2,
            late=1,
            closures=(
                DemoClosure("E5", "Charger out of order", timedelta(days=10)),
                DemoClosure("E6", "Charger out of order", timedelta(days=10)),
                DemoClosure("K17", "Sprinkler work", timedelta(days=2)),
                DemoClosure("K18", "Sprinkler work", timedelta(days=2)),
            ),
        ),
    ),
    OFFICE,
)

PASAR_SENI_BARU = DemoLot(
    LotDetails(
        slug="pasar-seni-baru",
        name="Pasar Seni Baru",
        address="Lorong Seni 7, 40000 Shah Alam, Selangor",
        latitude=3.0733,
        longitude=101.5185,
        overstay_hour_sen=300,
        overstay_day_cap_sen=2000,
        opening_hours=[{"weekday": day, "opens": "07:00", "closes": "23:00"} for day in range(7)],
        refund_policy=[{"hours_before": 1, "percent": 100}],
        max_minutes=16 * 60,
        max_advance_days=30,
        tax_included=True,
        tax_registration="B33-2405-32000044",
        operator_name="Koperasi Pasar Seni Baru",
        contact="parking@pasarseni.example",
    ),
    Tariff(
        step_minutes=30,
        rate=Money(120),
        minimum=Money(200),
        daily_cap=Money(1500),
        multipliers={"ev": 125, "motorcycle": 50},
        bands=(Band("weekend", WEEKEND, 0, 24 * 60, Money(180)),),
    ),
    (
        DemoFloor(
            "G",
            "Market yard",
            0,
            floors.pasar_seni_baru_yard,
            0.5,
            closures=(DemoClosure("A10", "Delivery bay for the fair", timedelta(days=3)),),
        ),
    ),
    MARKET,
)

DEMO_LOTS = (PLAZA_DAMAI, MENARA_SURIA, PASAR_SENI_BARU)
