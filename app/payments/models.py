"""What is owed, each try to pay it, what the gateway said, and the books."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Any

from tortoise import Model, fields

from app.arrivals.models import ExitFee
from app.bookings.models import Booking, Extension
from app.core.fields import MoneyField, UtcField
from app.core.money import ZERO
from app.lots.models import Lot

ORDER_ID_MAX_LENGTH = 20


class ChargeStatus(StrEnum):
    OPEN = "open"
    PAID = "paid"


class PaymentStatus(StrEnum):
    CREATED = "created"  # the form was handed out
    PENDING = "pending"  # the gateway knows of it and is not done
    CAPTURED = "captured"
    FAILED = "failed"
    EXPIRED = "expired"  # never came to an end within the gateway's memory


class PaymentChannel(StrEnum):
    GATEWAY = "gateway"
    COUNTER = "counter"  # staff took it: cash, or a terminal of their own


class RefundStatus(StrEnum):
    REQUESTED = "requested"
    SUBMITTED = "submitted"
    SUCCEEDED = "succeeded"
    FAILED = "failed"


class RefundChannel(StrEnum):
    GATEWAY = "gateway"
    MANUAL = "manual"


class Charge(Model):
    """What is owed for one purpose. A booking's price is the charge with purpose `booking`.

    One with purpose `extension` names the extension it is for, one with `exit_fee` that fee.
    """

    id = fields.BigIntField(primary_key=True)
    booking: fields.ForeignKeyRelation[Booking] = fields.ForeignKeyField(
        "models.Booking", related_name="charges", on_delete=fields.RESTRICT
    )
    booking_id: int
    lot: fields.ForeignKeyRelation[Lot] = fields.ForeignKeyField(
        "models.Lot", related_name="charges", on_delete=fields.RESTRICT
    )
    lot_id: int
    extension: fields.ForeignKeyNullableRelation[Extension] = fields.ForeignKeyField(
        "models.Extension", related_name="charges", null=True, on_delete=fields.RESTRICT
    )
    extension_id: int | None
    exit_fee: fields.ForeignKeyNullableRelation[ExitFee] = fields.ForeignKeyField(
        "models.ExitFee", related_name="charges", null=True, on_delete=fields.RESTRICT
    )
    exit_fee_id: int | None
    purpose = fields.CharField(max_length=16)
    status = fields.CharEnumField(ChargeStatus, max_length=8)
    amount = MoneyField(source_field="amount_sen")
    tax = MoneyField(source_field="tax_sen")
    currency = fields.CharField(max_length=3)
    created_at = UtcField()
    paid_at: datetime | None = UtcField(null=True)

    class Meta:
        table = "charge"
        indexes = (("booking_id", "purpose"),)


class Payment(Model):
    """One try to pay a charge, under its own order id at the gateway; or money that staff took for it."""

    id = fields.BigIntField(primary_key=True)
    charge: fields.ForeignKeyRelation[Charge] = fields.ForeignKeyField(
        "models.Charge", related_name="payments", on_delete=fields.RESTRICT
    )
    charge_id: int
    order_id = fields.CharField(max_length=ORDER_ID_MAX_LENGTH, unique=True)
    channel = fields.CharEnumField(
        PaymentChannel, max_length=8, default=PaymentChannel.GATEWAY, db_default=PaymentChannel.GATEWAY
    )
    status = fields.CharEnumField(PaymentStatus, max_length=10)
    amount = MoneyField(source_field="amount_sen")
    currency = fields.CharField(max_length=3)
    transaction_ref = fields.CharField(max_length=64, null=True)
    payment_mode = fields.CharField(max_length=16, null=True)
    status_code = fields.CharField(max_length=8, null=True)
    created_at = UtcField()
    final_at: datetime | None = UtcField(null=True)
    # When to ask the gateway next; None once there is nothing left to ask.
    enquire_at: datetime | None = UtcField(null=True, db_index=True)
    enquiries = fields.IntField(default=0)
    refunds: fields.ReverseRelation[Refund]
    receipts: fields.ReverseRelation[Receipt]

    class Meta:
        table = "payment"
        indexes = (("charge_id", "status"),)


class GatewayEvent(Model):
    """A message of the gateway, raw, kept once. `applied_at` is set by the transaction that acts on it."""

    id = fields.BigIntField(primary_key=True)
    digest = fields.CharField(max_length=64, unique=True)
    source = fields.CharField(max_length=12)  # return, callback, enquiry, settlement, refund
    body = fields.TextField()
    order_id = fields.CharField(max_length=64, db_index=True)
    is_authentic = fields.BooleanField()
    received_at = UtcField()
    applied_at: datetime | None = UtcField(null=True)
    outcome = fields.CharField(max_length=40, null=True)

    class Meta:
        table = "gateway_event"
        # For the few that were kept and not acted on.
        indexes = (("applied_at", "source", "received_at"),)


class LedgerTransaction(Model):
    """A balanced movement of money. `key` names its cause (`capture:12`), so that it is booked once."""

    id = fields.BigIntField(primary_key=True)
    key = fields.CharField(max_length=60, unique=True)
    kind = fields.CharField(max_length=24)
    lot: fields.ForeignKeyRelation[Lot] = fields.ForeignKeyField(
        "models.Lot", related_name="ledger", on_delete=fields.RESTRICT
    )
    lot_id: int
    charge: fields.ForeignKeyNullableRelation[Charge] = fields.ForeignKeyField(
        "models.Charge", related_name="ledger", null=True, on_delete=fields.RESTRICT
    )
    charge_id: int | None
    happened_at = UtcField(db_index=True)

    class Meta:
        table = "ledger_transaction"
        # The second is for reports of a lot's days.
        indexes = (("charge_id", "kind"), ("lot_id", "happened_at"))


class LedgerEntry(Model):
    """One side of a movement: debits are positive, credits negative. A transaction's entries sum to zero."""

    id = fields.BigIntField(primary_key=True)
    transaction: fields.ForeignKeyRelation[LedgerTransaction] = fields.ForeignKeyField(
        "models.LedgerTransaction", related_name="entries", on_delete=fields.RESTRICT
    )
    transaction_id: int
    account = fields.CharField(max_length=24, db_index=True)
    amount = MoneyField(source_field="amount_sen")

    class Meta:
        table = "ledger_entry"
        # All that a sum needs.
        indexes = (("transaction_id", "account", "amount_sen"),)


class Refund(Model):
    """Money to give back of one capture. `cause` is unique per payment, so one reason refunds once.

    That of a proposal carries its number (`goodwill:12`); `kind` is the cause without it.
    """

    id = fields.BigIntField(primary_key=True)
    payment: fields.ForeignKeyRelation[Payment] = fields.ForeignKeyField(
        "models.Payment", related_name="refunds", on_delete=fields.RESTRICT
    )
    payment_id: int
    booking: fields.ForeignKeyRelation[Booking] = fields.ForeignKeyField(
        "models.Booking", related_name="refunds", on_delete=fields.RESTRICT
    )
    booking_id: int
    cause = fields.CharField(max_length=24)  # cancelled, displaced, late, double, goodwill:<proposal>
    amount = MoneyField(source_field="amount_sen")
    tax = MoneyField(source_field="tax_sen")
    status = fields.CharEnumField(RefundStatus, max_length=10)
    channel = fields.CharEnumField(RefundChannel, max_length=8)
    gateway_reference = fields.CharField(max_length=64, null=True)
    attempts = fields.IntField(default=0)
    next_attempt_at: datetime | None = UtcField(null=True)
    last_error = fields.CharField(max_length=200, null=True)
    created_at = UtcField()
    final_at: datetime | None = UtcField(null=True)
    # Of a cancellation by staff: what of it the policy would not have given, and nobody else was asked about.
    beyond = MoneyField(source_field="beyond_sen", default=ZERO, db_default=0)

    class Meta:
        table = "refund"
        unique_together = (("payment_id", "cause"),)
        indexes = (("status", "next_attempt_at"), ("booking_id",))

    @property
    def kind(self) -> str:
        """Why it goes back: cancelled, displaced, late, double or goodwill."""
        return self.cause.partition(":")[0]


class ProposalStatus(StrEnum):
    WAITING = "waiting"  # for a second person
    GRANTED = "granted"
    DECLINED = "declined"


class RefundProposal(Model):
    """Money that staff want to give back of a capture, beyond what the policy gives, and why.

    `decided_by` is None where nobody else had to be asked.
    """

    id = fields.BigIntField(primary_key=True)
    payment: fields.ForeignKeyRelation[Payment] = fields.ForeignKeyField(
        "models.Payment", related_name="proposals", on_delete=fields.RESTRICT
    )
    payment_id: int
    booking: fields.ForeignKeyRelation[Booking] = fields.ForeignKeyField(
        "models.Booking", related_name="refund_proposals", on_delete=fields.RESTRICT
    )
    booking_id: int
    lot: fields.ForeignKeyRelation[Lot] = fields.ForeignKeyField(
        "models.Lot", related_name="refund_proposals", on_delete=fields.RESTRICT
    )
    lot_id: int
    amount = MoneyField(source_field="amount_sen")
    reason = fields.CharField(max_length=200)
    status = fields.CharEnumField(ProposalStatus, max_length=8)
    asked_by = fields.CharField(max_length=40)
    asked_at = UtcField()
    decided_by = fields.CharField(max_length=40, null=True)
    decided_at: datetime | None = UtcField(null=True)
    # Why it was declined.
    answer = fields.CharField(max_length=200, null=True)
    # Asked for again under it, it is given once: the booking's lock keeps two from looking at one time.
    key = fields.CharField(max_length=100, null=True)

    class Meta:
        table = "refund_proposal"
        indexes = (("lot_id", "status"), ("booking_id",), ("payment_id",))


class Settlement(Model):
    """The gateway's word that a capture was paid out, less its fee.

    Paid out is what is left of it (`rules.pay_out`). `amount` came to our bank: less than nothing where more
    had gone back than the gateway told to pay.
    """

    id = fields.BigIntField(primary_key=True)
    payment: fields.OneToOneRelation[Payment] = fields.OneToOneField(
        "models.Payment", related_name="settlement", on_delete=fields.RESTRICT
    )
    payment_id: int
    settled_on = fields.DateField()
    amount = MoneyField(source_field="amount_sen")
    fee = MoneyField(source_field="fee_sen")
    note = fields.CharField(max_length=200, default="")
    received_at = UtcField()

    class Meta:
        table = "settlement"


class Discrepancy(Model):
    """Two sides that do not agree, for a person to look at. `key` keeps one fact from being listed twice."""

    id = fields.BigIntField(primary_key=True)
    key = fields.CharField(max_length=80, unique=True)
    kind = fields.CharField(max_length=32)
    payment: fields.ForeignKeyNullableRelation[Payment] = fields.ForeignKeyField(
        "models.Payment", related_name="discrepancies", null=True, on_delete=fields.RESTRICT
    )
    payment_id: int | None
    detail: dict[str, Any] = fields.JSONField()
    found_at = UtcField()
    resolved_at: datetime | None = UtcField(null=True)
    resolved_by = fields.CharField(max_length=40, null=True)
    note = fields.CharField(max_length=500, null=True)  # what the person found

    class Meta:
        table = "discrepancy"


class ReceiptCounter(Model):
    """The last receipt number of a lot. Its row lock keeps the numbers without gaps."""

    lot_id = fields.BigIntField(primary_key=True, generated=False)
    last_number = fields.IntField()

    class Meta:
        table = "receipt_counter"


class Receipt(Model):
    """The number under which a paid charge is receipted."""

    id = fields.BigIntField(primary_key=True)
    lot: fields.ForeignKeyRelation[Lot] = fields.ForeignKeyField(
        "models.Lot", related_name="receipts", on_delete=fields.RESTRICT
    )
    lot_id: int
    number = fields.IntField()
    charge: fields.OneToOneRelation[Charge] = fields.OneToOneField(
        "models.Charge", related_name="receipt", on_delete=fields.RESTRICT
    )
    charge_id: int
    payment: fields.ForeignKeyRelation[Payment] = fields.ForeignKeyField(
        "models.Payment", related_name="receipts", on_delete=fields.RESTRICT
    )
    payment_id: int
    issued_at = UtcField()
    # Who issued it, as it was then (`receipt_numbers.Issuer`): a later change of the lot changes no receipt.
    issuer: dict[str, Any] = fields.JSONField()

    class Meta:
        table = "receipt"
        unique_together = (("lot_id", "number"),)
