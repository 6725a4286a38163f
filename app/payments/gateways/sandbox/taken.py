"""Payments that were made before the sandbox began, told by whoever made them up, in a file."""

from __future__ import annotations

import json
import secrets
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from app.payments.gateways.sandbox.records import Refund, SandboxPayment
from app.payments.gateways.sandbox.rules import APPROVED, Channel

_CHANNELS = {"FPX": Channel.FPX, "EWALLET": Channel.WALLET, "CARD": Channel.CARD}


class BadTakenFile(ValueError):
    """The file is not one of payments; the text says where."""


def read_taken(file: Path, return_url: str) -> Iterator[tuple[SandboxPayment, Refund | None]]:
    """Each payment, approved, with what went back of it; none when there is no file. Raises BadTakenFile."""
    if not file.exists():
        return
    with file.open() as lines:
        for number, line in enumerate(lines, 1):
            try:
                yield _payment(json.loads(line), return_url)
            except (ValueError, KeyError, TypeError) as error:
                raise BadTakenFile(f"line {number}: {error!r}") from error


def _payment(told: dict[str, Any], return_url: str) -> tuple[SandboxPayment, Refund | None]:
    order_id, moment = str(told["orderId"]), datetime.fromtimestamp(told["createdAt"], UTC)
    mode = str(told["paymentMode"])
    payment = SandboxPayment(
        order_id=order_id,
        transaction_ref=str(told["transactionRef"]),
        page_key=secrets.token_urlsafe(18),
        currency=str(told["currency"]),
        amount=f"{int(told['amountSen']) // 100}.{int(told['amountSen']) % 100:02d}",
        return_url=return_url,
        buyer_email="",
        payer_name="",
        refs=(),
        created_at=moment,
        expires_at=moment,
        stage="done",
        status_code=APPROVED,
        channel=_CHANNELS.get(mode),
        payment_mode=mode,
        concluded_at=moment,
    )
    refunded = int(told["refundedSen"])
    return payment, Refund(f"BEFORE-{order_id}", order_id, refunded) if refunded else None
