"""A small car park to test with, and what people do in it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import count
from typing import Any
from uuid import uuid4

from app.bookings.models import Booking
from app.bookings.service import HoldRequest, hold_space
from app.core import clock
from app.core.actor import GUEST, OPERATOR, Actor
from app.core.money import Money
from app.lots.drawing import Drawing
from app.lots.models import Area, Lot, Space, SpaceType
from app.lots.rules import FloorPlan, SpacePlan
from app.lots.service import LotDetails, add_area, create_lot
from app.pricing.models import RateTable

_slugs = count(1)


@dataclass(frozen=True)
class World:
    """One lot with one floor `B1` of spots A1, A2, … and a flat tariff of RM 4.00 an hour plus 6 % tax."""

    lot: Lot
    area: Area
    spaces: list[Space]


async def make_world(spaces: int = 5, **policy: Any) -> World:
    """A world in the open database; `policy` overrides fields of `LotDetails`."""
    details = {
        "slug": f"test-lot-{next(_slugs)}-{uuid4().hex[:6]}",
        "name": "Test Lot",
        "address": "Jalan Ujian 1",
        "latitude": 3.1,
        "longitude": 101.6,
        "operator_name": "Ujian Parking",
        "tax_registration": "W10-0000-00000001",
        **policy,
    }
    lot = await create_lot(LotDetails(**details), by=OPERATOR)
    area = await add_area(lot.id, code="B1", name="Basement 1", level=-1, plan=plan_of(spaces), by=OPERATOR)
    await RateTable.create(
        lot=lot,
        name="Flat",
        valid_from=datetime.fromisoformat("2020-01-01T00:00:00+00:00"),
        step_minutes=60,
        rate=Money(400),
        minimum=Money(0),
        daily_cap=None,
        multipliers={},
    )
    return World(lot, area, await Space.filter(area_id=area.id).order_by("id"))


def plan_of(spaces: int) -> FloorPlan:
    """A floor with that many spots A1, A2, … in a row."""
    width = 300 * spaces + 600
    return FloorPlan(
        width=width,
        height=1600,
        drawing=Drawing.model_validate(
            {
                "outline": [[0, 0], [width, 0], [width, 1600], [0, 1600]],
                "walls": [],
                "lanes": [{"points": [[100, 1100], [width - 100, 1100]], "width": 500, "one_way": True}],
                "landmarks": [{"id": "lift-1", "kind": "lift", "label": "Lift 1", "x": 100, "y": 1500}],
            }
        ),
        spaces=tuple(
            SpacePlan(f"A{n + 1}", SpaceType.STANDARD, 300 + 300 * n, 200, 250, 500) for n in range(spaces)
        ),
    )


def in_hours(hours: float) -> datetime:
    """So many hours from the clock's now."""
    return clock.now() + timedelta(hours=hours)


async def hold(
    space: Space,
    starts_in: float = 24,
    hours: float = 3,
    *,
    email: str | None = None,
    plate: str | None = None,
    key: str | None = None,
    by: Actor = GUEST,
    **request: Any,
) -> Booking:
    """A guest's hold on `space`; every call is another driver unless told."""
    driver = uuid4().int % 9000 + 1000
    starts_at = request.pop("starts_at", None) or in_hours(starts_in)
    return await hold_space(
        HoldRequest(
            space_id=space.id,
            starts_at=starts_at,
            ends_at=request.pop("ends_at", None) or starts_at + timedelta(hours=hours),
            email=email or f"driver-{uuid4().hex}@mail.example",
            plate_number=plate or f"WX{chr(65 + driver % 8)} {driver}",
            **request,
        ),
        person=None,
        idempotency_key=key or uuid4().hex,
        language="en",
        channel="web",
        by=by,
    )
