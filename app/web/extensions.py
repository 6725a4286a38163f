"""Staying longer: asking what it costs, holding the time, paying for it, letting it go."""

from __future__ import annotations

from quart import Blueprint
from quart_schema import validate_request, validate_response

from app.bookings import extensions
from app.bookings.errors import ExtensionNotFound
from app.bookings.queries import get_booking
from app.payments import paying
from app.payments.owed import Wanted
from app.web.access import callers, current_actor
from app.web.checkout import present_started, return_url
from app.web.context import services
from app.web.guests import get_visible_booking
from app.web.limits import limited
from app.web.present_booking import present_booking, present_longer_stay
from app.web.schemas.bookings import BookingOut, ExtensionIn, ExtensionQuoteOut, StartedPaymentOut

blueprint = Blueprint("extensions", __name__)

_MOST_DIGITS = 30  # more than any row has


@blueprint.post("/api/bookings/<reference>/extensions/quote")
@limited(1200)
@callers("booking_party")
@validate_request(ExtensionIn)
@validate_response(ExtensionQuoteOut)
async def quote_extension(reference: str, data: ExtensionIn) -> ExtensionQuoteOut:
    """The price of staying until `endsAt`, and whether the spot is free. Holds nothing."""
    booking = await get_visible_booking(reference)
    asked = await extensions.ask_for_extension(booking, data.ends_at)
    return present_longer_stay(asked)


@blueprint.post("/api/bookings/<reference>/extensions")
@limited(300)
@callers("booking_party")
@validate_request(ExtensionIn)
@validate_response(BookingOut, 201)
async def extend_booking(reference: str, data: ExtensionIn) -> tuple[BookingOut, int]:
    """Holds the time until `endsAt`. Asked again for the same end, answers with the same."""
    booking = await get_visible_booking(reference)
    await extensions.hold_extension(booking.id, data.ends_at, channel="web", by=await current_actor())
    return await _present_anew(booking.reference), 201


@blueprint.post("/api/bookings/<reference>/extensions/<extension_id>/payments")
@limited(200)
@callers("booking_party")
@validate_response(StartedPaymentOut, 201)
async def pay_extension(reference: str, extension_id: str) -> tuple[StartedPaymentOut, int]:
    """One try to pay for a held extension: the gateway's signed form, and a page that sends it."""
    booking = await get_visible_booking(reference)
    started = await paying.start_payment(
        booking.id,
        Wanted(extension_id=_number(extension_id)),
        gateway=services().gateway,
        return_url=return_url(),
        by=await current_actor(),
    )
    return present_started(started), 201


@blueprint.post("/api/bookings/<reference>/extensions/<extension_id>/cancel")
@limited(200)
@callers("booking_party")
@validate_response(BookingOut)
async def release_extension(reference: str, extension_id: str) -> BookingOut:
    """Lets a held extension go."""
    booking = await get_visible_booking(reference)
    await extensions.release_extension(booking.id, _number(extension_id), by=await current_actor())
    return await _present_anew(booking.reference)


def _number(extension_id: str) -> int:
    """A converter in the address would do, but the description loses what stands before it."""
    if not extension_id.isdecimal():
        raise ExtensionNotFound
    return int(extension_id[:_MOST_DIGITS])


async def _present_anew(reference: str) -> BookingOut:
    await services().follower.show_own_writes()
    return await present_booking(await get_booking(reference))
