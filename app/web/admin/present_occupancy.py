"""The use of spots, from counts to what staff see and take along."""

from __future__ import annotations

import asyncio

from babel.dates import get_day_names

from app.analytics.occupancy import Facts, Occupancy, Stays, Use, measure
from app.analytics.occupancy_facts import read_facts
from app.analytics.revenue import read_revenue_of_spots
from app.core.days import Days
from app.core.i18n import closest_language, translate
from app.core.money import ZERO, Money
from app.lots.models import Area, Lot, SpaceType
from app.lots.queries import get_area
from app.web.context import language
from app.web.exports import Table
from app.web.schemas.admin_reports import HourOut, OccupancyOut, SpotsOut, SpotUseOut, StayReportOut

_HOUR_HEADS = (
    *("weekday", "hour", "available_minutes", "booked_minutes", "occupied_minutes"),
    *("booked_percent", "occupied_percent"),
)
_SPOT_HEADS = (
    *("area", "spot", "space_type", "available_minutes", "booked_minutes", "occupied_minutes"),
    *("booked_percent", "occupied_percent", "stays", "net"),
)


async def present_occupancy(
    lot: Lot, days: Days, area_id: int | None, space_type: SpaceType | None
) -> OccupancyOut:
    facts = await read_facts(lot, days, area_id=area_id, space_type=space_type)
    found = await _measured(facts)
    return OccupancyOut(
        from_=days.first,
        to=days.last,
        time_zone=lot.time_zone,
        spots=len(facts.spots),
        booked_percent=found.total.booked_percent,
        occupied_percent=found.total.occupied_percent,
        hours=[_hour(number, use) for number, use in enumerate(found.hours)],
        stays=_stays(found.stays),
    )


async def present_spots(lot: Lot, days: Days, area_id: int) -> SpotsOut:
    """Every spot of a floor, as it is labelled. Raises AreaNotFound for another lot's."""
    facts = await read_facts(lot, days, area_id=area_id)
    found = await _measured(facts)
    area = await get_area(area_id)
    net = await _net_of_spots(lot, area, days)
    shares = [use.booked_percent for use in found.spots.values() if use.booked_percent is not None]
    return SpotsOut(
        from_=days.first,
        to=days.last,
        area_id=area.id,
        area_code=area.code,
        currency=lot.currency,
        busiest_percent=max(shares, default=None),
        spots=[
            SpotUseOut(
                space_id=spot.id,
                label=spot.label,
                type=spot.type,
                stays=found.spots[spot.id].stays,
                net_sen=net.get(spot.id, ZERO).sen,
                **_use(found.spots[spot.id]),
            )
            for spot in facts.spots
        ],
    )


async def hours_table(lot: Lot, days: Days, area_id: int | None, space_type: SpaceType | None) -> Table:
    told = await present_occupancy(lot, days, area_id, space_type)
    names = get_day_names("wide", locale=closest_language(language()))
    return Table(
        _heads(_HOUR_HEADS),
        [
            (
                names[hour.weekday],
                f"{hour.hour:02d}:00",
                hour.available_minutes,
                hour.booked_minutes,
                hour.occupied_minutes,
                hour.booked_percent,
                hour.occupied_percent,
            )
            for hour in told.hours
        ],
    )


async def spots_table(lot: Lot, days: Days, area_id: int) -> Table:
    told = await present_spots(lot, days, area_id)
    return Table(
        _heads(_SPOT_HEADS),
        [
            (
                told.area_code,
                spot.label,
                translate(f"space_types.{spot.type.value}", language()),
                spot.available_minutes,
                spot.booked_minutes,
                spot.occupied_minutes,
                spot.booked_percent,
                spot.occupied_percent,
                spot.stays,
                Money(spot.net_sen),
            )
            for spot in told.spots
        ],
    )


async def _measured(facts: Facts) -> Occupancy:
    """Counted beside the event loop: a year of a large lot takes a while."""
    return await asyncio.to_thread(measure, facts)


async def _net_of_spots(lot: Lot, area: Area, days: Days) -> dict[int, Money]:
    figures = await read_revenue_of_spots(area.id, days.in_zone(lot.time_zone))
    return {space_id: each.net for space_id, each in figures.items()}


def _hour(number: int, use: Use) -> HourOut:
    weekday, hour = divmod(number, 24)
    return HourOut(weekday=weekday, hour=hour, **_use(use))


def _use(use: Use) -> dict[str, int | float | None]:
    return {
        "available_minutes": use.available // 60,
        "booked_minutes": use.booked // 60,
        "occupied_minutes": use.occupied // 60 if use.watched else None,
        "booked_percent": use.booked_percent,
        "occupied_percent": use.occupied_percent,
    }


def _stays(stays: Stays) -> StayReportOut:
    return StayReportOut(
        stays=stays.stays,
        turnover=stays.turnover,
        average_booked_minutes=_minutes(stays.average_booked),
        average_stay_minutes=_minutes(stays.average_stay),
        no_shows=stays.no_shows,
        no_show_percent=stays.no_show_percent,
        overstays=stays.overstays,
        overstayed_minutes=_minutes(stays.overstayed),
        extensions=stays.extensions,
        extended_minutes=stays.extended // 60,
    )


def _minutes(seconds: int | None) -> int | None:
    return None if seconds is None else seconds // 60


def _heads(names: tuple[str, ...]) -> list[str]:
    return [translate(f"reports.heads.{name}", language()) for name in names]
