"""A small lot with one floor, for tests."""

from __future__ import annotations

from dataclasses import replace

from app.core.actor import Actor
from app.lots.drawing import Drawing, Lane
from app.lots.models import Area, Lot, SpaceType
from app.lots.rules import FloorPlan, SpacePlan
from app.lots.service import LotDetails, add_area, create_lot

OPERATOR = Actor("operator")

DETAILS = LotDetails(
    slug="plaza-ujian",
    name="Plaza Ujian",
    address="1 Jalan Ujian, Kuala Lumpur",
    latitude=3.15,
    longitude=101.7,
    operator_name="Ujian Parking Sdn. Bhd.",
)

SPACES = (
    SpacePlan("A1", SpaceType.STANDARD, 300, 200, 250, 500),
    SpacePlan("A2", SpaceType.STANDARD, 550, 200, 250, 500),
    SpacePlan("A3", SpaceType.EV, 800, 200, 250, 500),
)

PLAN = FloorPlan(
    width=3000,
    height=2000,
    drawing=Drawing(
        outline=((100, 100), (2900, 100), (2900, 1900), (100, 1900)),
        lanes=(Lane(points=((400, 1050), (2600, 1050)), width=600, one_way=True),),
    ),
    spaces=SPACES,
)


def plan_with(*spaces: SpacePlan, drawing: Drawing = PLAN.drawing) -> FloorPlan:
    return replace(PLAN, spaces=spaces, drawing=drawing)


async def open_lot(details: LotDetails = DETAILS) -> Lot:
    return await create_lot(details, by=OPERATOR)


async def open_floor(lot: Lot, code: str = "B1", plan: FloorPlan = PLAN) -> Area:
    return await add_area(lot.id, code=code, name="Basement 1", level=-1, plan=plan, by=OPERATOR)
