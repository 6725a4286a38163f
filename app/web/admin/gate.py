"""The gates: cars come and go, and what is owed is taken."""

from __future__ import annotations

from datetime import datetime

from quart import Blueprint
from quart_schema import validate_querystring, validate_request, validate_response

from app.accounts.permissions import Permission
from app.arrivals import exit_fees
from app.arrivals.errors import MovementNotUnderstood
from app.arrivals.gate import Shown, be_gone, come_in, go_out, in_good_time
from app.arrivals.models import Departure, ExitFee, ParkingSession
from app.arrivals.queries import get_session
from app.arrivals.sightings import Sighting, key_at
from app.bookings.queries import get_booking_of
from app.core import clock
from app.core.errors import DomainError
from app.core.i18n import translate
from app.payments.counter import take_exit_fee
from app.payments.owed import Wanted
from app.web.admin.access import StaffAt, staff_at
from app.web.admin.pay_links import begin_pay_link
from app.web.admin.present_gate import present_fee, present_movement
from app.web.admin.present_stays import present_left_owing, present_stays
from app.web.context import language, services, settings
from app.web.limits import limited
from app.web.schemas.admin_gate import (
    ExitFeeOut,
    LeftOwingPageOut,
    LeftOwingQuery,
    MovementIn,
    MovementOut,
    MovementsIn,
    PayLinkOut,
    RefusedMovementOut,
    StaysOut,
    SyncedOut,
    TenderIn,
    WaiverIn,
)

blueprint = Blueprint("admin_gate", __name__)


@blueprint.get("/api/admin/lots/<slug>/stays")
@limited(1200)
@staff_at(Permission.SEE_FLOORS)
@validate_response(StaysOut)
async def stays(here: StaffAt) -> StaysOut:
    """The cars that are in, those that are expected or did not come, and what others left owing."""
    return await present_stays(here.lot)


@blueprint.get("/api/admin/lots/<slug>/left-owing")
@limited(1200)
@staff_at(Permission.SEE_FLOORS)
@validate_querystring(LeftOwingQuery)
@validate_response(LeftOwingPageOut)
async def left_owing(here: StaffAt, query_args: LeftOwingQuery) -> LeftOwingPageOut:
    """What cars owe that have left, page by page, or that of one booking."""
    booking_id = None
    if query_args.booking is not None:
        booking_id = (await get_booking_of(here.lot.id, query_args.booking)).id
    return await present_left_owing(here.lot, before=query_args.before, booking_id=booking_id)


@blueprint.post("/api/admin/lots/<slug>/movements")
@limited(1200)
@staff_at(Permission.RUN_GATE)
@validate_request(MovementIn)
@validate_response(MovementOut, 201)
async def movement(here: StaffAt, data: MovementIn) -> tuple[MovementOut, int]:
    """A car came or went just now: whoever stands at the gate chooses no time that owes less."""
    done = await _move(here, data, clock.now())
    await services().follower.show_own_writes()
    return await present_movement(data, done), 201


@blueprint.post("/api/admin/lots/<slug>/movements/sync")
@limited(120)
@staff_at(Permission.RUN_GATE)
@validate_request(MovementsIn)
@validate_response(SyncedOut)
async def sync(here: StaffAt, data: MovementsIn) -> SyncedOut:
    """What a phone saw while it was offline: each happens, or is refused, for itself."""
    done, refused = [], []
    for one in data.movements:
        try:
            done.append(await present_movement(one, await _move(here, one, one.at or clock.now())))
        except DomainError as error:
            detail = translate(f"errors.{error.code}", language(), **error.params)
            refused.append(RefusedMovementOut(key=one.key, code=error.code, detail=detail))
    await services().follower.show_own_writes()
    return SyncedOut(done=done, refused=refused)


@blueprint.post("/api/admin/lots/<slug>/stays/<int:session_id>/fee")
@limited(300)
@staff_at(Permission.RUN_GATE)
@validate_response(ExitFeeOut, 201)
async def ask_fee(here: StaffAt, session_id: int) -> tuple[ExitFeeOut, int]:
    """Fixes what a stay owes now, for as long as it takes to pay and to leave."""
    session = await get_session(here.lot.id, session_id)
    fee = await exit_fees.ask_exit_fee(session_id, by=here.by)
    return present_fee(fee, session.booking), 201


@blueprint.post("/api/admin/lots/<slug>/fees/<int:fee_id>/link")
@limited(120)
@staff_at(Permission.RUN_GATE)
@validate_response(PayLinkOut, 201)
async def pay_link(here: StaffAt, fee_id: int) -> tuple[PayLinkOut, int]:
    """An address where the driver pays by the gateway."""
    fee = await exit_fees.get_exit_fee_of_lot(fee_id, here.lot.id)
    return await begin_pay_link(fee.booking_id, Wanted(exit_fee_id=fee.id), by=here.by), 201


@blueprint.post("/api/admin/lots/<slug>/fees/<int:fee_id>/counter")
@limited(120)
@staff_at(Permission.RUN_GATE)
@validate_request(TenderIn)
@validate_response(ExitFeeOut)
async def take_at_counter(here: StaffAt, fee_id: int, data: TenderIn) -> ExitFeeOut:
    """The driver paid in cash or by the counter's own terminal."""
    await take_exit_fee(fee_id, lot_id=here.lot.id, tender=data.tender, by=here.by)
    return await _present_anew(here, fee_id)


@blueprint.post("/api/admin/lots/<slug>/fees/<int:fee_id>/waive")
@limited(120)
@staff_at(Permission.HANDLE_MONEY)
@validate_request(WaiverIn)
@validate_response(ExitFeeOut)
async def waive(here: StaffAt, fee_id: int, data: WaiverIn) -> ExitFeeOut:
    """Lets the driver go without paying, for a reason."""
    await exit_fees.waive_exit_fee(fee_id, lot_id=here.lot.id, reason=data.reason, by=here.by)
    return await _present_anew(here, fee_id)


async def _move(here: StaffAt, data: MovementIn, at: datetime) -> ParkingSession | Departure:
    shown = Shown(scan=data.scan, plate=data.plate, reference=data.reference)
    if sum(each is not None for each in (data.scan, data.plate, data.reference)) != 1:
        raise MovementNotUnderstood
    seen = in_good_time(Sighting(shown.method, at, key_at(here.lot.id, data.key)))
    keys = settings().accepted_keys
    if data.direction == "in":
        return await come_in(here.lot, shown, seen, keys=keys, by=here.by)
    if data.leave_owing:
        return await be_gone(here.lot, shown, seen, keys=keys, leave_owing=True, by=here.by)
    return await go_out(here.lot, shown, seen, keys=keys, leave_owing=False, by=here.by)


async def _present_anew(here: StaffAt, fee_id: int) -> ExitFeeOut:
    fee: ExitFee = await exit_fees.get_exit_fee_of_lot(fee_id, here.lot.id)
    await fee.fetch_related("booking")
    return present_fee(fee, fee.booking)
