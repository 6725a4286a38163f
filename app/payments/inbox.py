"""The gateway's messages: each kept once, raw, before anything is done with it."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Literal

from tortoise.exceptions import IntegrityError

from app.core import clock
from app.core.database.transactions import transactional
from app.payments.gateways.protocol import Gateway, GatewayAnswer
from app.payments.models import GatewayEvent

Source = Literal["return", "callback", "enquiry", "settlement", "refund"]


@dataclass(frozen=True, slots=True)
class Message:
    """A message as it came, and as it was read."""

    source: Source
    body: bytes
    answer: GatewayAnswer

    @property
    def digest(self) -> str:
        return hashlib.sha256(self.source.encode() + b"|" + self.body).hexdigest()


async def keep_message(gateway: Gateway, message: Message) -> GatewayEvent:
    """Stores `message` unless it is stored already, and answers with the stored one."""
    try:
        return await _keep(message, is_authentic=gateway.is_authentic(message.answer))
    except IntegrityError:
        return await GatewayEvent.get(digest=message.digest)


@transactional
async def _keep(message: Message, *, is_authentic: bool) -> GatewayEvent:
    kept = await GatewayEvent.get_or_none(digest=message.digest)
    if kept is not None:
        return kept
    return await GatewayEvent.create(
        digest=message.digest,
        source=message.source,
        body=message.body.decode("utf-8", "backslashreplace"),
        order_id=message.answer.order_id[:64],
        is_authentic=is_authentic,
        received_at=clock.now(),
    )
