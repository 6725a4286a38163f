"""Somebody stands on a driver's spot."""

from __future__ import annotations

from pydantic import ValidationError
from quart import Blueprint
from quart_schema import DataSource, RequestSchemaValidationError, document_request, validate_response

from app.bookings.photos import tidy_photo
from app.bookings.queries import get_booking
from app.core.i18n import translate
from app.payments.blocked_spots import blocked_spot_terms, check_report, report_blocked_space
from app.web.access import callers, current_actor
from app.web.context import language, services
from app.web.guests import get_visible_booking
from app.web.limits import limited
from app.web.parts import read_parts
from app.web.present_booking import present_booking
from app.web.schemas.base import NearestSpaceOut
from app.web.schemas.blocked import BlockedReportIn, BlockedSpotOut
from app.web.schemas.bookings import BookingOut

blueprint = Blueprint("blocked", __name__)

_MOST_PARTS = 8  # the form has three


@blueprint.get("/api/bookings/<reference>/blocked")
@limited(300)
@callers("booking_party")
@validate_response(BlockedSpotOut)
async def blocked_spot(reference: str) -> BlockedSpotOut:
    """What the driver may have whose spot is blocked: the nearest free substitutes, and the refund."""
    booking = await get_visible_booking(reference)
    terms = await blocked_spot_terms(booking)
    refusal = terms.no_refund
    reason = translate(f"errors.{refusal.code}", language(), **refusal.params) if refusal else None
    return BlockedSpotOut(
        may_move=bool(terms.nearest),
        may_refund=refusal is None,
        refund_amount_sen=terms.refund.sen,
        currency=booking.currency,
        no_refund_reason=reason,
        nearest=[NearestSpaceOut.model_validate(space, from_attributes=True) for space in terms.nearest],
    )


@blueprint.post("/api/bookings/<reference>/blocked")
@limited(60)
@callers("booking_party")
@document_request(BlockedReportIn, source=DataSource.FORM_MULTIPART)
@validate_response(BookingOut)
async def report_blocked(reference: str) -> BookingOut:
    """A form of several parts: a photo, and whether to move or to have the money back. Done at once."""
    booking = await get_visible_booking(reference)
    await check_report(booking)
    report = await _report()
    photo = await tidy_photo(report.photo.read())
    await report_blocked_space(
        booking,
        photo,
        to_space_id=report.space_id,
        gateway=services().gateway,
        by=await current_actor(),
    )
    await services().follower.show_own_writes()
    return await present_booking(await get_booking(booking.reference))


async def _report() -> BlockedReportIn:
    """The form that was sent. Read only now that the caller may send it."""
    try:
        return BlockedReportIn.model_validate(await read_parts(_MOST_PARTS))
    except ValidationError as error:
        raise RequestSchemaValidationError(error) from error
