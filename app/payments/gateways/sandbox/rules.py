"""What the sandbox answers to what: pure functions, as the protocol and the UAT environment have it."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from ipaddress import ip_address
from urllib.parse import unquote, urlsplit

from app.payments.gateways.sandbox.config import SandboxConfig
from app.payments.gateways.sandbox.wire import is_signed

APPROVED = "RP00"
PENDING = "RP09"
UNKNOWN = "RP01"
DUPLICATE_ORDER = "RP45"
CARD_REJECTED = "RP50"
INSUFFICIENT_FUNDS = "RP80"
CHANNEL_FAILED = "RP92"
BELOW_MINIMUM = "RP94"
ABOVE_MAXIMUM = "RP95"
CANCELLED = "RP96"
TIMED_OUT = "RP97"
BAD_ORDER = "IR10"
BAD_CURRENCY = "IR11"
BAD_AMOUNT = "IR12"
BAD_CHECKSUM = "IR13"
BAD_EMAIL = "IR14"
BAD_RETURN_URL = "IR15"
BAD_TRANSACTION_REF = "IR18"
MERCHANT_NOT_ACTIVE = "IR20"

UNDECIDED = frozenset({PENDING, UNKNOWN})
# Nothing is signed in reply to a request that the merchant did not sign.
UNPROVEN = frozenset({MERCHANT_NOT_ACTIVE, BAD_CHECKSUM})

MEANINGS = {
    APPROVED: "Approved",
    UNKNOWN: "Transaction exception",
    "RP02": "Merchant app verification pending",
    PENDING: "Pending",
    DUPLICATE_ORDER: "Duplicate order number",
    CARD_REJECTED: "Rejected by the card network",
    INSUFFICIENT_FUNDS: "Insufficient funds",
    "RP91": "Failed",
    CHANNEL_FAILED: "Failed at the channel",
    BELOW_MINIMUM: "Below the channel's minimum",
    ABOVE_MAXIMUM: "Above the channel's maximum",
    CANCELLED: "Cancelled by the customer",
    TIMED_OUT: "Session timed out",
    "RP100": "The payer's own limit exceeded",
    BAD_ORDER: "Order number not accepted",
    BAD_CURRENCY: "Currency not accepted",
    BAD_AMOUNT: "Amount not accepted",
    BAD_CHECKSUM: "Checksum does not match",
    BAD_EMAIL: "E-mail address not accepted",
    BAD_RETURN_URL: "Return URL not accepted",
    BAD_TRANSACTION_REF: "Transaction reference not known",
    MERCHANT_NOT_ACTIVE: "Merchant not active",
}


class Channel(StrEnum):
    """The ways to pay on the hosted page; the values are parts of its addresses."""

    FPX = "fpx"
    FPX_CORPORATE = "fpx-corporate"
    CARD = "card"
    WALLET = "wallet"


@dataclass(frozen=True, slots=True)
class Limits:
    """What a channel takes, in sen, both ends included."""

    minimum_sen: int
    maximum_sen: int


# RinggitPay publishes limits for FPX only.
LIMITS = {
    Channel.FPX: Limits(100, 3_000_000),
    Channel.FPX_CORPORATE: Limits(200, 100_000_000),
}

# `EW` is the sandbox's own word: the guide's list of payment modes is open.
PAYMENT_MODES = {Channel.FPX: "FPX", Channel.FPX_CORPORATE: "FPX", Channel.WALLET: "EW"}


@dataclass(frozen=True, slots=True)
class Choice:
    """A test bank or wallet: what it is called, what it is for, and the code it ends with."""

    value: str
    label: str
    note: str
    status_code: str


BANKS = {
    Channel.FPX: (
        Choice("SBI-A", "SBI A", "Approves the payment", APPROVED),
        Choice("SBI-B", "SBI B", "Fails the payment", CHANNEL_FAILED),
    ),
    Channel.FPX_CORPORATE: (
        Choice("SBI-A-CORP", "SBI A Corporate", "Waits for a second person", PENDING),
        Choice("SBI-B-CORP", "SBI B Corporate", "Waits for a second person", PENDING),
    ),
}
WALLETS = (
    Choice("full", "Test wallet, full", "Approves the payment", APPROVED),
    Choice("empty", "Test wallet, empty", "Not enough balance", INSUFFICIENT_FUNDS),
)


@dataclass(frozen=True, slots=True)
class CardOutcome:
    """How the card with a test expiry date ends."""

    status_code: str
    remarks: str


CARD_OUTCOMES = {
    "01/39": CardOutcome(APPROVED, "Approved"),
    "05/39": CardOutcome(CARD_REJECTED, "Declined"),
    "04/27": CardOutcome(CARD_REJECTED, "Expired card"),
    "08/28": CardOutcome(TIMED_OUT, "No answer from the card network"),
}


@dataclass(frozen=True, slots=True)
class PaymentRequest:
    """A payment request that passed every check, or as much of it as could be read."""

    order_id: str
    currency: str
    amount: str
    return_url: str
    buyer_email: str
    payer_name: str
    refs: tuple[str, ...]

    @property
    def amount_sen(self) -> int:
        return int(self.amount.replace(".", ""))


_SIGNED_REQUEST = ("appId", "currency", "amount", "orderId")
_ORDER = re.compile(r"[A-Za-z0-9]{1,20}")
_AMOUNT = re.compile(r"[0-9]{1,14}\.[0-9]{2}")
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")


def read_request(config: SandboxConfig, fields: Mapping[str, str]) -> PaymentRequest:
    """The request as it stands, not yet checked. An unusable return URL gives way to the registered one."""
    return_url = unquote(fields.get("returnURL", ""))
    is_usable = bool(return_url) and _is_url(config, fields)
    return PaymentRequest(
        order_id=fields.get("orderId", ""),
        currency=fields.get("currency", ""),
        amount=fields.get("amount", ""),
        return_url=return_url if is_usable else config.return_url,
        buyer_email=fields.get("buyerEmail", ""),
        payer_name=fields.get("accName", "")[:50],
        refs=tuple(fields.get(f"ref{number}", "")[:50] for number in range(1, 7)),
    )


def refusal_of(
    config: SandboxConfig, fields: Mapping[str, str], is_used: Callable[[str], bool]
) -> str | None:
    """The code that refuses a payment request at the door; None lets the buyer in.

    `is_used` tells whether an order number has been seen before.
    """
    checks: tuple[tuple[str, Callable[[], bool]], ...] = (
        (MERCHANT_NOT_ACTIVE, lambda: fields.get("appId") == config.app_id),
        (BAD_CHECKSUM, lambda: is_signed(fields, _SIGNED_REQUEST, config.request_key)),
        (BAD_ORDER, lambda: bool(_ORDER.fullmatch(fields.get("orderId", "")))),
        (DUPLICATE_ORDER, lambda: not is_used(fields["orderId"])),
        (BAD_CURRENCY, lambda: fields.get("currency") == "MYR"),
        (BAD_AMOUNT, lambda: is_amount(fields.get("amount", ""))),
        (BAD_EMAIL, lambda: _is_email(fields.get("buyerEmail", ""))),
        (BAD_RETURN_URL, lambda: _is_url(config, fields)),
    )
    return next((code for code, is_met in checks if not is_met()), None)


def is_amount(text: str) -> bool:
    """True for ringgit with two decimals, more than nothing."""
    return bool(_AMOUNT.fullmatch(text)) and any(digit in "123456789" for digit in text)


def limit_refusal(channel: Channel, amount_sen: int) -> str | None:
    """RP94 or RP95 when the amount is outside what the channel takes."""
    limits = LIMITS.get(channel)
    if limits and amount_sen < limits.minimum_sen:
        return BELOW_MINIMUM
    if limits and amount_sen > limits.maximum_sen:
        return ABOVE_MAXIMUM
    return None


def card_problem(number: str, holder: str, expiry: str, cvc: str) -> str | None:
    """What the buyer has to mend in the card form; None when it can be tried."""
    digits = re.sub(r"[ -]", "", number)
    if not (re.fullmatch(r"[0-9]{13,19}", digits) and _passes_luhn(digits)):
        return "That is not a card number. The test card is 4111 1111 1111 1111."
    if not holder.strip():
        return "Please enter the name on the card."
    if expiry not in CARD_OUTCOMES:
        return f"The sandbox knows these expiry dates: {', '.join(CARD_OUTCOMES)}."
    if not re.fullmatch(r"[0-9]{3,4}", cvc):
        return "The security code has three or four digits."
    return None


def fee_of(channel: Channel | None, amount_sen: int) -> int:
    """The gateway's fee in sen, made up but plausible: flat for FPX, a rounded share for the others."""
    if channel in (Channel.FPX, Channel.FPX_CORPORATE):
        return min(70, amount_sen)
    per_mille = 20 if channel is Channel.CARD else 15
    return min((amount_sen * per_mille + 500) // 1000, amount_sen)


def _is_email(text: str) -> bool:
    return not text or (len(text) <= 50 and bool(_EMAIL.fullmatch(text)))


def _is_url(config: SandboxConfig, fields: Mapping[str, str]) -> bool:
    encoded = fields.get("returnURL", "")
    if not encoded:
        return True
    if len(encoded) > 150:
        return False
    try:
        parts = urlsplit(unquote(encoded))
        port = parts.port
    except ValueError:
        return False
    is_web = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.username is None
    if not is_web or not config.has_production_urls:
        return is_web
    return port is None and not _is_ip_address(parts.hostname or "")


def _is_ip_address(host: str) -> bool:
    try:
        ip_address(host)
    except ValueError:
        return False
    return True


def _passes_luhn(digits: str) -> bool:
    doubled = [int(digit) * (2 if place % 2 else 1) for place, digit in enumerate(reversed(digits))]
    return sum(value - 9 if value > 9 else value for value in doubled) % 10 == 0
