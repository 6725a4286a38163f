"""How well a lot is used: by the hour of the week, and spot by spot."""

from __future__ import annotations

from quart import Blueprint, Response
from quart_schema import hide, validate_querystring, validate_response

from app.accounts.permissions import Permission
from app.core.days import Days
from app.programs.scopes import Scope
from app.web.admin.access import ReaderAt, StaffAt, readers_at, staff_at
from app.web.admin.present_occupancy import hours_table, present_occupancy, present_spots, spots_table
from app.web.admin.report_days import asked_days
from app.web.exports import csv_response
from app.web.limits import limited
from app.web.schemas.admin_reports import DaysQuery, OccupancyOut, OccupancyQuery, SpotsOut, SpotsQuery

blueprint = Blueprint("admin_occupancy", __name__)

_MOST_DAYS = 400


@blueprint.get("/api/admin/lots/<slug>/reports/occupancy")
@limited(300)
@readers_at(Scope.REPORTS_READ)
@validate_querystring(OccupancyQuery)
@validate_response(OccupancyOut)
async def by_hour(here: ReaderAt, query_args: OccupancyQuery) -> OccupancyOut:
    """The use of a lot, a floor or a type in some days up to now, for each hour of the week."""
    return await present_occupancy(here.lot, _days(here, query_args), query_args.area, query_args.type)


@blueprint.get("/api/admin/lots/<slug>/reports/occupancy.csv")
@limited(60)
@staff_at(Permission.SEE_REPORTS)
@validate_querystring(OccupancyQuery)
@hide
async def by_hour_csv(here: StaffAt, query_args: OccupancyQuery) -> Response:
    """A row for each hour of the week."""
    days = _days(here, query_args)
    table = await hours_table(here.lot, days, query_args.area, query_args.type)
    return await csv_response(table, f"{here.lot.slug}-hours-{days.first}-{days.last}")


@blueprint.get("/api/admin/lots/<slug>/reports/spots")
@limited(300)
@readers_at(Scope.REPORTS_READ)
@validate_querystring(SpotsQuery)
@validate_response(SpotsOut)
async def by_spot(here: ReaderAt, query_args: SpotsQuery) -> SpotsOut:
    """The use of every spot of a floor in some days up to now, and what it brought."""
    return await present_spots(here.lot, _days(here, query_args), query_args.area)


@blueprint.get("/api/admin/lots/<slug>/reports/spots.csv")
@limited(60)
@staff_at(Permission.SEE_REPORTS)
@validate_querystring(SpotsQuery)
@hide
async def by_spot_csv(here: StaffAt, query_args: SpotsQuery) -> Response:
    """A row for each spot."""
    days = _days(here, query_args)
    table = await spots_table(here.lot, days, query_args.area)
    return await csv_response(table, f"{here.lot.slug}-spots-{days.first}-{days.last}")


def _days(here: ReaderAt | StaffAt, query: DaysQuery) -> Days:
    return asked_days(query, [here.lot], most=_MOST_DAYS)
