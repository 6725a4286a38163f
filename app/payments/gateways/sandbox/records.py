"""What the sandbox remembers: payments, messages to deliver, and a log of everything said."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from app.payments.gateways.sandbox.behaviour import Behaviour
from app.payments.gateways.sandbox.rules import UNDECIDED, Channel

# open: the buyer is on our pages; waiting: undecided, a person has to decide; done: it stands.
Stage = Literal["open", "waiting", "done"]
Scope = Literal["next", "order", "always"]
DeliveryState = Literal["held", "waiting", "delivered", "given_up"]


@dataclass(frozen=True, slots=True)
class SandboxPayment:
    """One accepted payment request and what became of it. Moments are aware UTC.

    `page_key` is the unguessable part of the buyer's addresses.
    """

    order_id: str
    transaction_ref: str
    page_key: str
    currency: str
    amount: str
    return_url: str
    buyer_email: str
    payer_name: str
    refs: tuple[str, ...]
    created_at: datetime
    expires_at: datetime
    stage: Stage = "open"
    status_code: str = "RP09"
    channel: Channel | None = None
    bank: str = ""
    payment_mode: str = "NA"
    remarks: str = ""
    concluded_at: datetime | None = None
    enquiries: int = 0
    settled_sen: int | None = None

    @property
    def amount_sen(self) -> int:
        """What is asked for, in sen; 0 when the amount was refused as unreadable."""
        digits = self.amount.replace(".", "")
        return int(digits) if digits.isascii() and digits.isdigit() else 0

    @property
    def is_undecided(self) -> bool:
        return self.status_code in UNDECIDED


@dataclass(frozen=True, slots=True)
class Delivery:
    """A server-to-server message on its way to the merchant."""

    id: int
    order_id: str
    kind: str
    fields: Mapping[str, str]
    state: DeliveryState
    attempts: int
    due_at: datetime


@dataclass(frozen=True, slots=True)
class Message:
    """One thing said between the merchant and the sandbox. `note` is what came of it."""

    order_id: str
    at: datetime
    kind: str
    fields: Mapping[str, str]
    note: str


@dataclass(frozen=True, slots=True)
class BehaviourRule:
    """A misbehaviour that was asked for, and for which payments."""

    id: int
    scope: Scope
    order_id: str
    behaviour: Behaviour


@dataclass(frozen=True, slots=True)
class Refund:
    """Money given back, once per `refund_id`."""

    refund_id: str
    order_id: str
    amount_sen: int
