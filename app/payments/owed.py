"""What is owed for a booking: its price, that of more time, or of having stayed too long.

How it is held, and how money buys it.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from app.arrivals import exit_fees
from app.arrivals.models import ExitFee, ExitFeeStatus
from app.bookings import claims
from app.bookings import rules as booking_rules
from app.bookings.errors import SpaceAlreadyTaken, SpaceIsClosed
from app.bookings.extensions import confirm_extension, get_extension
from app.bookings.models import Booking, BookingStatus, Extension
from app.bookings.service import confirm_booking
from app.core import clock
from app.core.actor import Actor
from app.core.money import Money
from app.lots.errors import SpaceNotFound
from app.payments.models import Charge, ChargeStatus, Payment
from app.pricing.errors import PromoNotValid

_GONE = (SpaceAlreadyTaken, SpaceIsClosed, SpaceNotFound, PromoNotValid)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What of a booking somebody wants to pay for: its price when neither is named."""

    extension_id: int | None = None
    exit_fee_id: int | None = None


PRICE = Wanted()


@dataclass(frozen=True, slots=True)
class Owed(ABC):
    """One thing that money can buy, as it stands."""

    booking: Booking
    purpose: ClassVar[str]

    @property
    @abstractmethod
    def amount(self) -> Money: ...

    @property
    @abstractmethod
    def tax(self) -> Money: ...

    @property
    @abstractmethod
    def is_bought(self) -> bool: ...

    @property
    @abstractmethod
    def hold_expires_at(self) -> datetime:
        """Until when its price holds."""

    @abstractmethod
    def is_held(self, now: datetime) -> bool:
        """Whether it may still be paid for in time."""

    @abstractmethod
    async def confirm_if_possible(self, *, by: Actor) -> bool:
        """Gives the driver what was paid for, unless it is gone. The spot and the booking are locked."""

    @property
    def wanted(self) -> Wanted:
        return PRICE

    @property
    def cause_when_gone(self) -> str:
        """Why money for it goes back that cannot buy it any more."""
        return "late"

    async def charge(self, now: datetime) -> Charge:
        """The one charge that asks for it, made when it is first asked for."""
        charge, _ = await Charge.get_or_create(
            booking_id=self.booking.id,
            extension_id=self.wanted.extension_id,
            exit_fee_id=self.wanted.exit_fee_id,
            purpose=self.purpose,
            defaults={
                "lot_id": self.booking.lot_id,
                "status": ChargeStatus.OPEN,
                "amount": self.amount,
                "tax": self.tax,
                "currency": self.booking.currency,
                "created_at": now,
            },
        )
        return charge


class OwedPrice(Owed):
    """The booking's price, while its spot is held."""

    purpose = "booking"

    @property
    def amount(self) -> Money:
        return self.booking.amount

    @property
    def tax(self) -> Money:
        return self.booking.tax

    @property
    def is_bought(self) -> bool:
        return self.booking.status is BookingStatus.CONFIRMED

    @property
    def hold_expires_at(self) -> datetime:
        return self.booking.hold_expires_at

    def is_held(self, now: datetime) -> bool:
        return self.booking.status is BookingStatus.HELD and self.hold_expires_at > now

    async def confirm_if_possible(self, *, by: Actor) -> bool:
        may_advance = booking_rules.may_advance(self.booking.status, BookingStatus.CONFIRMED)
        if not may_advance or self.booking.ends_at <= clock.now():
            return False
        try:
            await confirm_booking(self.booking, by=by)
        except _GONE:
            return False
        return True


@dataclass(frozen=True, slots=True)
class OwedExtension(Owed):
    """The price of more time, while it is held."""

    extension: Extension
    purpose = "extension"

    @property
    def wanted(self) -> Wanted:
        return Wanted(extension_id=self.extension.id)

    @property
    def amount(self) -> Money:
        return self.extension.amount

    @property
    def tax(self) -> Money:
        return self.extension.tax

    @property
    def is_bought(self) -> bool:
        return self.extension.status == "confirmed"

    @property
    def hold_expires_at(self) -> datetime:
        return self.extension.hold_expires_at

    def is_held(self, now: datetime) -> bool:
        return self.extension.status == "held" and self.hold_expires_at > now

    async def confirm_if_possible(self, *, by: Actor) -> bool:
        if not booking_rules.may_confirm_extension(self.booking, self.extension, clock.now()):
            return False
        try:
            await confirm_extension(self.booking, self.extension, by=by)
        except _GONE:
            return False
        return True


@dataclass(frozen=True, slots=True)
class OwedExitFee(Owed):
    """What an overstay costs: whenever the money comes, it counts, as far as it was not settled otherwise."""

    exit_fee: ExitFee
    purpose = "exit_fee"

    @property
    def wanted(self) -> Wanted:
        return Wanted(exit_fee_id=self.exit_fee.id)

    @property
    def amount(self) -> Money:
        return self.exit_fee.amount

    @property
    def tax(self) -> Money:
        return self.exit_fee.tax

    @property
    def is_bought(self) -> bool:
        return self.exit_fee.status not in exit_fees.UNSETTLED

    @property
    def hold_expires_at(self) -> datetime:
        return self.exit_fee.pay_by

    @property
    def cause_when_gone(self) -> str:
        return "double"  # it was settled at the counter, or waived

    def is_held(self, now: datetime) -> bool:
        return self.exit_fee.status is ExitFeeStatus.OWED

    async def confirm_if_possible(self, *, by: Actor) -> bool:
        if not await exit_fees.counts_still(self.exit_fee):
            return False
        await exit_fees.mark_paid(self.booking, self.exit_fee, by=by)
        return True


async def owed_by(payment: Payment) -> Owed:
    """What `payment` is a try to pay, as it stands; the caller locks nothing."""
    charge = await Charge.get(id=payment.charge_id)
    return await _owed(await Booking.get(id=charge.booking_id), wanted_by(charge))


async def lock_owed(booking_id: int, wanted: Wanted) -> Owed:
    """Raises ExtensionNotFound, ExitFeeNotFound."""
    return await _owed(await Booking.filter(id=booking_id).select_for_update().get(), wanted)


async def lock_owed_and_space(charge: Charge) -> Owed:
    """Locked so that the booking can be given what was paid for."""
    await claims.lock_space_of(charge.booking_id)
    return await lock_owed(charge.booking_id, wanted_by(charge))


def wanted_by(charge: Charge) -> Wanted:
    """What of a booking a charge asks for."""
    return Wanted(charge.extension_id, charge.exit_fee_id)


async def _owed(booking: Booking, wanted: Wanted) -> Owed:
    if wanted.extension_id is not None:
        return OwedExtension(booking, await get_extension(booking.id, wanted.extension_id))
    if wanted.exit_fee_id is not None:
        return OwedExitFee(booking, await exit_fees.get_exit_fee(booking.id, wanted.exit_fee_id))
    return OwedPrice(booking)
