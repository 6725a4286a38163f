"""Which messages an event asks for. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from app.accounts.events import EmailVerificationRequested, PasswordChanged, PasswordResetRequested
from app.arrivals.events import BookingNoShow, CarLeft, ExitFeePaid, OverstayGoesOn, OverstayNoticed
from app.bookings.events import (
    BookingCancelled,
    BookingCompleted,
    BookingConfirmed,
    BookingDisplaced,
    BookingEndingSoon,
    BookingExpired,
    BookingExtended,
    BookingExtensionExpired,
    BookingMoved,
)
from app.core.events import LoggedEvent
from app.core.history import is_staff
from app.core.job_runs import JobFailed
from app.notifications.models import MessageKind
from app.payments.events import (
    DiscrepancyFound,
    PaymentFailed,
    PaymentPending,
    RefundGranted,
    RefundRequested,
    RefundSucceeded,
)
from app.telegram.events import TelegramLinked

_OF_SALES = (MessageKind.BOOKING_CONFIRMED, MessageKind.BOOKING_EXTENDED, MessageKind.EXIT_FEE_PAID)


@dataclass(frozen=True, slots=True)
class Draft:
    """A message without its address: it goes to whoever made `booking_id`, or else to `person_id`; an alert
    to staff.
    """

    kind: MessageKind
    booking_id: int | None = None
    person_id: int | None = None
    data: dict[str, int | str] = field(default_factory=dict)

    @property
    def ids(self) -> dict[str, int | str]:
        """What the message is written from when it is sent."""
        about = {"booking_id": self.booking_id, "person_id": self.person_id}
        return {key: value for key, value in about.items() if value is not None} | self.data


def drafts_of(logged: LoggedEvent) -> Sequence[Draft]:
    """The messages that an event asks for. A receipt is one of its own, so that neither it nor what it goes
    with is sent again because the other failed.
    """
    draft, event = _draft_of(logged), logged.event
    if type(event) is OverstayNoticed:
        alert = Draft(MessageKind.STAFF_OVERSTAY, data={"session_id": event.session_id})
        return (alert,) if draft is None else (draft, alert)
    if draft is None:
        return ()
    if draft.kind in _OF_SALES:
        return (draft, replace(draft, kind=MessageKind.BOOKING_RECEIPT))
    return (draft,)


def _draft_of(logged: LoggedEvent) -> Draft | None:
    event = logged.event
    match event:
        case BookingConfirmed():
            return Draft(MessageKind.BOOKING_CONFIRMED, event.booking_id)
        case BookingExtended():
            return _extension(MessageKind.BOOKING_EXTENDED, event)
        case BookingCancelled() if is_staff(logged.actor):
            return Draft(MessageKind.BOOKING_CALLED_OFF, event.booking_id)
        case BookingCancelled():
            return Draft(MessageKind.BOOKING_CANCELLED, event.booking_id)
        case BookingMoved():
            return Draft(MessageKind.BOOKING_MOVED, event.booking_id, data={"move_id": event.move_id})
        case BookingDisplaced():
            return Draft(MessageKind.BOOKING_DISPLACED, event.booking_id, data={"cause": event.cause.value})
        case BookingExpired():
            return Draft(MessageKind.HOLD_EXPIRED, event.booking_id)
        case BookingExtensionExpired():
            return _extension(MessageKind.EXTENSION_EXPIRED, event)
        case BookingEndingSoon():
            return Draft(MessageKind.ENDING_SOON, event.booking_id, data=_end(event))
        case BookingCompleted():
            # Where no car is seen to leave, nobody knows better: the time is over, it may well be gone.
            return Draft(MessageKind.OVERSTAY, event.booking_id, data=_end(event))
        case OverstayGoesOn(is_told=False):
            return None
        case OverstayNoticed() | CarLeft() if event.owed_sen:
            return Draft(MessageKind.OVERSTAY_OWED, event.booking_id)
        case ExitFeePaid():
            return Draft(MessageKind.EXIT_FEE_PAID, event.booking_id, data={"exit_fee_id": event.exit_fee_id})
        case BookingNoShow():
            return Draft(MessageKind.NO_SHOW, event.booking_id)
        case PaymentPending():
            return _payment(MessageKind.PAYMENT_PENDING, event)
        case PaymentFailed():
            return _payment(MessageKind.PAYMENT_FAILED, event)
        case RefundRequested(cause="late"):
            return _refund(MessageKind.BOOKING_EXPIRED_PAID_LATE, event)
        case RefundRequested(cause="double"):
            return _refund(MessageKind.REFUND_REQUESTED, event)
        case RefundGranted():
            return Draft(
                MessageKind.REFUND_GRANTED, event.booking_id, data={"proposal_id": event.proposal_id}
            )
        case RefundSucceeded():
            return _refund(MessageKind.REFUND_SUCCEEDED, event)
        case EmailVerificationRequested():
            return Draft(
                MessageKind.VERIFY_EMAIL, person_id=event.person_id, data={"token_id": event.token_id}
            )
        case PasswordResetRequested():
            return Draft(
                MessageKind.RESET_PASSWORD, person_id=event.person_id, data={"token_id": event.token_id}
            )
        case PasswordChanged():
            moment = logged.occurred_at.isoformat()
            return Draft(MessageKind.PASSWORD_CHANGED, person_id=event.person_id, data={"moment": moment})
        case TelegramLinked():
            moment = logged.occurred_at.isoformat()
            return Draft(MessageKind.TELEGRAM_LINKED, person_id=event.person_id, data={"moment": moment})
        case DiscrepancyFound():
            return Draft(MessageKind.STAFF_DISCREPANCY, data={"discrepancy_id": event.discrepancy_id})
        case JobFailed():
            of_run = {"job": event.job, "moment": event.slot.isoformat(), "error": event.error}
            return Draft(MessageKind.STAFF_JOB_FAILED, data={**of_run})
    return None


def _extension(kind: MessageKind, event: BookingExtended | BookingExtensionExpired) -> Draft:
    return Draft(kind, event.booking_id, data={"extension_id": event.extension_id})


def _payment(kind: MessageKind, event: PaymentPending | PaymentFailed) -> Draft:
    return Draft(kind, event.booking_id, data={"payment_id": event.payment_id})


def _refund(kind: MessageKind, event: RefundRequested | RefundSucceeded) -> Draft:
    return Draft(kind, event.booking_id, data={"refund_id": event.refund_id})


def _end(event: BookingEndingSoon | BookingCompleted) -> dict[str, int | str]:
    """Which end is meant: it may have moved by the time that the message is sent."""
    return {"ends_at": event.ends_at.isoformat()}
