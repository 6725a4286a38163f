"""Booking a spot, following it, paying for it, cancelling it."""

from __future__ import annotations

from pydantic import ValidationError
from quart import Blueprint, Response, request
from quart_schema import (
    RequestSchemaValidationError,
    document_request,
    document_response,
    validate_querystring,
    validate_request,
    validate_response,
)

from app.arrivals.exit_fees import ask_exit_fee_of_booking
from app.bookings import service as bookings
from app.bookings.errors import PassNotIssued
from app.bookings.passes import pass_qr_svg
from app.bookings.queries import get_booking, list_current_bookings, list_past_bookings
from app.core.money import Money
from app.payments import cancelling, paying
from app.payments.owed import Wanted
from app.payments.totals import totals_of
from app.programs.scopes import Scope
from app.receipts.queries import Which, get_receipt_view, of_number, of_price, pass_of
from app.web.access import callers, current_actor, current_person, require_person
from app.web.checkout import present_started, return_url
from app.web.context import language, services, settings
from app.web.guests import check_key, get_visible_booking, remember
from app.web.idempotency import idempotency_key
from app.web.limits import caller_origin, limited
from app.web.present_booking import present_booking, present_bookings, present_totals
from app.web.schemas.bookings import (
    AccessIn,
    BookingIn,
    BookingOut,
    BookingsOut,
    BookingsQuery,
    CancelIn,
    MyTotalsOut,
    StartedPaymentOut,
)

blueprint = Blueprint("bookings", __name__)


@blueprint.post("/api/bookings")
@limited(300)
@callers("anyone", scope=Scope.BOOKINGS_WRITE)
@validate_request(BookingIn)
@document_response(BookingOut, 201)
async def create_booking(data: BookingIn) -> Response:
    """Holds a spot. Needs an Idempotency-Key; the same key and request answer with the same booking."""
    person = await current_person()
    booking = await bookings.hold_space(
        bookings.HoldRequest(**data.model_dump(), origin=caller_origin()),
        person=person,
        idempotency_key=idempotency_key(),
        language=language(),
        channel="web",
        by=await current_actor(),
    )
    await services().follower.show_own_writes()
    booking = await get_booking(booking.reference)
    answer = _answer(await present_booking(booking, for_new_guest=person is None), 201)
    if person is None:
        remember(answer, booking)
    return answer


@blueprint.get("/api/bookings")
@limited(600)
@callers("driver", scope=Scope.BOOKINGS_READ)
@validate_querystring(BookingsQuery)
@validate_response(BookingsOut)
async def my_bookings(query_args: BookingsQuery) -> BookingsOut:
    """The signed-in driver's bookings."""
    person = await require_person()
    if query_args.scope == "current":
        return BookingsOut(bookings=await present_bookings(await list_current_bookings(person.id)), next=None)
    page = await list_past_bookings(person.id, before=query_args.before, lot_slug=query_args.lot)
    last = page.bookings[-1].reference if page.has_more else None
    return BookingsOut(bookings=await present_bookings(page.bookings), next=last)


@blueprint.get("/api/bookings/totals")
@limited(600)
@callers("driver", scope=Scope.BOOKINGS_READ)
@validate_response(MyTotalsOut)
async def my_totals() -> MyTotalsOut:
    """What the signed-in driver's bookings come to."""
    return present_totals(await totals_of((await require_person()).id))


@blueprint.get("/api/bookings/<reference>")
@limited(1200)
@callers("booking_party", scope=Scope.BOOKINGS_READ)
@validate_response(BookingOut)
async def one_booking(reference: str) -> BookingOut:
    """A booking, for its owner or whoever holds the guest's link."""
    return await present_booking(await get_visible_booking(reference))


@blueprint.post("/api/bookings/<reference>/access")
@limited(200)
@callers("anyone")
@validate_request(AccessIn)
@document_response(BookingOut)
async def open_guest_booking(reference: str, data: AccessIn) -> Response:
    """Trades the key of a guest's link for a cookie."""
    booking = await get_booking(reference)
    check_key(booking, data.key)
    answer = _answer(await present_booking(booking), 200)
    remember(answer, booking)
    return answer


@blueprint.post("/api/bookings/<reference>/payments")
@limited(200)
@callers("booking_party", scope=Scope.BOOKINGS_WRITE)
@validate_response(StartedPaymentOut, 201)
async def pay_booking(reference: str) -> tuple[StartedPaymentOut, int]:
    """One try to pay: the gateway's signed form, and a page that sends it."""
    booking = await get_visible_booking(reference)
    started = await paying.start_payment(
        booking.id, gateway=services().gateway, return_url=return_url(), by=await current_actor()
    )
    return present_started(started), 201


@blueprint.post("/api/bookings/<reference>/owed/payments")
@limited(200)
@callers("booking_party", scope=Scope.BOOKINGS_WRITE)
@validate_response(StartedPaymentOut, 201)
async def pay_what_is_owed(reference: str) -> tuple[StartedPaymentOut, int]:
    """One try to pay for having stayed too long: what is owed now, good for as long as leaving takes."""
    booking, by = await get_visible_booking(reference), await current_actor()
    fee = await ask_exit_fee_of_booking(booking.id, by=by)
    started = await paying.start_payment(
        booking.id,
        Wanted(exit_fee_id=fee.id),
        gateway=services().gateway,
        return_url=return_url(),
        by=by,
    )
    return present_started(started), 201


@blueprint.post("/api/bookings/<reference>/cancel")
@limited(200)
@callers("booking_party", scope=Scope.BOOKINGS_WRITE)
@document_request(CancelIn)
@validate_response(BookingOut)
async def cancel_booking(reference: str) -> BookingOut:
    """Ends a booking and owes back what the lot's policy says."""
    booking = await get_visible_booking(reference)
    shown = (await _cancellation()).expected_refund_sen
    await cancelling.cancel_booking(
        booking.id,
        at_least=None if shown is None else Money(shown),
        gateway=services().gateway,
        by=await current_actor(),
    )
    await services().follower.show_own_writes()
    return await present_booking(await get_booking(booking.reference))


@blueprint.get("/api/bookings/<reference>/receipt.pdf")
@limited(120)
@callers("booking_party", scope=Scope.BOOKINGS_READ)
async def receipt_pdf(reference: str) -> Response:
    """The receipt of the booking's price as a PDF."""
    return await _receipt(reference, of_price)


@blueprint.get("/api/bookings/<reference>/receipts/<number>.pdf")
@limited(120)
@callers("booking_party", scope=Scope.BOOKINGS_READ)
async def numbered_receipt_pdf(reference: str, number: str) -> Response:
    """One of the booking's receipts as a PDF, by its number."""
    return await _receipt(reference, of_number(number))


@blueprint.get("/api/bookings/<reference>/pass.svg")
@limited(600)
@callers("booking_party", scope=Scope.BOOKINGS_READ)
async def pass_svg(reference: str) -> Response:
    """The pass as a QR code."""
    booking = await get_visible_booking(reference)
    signed = pass_of(booking, settings().key)
    if signed is None:
        raise PassNotIssued
    return Response(pass_qr_svg(signed), content_type="image/svg+xml")


async def _receipt(reference: str, which: Which) -> Response:
    booking = await get_visible_booking(reference)
    view = await get_receipt_view(booking.id, secret_key=settings().key, language=language(), which=which)
    return Response(
        await services().receipts.render(view),
        content_type="application/pdf",
        headers={"Content-Disposition": f'inline; filename="{view.number}.pdf"'},
    )


async def _cancellation() -> CancelIn:
    """What was sent along, which may be nothing: so did the app before it told what it had shown."""
    if not await request.get_data():
        return CancelIn()
    try:
        return CancelIn.model_validate(await request.get_json())
    except ValidationError as error:
        raise RequestSchemaValidationError(error) from error


def _answer(booking: BookingOut, status: int) -> Response:
    return Response(booking.model_dump_json(by_alias=True), status, content_type="application/json")
