"""Revenue by the ledger: of one lot, or of all where the caller sees reports."""

from __future__ import annotations

from quart import Blueprint, Response
from quart_schema import hide, validate_querystring, validate_response

from app.accounts.permissions import Permission
from app.programs.scopes import Scope
from app.web.admin.access import ReaderAt, StaffAt, StaffOf, readers_at, staff_at, staff_somewhere
from app.web.admin.present_revenue import present_revenue, revenue_table
from app.web.admin.report_days import asked_days
from app.web.exports import csv_response, xlsx_response
from app.web.limits import limited
from app.web.schemas.admin_reports import DaysQuery, RevenueOut

blueprint = Blueprint("admin_revenue", __name__)

_MOST_DAYS = 3660


@blueprint.get("/api/admin/lots/<slug>/revenue")
@limited(300)
@readers_at(Scope.REPORTS_READ)
@validate_querystring(DaysQuery)
@validate_response(RevenueOut)
async def of_lot(here: ReaderAt, query_args: DaysQuery) -> RevenueOut:
    """What the lot took in some days, beside as many before."""
    return await present_revenue([here.lot], asked_days(query_args, [here.lot], most=_MOST_DAYS))


@blueprint.get("/api/admin/lots/<slug>/revenue.csv")
@limited(60)
@readers_at(Scope.REPORTS_READ)
@validate_querystring(DaysQuery)
@hide
async def of_lot_csv(here: ReaderAt, query_args: DaysQuery) -> Response:
    """A row for each day, type, channel and thing sold."""
    days = asked_days(query_args, [here.lot], most=_MOST_DAYS)
    name = f"{here.lot.slug}-revenue-{days.first}-{days.last}"
    return await csv_response(await revenue_table([here.lot], days), name)


@blueprint.get("/api/admin/lots/<slug>/revenue.xlsx")
@limited(60)
@staff_at(Permission.SEE_REPORTS)
@validate_querystring(DaysQuery)
@hide
async def of_lot_xlsx(here: StaffAt, query_args: DaysQuery) -> Response:
    """The same as a workbook."""
    days = asked_days(query_args, [here.lot], most=_MOST_DAYS)
    name = f"{here.lot.slug}-revenue-{days.first}-{days.last}"
    return await xlsx_response(await revenue_table([here.lot], days), name)


@blueprint.get("/api/admin/revenue")
@limited(300)
@staff_somewhere(Permission.SEE_REPORTS)
@validate_querystring(DaysQuery)
@validate_response(RevenueOut)
async def of_all(caller: StaffOf, query_args: DaysQuery) -> RevenueOut:
    """What all lots of the caller took together, and each."""
    return await present_revenue(caller.lots, asked_days(query_args, caller.lots, most=_MOST_DAYS))


@blueprint.get("/api/admin/revenue.csv")
@limited(60)
@staff_somewhere(Permission.SEE_REPORTS)
@validate_querystring(DaysQuery)
@hide
async def of_all_csv(caller: StaffOf, query_args: DaysQuery) -> Response:
    """A row for each day, lot, type, channel and thing sold."""
    days = asked_days(query_args, caller.lots, most=_MOST_DAYS)
    return await csv_response(await revenue_table(caller.lots, days), f"revenue-{days.first}-{days.last}")


@blueprint.get("/api/admin/revenue.xlsx")
@limited(60)
@staff_somewhere(Permission.SEE_REPORTS)
@validate_querystring(DaysQuery)
@hide
async def of_all_xlsx(caller: StaffOf, query_args: DaysQuery) -> Response:
    """The same as a workbook."""
    days = asked_days(query_args, caller.lots, most=_MOST_DAYS)
    return await xlsx_response(await revenue_table(caller.lots, days), f"revenue-{days.first}-{days.last}")
