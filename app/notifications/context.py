"""What sending needs to know of the installation. The adapter that calls it makes one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from app.payments.gateways.protocol import FailureReason
from app.receipts.renderer import ReceiptRenderer


@dataclass(frozen=True, slots=True)
class DeliveryContext:
    """`smtp_url` as in docs/settings.md; without one, mail is laid into `var_dir`/mail.

    `secret_key` derives passes and secret links. `failure_reason` explains the gateway's status codes.
    """

    public_url: str
    mail_from: str
    var_dir: Path
    receipts: ReceiptRenderer
    failure_reason: Callable[[str], FailureReason]
    secret_key: str = field(repr=False)
    smtp_url: str | None = field(default=None, repr=False)
