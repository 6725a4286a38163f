"""What a delivery is about, as things stand now, for whichever channel tells it.

Each of these raises Overtaken when what there was to tell is not so any more.
"""

from __future__ import annotations

from dataclasses import dataclass

from app.bookings.models import BookingStatus
from app.bookings.passes import pass_qr_png
from app.bookings.queries import BY_OPERATOR
from app.core import clock
from app.core.i18n import translate
from app.notifications import facts
from app.notifications.channels.protocol import Outgoing, Overtaken
from app.notifications.context import DeliveryContext
from app.notifications.facts import BookingFacts, ExtensionFacts, MoveFacts, RefundFacts
from app.notifications.models import MessageKind
from app.payments.gateways.protocol import FailureReason
from app.payments.models import PaymentStatus


async def booking_of(outgoing: Outgoing, context: DeliveryContext) -> BookingFacts:
    found = await facts.find_booking_facts(
        outgoing.data["booking_id"],
        outgoing.language,
        public_url=context.public_url,
        secret_key=context.secret_key,
    )
    if found is None:
        raise Overtaken("the booking is gone")
    return found


async def refund_of(outgoing: Outgoing) -> RefundFacts:
    found = await facts.find_refund_facts(outgoing.data["refund_id"])
    if found is None:
        raise Overtaken("the refund is gone")
    return found


async def move_of(outgoing: Outgoing, booking: BookingFacts) -> MoveFacts:
    found = await facts.find_move_facts(booking.id, outgoing.data["move_id"])
    if found is None or not (booking.status is BookingStatus.CONFIRMED or is_held(booking)):
        raise Overtaken("the booking has gone on since")
    return found


def pass_png_of(booking: BookingFacts) -> bytes | None:
    """The pass as a picture, while there is one."""
    return pass_qr_png(booking.pass_text) if booking.pass_text else None


def may_cancel_for_all(booking: BookingFacts, move: MoveFacts) -> bool:
    """Whether who was moved gets back all that was paid by cancelling: who was moved by the operator."""
    return move.cause in BY_OPERATOR and bool(booking.amount) and booking.starts_at > clock.now()


@dataclass(frozen=True, slots=True)
class PendingPayment:
    """A try that has no end yet. `is_held`: what is `wanted` is still kept for it."""

    wanted: BookingFacts | ExtensionFacts
    is_held: bool


async def pending_payment_of(outgoing: Outgoing, booking: BookingFacts) -> PendingPayment:
    payment_id = outgoing.data["payment_id"]
    attempt = await facts.find_last_attempt(payment_id, PaymentStatus.PENDING)
    wanted = await facts.find_wanted(payment_id, booking, outgoing.language)
    if attempt is None:
        raise Overtaken("the payment has gone on since")
    return PendingPayment(wanted, is_held(wanted))


@dataclass(frozen=True, slots=True)
class FailedPayment:
    """A try that failed and was the last. `is_held`: what was `wanted` may still be paid for in time."""

    wanted: BookingFacts | ExtensionFacts
    reason: FailureReason
    is_held: bool

    @property
    def is_for_longer(self) -> bool:
        """Whether it was for more time, so that the driver has a booking all the same."""
        return isinstance(self.wanted, ExtensionFacts)


async def failed_payment_of(
    outgoing: Outgoing, booking: BookingFacts, context: DeliveryContext
) -> FailedPayment:
    payment_id = outgoing.data["payment_id"]
    attempt = await facts.find_last_attempt(payment_id, PaymentStatus.FAILED)
    wanted = await facts.find_wanted(payment_id, booking, outgoing.language)
    if attempt is None or wanted.status not in ("held", "expired"):
        raise Overtaken("the driver has gone on since")
    return FailedPayment(wanted, context.failure_reason(attempt.status_code or ""), is_held(wanted))


def is_held(wanted: BookingFacts | ExtensionFacts) -> bool:
    """Whether it may still be paid for."""
    return wanted.status == "held" and wanted.hold_expires_at > clock.now()


@dataclass(frozen=True, slots=True)
class LatePayment:
    """Money that came when it could buy nothing any more. `lead` names the sentence that says why."""

    refund: RefundFacts
    is_for_longer: bool
    lead: str


async def late_payment_of(outgoing: Outgoing, booking: BookingFacts) -> LatePayment:
    refund = await refund_of(outgoing)
    is_for_longer = await facts.find_extension_id_of(refund.payment_id) is not None
    ended = {BookingStatus.CANCELLED: "lead_cancelled", BookingStatus.DISPLACED: "lead_displaced"}
    lead = ended.get(booking.status, "lead_longer" if is_for_longer else "lead")
    return LatePayment(refund, is_for_longer, lead)


@dataclass(frozen=True, slots=True)
class GrantedRefund:
    """What staff give back beyond the policy, and why."""

    refund: RefundFacts
    reason: str


async def granted_refund_of(outgoing: Outgoing) -> GrantedRefund:
    found = await facts.find_granted_refund(outgoing.data["proposal_id"])
    if found is None:
        raise Overtaken("the refund is gone")
    return GrantedRefund(*found)


async def refund_of_calling_off(booking: BookingFacts, language: str) -> tuple[RefundFacts | None, str]:
    """What goes back of a booking that staff cancelled, and where that stands."""
    paid = await facts.paid_in_all(booking.id)
    refund = await facts.find_refund_of_booking(booking.id, cause="cancelled")
    prefix = f"mail.{MessageKind.BOOKING_CALLED_OFF}"
    if refund is None:
        return None, translate(f"{prefix}.{'refund_none' if paid else 'refund_free'}", language)
    text = refund_words(refund, language)
    if refund.amount < paid:
        return refund, translate(f"{prefix}.refund_part", language, paid=paid) + " " + text
    return refund, text


def refund_words(refund: RefundFacts, language: str) -> str:
    """Where the money stands, no better than it is."""
    key = "refund_failed" if refund.status == "failed" else f"refund_{refund.status}_{refund.channel}"
    return translate(f"mail.{key}", language)
