"""Why a car is not let in or out."""

from __future__ import annotations

from app.core.errors import DomainError, NotFound


class BookingNotReady(DomainError):
    """Param `status`: only a confirmed booking lets a car in."""

    code = "booking_not_ready"
    status = 409


class EntryTooEarly(DomainError):
    """Param `minutes`: how long before the start a car may come."""

    code = "entry_too_early"
    status = 409


class EntryOver(DomainError):
    """The booking's time is over."""

    code = "entry_over"
    status = 409


class CarIsIn(DomainError):
    """The booking's car is in already."""

    code = "car_is_in"
    status = 409


class CarStandsThere(DomainError):
    """A spot is to be taken away under a car, and no equal one is free for it. Param `spot`."""

    code = "car_stands_there"
    status = 409


class CarNotIn(NotFound):
    """No car with this plate, pass or booking is in."""

    code = "car_not_in"


class SpotStillTaken(DomainError):
    """Another car stands on the booked spot and has not left. The booking needs another spot first."""

    code = "spot_still_taken"
    status = 409


class PassNotGenuine(DomainError):
    """The code is no pass of ours, or one of another lot."""

    code = "pass_not_genuine"


class MovementNotUnderstood(DomainError):
    """A car at the gate is known by one thing: its pass, its plate or its reference."""

    code = "movement_not_understood"


class MovementTooOld(DomainError):
    """Param `days`: what was seen longer ago is not taken any more."""

    code = "movement_too_old"


class MovementOvertaken(DomainError):
    """The booking's car came or went later than that, as others told before."""

    code = "movement_overtaken"
    status = 409


class SeveralBookings(DomainError):
    """The plate has several bookings here now. Extra `references` lists them."""

    code = "several_bookings"
    status = 409


class ExitFeeOwed(DomainError):
    """Something is owed before the car may leave. Extras `amountSen`, and `reference` of the booking."""

    code = "exit_fee_owed"
    status = 402


class ExitFeeNotFound(NotFound):
    """Nothing like that is owed."""

    code = "exit_fee_not_found"


class ExitFeeSettled(DomainError):
    """It was paid or waived before."""

    code = "exit_fee_settled"
    status = 409


class ExitFeeChanged(DomainError):
    """What is owed is more or less by now: it is to be asked for anew."""

    code = "exit_fee_changed"
    status = 409


class ReasonMissing(DomainError):
    """What is waived needs a reason."""

    code = "reason_missing"
