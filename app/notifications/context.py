"""What sending needs to know of the installation. The adapter that calls it makes one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from app.notifications.pushes.endpoints import PushServices
from app.notifications.pushes.vapid import Vapid
from app.payments.gateways.protocol import FailureReason
from app.receipts.renderer import ReceiptRenderer
from app.telegram.api import Bot


@dataclass(frozen=True, slots=True)
class DeliveryContext:
    """`smtp_url` as in docs/settings.md; without one, mail is laid into `var_dir`/mail. Without `vapid`
    nothing is pushed, without `bot` nothing is sent over Telegram.

    `secret_key` derives passes and secret links. `failure_reason` explains the gateway's status codes.
    """

    public_url: str
    mail_from: str
    var_dir: Path
    receipts: ReceiptRenderer
    failure_reason: Callable[[str], FailureReason]
    secret_key: str = field(repr=False)
    smtp_url: str | None = field(default=None, repr=False)
    vapid: Vapid | None = None
    push_services: PushServices = field(default_factory=PushServices)
    bot: Bot | None = field(default=None, repr=False)
