"""RinggitPay, the Malaysian hosted-page gateway: its wire protocol and one client.

FPX online banking, cards and e-wallets. We post a signed form, the buyer pays on RinggitPay's page, and the
answer comes back through the browser and server to server. Facts are from its integration guide 1.19 and
its public shop plugins.
"""

from app.payments.gateways.protocol import (
    FailureReason,
    Fault,
    GatewayAnswer,
    GatewayCannotRefund,
    GatewayRefused,
    GatewayReply,
    GatewayUnavailable,
    MalformedAnswer,
    Outcome,
    PaymentForm,
)
from app.payments.gateways.ringgitpay.amounts import format_amount, parse_amount
from app.payments.gateways.ringgitpay.answers import is_authentic, is_caller_known, parse_answer
from app.payments.gateways.ringgitpay.client import RinggitPayClient
from app.payments.gateways.ringgitpay.credentials import RinggitPayCredentials, public_url_problem
from app.payments.gateways.ringgitpay.requests import is_order_id, payment_form
from app.payments.gateways.ringgitpay.statuses import (
    STATUSES,
    Status,
    failure_reason,
    outcome_of,
    status_of,
)

__all__ = [
    "STATUSES",
    "FailureReason",
    "Fault",
    "GatewayAnswer",
    "GatewayCannotRefund",
    "GatewayRefused",
    "GatewayReply",
    "GatewayUnavailable",
    "MalformedAnswer",
    "Outcome",
    "PaymentForm",
    "RinggitPayClient",
    "RinggitPayCredentials",
    "Status",
    "failure_reason",
    "format_amount",
    "is_authentic",
    "is_caller_known",
    "is_order_id",
    "outcome_of",
    "parse_amount",
    "parse_answer",
    "payment_form",
    "public_url_problem",
    "status_of",
]
