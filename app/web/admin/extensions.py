"""More time for somebody: asked for at the desk, and paid for by a link or at the counter."""

from __future__ import annotations

from quart import Blueprint
from quart_schema import validate_request, validate_response

from app.accounts.permissions import Permission
from app.bookings import extensions
from app.bookings import service as bookings
from app.bookings.queries import get_booking_of
from app.payments.counter import take_price
from app.payments.owed import Wanted
from app.web.admin.access import StaffAt, staff_at
from app.web.admin.pay_links import begin_pay_link
from app.web.admin.present_bookings import present_after_change
from app.web.limits import limited
from app.web.present_booking import present_longer_stay
from app.web.schemas.admin_bookings import CounterIn, StaffBookingOut
from app.web.schemas.admin_gate import PayLinkOut
from app.web.schemas.bookings import ExtensionIn, ExtensionQuoteOut

blueprint = Blueprint("admin_extensions", __name__)


@blueprint.post("/api/admin/lots/<slug>/bookings/<reference>/extensions/quote")
@limited(1200)
@staff_at(Permission.SEE_BOOKINGS)
@validate_request(ExtensionIn)
@validate_response(ExtensionQuoteOut)
async def quote_extension_for_somebody(here: StaffAt, reference: str, data: ExtensionIn) -> ExtensionQuoteOut:
    """The price of staying until `endsAt`, and whether the spot is free. Holds nothing."""
    booking = await get_booking_of(here.lot.id, reference)
    return present_longer_stay(await extensions.ask_for_extension(booking, data.ends_at))


@blueprint.post("/api/admin/lots/<slug>/bookings/<reference>/extensions")
@limited(120)
@staff_at(Permission.CHANGE_BOOKINGS)
@validate_request(ExtensionIn)
@validate_response(StaffBookingOut, 201)
async def extend_for_somebody(
    here: StaffAt, reference: str, data: ExtensionIn
) -> tuple[StaffBookingOut, int]:
    """Holds the time until `endsAt`. Asked again for the same end, answers with the same."""
    booking = await get_booking_of(here.lot.id, reference)
    await extensions.hold_extension(booking.id, data.ends_at, channel=bookings.DESK, by=here.by)
    return await present_after_change(here, reference), 201


@blueprint.post("/api/admin/lots/<slug>/bookings/<reference>/extensions/<int:extension_id>/link")
@limited(120)
@staff_at(Permission.CHANGE_BOOKINGS)
@validate_response(PayLinkOut, 201)
async def extension_pay_link(here: StaffAt, reference: str, extension_id: int) -> tuple[PayLinkOut, int]:
    """An address where the driver pays for the time that is held, by the gateway."""
    booking = await get_booking_of(here.lot.id, reference)
    return await begin_pay_link(booking.id, Wanted(extension_id=extension_id), by=here.by), 201


@blueprint.post("/api/admin/lots/<slug>/bookings/<reference>/extensions/<int:extension_id>/counter")
@limited(120)
@staff_at(Permission.RUN_GATE)
@validate_request(CounterIn)
@validate_response(StaffBookingOut)
async def take_extension_at_counter(
    here: StaffAt, reference: str, extension_id: int, data: CounterIn
) -> StaffBookingOut:
    """The driver paid for the time that is held in cash or by the counter's own terminal."""
    booking = await get_booking_of(here.lot.id, reference)
    wanted = Wanted(extension_id=extension_id)
    await take_price(booking.id, wanted, lot_id=here.lot.id, tender=data.tender, by=here.by)
    return await present_after_change(here, reference)


@blueprint.post("/api/admin/lots/<slug>/bookings/<reference>/extensions/<int:extension_id>/cancel")
@limited(120)
@staff_at(Permission.CHANGE_BOOKINGS)
@validate_response(StaffBookingOut)
async def let_extension_go(here: StaffAt, reference: str, extension_id: int) -> StaffBookingOut:
    """Lets a held extension go."""
    booking = await get_booking_of(here.lot.id, reference)
    await extensions.release_extension(booking.id, extension_id, by=here.by)
    return await present_after_change(here, reference)
