"""Rows of a car park, a booking in it and the money paid for it, as the services leave them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from app.bookings.models import Booking, BookingStatus, Extension, ExtensionStatus
from app.core.money import Money
from app.core.references import new_order_id, new_reference
from app.lots.models import Area, Lot, Space, SpaceType
from app.payments.models import (
    Charge,
    ChargeStatus,
    Payment,
    PaymentStatus,
    Receipt,
    Refund,
    RefundChannel,
    RefundStatus,
)
from app.payments.receipt_numbers import Issuer
from app.pricing.lines import LineKind, QuoteLine

SECRET = "a-session-key-that-only-tests-know-0123456789"
STARTS = datetime(2026, 11, 23, 6, 0, tzinfo=UTC)  # 14:00 in Kuala Lumpur
PAID = STARTS - timedelta(hours=26)

EV_LINES = (
    QuoteLine(LineKind.PARKING, {"steps": 3, "step_minutes": 60, "rate_sen": 400}, Money(1200)),
    QuoteLine(LineKind.MULTIPLIER, {"space_type": "ev", "percent": 150}, Money(600)),
    QuoteLine(LineKind.TAX, {"basis_points": 600}, Money(108)),
)
INCLUDED_LINES = (
    QuoteLine(LineKind.PARKING, {"steps": 3, "step_minutes": 60, "rate_sen": 400}, Money(1200)),
)


@dataclass(frozen=True)
class Park:
    lot: Lot
    area: Area
    space: Space


async def build_park(slug: str = "plaza-damai", **lot: Any) -> Park:
    """A lot with one floor and one EV spot. `lot` overrides its fields."""
    facts: dict[str, Any] = {
        "name": "Plaza Damai",
        "address": "3 Jalan Damai, 50450 Kuala Lumpur",
        "latitude": 3.1579,
        "longitude": 101.7123,
        "opening_hours": [],
        "refund_policy": [{"hours_before": 24, "percent": 100}, {"hours_before": 2, "percent": 50}],
        "tax_registration": "W10-1808-32000123",
        "operator_name": "Damai Parking Sdn. Bhd.",
        "contact": "help@damai-parking.example",
        **lot,
    }
    park = await Lot.create(slug=slug, **facts)
    area = await Area.create(
        lot=park, code="B1", name="Basement 1", level=-1, width=4000, height=3000, drawing={}
    )
    space = await Space.create(area=area, label="B4", type=SpaceType.EV, x=0, y=0, width=250, height=500)
    return Park(park, area, space)


async def build_booking(park: Park, **booking: Any) -> Booking:
    """A guest's confirmed booking of RM 19.08 from `STARTS`, three hours long."""
    lines = booking.pop("lines", EV_LINES)
    assert isinstance(lines, tuple)
    facts: dict[str, Any] = {
        "status": BookingStatus.CONFIRMED,
        "starts_at": STARTS,
        "ends_at": STARTS + timedelta(hours=3),
        "hold_expires_at": PAID + timedelta(minutes=10),
        "email": "aisyah@mail.example",
        "name": "Aisyah binti Rahman",
        "plate_number": "WXY1234",
        "language": "en",
        "channel": "web",
        "amount": Money(1908),
        "tax": Money(108),
        "currency": "MYR",
        "quote_lines": [line.to_json() for line in lines],
        "created_at": PAID,
        **booking,
    }
    return await Booking.create(
        reference=new_reference(), lot=park.lot, area=park.area, space=park.space, **facts
    )


async def build_extension(
    booking: Booking,
    status: ExtensionStatus = ExtensionStatus.CONFIRMED,
    sen: int = 636,
    channel: str = "web",
) -> Extension:
    """One more hour of `booking`, which ends later when it is confirmed."""
    lines = (
        QuoteLine(LineKind.PARKING, {"steps": 1, "step_minutes": 60, "rate_sen": 600}, Money(sen - 36)),
        QuoteLine(LineKind.TAX, {"basis_points": 600}, Money(36)),
    )
    extension = await Extension.create(
        booking=booking,
        status=status,
        starts_at=booking.ends_at,
        ends_at=booking.ends_at + timedelta(hours=1),
        hold_expires_at=PAID + timedelta(minutes=10),
        channel=channel,
        amount=Money(sen),
        tax=Money(36 if sen else 0),
        quote_lines=[line.to_json() for line in lines] if sen else [],
        created_at=PAID,
    )
    if status is ExtensionStatus.CONFIRMED:
        booking.ends_at = extension.ends_at
        await booking.save()
    return extension


async def build_payment(
    booking: Booking, status: PaymentStatus, extension: Extension | None = None, **payment: Any
) -> Payment:
    """One more attempt to pay `booking`, or `extension` of it."""
    bought = extension or booking
    charge = await Charge.get_or_none(booking=booking, extension=extension) or await Charge.create(
        booking=booking,
        lot_id=booking.lot_id,
        extension=extension,
        purpose="extension" if extension else "booking",
        status=ChargeStatus.OPEN,
        amount=bought.amount,
        tax=bought.tax,
        currency="MYR",
        created_at=PAID,
    )
    return await Payment.create(
        charge=charge,
        order_id=new_order_id(),
        status=status,
        amount=bought.amount,
        currency="MYR",
        created_at=PAID,
        **payment,
    )


async def build_receipt(booking: Booking, number: int = 123, extension: Extension | None = None) -> Receipt:
    """`booking`, or `extension` of it, paid in full by FPX, and receipted."""
    payment = await build_payment(
        booking,
        PaymentStatus.CAPTURED,
        extension,
        payment_mode="FPX",
        transaction_ref="RP20261122118842",
    )
    await Charge.filter(id=payment.charge_id).update(status=ChargeStatus.PAID, paid_at=PAID)
    return await Receipt.create(
        lot_id=booking.lot_id,
        number=number,
        charge_id=payment.charge_id,
        payment=payment,
        issued_at=PAID,
        issuer=Issuer.of(await Lot.get(id=booking.lot_id)).model_dump(),
    )


async def build_refund(
    booking: Booking,
    *,
    cause: str = "cancelled",
    sen: int = 1908,
    status: RefundStatus = RefundStatus.REQUESTED,
    channel: RefundChannel = RefundChannel.GATEWAY,
) -> Refund:
    """A refund of the newest payment of `booking`."""
    payment = await Payment.filter(charge__booking_id=booking.id).order_by("-id").first()
    return await Refund.create(
        payment=payment,
        booking=booking,
        cause=cause,
        amount=Money(sen),
        tax=Money(0),
        status=status,
        channel=channel,
        created_at=PAID + timedelta(hours=1),
        final_at=PAID + timedelta(hours=2) if status is RefundStatus.SUCCEEDED else None,
    )
