"""Reads what `occupancy` counts: few statements, however many bookings."""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime
from typing import Any

from tortoise.expressions import Q

from app.analytics.errors import ReportNotYet
from app.analytics.intervals import Span, Spans, joined, shared
from app.analytics.occupancy import Facts, Right, Seen, Spot
from app.core import clock
from app.core.database.dialect import numbers, rows_of, seconds_of, stored
from app.core.days import Days
from app.core.period import Period
from app.lots.errors import AreaNotFound
from app.lots.models import Lot, SpaceLife, SpaceType
from app.lots.queries import get_area
from app.lots.rules import OpeningHours

_ENDED_EARLY = ("cancelled", "displaced", "no_show")


async def read_facts(
    lot: Lot, days: Days, *, area_id: int | None = None, space_type: SpaceType | None = None
) -> Facts:
    """What is known of a lot in some days up to now; or of one floor of it, or one type.

    Raises ReportNotYet of days that have not begun, AreaNotFound for another lot's floor.
    """
    asked, now = days.in_zone(lot.time_zone), clock.now()
    if asked.starts_at >= now:
        raise ReportNotYet
    if area_id is not None and (await get_area(area_id)).lot_id != lot.id:
        raise AreaNotFound
    period = Period(asked.starts_at, min(asked.ends_at, now))
    spots = await _read_spots(lot.id, area_id, space_type, period)
    there = {spot.id for spot in spots}
    openings = OpeningHours.of(lot.opening_hours).openings(period, lot.time_zone)
    opened = joined(_span(opening) for opening in openings)
    extensions, extended = await _read_extensions(sorted(there), period)
    return Facts(
        now=int(now.timestamp()),
        whole=_span(period),
        open=opened,
        zone=lot.time_zone,
        open_days=sum(
            bool(shared([_span(Days(day, day).in_zone(lot.time_zone))], opened)) for day in days.each()
        ),
        spots=spots,
        closures=await _read_closures(sorted(there), period),
        rights=[right for right in await _read_rights(lot.id, period, now) if right.space_id in there],
        cars=[car for car in await _read_cars(lot.id, period) if car.space_id in there],
        exit_grace=lot.exit_grace_minutes * 60,
        seen_from=await _find_first_seen(lot.id),
        extensions=extensions,
        extended=extended,
    )


async def _read_spots(
    lot_id: int, area_id: int | None, space_type: SpaceType | None, period: Period
) -> list[Spot]:
    """Those that were there at any time of a period, whatever has become of them since."""
    lives = SpaceLife.filter(
        Q(starts_at__isnull=True) | Q(starts_at__lt=period.ends_at),
        Q(ends_at__isnull=True) | Q(ends_at__gt=period.starts_at),
        space__area__lot_id=lot_id,
    )
    if area_id is not None:
        lives = lives.filter(space__area_id=area_id)
    if space_type is not None:
        lives = lives.filter(space__type=space_type)
    first, last = _span(period)
    facts: dict[int, tuple[str, SpaceType]] = {}
    there: dict[int, list[Span]] = defaultdict(list)
    for id_, label, type_, starts_at, ends_at in await lives.order_by("space_id").values_list(
        "space_id", "space__label", "space__type", "starts_at", "ends_at"
    ):
        facts[id_] = label, SpaceType(type_)
        there[id_].append(
            (
                first if starts_at is None else int(starts_at.timestamp()),
                last if ends_at is None else int(ends_at.timestamp()),
            )
        )
    return [Spot(id_, *facts[id_], joined(there[id_])) for id_ in facts]


async def _read_closures(space_ids: list[int], period: Period) -> dict[int, Spans]:
    rows = await rows_of(
        f"""
        SELECT space_id, {seconds_of("starts_at")} AS starts, {seconds_of("ends_at")} AS ends FROM closure
        WHERE space_id IN ({numbers(space_ids)}) AND starts_at < ? AND (ends_at IS NULL OR ends_at > ?)""",  # noqa: S608
        stored(period.ends_at),
        stored(period.starts_at),
    )
    last = _span(period)[1]
    found: dict[int, list[Span]] = defaultdict(list)
    for row in rows:
        found[row["space_id"]].append((row["starts"], last if row["ends"] is None else row["ends"]))
    return {space_id: joined(spans) for space_id, spans in found.items()}


async def _read_rights(lot_id: int, period: Period, now: datetime) -> list[Right]:
    rows = await rows_of(
        f"""
        SELECT b.space_id AS space_id, b.status AS status, {seconds_of("b.starts_at")} AS starts,
            {seconds_of("b.ends_at")} AS ends, {seconds_of("b.ended_at")} AS ended,
            EXISTS (SELECT 1 FROM parking_session s WHERE s.booking_id = b.id) AS came
        FROM booking b
        WHERE b.lot_id = ? AND b.starts_at < ? AND b.ends_at > ? AND b.confirmed_at IS NOT NULL""",  # noqa: S608
        lot_id,
        stored(period.ends_at),
        stored(period.starts_at),
    )
    return [_right(row, int(now.timestamp())) for row in rows]


def _right(row: dict[str, Any], now: int) -> Right:
    ended_early = row["status"] in _ENDED_EARLY
    until = row["ends"]
    if ended_early and row["ended"] is not None:
        until = max(row["starts"], min(until, row["ended"]))
    return Right(
        space_id=row["space_id"],
        starts=row["starts"],
        until=until,
        has_stood=not ended_early,
        is_over=until <= now,
        came=bool(row["came"]),
        was_given_up=row["status"] == "no_show",
    )


async def _read_cars(lot_id: int, period: Period) -> list[Seen]:
    rows = await rows_of(
        f"""
        SELECT b.space_id AS space_id, {seconds_of("s.entered_at")} AS entered,
            {seconds_of("s.exited_at")} AS gone, {seconds_of("b.ends_at")} AS ends
        FROM parking_session s JOIN booking b ON b.id = s.booking_id
        WHERE s.lot_id = ? AND s.entered_at < ? AND (s.exited_at IS NULL OR s.exited_at > ?)""",  # noqa: S608
        lot_id,
        stored(period.ends_at),
        stored(period.starts_at),
    )
    return [Seen(row["space_id"], row["entered"], row["gone"], row["ends"]) for row in rows]


async def _find_first_seen(lot_id: int) -> int | None:
    [row] = await rows_of(
        f"""
        SELECT {seconds_of("earliest")} AS first
        FROM (SELECT MIN(entered_at) AS earliest FROM parking_session WHERE lot_id = ?) AS seen""",  # noqa: S608
        lot_id,
    )
    return None if row["first"] is None else int(row["first"])


async def _read_extensions(space_ids: list[int], period: Period) -> tuple[int, int]:
    """How many were bought, and for how many seconds."""
    [row] = await rows_of(
        f"""
        SELECT COUNT(*) AS count, SUM({seconds_of("e.ends_at")} - {seconds_of("e.starts_at")}) AS seconds
        FROM extension e JOIN booking b ON b.id = e.booking_id
        WHERE e.status = 'confirmed' AND e.confirmed_at >= ? AND e.confirmed_at < ?
        AND b.space_id IN ({numbers(space_ids)})""",  # noqa: S608
        stored(period.starts_at),
        stored(period.ends_at),
    )
    return int(row["count"]), int(row["seconds"] or 0)


def _span(period: Period) -> Span:
    return int(period.starts_at.timestamp()), int(period.ends_at.timestamp())
