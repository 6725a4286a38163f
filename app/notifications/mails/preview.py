"""How a lot's mails look, about a booking that nobody made."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Callable, Mapping
from datetime import timedelta
from types import MappingProxyType

from app.arrivals.rules import overstay_rule
from app.bookings.models import Booking, BookingStatus, ExtensionStatus, MoveCause
from app.bookings.passes import PREVIEW_PASS, pass_qr_png
from app.core.i18n import translate
from app.core.money import ZERO
from app.core.plain_text import one_line
from app.lots.models import Lot, SpaceType
from app.notifications.facts import (
    BookingFacts,
    ExtensionFacts,
    MoveFacts,
    PriceLine,
    RefundFacts,
    Spot,
    facts_of_booking,
)
from app.notifications.mails.letter import PICTURE_ID
from app.notifications.mails.letters import ways_to
from app.notifications.mails.rendering import Rendered, render_mail
from app.notifications.matters import refund_words
from app.notifications.models import MessageKind
from app.notifications.owed import OwedFacts, PaidFeeFacts
from app.pricing.lines import duration_words
from app.pricing.rules import Quote
from app.receipts.samples import (
    MORE_TIME,
    PLATE,
    REFERENCE,
    TOO_LONG,
    Sample,
    make_sample,
    sample_number,
)

Values = dict[str, object]


async def preview_mail(lot: Lot, kind: MessageKind, language: str, *, public_url: str) -> Rendered:
    """The mail in `language`; the picture of its pass is part of the HTML, and opens no gate.

    `kind`: one of `PREVIEWED`.
    """
    sample = await make_sample(lot)
    booking = _facts(lot, sample, language, public_url, is_longer=kind is MessageKind.BOOKING_EXTENDED)
    values = {
        "booking": booking,
        "receipt_number": sample_number(lot) if booking.amount else None,
        "is_receipt_attached": True,
        "is_guest": False,
        "has_pass": True,
        "pass_cid": PICTURE_ID,
        **PREVIEWED[kind](booking, sample, lot, language),
    }
    rendered = render_mail(
        kind,
        language,
        values,
        spot=booking.space_label,
        lot=booking.lot_name,
        starts=booking.starts,
        ends=booking.ends,
        time=booking.ends_time,
        amount=sample.overstay.amount if kind in _OF_AN_OVERSTAY else booking.amount,
        reference=booking.reference,
    )
    picture = "data:image/png;base64," + b64encode(pass_qr_png(PREVIEW_PASS)).decode()
    html = rendered.html.replace(f"cid:{PICTURE_ID}", picture)
    return Rendered(rendered.subject, html, rendered.text)


def _confirmed(booking: BookingFacts, sample: Sample, lot: Lot, language: str) -> Values:
    return {"ways": ways_to(booking)}


def _booking_alone(booking: BookingFacts, sample: Sample, lot: Lot, language: str) -> Values:
    return {}


def _extended(booking: BookingFacts, sample: Sample, lot: Lot, language: str) -> Values:
    extension = ExtensionFacts(
        id=0,
        status=ExtensionStatus.CONFIRMED,
        ends=booking.ends,
        hold_expires_at=booking.ends_at,
        amount=sample.more_time.amount if sample.more_time else ZERO,
        lines=_lines(sample.more_time, language),
    )
    return {"extension": extension}


def _moved(booking: BookingFacts, sample: Sample, lot: Lot, language: str) -> Values:
    move = MoveFacts("A9", booking.area_code, booking.space_label, booking.area_code, MoveCause.CLOSURE)
    lead = translate(
        f"mail.{MessageKind.BOOKING_MOVED}.lead_{move.cause.value}",
        language,
        former=move.from_label,
        spot=booking.space_label,
        lot=booking.lot_name,
    )
    return {"move": move, "lead": lead, "full_refund_until": booking.starts}


def _cancelled(booking: BookingFacts, sample: Sample, lot: Lot, language: str) -> Values:
    refund = _refund(booking, "submitted")
    return {"refund": refund, "refund_text": refund_words(refund, language)}


def _displaced(booking: BookingFacts, sample: Sample, lot: Lot, language: str) -> Values:
    kind = MessageKind.BOOKING_DISPLACED
    lead = translate(
        f"mail.{kind}.lead_{MoveCause.CLOSURE.value}",
        language,
        spot=booking.space_label,
        lot=booking.lot_name,
    )
    return {
        **_cancelled(booking, sample, lot, language),
        "lead": lead,
        "lot_link": booking.link,
    }


def _refunded(booking: BookingFacts, sample: Sample, lot: Lot, language: str) -> Values:
    refund = _refund(booking, "succeeded")
    lead = translate(
        f"mail.{MessageKind.REFUND_SUCCEEDED}.lead_cancelled", language, reference=booking.reference
    )
    return {"refund": refund, "refund_text": refund_words(refund, language), "lead": lead}


def _owed(booking: BookingFacts, sample: Sample, lot: Lot, language: str) -> Values:
    return {
        "owed": OwedFacts(
            amount=sample.overstay.amount,
            lines=_lines(sample.overstay, language),
            over=duration_words(TOO_LONG // timedelta(minutes=1), language),
            hour=overstay_rule(lot).hour,
            has_left=False,
        )
    }


def _fee_paid(booking: BookingFacts, sample: Sample, lot: Lot, language: str) -> Values:
    amount, lines = sample.overstay.amount, _lines(sample.overstay, language)
    return {"fee": PaidFeeFacts(id=0, amount=amount, lines=lines)}


PREVIEWED: Mapping[MessageKind, Callable[[BookingFacts, Sample, Lot, str], Values]] = MappingProxyType(
    {
        MessageKind.BOOKING_CONFIRMED: _confirmed,
        MessageKind.ENDING_SOON: _booking_alone,
        MessageKind.BOOKING_EXTENDED: _extended,
        MessageKind.BOOKING_MOVED: _moved,
        MessageKind.BOOKING_CANCELLED: _cancelled,
        MessageKind.REFUND_SUCCEEDED: _refunded,
        MessageKind.BOOKING_DISPLACED: _displaced,
        MessageKind.OVERSTAY_OWED: _owed,
        MessageKind.EXIT_FEE_PAID: _fee_paid,
        MessageKind.NO_SHOW: _booking_alone,
    }
)
"""The kinds that can be shown, in the order of a stay."""
_OF_AN_OVERSTAY = (MessageKind.OVERSTAY_OWED, MessageKind.EXIT_FEE_PAID)


def _refund(booking: BookingFacts, status: str) -> RefundFacts:
    return RefundFacts(
        payment_id=0,
        amount=booking.amount,
        status=status,
        channel="gateway",
        cause="cancelled",
        reference="",
    )


def _lines(quote: Quote | None, language: str) -> tuple[PriceLine, ...]:
    lines = quote.lines if quote else ()
    return tuple(PriceLine(one_line(line.label(language)), line.amount) for line in lines)


def _facts(lot: Lot, sample: Sample, language: str, public_url: str, *, is_longer: bool) -> BookingFacts:
    booking = Booking(
        id=0,
        reference=REFERENCE,
        status=BookingStatus.CONFIRMED,
        name="Aisyah binti Rahman",
        plate_number=PLATE,
        starts_at=sample.stay.starts_at,
        ends_at=sample.stay.ends_at + MORE_TIME if is_longer else sample.stay.ends_at,
        hold_expires_at=sample.stay.starts_at,
        amount=sample.amount,
    )
    return facts_of_booking(
        booking,
        lot,
        Spot(
            area_code=sample.area_code,
            area_name=sample.area_name,
            space_label=sample.space_label,
            space_type=SpaceType.STANDARD,
        ),
        language,
        lines=_lines(sample.quote, language),
        link=f"{public_url}/lots/{lot.slug}",
        pass_text=PREVIEW_PASS,
    )
