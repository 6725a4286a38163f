"""The money of stories: charges, payments, receipts, refunds, pay-outs, and the ledger of them in order."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from random import Random

from app.core.money import ZERO, Money, total
from app.core.references import new_order_id
from app.demo.history.rows import Rows
from app.demo.taken import DEMO_REFERENCE
from app.lots.models import Lot
from app.payments.ledger import Account
from app.payments.models import (
    Charge,
    ChargeStatus,
    LedgerEntry,
    LedgerTransaction,
    Payment,
    PaymentChannel,
    PaymentStatus,
    Receipt,
    ReceiptCounter,
    Refund,
    RefundChannel,
    RefundStatus,
    Settlement,
)
from app.payments.receipt_numbers import Issuer
from app.payments.rules import pay_out, tax_share

_DAY = timedelta(days=1)
_PAID_OUT_AT = time(3, 20, tzinfo=UTC)
_GIVING_TAKES = timedelta(minutes=4)
_CANCELLED_BY_DRIVER = "RP96"
_FAILS_ONCE = 0.03
# How people pay, and what the gateway keeps: a flat amount, or so many of ten thousand.
_MODES = ("FPX", "FPX", "FPX", "EWALLET", "EWALLET", "CARD")
_FLAT, _SHARES = {"FPX": Money(60)}, {"EWALLET": 140, "CARD": 180}


@dataclass(frozen=True, slots=True)
class Purchase:
    """Something of a booking that was to be paid at `at`. `gives_back`: when, and how much of it."""

    booking_id: int
    purpose: str
    at: datetime
    amount: Money
    tax: Money
    at_counter: bool = False
    is_paid: bool = True
    extension_id: int | None = None
    exit_fee_id: int | None = None
    gives_back: tuple[datetime, Money] | None = None


@dataclass(frozen=True, slots=True)
class _Movement:
    key: str
    kind: str
    charge_id: int
    at: datetime
    entries: Mapping[Account, Money]


@dataclass(slots=True)
class Books:
    """A lot's, from its first sale until `until`; pay-outs that were due later are still owed."""

    lot: Lot
    until: datetime
    chance: Random
    _movements: list[_Movement] = field(default_factory=list)
    _charges: Rows = field(
        default_factory=lambda: Rows(
            Charge,
            "booking_id lot_id extension_id exit_fee_id purpose status amount_sen tax_sen "
            "currency created_at paid_at",
        )
    )
    _payments: Rows = field(
        default_factory=lambda: Rows(
            Payment,
            "charge_id order_id channel status amount_sen currency transaction_ref "
            "payment_mode status_code created_at final_at enquiries",
        )
    )
    _receipts: Rows = field(
        default_factory=lambda: Rows(
            Receipt,
            "lot_id number charge_id payment_id issued_at issuer",
        )
    )
    _refunds: Rows = field(
        default_factory=lambda: Rows(
            Refund,
            "payment_id booking_id cause amount_sen tax_sen status channel gateway_reference "
            "attempts created_at final_at",
        )
    )
    _settlements: Rows = field(
        default_factory=lambda: Rows(
            Settlement,
            "payment_id settled_on amount_sen fee_sen note received_at",
        )
    )
    _transactions: Rows = field(
        default_factory=lambda: Rows(
            LedgerTransaction,
            "key kind lot_id charge_id happened_at",
        )
    )
    _entries: Rows = field(
        default_factory=lambda: Rows(
            LedgerEntry,
            "transaction_id account amount_sen",
        )
    )

    async def write(self, purchases: list[Purchase]) -> None:
        """Everything that these purchases led to. The lot has no receipts yet."""
        tables = (self._charges, self._payments, self._receipts, self._refunds, self._settlements)
        for table in (*tables, self._transactions, self._entries):
            await table.follow()
        issuer = json.dumps(Issuer.of(self.lot).model_dump())
        for purchase in sorted(purchases, key=lambda purchase: purchase.at):
            if purchase.is_paid:
                self._sell(purchase, issuer)
            else:
                self._give_up(purchase)
        for movement in sorted(self._movements, key=lambda movement: movement.at):
            self._book(movement)
        for table in (*tables, self._transactions, self._entries):
            await table.write()
        if len(self._receipts):
            await ReceiptCounter.create(lot_id=self.lot.id, last_number=len(self._receipts))

    def _give_up(self, purchase: Purchase) -> None:
        """Somebody began to pay and changed their mind."""
        charge_id = self._charge(purchase)
        self._fail(charge_id, purchase)

    def _sell(self, purchase: Purchase, issuer: str) -> None:
        charge_id = self._charge(purchase)
        if not purchase.at_counter and self.chance.random() < _FAILS_ONCE:
            self._fail(charge_id, purchase)
        till = Account.COUNTER if purchase.at_counter else Account.GATEWAY_RECEIVABLE
        mode = self.chance.choice(("cash", "terminal") if purchase.at_counter else _MODES)
        payment_id = self._payments.add(
            charge_id,
            new_order_id(),
            (PaymentChannel.COUNTER if purchase.at_counter else PaymentChannel.GATEWAY).value,
            PaymentStatus.CAPTURED.value,
            purchase.amount.sen,
            self.lot.currency,
            None if purchase.at_counter else self._reference(DEMO_REFERENCE),
            mode,
            None if purchase.at_counter else "RP00",
            purchase.at - timedelta(seconds=0 if purchase.at_counter else 70),
            purchase.at,
            0,
        )
        self._receipts.add(
            *(self.lot.id, len(self._receipts) + 1, charge_id, payment_id, purchase.at, issuer)
        )
        taken, net = purchase.amount, purchase.amount - purchase.tax
        self._move(
            f"capture:{payment_id}", charge_id, purchase.at, {till: taken, Account.CUSTOMER_FUNDS: -taken}
        )
        sale = {Account.CUSTOMER_FUNDS: taken, Account.REVENUE: -net, Account.SERVICE_TAX: -purchase.tax}
        self._move(f"sale:{charge_id}", charge_id, purchase.at, sale)
        paid_out_at = None if purchase.at_counter else self._paid_out_at(purchase)
        before = ZERO
        if purchase.gives_back is not None and purchase.gives_back[1]:
            at, amount = purchase.gives_back
            is_paid_out = paid_out_at is not None and paid_out_at <= at + _GIVING_TAKES
            if not is_paid_out:
                before = amount
            out_of = Account.BANK if is_paid_out else till
            self._give_back(purchase, charge_id, payment_id, out_of, at, amount)
        # What goes back whole before it was paid out is not paid out.
        if paid_out_at is not None and before < purchase.amount:
            self._pay_out(purchase, charge_id, payment_id, mode, paid_out_at, before)

    def _give_back(
        self,
        purchase: Purchase,
        charge_id: int,
        payment_id: int,
        out_of: Account,
        at: datetime,
        amount: Money,
    ) -> None:
        tax, done_at = tax_share(purchase.tax, amount, purchase.amount), at + _GIVING_TAKES
        refund_id = self._refunds.add(
            *(payment_id, purchase.booking_id, "cancelled", amount.sen, tax.sen),
            *(RefundStatus.SUCCEEDED.value, RefundChannel.GATEWAY.value, self._reference("RF"), 1),
            *(at, done_at),
        )
        owed = {Account.REVENUE: amount - tax, Account.SERVICE_TAX: tax, Account.REFUNDS_PAYABLE: -amount}
        self._move(f"refund_owed:{refund_id}", charge_id, at, owed)
        paid = {Account.REFUNDS_PAYABLE: amount, out_of: -amount}
        self._move(f"refund_paid:{refund_id}", charge_id, done_at, paid)

    def _paid_out_at(self, purchase: Purchase) -> datetime | None:
        """Two days later, on a working day; None when that is still to come."""
        at = datetime.combine(_working_day(purchase.at.date() + 2 * _DAY), _PAID_OUT_AT)
        return at if at < self.until else None

    def _pay_out(
        self, purchase: Purchase, charge_id: int, payment_id: int, mode: str, at: datetime, before: Money
    ) -> None:
        """`before`: what had gone back of it by then."""
        usual_fee = _FLAT.get(mode) or purchase.amount.prorate(_SHARES[mode], 10_000)
        of_it = pay_out(purchase.amount, before, purchase.amount - usual_fee)
        self._settlements.add(payment_id, at.date().isoformat(), of_it.arrived.sen, of_it.fee.sen, "", at)
        paid_out = {
            Account.BANK: of_it.arrived,
            Account.GATEWAY_FEES: of_it.fee,
            Account.GATEWAY_RECEIVABLE: -(purchase.amount - before),
        }
        self._move(f"settlement:{payment_id}", charge_id, at, paid_out)

    def _charge(self, purchase: Purchase) -> int:
        return self._charges.add(
            *(purchase.booking_id, self.lot.id, purchase.extension_id, purchase.exit_fee_id),
            *(purchase.purpose, (ChargeStatus.PAID if purchase.is_paid else ChargeStatus.OPEN).value),
            *(purchase.amount.sen, purchase.tax.sen, self.lot.currency),
            purchase.at - timedelta(seconds=80),
            purchase.at if purchase.is_paid else None,
        )

    def _fail(self, charge_id: int, purchase: Purchase) -> None:
        self._payments.add(
            *(charge_id, new_order_id(), PaymentChannel.GATEWAY.value, PaymentStatus.FAILED.value),
            *(
                purchase.amount.sen,
                self.lot.currency,
                self._reference(DEMO_REFERENCE),
                "FPX",
                _CANCELLED_BY_DRIVER,
            ),
            *(
                purchase.at - timedelta(seconds=80),
                purchase.at - timedelta(seconds=75),
                0,
            ),
        )

    def _move(self, key: str, charge_id: int, at: datetime, entries: Mapping[Account, Money]) -> None:
        self._movements.append(_Movement(key, key.partition(":")[0], charge_id, at, entries))

    def _book(self, movement: _Movement) -> None:
        if total(movement.entries.values()) != ZERO:
            raise ValueError(f"{movement.key} is out of balance")
        transaction_id = self._transactions.add(
            movement.key, movement.kind, self.lot.id, movement.charge_id, movement.at
        )
        for account, amount in movement.entries.items():
            if amount:
                self._entries.add(transaction_id, account.value, amount.sen)

    def _reference(self, prefix: str) -> str:
        return f"{prefix}{self.chance.randrange(10**12):012d}"


def _working_day(day: date) -> date:
    """That day, or the Monday after a weekend."""
    return day + _DAY * max(0, 7 - day.weekday()) if day.weekday() >= 5 else day
