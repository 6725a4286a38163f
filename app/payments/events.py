"""What happens to money."""

from __future__ import annotations

from app.core.events import DomainEvent


class PaymentEvent(DomainEvent):
    payment_id: int
    booking_id: int
    lot_id: int
    reference: str


class PaymentStarted(PaymentEvent):
    """A signed form was handed out."""


class PaymentPending(PaymentEvent):
    """The gateway knows of it and is not done."""


class PaymentFailed(PaymentEvent):
    status_code: str


class PaymentExpired(PaymentEvent):
    """It never came to an end within the gateway's memory."""


class PaymentCaptured(PaymentEvent):
    amount_sen: int


class RefundEvent(DomainEvent):
    refund_id: int
    booking_id: int
    lot_id: int
    reference: str
    cause: str
    amount_sen: int


class RefundRequested(RefundEvent):
    """Money is owed back. `cause`: cancelled, displaced, late (the spot was gone), double or goodwill."""


class RefundSubmitted(RefundEvent):
    """The gateway was told."""


class RefundSucceeded(RefundEvent):
    """The money went back."""


class DiscrepancyFound(DomainEvent):
    """Two sides do not agree. `lot_id`: None for an order that is not ours."""

    discrepancy_id: int
    kind_of_discrepancy: str
    booking_id: int | None = None
    lot_id: int | None = None


class ProposalEvent(DomainEvent):
    """What staff want to give back; why stands with the proposal."""

    proposal_id: int
    payment_id: int
    booking_id: int
    lot_id: int
    reference: str
    amount_sen: int


class RefundProposed(ProposalEvent):
    """It waits for a second person."""


class RefundGranted(ProposalEvent):
    """It goes back."""


class RefundDeclined(ProposalEvent):
    """It does not."""


class DiscrepancyResolved(DomainEvent):
    """A person has looked at it; what was found stands with it."""

    discrepancy_id: int
    kind_of_discrepancy: str
    booking_id: int | None = None
    lot_id: int | None = None


class GatewayAsked(PaymentEvent):
    """Staff wanted to know at once what became of it."""
