"""What the verbs of paying share."""

from __future__ import annotations

from typing import TypeVar

from app.bookings.models import Booking
from app.payments.events import PaymentEvent
from app.payments.models import Payment

E = TypeVar("E", bound=PaymentEvent)


def event_of(kind: type[E], payment: Payment, booking: Booking, **more: object) -> E:
    """`kind`, of a payment for something of a booking."""
    return kind.model_validate(
        {
            "payment_id": payment.id,
            "booking_id": booking.id,
            "lot_id": booking.lot_id,
            "reference": booking.reference,
            **more,
        }
    )
