"""What is owed for a booking: its price, or that of more time. How it is held, and how money buys it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from app.bookings import claims
from app.bookings import rules as booking_rules
from app.bookings.errors import SpaceAlreadyTaken, SpaceIsClosed
from app.bookings.extensions import confirm_extension, get_extension
from app.bookings.models import Booking, BookingStatus, Extension
from app.bookings.service import confirm_booking
from app.core import clock
from app.core.actor import Actor
from app.lots.errors import SpaceNotFound
from app.payments.models import Charge, ChargeStatus, Payment
from app.pricing.errors import PromoNotValid


@dataclass(frozen=True, slots=True)
class Owed:
    """A booking's price when there is no `extension`, else that of the extension."""

    booking: Booking
    extension: Extension | None = None

    @property
    def _bought(self) -> Booking | Extension:
        return self.extension or self.booking

    @property
    def is_bought(self) -> bool:
        return self._bought.status == "confirmed"

    @property
    def hold_expires_at(self) -> datetime:
        return self._bought.hold_expires_at

    def is_held(self, now: datetime) -> bool:
        """Whether it may still be paid for in time."""
        return self._bought.status == "held" and self.hold_expires_at > now

    async def charge(self, now: datetime) -> Charge:
        """The one charge that asks for it, made when it is first asked for."""
        charge, _ = await Charge.get_or_create(
            booking_id=self.booking.id,
            extension_id=self.extension.id if self.extension else None,
            purpose="extension" if self.extension else "booking",
            defaults={
                "lot_id": self.booking.lot_id,
                "status": ChargeStatus.OPEN,
                "amount": self._bought.amount,
                "tax": self._bought.tax,
                "currency": self.booking.currency,
                "created_at": now,
            },
        )
        return charge

    async def confirm_if_possible(self, *, by: Actor) -> bool:
        """Gives the driver what was paid for, unless it is gone. The spot and the booking are locked."""
        if not self._may_be_confirmed(clock.now()):
            return False
        try:
            if self.extension is None:
                await confirm_booking(self.booking, by=by)
            else:
                await confirm_extension(self.booking, self.extension, by=by)
        except (SpaceAlreadyTaken, SpaceIsClosed, SpaceNotFound, PromoNotValid):
            return False
        return True

    def _may_be_confirmed(self, now: datetime) -> bool:
        if self.extension is not None:
            return booking_rules.may_confirm_extension(self.booking, self.extension, now)
        may_advance = booking_rules.may_advance(self.booking.status, BookingStatus.CONFIRMED)
        return may_advance and self.booking.ends_at > now


async def owed_by(payment: Payment) -> Owed:
    """What `payment` is a try to pay, as it stands; the caller locks nothing."""
    charge = await Charge.get(id=payment.charge_id)
    booking = await Booking.get(id=charge.booking_id)
    return Owed(booking, await _extension(booking, charge.extension_id))


async def lock_owed(booking_id: int, extension_id: int | None) -> Owed:
    """Raises ExtensionNotFound."""
    booking = await Booking.filter(id=booking_id).select_for_update().get()
    return Owed(booking, await _extension(booking, extension_id))


async def lock_owed_and_space(charge: Charge) -> Owed:
    """Locked so that the booking can be given what was paid for."""
    await claims.lock_space_of(charge.booking_id)
    return await lock_owed(charge.booking_id, charge.extension_id)


async def _extension(booking: Booking, extension_id: int | None) -> Extension | None:
    return None if extension_id is None else await get_extension(booking.id, extension_id)
