"""What each kind of mail says, and whether it still has to be said."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import quote, urlencode, urlsplit

from app.accounts.models import EmailToken
from app.accounts.queries import find_mailed_link, get_person
from app.bookings.models import BookingStatus
from app.bookings.passes import pass_qr_png
from app.core import clock, local_time
from app.core.i18n import translate
from app.core.money import ZERO
from app.notifications import facts
from app.notifications.channels.protocol import Outgoing, Overtaken
from app.notifications.context import DeliveryContext
from app.notifications.facts import BookingFacts, RefundFacts, called
from app.notifications.mails.rendering import Rendered, render_mail
from app.notifications.models import MessageKind
from app.pricing.lines import duration_words
from app.receipts.queries import find_receipt_view
from app.receipts.view import ReceiptView

PICTURE_ID = "pass@parkpro"
_HOME_ZONE = "Asia/Kuala_Lumpur"  # of mails that are about no car park


@dataclass(frozen=True, slots=True)
class Letter:
    """A mail without its envelope. `receipt` is to be attached; the HTML shows `pass_png` as `PICTURE_ID`."""

    rendered: Rendered
    sender_name: str = "ParkPro"
    reply_to: str = ""
    pass_png: bytes | None = None
    receipt: ReceiptView | None = None


async def write_letter(outgoing: Outgoing, context: DeliveryContext, *, with_receipt: bool) -> Letter:
    """The letter of a delivery, as things stand now. Raises Overtaken when it would not be true any more.

    `with_receipt` is False when the receipt cannot be drawn: the letter then says where it is.
    """
    return await _WRITERS[outgoing.kind](outgoing, context, with_receipt)


async def _booking_confirmed(outgoing: Outgoing, context: DeliveryContext, with_receipt: bool) -> Letter:
    booking = await _booking(outgoing, context)
    if booking.status is not BookingStatus.CONFIRMED and booking.status is not BookingStatus.COMPLETED:
        raise Overtaken("the booking is not confirmed any more")
    receipt = await find_receipt_view(booking.id, secret_key=context.secret_key, language=outgoing.language)
    values = _with_receipt(receipt, with_receipt) | {
        "booking": booking,
        "ways": _ways(booking),
        "is_guest": "#" in booking.link,
        "has_pass": booking.pass_text is not None,
        "pass_cid": PICTURE_ID,
    }
    rendered = render_mail(
        outgoing.kind,
        outgoing.language,
        values,
        spot=booking.space_label,
        lot=booking.lot_name,
        starts=booking.starts,
    )
    return Letter(
        rendered,
        reply_to=booking.operator_contact,
        pass_png=pass_qr_png(booking.pass_text) if booking.pass_text else None,
        receipt=receipt if with_receipt else None,
    )


async def _booking_cancelled(outgoing: Outgoing, context: DeliveryContext, with_receipt: bool) -> Letter:
    booking = await _booking(outgoing, context)
    refund = await facts.find_cancellation_refund(booking.id)
    receipt = await find_receipt_view(booking.id, secret_key=context.secret_key, language=outgoing.language)
    values = _with_receipt(receipt, with_receipt) | {
        "booking": booking,
        "refund": refund,
        "refund_text": _cancellation_text(booking, refund, outgoing.language),
    }
    rendered = render_mail(
        outgoing.kind,
        outgoing.language,
        values,
        spot=booking.space_label,
        lot=booking.lot_name,
        starts=booking.starts,
    )
    return Letter(rendered, reply_to=booking.operator_contact, receipt=receipt if with_receipt else None)


async def _payment_failed(outgoing: Outgoing, context: DeliveryContext, with_receipt: bool) -> Letter:
    booking = await _booking(outgoing, context)
    attempt = await facts.find_failed_attempt(outgoing.data["payment_id"])
    if attempt is None or booking.status not in (BookingStatus.HELD, BookingStatus.EXPIRED):
        raise Overtaken("the driver has gone on since")
    reason = context.failure_reason(attempt.status_code or "")
    is_held = booking.status is BookingStatus.HELD and booking.hold_expires_at > clock.now()
    held_until = local_time.time_words(booking.hold_expires_at, booking.zone_id, outgoing.language)
    values = {
        "booking": booking,
        "reason": reason.explain(outgoing.language),
        "held_until": held_until if is_held else None,
        "can_pay": is_held and reason.can_retry,
        "lot_link": _lot_link(booking, context),
    }
    rendered = render_mail(
        outgoing.kind, outgoing.language, values, spot=booking.space_label, lot=booking.lot_name
    )
    return Letter(rendered, reply_to=booking.operator_contact)


async def _paid_late(outgoing: Outgoing, context: DeliveryContext, with_receipt: bool) -> Letter:
    booking, refund = await _booking(outgoing, context), await _refund(outgoing)
    was_cancelled = booking.status is BookingStatus.CANCELLED
    lead = translate(
        f"mail.{outgoing.kind}.{'lead_cancelled' if was_cancelled else 'lead'}",
        outgoing.language,
        spot=booking.space_label,
        lot=booking.lot_name,
    )
    return _refund_letter(outgoing, booking, refund, lead, {"lot_link": _lot_link(booking, context)})


async def _refund_requested(outgoing: Outgoing, context: DeliveryContext, with_receipt: bool) -> Letter:
    booking, refund = await _booking(outgoing, context), await _refund(outgoing)
    lead = translate(f"mail.{outgoing.kind}.lead", outgoing.language, reference=booking.reference)
    return _refund_letter(outgoing, booking, refund, lead, {})


async def _refund_succeeded(outgoing: Outgoing, context: DeliveryContext, with_receipt: bool) -> Letter:
    booking, refund = await _booking(outgoing, context), await _refund(outgoing)
    key = f"mail.{outgoing.kind}.lead_{refund.cause}"
    lead = translate(key, outgoing.language, reference=booking.reference)
    receipt = None
    if refund.cause == "cancelled":
        receipt = await find_receipt_view(
            booking.id, secret_key=context.secret_key, language=outgoing.language
        )
    values = _with_receipt(receipt, with_receipt)
    return _refund_letter(outgoing, booking, refund, lead, values, receipt if with_receipt else None)


def _refund_letter(
    outgoing: Outgoing,
    booking: BookingFacts,
    refund: RefundFacts,
    lead: str,
    values: Mapping[str, object],
    receipt: ReceiptView | None = None,
) -> Letter:
    given = {
        **values,
        "booking": booking,
        "refund": refund,
        "refund_text": _refund_text(refund, outgoing.language),
        "lead": lead,
    }
    rendered = render_mail(
        outgoing.kind, outgoing.language, given, amount=refund.amount, reference=booking.reference
    )
    return Letter(rendered, reply_to=booking.operator_contact, receipt=receipt)


async def _mailed_link(outgoing: Outgoing, context: DeliveryContext, with_receipt: bool) -> Letter:
    token_id = outgoing.data["token_id"]
    found = await find_mailed_link(token_id, secret_key=context.secret_key)
    if found is None:
        raise Overtaken("the link is used, or too old")
    token = await EmailToken.get(id=token_id)
    minutes = round((token.expires_at - token.created_at).total_seconds() / 60)
    duration = duration_words(minutes, outgoing.language)
    page = found.purpose.value.replace("_", "-")
    return _account_letter(
        outgoing,
        context,
        name=found.name,
        link=f"{context.public_url}/{page}#{urlencode({'token': found.token})}",
        lead=translate(f"mail.{outgoing.kind}.lead", outgoing.language),
        note=translate(f"mail.{outgoing.kind}.note", outgoing.language, duration=duration),
    )


async def _password_changed(outgoing: Outgoing, context: DeliveryContext, with_receipt: bool) -> Letter:
    language = outgoing.language
    person = await get_person(outgoing.data["person_id"])
    moment = datetime.fromisoformat(outgoing.data["moment"])
    lead = translate(
        f"mail.{outgoing.kind}.lead",
        language,
        moment=local_time.moment_words(moment, _HOME_ZONE, language),
        zone=local_time.zone_words(_HOME_ZONE, language),
    )
    return _account_letter(
        outgoing,
        context,
        name=person.name,
        link=f"{context.public_url}/forgot-password",
        lead=lead,
        note=translate(f"mail.{outgoing.kind}.note", language),
    )


def _account_letter(
    outgoing: Outgoing, context: DeliveryContext, *, name: str, link: str, lead: str, note: str
) -> Letter:
    values = {
        "name": called(name),
        "link": link,
        "lead": lead,
        "note": note,
        "site": urlsplit(context.public_url).netloc,
    }
    return Letter(render_mail(outgoing.kind, outgoing.language, values))


_Writer = Callable[[Outgoing, DeliveryContext, bool], Awaitable[Letter]]

_WRITERS: Mapping[MessageKind, _Writer] = {
    MessageKind.BOOKING_CONFIRMED: _booking_confirmed,
    MessageKind.BOOKING_CANCELLED: _booking_cancelled,
    MessageKind.BOOKING_EXPIRED_PAID_LATE: _paid_late,
    MessageKind.PAYMENT_FAILED: _payment_failed,
    MessageKind.REFUND_REQUESTED: _refund_requested,
    MessageKind.REFUND_SUCCEEDED: _refund_succeeded,
    MessageKind.VERIFY_EMAIL: _mailed_link,
    MessageKind.RESET_PASSWORD: _mailed_link,
    MessageKind.PASSWORD_CHANGED: _password_changed,
}


async def _booking(outgoing: Outgoing, context: DeliveryContext) -> BookingFacts:
    found = await facts.find_booking_facts(
        outgoing.data["booking_id"],
        outgoing.language,
        public_url=context.public_url,
        secret_key=context.secret_key,
    )
    if found is None:
        raise Overtaken("the booking is gone")
    return found


async def _refund(outgoing: Outgoing) -> RefundFacts:
    found = await facts.find_refund_facts(outgoing.data["refund_id"])
    if found is None:
        raise Overtaken("the refund is gone")
    return found


def _with_receipt(receipt: ReceiptView | None, is_attached: bool) -> dict[str, object]:
    return {"receipt_number": receipt.number if receipt else None, "is_receipt_attached": is_attached}


def _cancellation_text(booking: BookingFacts, refund: RefundFacts | None, language: str) -> str:
    prefix = f"mail.{MessageKind.BOOKING_CANCELLED}"
    if refund is None:
        return translate(f"{prefix}.{'refund_none' if booking.amount else 'refund_free'}", language)
    text = _refund_text(refund, language)
    if ZERO < refund.amount < booking.amount:
        return translate(f"{prefix}.refund_part", language, paid=booking.amount) + " " + text
    return text


def _refund_text(refund: RefundFacts, language: str) -> str:
    """Where the money stands, no better than it is."""
    key = "refund_failed" if refund.status == "failed" else f"refund_{refund.status}_{refund.channel}"
    return translate(f"mail.{key}", language)


def _lot_link(booking: BookingFacts, context: DeliveryContext) -> str:
    return f"{context.public_url}/lots/{quote(booking.lot_slug)}"


@dataclass(frozen=True, slots=True)
class _Way:
    name: str
    url: str


def _ways(booking: BookingFacts) -> list[_Way]:
    """Links that open navigation to the lot."""
    place = f"{booking.latitude:.6f},{booking.longitude:.6f}"
    waze = urlencode({"ll": place, "navigate": "yes"}, safe=",")
    google = urlencode({"api": 1, "destination": place}, safe=",")
    apple = urlencode({"daddr": place}, safe=",")
    return [
        _Way("Waze", f"https://waze.com/ul?{waze}"),
        _Way("Google Maps", f"https://www.google.com/maps/dir/?{google}"),
        _Way("Apple Maps", f"https://maps.apple.com/?{apple}"),
    ]
