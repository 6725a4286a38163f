"""What messages tell, read from the tables when it is sent. What people typed is on one line each."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime

from app.accounts.errors import NameNotUnderstood
from app.accounts.plates import display_plate
from app.accounts.rules import normalise_name
from app.bookings.access import access_key, booking_link
from app.bookings.models import Booking, BookingStatus
from app.core import local_time
from app.core.money import Money
from app.core.plain_text import one_line
from app.payments.models import Charge, Payment, Refund
from app.pricing.lines import QuoteLine
from app.receipts.queries import pass_of

# `bit.ly/x`, `prize.example`; but `S.Kumar` and `A. Rahman` are names.
_LOOKS_LIKE_A_LINK = re.compile(r"\w{2,}\.\w{2,}")


@dataclass(frozen=True, slots=True)
class PriceLine:
    label: str
    amount: Money


@dataclass(frozen=True, slots=True)
class BookingFacts:
    """A booking as its driver is told of it. `link` holds the secret key when it is a guest's.

    `moment` texts are in the lot's zone. `pass_text` is there only while the booking is confirmed.
    """

    id: int
    reference: str
    status: BookingStatus
    name: str
    lot_name: str
    lot_slug: str
    lot_address: str
    latitude: float
    longitude: float
    zone_id: str
    operator_name: str
    operator_contact: str
    area_code: str
    area_name: str
    space_label: str
    space_type: str
    plate: str
    period: str
    period_lines: tuple[str, str]
    starts: str
    ends: str
    zone: str
    hold_expires_at: datetime
    amount: Money
    lines: tuple[PriceLine, ...]
    link: str
    pass_text: str | None


async def find_booking_facts(
    booking_id: int, language: str, *, public_url: str, secret_key: str
) -> BookingFacts | None:
    booking = await Booking.get_or_none(id=booking_id).prefetch_related("lot", "area", "space")
    if booking is None:
        return None
    lot, zone = booking.lot, booking.lot.time_zone
    is_guest = booking.person_id is None
    key = access_key(secret_key, booking.reference, booking.link_generation) if is_guest else None
    return BookingFacts(
        id=booking.id,
        reference=booking.reference,
        status=booking.status,
        name=called(booking.name),
        lot_name=one_line(lot.name),
        lot_slug=lot.slug,
        lot_address=one_line(lot.address),
        latitude=lot.latitude,
        longitude=lot.longitude,
        zone_id=zone,
        operator_name=one_line(lot.operator_name),
        operator_contact=one_line(lot.contact),
        area_code=one_line(booking.area.code),
        area_name=one_line(booking.area.name),
        space_label=one_line(booking.space.label),
        space_type=booking.space.type.value,
        plate=one_line(display_plate(booking.plate_number)),
        period=local_time.period_words(booking.period, zone, language),
        period_lines=local_time.period_lines(booking.period, zone, language),
        starts=local_time.moment_words(booking.starts_at, zone, language),
        ends=local_time.moment_words(booking.ends_at, zone, language),
        zone=local_time.zone_words(zone, language),
        hold_expires_at=booking.hold_expires_at,
        amount=booking.amount,
        lines=tuple(
            PriceLine(one_line(line.label(language)), line.amount)
            for line in map(QuoteLine.from_json, booking.quote_lines)
        ),
        link=booking_link(public_url, booking.reference, key),
        pass_text=pass_of(booking, secret_key),
    )


@dataclass(frozen=True, slots=True)
class RefundFacts:
    """`status` and `channel` are the values of the refund's own; `reference` is the gateway's."""

    amount: Money
    status: str
    channel: str
    cause: str
    reference: str


async def find_refund_facts(refund_id: int) -> RefundFacts | None:
    return _refund_facts(await Refund.get_or_none(id=refund_id))


async def find_cancellation_refund(booking_id: int) -> RefundFacts | None:
    """What goes back because the driver cancelled; None when nothing does."""
    refund = await Refund.filter(booking_id=booking_id, cause="cancelled").order_by("-id").first()
    return _refund_facts(refund)


def _refund_facts(refund: Refund | None) -> RefundFacts | None:
    if refund is None:
        return None
    return RefundFacts(
        amount=refund.amount,
        status=refund.status.value,
        channel=refund.channel.value,
        cause=refund.cause,
        reference=one_line(refund.gateway_reference or ""),
    )


async def find_failed_attempt(payment_id: int) -> Payment | None:
    """The attempt, if it failed and its driver has not tried again since."""
    payment = await Payment.get_or_none(id=payment_id)
    if payment is None or payment.status != "failed":
        return None
    is_followed = await Payment.filter(charge_id=payment.charge_id, id__gt=payment.id).exists()
    charge = await Charge.get(id=payment.charge_id)
    return None if is_followed or charge.status == "paid" else payment


def called(name: str) -> str:
    """`name` as a greeting may say it; empty when it is none.

    Whoever books can write anything there and have it mailed to anybody, so what may be a link stays out.
    """
    try:
        normal = normalise_name(name)
    except NameNotUnderstood:
        return ""
    return "" if _LOOKS_LIKE_A_LINK.search(normal) else normal
