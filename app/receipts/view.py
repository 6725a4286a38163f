"""What a receipt says. Plain values, so that it can be handed to another process."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from app.core.money import Money, total
from app.core.period import Period


@dataclass(frozen=True, slots=True)
class ReceiptLine:
    """One line of the price, in words; `amount` may be negative."""

    label: str
    amount: Money


@dataclass(frozen=True, slots=True)
class ReceiptTax:
    """`amount` of the total is service tax. `percent` is None when the rate of then is not known any more."""

    amount: Money
    percent: str | None
    is_included: bool
    registration: str


@dataclass(frozen=True, slots=True)
class ReceiptRefund:
    """Money on its way back or given back. `status` and `channel` are the values of the refund's own."""

    amount: Money
    status: str
    channel: str
    moment: datetime


@dataclass(frozen=True, slots=True)
class ReceiptView:
    """Texts that people typed are on one line each, and not escaped. `zone` is the lot's.

    `pass_text` is the signed pass, only while the booking is confirmed.
    """

    language: str
    zone: str
    number: str
    issued_at: datetime
    operator_name: str
    operator_address: str
    company_registration: str
    operator_contact: str
    lot_name: str
    lot_address: str
    reference: str
    space_label: str
    space_type: str
    area_code: str
    area_name: str
    period: Period
    plate_number: str
    lines: tuple[ReceiptLine, ...]
    total: Money
    tax: ReceiptTax
    paid_at: datetime
    payment_mode: str
    transaction_ref: str
    order_id: str
    refunds: tuple[ReceiptRefund, ...]
    pass_text: str | None

    @property
    def is_refunded(self) -> bool:
        """Whether all of it was given back."""
        given_back = total(refund.amount for refund in self.refunds if refund.status == "succeeded")
        return bool(self.refunds) and given_back >= self.total
