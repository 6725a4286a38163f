"""What messages tell, read from the tables when it is sent. What people typed is on one line each."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from app.accounts.errors import NameNotUnderstood
from app.accounts.plates import display_plate
from app.accounts.rules import normalise_name
from app.bookings.access import access_key, booking_link
from app.bookings.models import Booking, BookingStatus, Extension, ExtensionStatus, MoveCause
from app.bookings.queries import moves_of
from app.core import clock, local_time
from app.core.money import Money
from app.core.plain_text import one_line
from app.lots.models import Lot, SpaceType
from app.notifications.channels.protocol import Overtaken
from app.notifications.rules import OVERSTAY_TOLD_WITHIN
from app.payments.goodwill import cause_of
from app.payments.models import Charge, Payment, PaymentStatus, Refund, RefundProposal
from app.payments.queries import GivenBack, money_of
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
    starts_at: datetime
    ends_at: datetime
    ends_time: str
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
    is_guest = booking.person_id is None
    key = access_key(secret_key, booking.reference, booking.link_generation) if is_guest else None
    return facts_of_booking(
        booking,
        booking.lot,
        Spot(
            area_code=booking.area.code,
            area_name=booking.area.name,
            space_label=booking.space.label,
            space_type=booking.space.type,
        ),
        language,
        lines=price_lines(booking.quote_lines, language),
        link=booking_link(public_url, booking.reference, key),
        pass_text=pass_of(booking, secret_key),
    )


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a booking is."""

    area_code: str
    area_name: str
    space_label: str
    space_type: SpaceType


def facts_of_booking(
    booking: Booking,
    lot: Lot,
    spot: Spot,
    language: str,
    *,
    lines: tuple[PriceLine, ...],
    link: str,
    pass_text: str | None,
) -> BookingFacts:
    """Of a booking that need not be in the database."""
    zone = lot.time_zone
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
        area_code=one_line(spot.area_code),
        area_name=one_line(spot.area_name),
        space_label=one_line(spot.space_label),
        space_type=spot.space_type.value,
        plate=one_line(display_plate(booking.plate_number)),
        period=local_time.period_words(booking.period, zone, language),
        period_lines=local_time.period_lines(booking.period, zone, language),
        starts=local_time.moment_words(booking.starts_at, zone, language),
        ends=local_time.moment_words(booking.ends_at, zone, language),
        zone=local_time.zone_words(zone, language),
        starts_at=booking.starts_at,
        ends_at=booking.ends_at,
        ends_time=local_time.time_words(booking.ends_at, zone, language),
        hold_expires_at=booking.hold_expires_at,
        amount=booking.amount,
        lines=lines,
        link=link,
        pass_text=pass_text,
    )


async def require_ending_soon(booking: BookingFacts, ends_at: str) -> None:
    """Raises Overtaken when the booking is not about to end at `ends_at` (ISO) any more."""
    if booking.status is not BookingStatus.CONFIRMED or booking.ends_at != datetime.fromisoformat(ends_at):
        raise Overtaken("the booking ends at another time")
    if clock.now() >= booking.ends_at:
        raise Overtaken("the booking is over")
    await _require_no_next(booking)


async def require_just_over(booking: BookingFacts, ends_at: str) -> None:
    """Raises Overtaken when nobody needs to hear that the time was over at `ends_at` (ISO)."""
    if booking.ends_at != datetime.fromisoformat(ends_at):
        raise Overtaken("the booking ends at another time")
    if clock.now() > booking.ends_at + OVERSTAY_TOLD_WITHIN:
        raise Overtaken("the booking ended long ago")
    await _require_no_next(booking)


async def _require_no_next(booking_facts: BookingFacts) -> None:
    """Whoever has the same spot for the time after as well need not leave."""
    booking = await Booking.get(id=booking_facts.id)
    goes_on = await Booking.filter(
        status=BookingStatus.CONFIRMED,
        space_id=booking.space_id,
        plate_number=booking.plate_number,
        starts_at__lte=booking.ends_at,
        ends_at__gt=booking.ends_at,
    ).exists()
    if goes_on:
        raise Overtaken("the driver has the spot for the time after as well")


@dataclass(frozen=True, slots=True)
class ExtensionFacts:
    """More time for a booking, as its driver is told of it. `ends` is in the lot's zone."""

    id: int
    status: ExtensionStatus
    ends: str
    hold_expires_at: datetime
    amount: Money
    lines: tuple[PriceLine, ...]


async def find_extension_facts(extension_id: int, zone: str, language: str) -> ExtensionFacts | None:
    extension = await Extension.get_or_none(id=extension_id)
    if extension is None:
        return None
    return ExtensionFacts(
        id=extension.id,
        status=extension.status,
        ends=local_time.moment_words(extension.ends_at, zone, language),
        hold_expires_at=extension.hold_expires_at,
        amount=extension.amount,
        lines=price_lines(extension.quote_lines, language),
    )


async def find_extension_id_of(payment_id: int) -> int | None:
    """The extension that a payment was made for; None when it was for the booking's price."""
    charge = await Charge.get_or_none(payments__id=payment_id)
    return charge.extension_id if charge else None


async def is_asked_for_again(extension_id: int) -> bool:
    """Whether its driver has more time since, or holds it."""
    extension = await Extension.get(id=extension_id)
    later = Extension.filter(booking_id=extension.booking_id, id__gt=extension.id)
    return await later.filter(status__in=(ExtensionStatus.HELD, ExtensionStatus.CONFIRMED)).exists()


def price_lines(lines: Sequence[Mapping[str, Any]], language: str) -> tuple[PriceLine, ...]:
    """Lines as they are stored, in words."""
    return tuple(
        PriceLine(one_line(line.label(language)), line.amount) for line in map(QuoteLine.from_json, lines)
    )


@dataclass(frozen=True, slots=True)
class RefundFacts:
    """`status` and `channel` are the values of the refund's own; `reference` is the gateway's.

    `payment_id` is of the payment that it gives back, or the newest of them.
    """

    payment_id: int
    amount: Money
    status: str
    channel: str
    cause: str
    reference: str


async def find_refund_facts(refund_id: int) -> RefundFacts | None:
    return _refund_facts(await Refund.filter(id=refund_id))


async def find_refund_of_booking(booking_id: int, *, cause: str) -> RefundFacts | None:
    """What goes back of a booking's price, for one of `rules.CAUSES_OF_SALE`; None when nothing does."""
    return _refund_facts(await Refund.filter(booking_id=booking_id, cause=cause).order_by("id"))


async def find_granted_refund(proposal_id: int) -> tuple[RefundFacts, str] | None:
    """What a granted proposal gives back, and the reason that was given."""
    proposal = await RefundProposal.get_or_none(id=proposal_id)
    if proposal is None:
        return None
    cause = cause_of(proposal)
    refund = _refund_facts(await Refund.filter(payment_id=proposal.payment_id, cause=cause))
    return None if refund is None else (refund, one_line(proposal.reason))


@dataclass(frozen=True, slots=True)
class MoveFacts:
    """A booking's newest move, from spot to spot."""

    from_label: str
    from_area_code: str
    to_label: str
    to_area_code: str
    cause: MoveCause


async def find_move_facts(booking_id: int, move_id: int) -> MoveFacts | None:
    """The move, unless the booking has moved again since."""
    moves = (await moves_of([booking_id]))[booking_id]
    if not moves or moves[-1].id != move_id:
        return None
    move = moves[-1]
    return MoveFacts(
        from_label=one_line(move.from_space.label),
        from_area_code=one_line(move.from_space.area.code),
        to_label=one_line(move.to_space.label),
        to_area_code=one_line(move.to_space.area.code),
        cause=move.cause,
    )


async def paid_in_all(booking_id: int) -> Money:
    """What was paid for all that was bought with a booking."""
    return (await money_of([booking_id]))[booking_id].paid


def _refund_facts(refunds: Sequence[Refund]) -> RefundFacts | None:
    refund = GivenBack.of(refunds)
    if refund is None:
        return None
    return RefundFacts(
        payment_id=refunds[-1].payment_id,
        amount=refund.amount,
        status=refund.status.value,
        channel=refund.channel.value,
        cause=refund.cause,
        reference=one_line(refund.reference),
    )


async def find_last_attempt(payment_id: int, status: PaymentStatus) -> Payment | None:
    """The attempt, if it stands at `status` and its driver has not tried again since."""
    payment = await Payment.get_or_none(id=payment_id)
    if payment is None or payment.status is not status:
        return None
    is_followed = await Payment.filter(charge_id=payment.charge_id, id__gt=payment.id).exists()
    charge = await Charge.get(id=payment.charge_id)
    return None if is_followed or charge.status == "paid" else payment


async def find_wanted(payment_id: int, booking: BookingFacts, language: str) -> BookingFacts | ExtensionFacts:
    """What a payment was made for: the booking, or more time for it."""
    extension_id = await find_extension_id_of(payment_id)
    if extension_id is None:
        return booking
    return await find_extension_facts(extension_id, booking.zone_id, language) or booking


def called(name: str) -> str:
    """`name` as a greeting may say it; empty when it is none.

    Whoever books can write anything there and have it mailed to anybody, so what may be a link stays out.
    """
    try:
        normal = normalise_name(name)
    except NameNotUnderstood:
        return ""
    return "" if _LOOKS_LIKE_A_LINK.search(normal) else normal
