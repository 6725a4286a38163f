"""Why a booking cannot be made, seen or changed."""

from __future__ import annotations

from collections.abc import Sequence

from app.core.errors import DomainError, NotFound
from app.core.i18n import Phrase

_NAMED = 12
"""Of many spots, a sentence names so many."""


class BookingNotFound(NotFound):
    """No such booking, or not one of the caller's."""

    code = "booking_not_found"


class SpaceAlreadyTaken(DomainError):
    """Somebody else has a live right to the spot in that period. `nearest` lists free equals.

    To somebody who wants to stay longer, `freeUntil` says how long the spot is free.
    """

    code = "space_already_taken"
    status = 409


class SpaceIsClosed(DomainError):
    """The spot is closed for repair in that period. `nearest` lists free equals."""

    code = "space_closed"
    status = 409


class SpaceHasBookings(DomainError):
    """A spot with bookings in the period cannot be closed without moving them first."""

    code = "space_has_bookings"
    status = 409


class SpaceNotEqual(DomainError):
    """A booking moves to a spot of the same type, or to a better one where no equal is free."""

    code = "space_not_equal"


class BlockedReportTooEarly(DomainError):
    """A blocked spot can be reported from shortly before the booking starts."""

    code = "blocked_report_too_early"
    status = 409


class BlockedReportNotPossible(DomainError):
    """The booking is not confirmed, or is over."""

    code = "blocked_report_not_possible"
    status = 409


class BlockedReportedAlready(DomainError):
    """A booking's spot is reported once; after that the operator helps."""

    code = "blocked_reported_already"
    status = 409


class BlockedRefundTooLate(DomainError):
    """A blocked spot is paid back only if it is reported soon after the start."""

    code = "blocked_refund_too_late"
    status = 409


class BlockedRefundsUsedUp(DomainError):
    """The driver had as many refunds for blocked spots as are given without staff."""

    code = "blocked_refunds_used_up"
    status = 409


class TooManyBlockedReports(DomainError):
    """In a day, unverified drivers who booked from one network address reported as many as are believed."""

    code = "too_many_blocked_reports"
    status = 429


class NothingToRefund(DomainError):
    """Nothing was paid for the booking."""

    code = "nothing_to_refund"
    status = 409


class PhotoNotUnderstood(DomainError):
    """It is no JPEG, PNG or WebP picture, is broken, or is more to unpack than what a phone takes."""

    code = "photo_not_understood"


class TooManyPhotos(DomainError):
    """This process has as many photos to read as it keeps waiting."""

    code = "too_many_photos"
    status = 503


class ClosureNotFound(NotFound):
    """No such closure, or it is over."""

    code = "closure_not_found"


class ClosureEndNotEarlier(DomainError):
    """A closure is cut short to a time that is to come, within it."""

    code = "closure_end_not_earlier"


class ClosureInPast(DomainError):
    """A spot is closed for a time that is to come: what was is not changed."""

    code = "closure_in_past"


class SpaceClosedAlready(DomainError):
    """A spot is closed once for the same time. `spots`: which are closed then."""

    code = "space_closed_already"
    status = 409

    def __init__(self, spots: Sequence[str]) -> None:
        more = f" +{len(spots) - _NAMED}" if len(spots) > _NAMED else ""
        super().__init__(spots=", ".join(spots[:_NAMED]) + more, extras={"spots": list(spots)})


class PeriodReversed(DomainError):
    """The end is not after the start."""

    code = "period_reversed"


class PeriodInPast(DomainError):
    """The period starts in the past."""

    code = "period_in_past"


class PeriodTooShort(DomainError):
    """Shorter than the lot's minimum."""

    code = "period_too_short"


class PeriodTooLong(DomainError):
    """Longer than the lot's maximum."""

    code = "period_too_long"


class PeriodTooFarAhead(DomainError):
    """Starts later than the lot takes bookings for."""

    code = "period_too_far_ahead"


class OutsideOpeningHours(DomainError):
    """The lot is closed for part of the period."""

    code = "outside_opening_hours"


class TooManyHolds(DomainError):
    """The driver already has as many unpaid holds as allowed."""

    code = "too_many_holds"
    status = 429


class TooManyHoldsAbandoned(DomainError):
    """The driver, or who shares the address, let too many holds go unpaid in the last hour."""

    code = "too_many_holds_abandoned"
    status = 429


class IdempotencyKeyMissing(DomainError):
    """A booking needs an Idempotency-Key header of 8 to 100 characters."""

    code = "idempotency_key_missing"
    status = 400


class IdempotencyKeyReused(DomainError):
    """The key was used for another request."""

    code = "idempotency_key_reused"
    status = 422


class ContactMissing(DomainError):
    """A guest booking needs an e-mail address."""

    code = "email_missing"


class VehicleMissing(DomainError):
    """A booking needs a plate number or a vehicle of the account."""

    code = "vehicle_missing"


class BookingCannotChange(DomainError):
    """The booking is in a state that allows no such step: `status`, a value of BookingStatus."""

    code = "booking_cannot_change"
    status = 409

    def __init__(self, *, status: str) -> None:
        super().__init__(status=Phrase(f"booking_status.{status}"))


class HoldExpired(DomainError):
    """The hold lapsed before it was paid for."""

    code = "hold_expired"
    status = 409


class ExtensionHeld(DomainError):
    """Another end of the booking is held and not paid for yet."""

    code = "extension_held"
    status = 409


class ExtensionNotFound(NotFound):
    """The booking has no such extension."""

    code = "extension_not_found"


class PassNotIssued(NotFound):
    """Only a confirmed booking has a pass."""

    code = "pass_not_issued"
