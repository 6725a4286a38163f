"""Why a payment cannot be started, or a gateway's message not be taken."""

from __future__ import annotations

from app.core.errors import DomainError, NotFound
from app.core.money import Money


class NothingToPay(DomainError):
    """The booking is paid for already, or costs nothing."""

    code = "nothing_to_pay"
    status = 409


class PaymentStillPending(DomainError):
    """The bank is still working on an earlier try."""

    code = "payment_pending"
    status = 409


class TooManyPayments(DomainError):
    """More tries to pay one booking than anybody needs."""

    code = "too_many_payments"
    status = 429


class PaymentNotFound(NotFound):
    """No such payment, or its page is no longer valid."""

    code = "payment_not_found"


class ReceiptNotFound(NotFound):
    """There is no receipt: nothing was paid."""

    code = "receipt_not_found"


class GatewayCallerUnknown(DomainError):
    """A server-to-server call without the key that was agreed with the gateway."""

    code = "gateway_caller_unknown"
    status = 403


class GatewayMessageMalformed(DomainError):
    """Truncated, oversized or unreadable."""

    code = "gateway_message_malformed"
    status = 400


class GatewayMessageForged(DomainError):
    """The checksum does not fit: the message is not the gateway's, or was changed."""

    code = "gateway_message_forged"
    status = 400


class RefundNotFound(NotFound):
    """No such refund."""

    code = "refund_not_found"


class RefundAlreadyDone(DomainError):
    """The refund is no longer open."""

    code = "refund_already_done"
    status = 409


class CheckoutLinkInvalid(DomainError):
    """The link to the payment page was changed, or is too old."""

    code = "checkout_link_invalid"
    status = 404


class RefundChanged(DomainError):
    """A cancellation would give back less than the driver agreed to; `refundAmountSen` is what it is now."""

    code = "refund_changed"
    status = 409

    def __init__(self, refund: Money) -> None:
        super().__init__(amount=refund, extras={"refundAmountSen": refund.sen})


class RefundTooLarge(DomainError):
    """More than is left of the payment, or nothing. Param `left`, extra `leftSen`."""

    code = "refund_too_large"
    status = 409


class RefundReasonMissing(DomainError):
    """What is given back by hand needs a reason."""

    code = "refund_reason_missing"


class RefundNeedsApproval(DomainError):
    """More than the policy gives, and above what one person may decide here. Param `limit`."""

    code = "refund_needs_approval"
    status = 409


class RefundNotYours(DomainError):
    """Another refund than that of the policy needs the permission to handle money."""

    code = "refund_not_yours"
    status = 403


class ProposalNotFound(NotFound):
    """No such proposal of a refund on this lot."""

    code = "proposal_not_found"


class ProposalDecided(DomainError):
    """Somebody has approved or declined it."""

    code = "proposal_decided"
    status = 409


class ApproverIsAsker(DomainError):
    """Who asked for a refund does not approve or decline it."""

    code = "approver_is_asker"
    status = 403


class DiscrepancyNotFound(NotFound):
    """No such discrepancy, or it is not of this lot."""

    code = "discrepancy_not_found"


class DiscrepancySettled(DomainError):
    """Somebody has resolved it."""

    code = "discrepancy_settled"
    status = 409
