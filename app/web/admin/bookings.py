"""Bookings at the desk: found, made, moved and ended for somebody."""

from __future__ import annotations

from quart import Blueprint
from quart_schema import validate_querystring, validate_request, validate_response

from app.accounts.permissions import Permission
from app.bookings import service as bookings
from app.bookings.models import MoveCause
from app.bookings.moves import move_booking
from app.bookings.queries import get_booking_of
from app.bookings.search import Search, search_bookings
from app.payments.counter import take_price
from app.payments.errors import RefundNotYours
from app.payments.staff_cancellations import cancel_for_driver
from app.programs.scopes import Scope
from app.web.admin.access import ReaderAt, StaffAt, readers_at, staff_at
from app.web.admin.pay_links import begin_pay_link
from app.web.admin.present_bookings import (
    present_after_change,
    present_for_staff,
    present_row,
)
from app.web.context import services
from app.web.idempotency import idempotency_key
from app.web.limits import limited
from app.web.schemas.admin_bookings import (
    CounterIn,
    StaffBookingIn,
    StaffBookingOut,
    StaffBookingsOut,
    StaffBookingsQuery,
    StaffCancelIn,
    StaffMoveIn,
)
from app.web.schemas.admin_gate import PayLinkOut

blueprint = Blueprint("admin_bookings", __name__)


@blueprint.get("/api/admin/lots/<slug>/bookings")
@limited(600)
@readers_at(Scope.BOOKINGS_READ)
@validate_querystring(StaffBookingsQuery)
@validate_response(StaffBookingsOut)
async def search_bookings_of_lot(here: ReaderAt, query_args: StaffBookingsQuery) -> StaffBookingsOut:
    """The lot's bookings: all, or those that are asked for."""
    wanted = Search(query_args.q, query_args.status, query_args.from_, query_args.to, query_args.order)
    found = await search_bookings(here.lot.id, wanted, after=query_args.before)
    return StaffBookingsOut(
        bookings=[present_row(booking) for booking in found.bookings],
        next=found.bookings[-1].id if found.has_more else None,
    )


@blueprint.post("/api/admin/lots/<slug>/bookings")
@limited(120)
@staff_at(Permission.CHANGE_BOOKINGS)
@validate_request(StaffBookingIn)
@validate_response(StaffBookingOut, 201)
async def book_for_somebody(here: StaffAt, data: StaffBookingIn) -> tuple[StaffBookingOut, int]:
    """Holds a spot for somebody. Needs an Idempotency-Key, as drivers do."""
    await bookings.require_space_of(here.lot.id, data.space_id)
    booking = await bookings.hold_space(
        bookings.HoldRequest(
            **data.model_dump(exclude={"language"}), origin=bookings.desk_origin(here.person.id)
        ),
        person=None,
        idempotency_key=idempotency_key(),
        language=data.language,
        channel=bookings.DESK,
        by=here.by,
    )
    return await present_after_change(here, booking.reference), 201


@blueprint.get("/api/admin/lots/<slug>/bookings/<reference>")
@limited(1200)
@staff_at(Permission.SEE_BOOKINGS)
@validate_response(StaffBookingOut)
async def staff_booking(here: StaffAt, reference: str) -> StaffBookingOut:
    """A booking with its money, stays and moves. What happened to it is in the audit trail."""
    return await present_for_staff(await get_booking_of(here.lot.id, reference), here.person.id)


@blueprint.post("/api/admin/lots/<slug>/bookings/<reference>/link")
@limited(120)
@staff_at(Permission.CHANGE_BOOKINGS)
@validate_response(PayLinkOut, 201)
async def booking_pay_link(here: StaffAt, reference: str) -> tuple[PayLinkOut, int]:
    """An address where the driver pays for what is held, by the gateway."""
    booking = await get_booking_of(here.lot.id, reference)
    return await begin_pay_link(booking.id, by=here.by), 201


@blueprint.post("/api/admin/lots/<slug>/bookings/<reference>/counter")
@limited(120)
@staff_at(Permission.RUN_GATE)
@validate_request(CounterIn)
@validate_response(StaffBookingOut)
async def take_price_at_counter(here: StaffAt, reference: str, data: CounterIn) -> StaffBookingOut:
    """The driver paid for what is held in cash or by the counter's own terminal."""
    booking = await get_booking_of(here.lot.id, reference)
    await take_price(booking.id, lot_id=here.lot.id, tender=data.tender, by=here.by)
    return await present_after_change(here, reference)


@blueprint.post("/api/admin/lots/<slug>/bookings/<reference>/move")
@limited(120)
@staff_at(Permission.CHANGE_BOOKINGS)
@validate_request(StaffMoveIn)
@validate_response(StaffBookingOut)
async def move_for_somebody(here: StaffAt, reference: str, data: StaffMoveIn) -> StaffBookingOut:
    """Takes a booking to any free spot of the lot, for the same price. The driver is told."""
    booking = await get_booking_of(here.lot.id, reference)
    await move_booking(booking.id, data.space_id, cause=MoveCause.STAFF, reason=data.reason, by=here.by)
    return await present_after_change(here, reference)


@blueprint.post("/api/admin/lots/<slug>/bookings/<reference>/cancel")
@limited(120)
@staff_at(Permission.CHANGE_BOOKINGS)
@validate_request(StaffCancelIn)
@validate_response(StaffBookingOut)
async def cancel_for_somebody(here: StaffAt, reference: str, data: StaffCancelIn) -> StaffBookingOut:
    """Ends a booking, also one that has begun. The driver is told."""
    if data.refund_percent is not None and not here.standing.may(Permission.HANDLE_MONEY, here.lot.id):
        raise RefundNotYours
    booking = await get_booking_of(here.lot.id, reference)
    await cancel_for_driver(
        booking.id,
        lot_id=here.lot.id,
        percent=data.refund_percent,
        reason=data.reason,
        gateway=services().gateway,
        by=here.by,
    )
    return await present_after_change(here, reference)
