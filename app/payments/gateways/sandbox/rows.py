"""How records lie in the tables."""

from __future__ import annotations

import json
import sqlite3
from datetime import UTC, datetime

from app.payments.gateways.sandbox.behaviour import behaviour_from_json
from app.payments.gateways.sandbox.records import BehaviourRule, Delivery, Message, SandboxPayment
from app.payments.gateways.sandbox.rules import Channel

PAYMENT_COLUMNS = (
    "order_id, transaction_ref, page_key, currency, amount, return_url, buyer_email, payer_name, refs, "
    "created_at, expires_at, stage, status_code, channel, bank, payment_mode, remarks, concluded_at, "
    "enquiries, settled_sen"
)


def payment_row(payment: SandboxPayment) -> tuple[object, ...]:
    concluded_at = payment.concluded_at.timestamp() if payment.concluded_at else None
    return (
        payment.order_id,
        payment.transaction_ref,
        payment.page_key,
        payment.currency,
        payment.amount,
        payment.return_url,
        payment.buyer_email,
        payment.payer_name,
        json.dumps(payment.refs),
        payment.created_at.timestamp(),
        payment.expires_at.timestamp(),
        payment.stage,
        payment.status_code,
        payment.channel,
        payment.bank,
        payment.payment_mode,
        payment.remarks,
        concluded_at,
        payment.enquiries,
        payment.settled_sen,
    )


def read_payment(row: sqlite3.Row) -> SandboxPayment:
    return SandboxPayment(
        order_id=row["order_id"],
        transaction_ref=row["transaction_ref"],
        page_key=row["page_key"],
        currency=row["currency"],
        amount=row["amount"],
        return_url=row["return_url"],
        buyer_email=row["buyer_email"],
        payer_name=row["payer_name"],
        refs=tuple(json.loads(row["refs"])),
        created_at=read_moment(row["created_at"]),
        expires_at=read_moment(row["expires_at"]),
        stage=row["stage"],
        status_code=row["status_code"],
        channel=Channel(row["channel"]) if row["channel"] else None,
        bank=row["bank"],
        payment_mode=row["payment_mode"],
        remarks=row["remarks"],
        concluded_at=read_optional_moment(row["concluded_at"]),
        enquiries=row["enquiries"],
        settled_sen=row["settled_sen"],
    )


def read_delivery(row: sqlite3.Row) -> Delivery:
    return Delivery(
        id=row["id"],
        order_id=row["order_id"],
        kind=row["kind"],
        fields=json.loads(row["fields"]),
        state=row["state"],
        attempts=row["attempts"],
        due_at=read_moment(row["due_at"]),
    )


def read_message(row: sqlite3.Row) -> Message:
    return Message(
        order_id=row["order_id"],
        at=read_moment(row["at"]),
        kind=row["kind"],
        fields=json.loads(row["fields"]),
        note=row["note"],
    )


def read_rule(row: sqlite3.Row) -> BehaviourRule:
    behaviour = behaviour_from_json(json.loads(row["settings"]))
    return BehaviourRule(row["id"], row["scope"], row["order_id"], behaviour)


def read_moment(timestamp: float) -> datetime:
    return datetime.fromtimestamp(timestamp, UTC)


def read_optional_moment(timestamp: float | None) -> datetime | None:
    return None if timestamp is None else read_moment(timestamp)
