"""What payments asks of a payment gateway, and the words both sides use.

A gateway is handed to payments ready made; it knows no database and no settings. Another gateway joins
by meeting `Gateway` and passing the contract cases in `tests/payments/gateways`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Protocol


class Outcome(StrEnum):
    """What a gateway's status code says about the money."""

    CAPTURED = "captured"
    PENDING = "pending"
    UNKNOWN = "unknown"
    FAILED = "failed"
    REPEATED = "repeated"  # about a second use of an order id: the first use decides, this says nothing

    @property
    def is_final(self) -> bool:
        """True when the gateway will not change its mind about this attempt."""
        return self in (Outcome.CAPTURED, Outcome.FAILED)


class Fault(StrEnum):
    """Whose doing an outcome is, so that the right person is told."""

    NOBODY = "nobody"
    DRIVER = "driver"
    CHANNEL = "channel"
    OPERATOR = "operator"
    MERCHANT_SYSTEM = "merchant_system"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Explanation:
    """What went wrong and what to do now: one plain sentence or two each, in one language."""

    what_happened: str
    what_to_do: str


@dataclass(frozen=True, slots=True)
class FailureReason:
    """Why a payment is not a success. `key` is stable and public; the sentences may be reworded."""

    key: str
    can_retry: bool
    fault: Fault
    explanations: Mapping[str, Explanation]

    def explain(self, language: str) -> Explanation:
        """The explanation in `language` (`en`, `ms`, also `ms-MY`), in English where there is none."""
        return self.explanations.get(language.split("-")[0].lower(), self.explanations["en"])


@dataclass(frozen=True, slots=True)
class PaymentForm:
    """A form for the buyer's browser to POST to `action`, as `application/x-www-form-urlencoded`."""

    action: str
    fields: dict[str, str]


@dataclass(frozen=True, slots=True)
class GatewayAnswer:
    """One message of the gateway about one order, read but not yet believed.

    Only what the checksum covers (`app_id`, `currency`, `amount`, `status_code`, `order_id`,
    `transaction_ref`) may be trusted, and that only after `Gateway.is_authentic`. Texts are as received,
    empty when absent. `amount_sen` is None when `amount` is not an amount with exactly two decimals.
    """

    app_id: str
    currency: str
    amount: str
    amount_sen: int | None
    status_code: str
    order_id: str
    transaction_ref: str
    check_sum: str
    payment_mode: str = ""
    txn_time: datetime | None = None
    message_type: str = ""
    refs: tuple[str, ...] = ("",) * 6
    settlement_date: date | None = None
    settlement_amount_sen: int | None = None
    settlement_note: str = ""
    refund_id: str = ""
    remarks: str = ""

    @property
    def is_settlement(self) -> bool:
        """True for the message that says when the money reaches the merchant's bank, and how much."""
        return self.message_type == "TS"


@dataclass(frozen=True, slots=True)
class GatewayReply:
    """What a server call brought back: the answer as read, and the bytes it was read from, to be kept.

    The answer is as untrusted as a callback: pass it through `Gateway.is_authentic`.
    """

    answer: GatewayAnswer
    raw: bytes
    content_type: str | None


class MalformedAnswer(ValueError):
    """The bytes are no message of this gateway: truncated, oversized, doubled or unreadable."""


class GatewayError(Exception):
    """A server call that brought no usable answer. `raw` holds what came instead, perhaps nothing."""

    def __init__(self, message: str, *, raw: bytes = b"") -> None:
        super().__init__(message)
        self.raw = raw


class GatewayUnavailable(GatewayError):
    """No usable answer this time; the same call may be made again later.

    The gateway may have acted on it nevertheless: a refund is repeated under the same refund id.
    """


class GatewayRefused(GatewayError):
    """The gateway refused the call itself; repeating it unchanged is useless.

    It says nothing about the payment. `status_code` is the gateway's code where it gave one
    (`is_order_unknown` tells the commonest), and `reply` the whole answer behind it.
    """

    def __init__(
        self, message: str, *, status_code: str = "", reply: GatewayReply | None = None, raw: bytes = b""
    ) -> None:
        super().__init__(message, raw=reply.raw if reply else raw)
        self.status_code = status_code
        self.reply = reply

    @property
    def is_order_unknown(self) -> bool:
        """True when the gateway has never seen the order: the buyer did not get as far as its page."""
        return self.status_code == "IR10"


class Gateway(Protocol):
    """A payment gateway with a hosted page: the buyer pays there, the answer comes back signed."""

    @property
    def name(self) -> str:
        """Stable, for the record: `ringgitpay`."""

    @property
    def can_refund(self) -> bool:
        """False when refunds are made by people in the gateway's portal: `refund` must not be called."""

    def payment_form(
        self,
        order_id: str,
        amount_sen: int,
        currency: str,
        return_url: str,
        buyer_email: str | None,
        payer_name: str | None,
        refs: Sequence[str],
    ) -> PaymentForm:
        """The signed form that starts one attempt. Raises ValueError for what the gateway can't carry."""

    def parse_answer(self, content_type: str | None, body: bytes | Mapping[str, str]) -> GatewayAnswer:
        """Reads a message of the gateway. Raises MalformedAnswer."""

    def is_authentic(self, answer: GatewayAnswer) -> bool:
        """True when the gateway made this answer for us and nobody changed what it signed."""

    @property
    def proves_callers(self) -> bool:
        """False when no key was agreed for server-to-server calls: then what a checksum does not cover may be
        anybody's."""

    def is_caller_known(self, api_key: str | None) -> bool:
        """True when a server-to-server call carries the key agreed with the gateway, or none was agreed."""

    def outcome_of(self, status_code: str) -> Outcome:
        """What `status_code` says about the money. Unknown codes are UNKNOWN."""

    def failure_reason(self, status_code: str) -> FailureReason:
        """Why a payment with `status_code` is no success. Raises ValueError for the code of success."""

    async def enquire(self, order_id: str, transaction_ref: str | None = None) -> GatewayReply:
        """Asks what became of an order. Raises GatewayUnavailable, GatewayRefused."""

    async def refund(
        self, order_id: str, transaction_ref: str, amount_sen: int, refund_id: str
    ) -> GatewayReply:
        """Asks for money to be given back; the same `refund_id` is never paid twice.

        The answer's outcome is the refund's. Raises GatewayUnavailable, GatewayRefused, and
        GatewayCannotRefund when `can_refund` is False.
        """


class GatewayCannotRefund(GatewayError):
    """Nobody has told us where to send refunds: this one belongs on the manual list."""
