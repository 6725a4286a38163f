"""What the sandbox says about a payment, and to whom, and in which order: pure functions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from app.payments.gateways.sandbox import rules, wire
from app.payments.gateways.sandbox.behaviour import Behaviour
from app.payments.gateways.sandbox.config import SandboxConfig
from app.payments.gateways.sandbox.records import SandboxPayment

# How long the direct answer stays behind a browser that is to be home first.
RETURN_LEAD_SECONDS = 2.0


@dataclass(frozen=True, slots=True)
class PlannedCallback:
    """A direct answer to send `delay_seconds` from now, or, if held, from when the browser went home."""

    fields: Mapping[str, str]
    delay_seconds: float
    is_held: bool


def answer_about(
    config: SandboxConfig, payment: SandboxPayment, *, status_code: str, ref_prefix: str = "rp_ref"
) -> dict[str, str]:
    """The signed answer about `payment` that reports `status_code`."""
    said_at = payment.concluded_at or payment.created_at
    heart = wire.signed_answer(
        app_id=config.app_id,
        currency=payment.currency,
        amount=payment.amount,
        status_code=status_code,
        order_id=payment.order_id,
        transaction_ref=payment.transaction_ref,
        response_key=config.response_key,
    )
    details = {
        "rp_paymentMode": payment.payment_mode,
        "rp_txnTime": wire.stamp(said_at),
        "rp_remarks": payment.remarks or rules.MEANINGS.get(status_code, ""),
        "rp_xtraInfo": "",
        "rp_paymentCountry": "MY",
        "rp_buyerEmail": payment.buyer_email,
        "rp_messageType": "",
    }
    refs = {f"{ref_prefix}{number}": ref for number, ref in enumerate(payment.refs, start=1) if ref}
    return heart | details | refs


def answer_about_nothing(
    config: SandboxConfig, fields: Mapping[str, str], status_code: str
) -> dict[str, str]:
    """The signed answer to a call about an order we can't or won't speak of: it names no amount."""
    heart = wire.signed_answer(
        app_id=fields.get("appId", ""),
        currency="",
        amount="",
        status_code=status_code,
        order_id=fields.get("orderId", ""),
        transaction_ref=fields.get("transactionRef", ""),
        response_key=config.response_key,
    )
    return heart | {"rp_paymentMode": "NA", "rp_remarks": rules.MEANINGS[status_code]}


def settlement_about(
    config: SandboxConfig, payment: SandboxPayment, settled_sen: int, moment: datetime
) -> dict[str, str]:
    """The message that `settled_sen` of `payment` is on its way to the merchant's bank."""
    return answer_about(config, payment, status_code=payment.status_code) | {
        "rp_messageType": "TS",
        "rp_settlementDate": wire.settlement_day(moment),
        "rp_settlementAmount": wire.ringgit(settled_sen),
        "rp_settlementNote": f"Fee RM {wire.ringgit(payment.amount_sen - settled_sen)}",
    }


def reported_status(payment: SandboxPayment, behaviour: Behaviour, moment: datetime) -> str:
    """The code to tell whoever asks at `moment`: the real one, unless asked to hesitate first."""
    if behaviour.report_first is None or payment.concluded_at is None or payment.is_undecided:
        return payment.status_code
    age = (moment - payment.concluded_at).total_seconds()
    return behaviour.report_first if age < behaviour.report_first_seconds else payment.status_code


def planned_callbacks(
    config: SandboxConfig, payment: SandboxPayment, behaviour: Behaviour
) -> list[PlannedCallback]:
    """The direct answers to a payment that was just concluded, in order."""
    if behaviour.drop_callback:
        return []
    delays = {payment.status_code: behaviour.callback_delay_seconds}
    if behaviour.report_first and not payment.is_undecided:
        hesitation = behaviour.report_first_seconds + behaviour.callback_delay_seconds
        delays = {behaviour.report_first: behaviour.callback_delay_seconds, payment.status_code: hesitation}
    lead = RETURN_LEAD_SECONDS if behaviour.sequence == "return_first" else 0.0
    planned: list[PlannedCallback] = []
    for status_code, delay in delays.items():
        fields = _tampered(config, answer_about(config, payment, status_code=status_code), behaviour)
        is_held = behaviour.sequence == "return_first" or (
            behaviour.sequence == "callback_first" and status_code == next(iter(delays))
        )
        copies = 2 if behaviour.double_callback else 1
        planned += [PlannedCallback(fields, delay + lead, is_held)] * copies
    return planned


def _tampered(config: SandboxConfig, fields: dict[str, str], behaviour: Behaviour) -> dict[str, str]:
    if behaviour.callback_amount:
        fields = wire.resign(fields, config.response_key, rp_amount=behaviour.callback_amount)
    if behaviour.forge_callback:
        fields = wire.resign(fields, f"not {config.response_key}")
    return fields
