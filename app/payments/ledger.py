"""The books: every movement of money as a balanced set of entries, booked once.

Debits are positive, credits negative. Money that came in rests in `customer_funds` until a sale or a
refund takes it from there.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum

from app.core.money import Money, total
from app.payments.models import (
    Charge,
    LedgerEntry,
    LedgerTransaction,
    Payment,
    PaymentChannel,
    Refund,
    Settlement,
)


class Account(StrEnum):
    GATEWAY_RECEIVABLE = "gateway_receivable"
    COUNTER = "counter"
    CUSTOMER_FUNDS = "customer_funds"
    REVENUE = "revenue"
    SERVICE_TAX = "service_tax"
    REFUNDS_PAYABLE = "refunds_payable"
    BANK = "bank"
    GATEWAY_FEES = "gateway_fees"


async def book_capture(payment: Payment, lot_id: int, at: datetime) -> None:
    """The gateway, or the counter, took money: we owe the driver what it is for, or the money."""
    await _book(
        f"capture:{payment.id}",
        "capture",
        lot_id,
        payment.charge_id,
        at,
        {_till(payment): payment.amount, Account.CUSTOMER_FUNDS: -payment.amount},
    )


async def book_sale(charge: Charge, at: datetime) -> None:
    """The driver got what the charge is for: the money becomes revenue and service tax."""
    await _book(
        f"sale:{charge.id}",
        "sale",
        charge.lot_id,
        charge.id,
        at,
        {
            Account.CUSTOMER_FUNDS: charge.amount,
            Account.REVENUE: -(charge.amount - charge.tax),
            Account.SERVICE_TAX: -charge.tax,
        },
    )


async def book_refund_of_sale(refund: Refund, charge: Charge, at: datetime) -> None:
    """Part or all of a sale is to be given back, with its share of the tax."""
    await _book(
        f"refund_owed:{refund.id}",
        "refund_owed",
        charge.lot_id,
        charge.id,
        at,
        {
            Account.REVENUE: refund.amount - refund.tax,
            Account.SERVICE_TAX: refund.tax,
            Account.REFUNDS_PAYABLE: -refund.amount,
        },
    )


async def book_refund_of_funds(refund: Refund, charge: Charge, at: datetime) -> None:
    """Money that bought nothing is to be given back."""
    await _book(
        f"refund_owed:{refund.id}",
        "refund_owed",
        charge.lot_id,
        charge.id,
        at,
        {Account.CUSTOMER_FUNDS: refund.amount, Account.REFUNDS_PAYABLE: -refund.amount},
    )


async def book_refund_paid(
    refund: Refund, payment: Payment, lot_id: int, at: datetime, *, is_paid_out: bool
) -> None:
    """It was given back from where the money is: the counter, what the gateway owes us, or, once that
    `is_paid_out`, our bank, since the gateway keeps it from the pay-outs that follow (decision 24)."""
    await _book(
        f"refund_paid:{refund.id}",
        "refund_paid",
        lot_id,
        payment.charge_id,
        at,
        {
            Account.REFUNDS_PAYABLE: refund.amount,
            Account.BANK if is_paid_out else _till(payment): -refund.amount,
        },
    )


async def book_settlement(settlement: Settlement, lot_id: int, charge_id: int, at: datetime) -> None:
    """The gateway paid out what it owed of a payment, less its fee: it owes nothing of it any more."""
    await _book(
        f"settlement:{settlement.payment_id}",
        "settlement",
        lot_id,
        charge_id,
        at,
        {
            Account.BANK: settlement.amount,
            Account.GATEWAY_FEES: settlement.fee,
            Account.GATEWAY_RECEIVABLE: -(settlement.amount + settlement.fee),
        },
    )


def _till(payment: Payment) -> Account:
    """Where the money of a payment comes in."""
    return Account.COUNTER if payment.channel is PaymentChannel.COUNTER else Account.GATEWAY_RECEIVABLE


async def _book(
    key: str, kind: str, lot_id: int, charge_id: int, at: datetime, entries: Mapping[Account, Money]
) -> None:
    if total(entries.values()):
        raise ValueError(f"{key} is out of balance")
    movement = await LedgerTransaction.create(
        key=key, kind=kind, lot_id=lot_id, charge_id=charge_id, happened_at=at
    )
    await LedgerEntry.bulk_create(
        [
            LedgerEntry(transaction=movement, account=account.value, amount=amount)
            for account, amount in entries.items()
            if amount
        ]
    )
