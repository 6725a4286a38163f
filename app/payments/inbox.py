"""The gateway's messages: each kept once, raw, before anything is done with it."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import timedelta
from typing import Literal

from tortoise.exceptions import IntegrityError

from app.core import clock
from app.core.database.transactions import transactional
from app.payments.gateways.protocol import Gateway, GatewayAnswer
from app.payments.models import GatewayEvent, Payment

# More than a mistyped key of ours can cost; what strangers make up fills no disk.
MAX_FORGED_PER_ORDER = 20
# Long enough to notice a mistyped key of ours; what is authentic belongs to the books and is kept.
FORGED_KEPT = timedelta(days=90)

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
    """Stores `message` unless it is stored already, and answers with the stored one.

    Of those that are not authentic only the first few about an order of ours are stored. One that
    was refused and is authentic by now (our key was wrong) is so from here on.
    """
    is_authentic = gateway.is_authentic(message.answer)
    try:
        return await _keep(message, is_authentic=is_authentic)
    except IntegrityError:
        return await _keep(message, is_authentic=is_authentic)


@transactional
async def forget_forged() -> int:
    """Deletes old messages that were never shown to be the gateway's. Returns how many. For a job, daily."""
    before = clock.now() - FORGED_KEPT
    return await GatewayEvent.filter(applied_at=None, is_authentic=False, received_at__lt=before).delete()


@transactional
async def _keep(message: Message, *, is_authentic: bool) -> GatewayEvent:
    kept = await GatewayEvent.get_or_none(digest=message.digest)
    if kept is not None:
        if is_authentic and not kept.is_authentic:
            kept.is_authentic = True
            await kept.save(update_fields=["is_authentic"])
        return kept
    event = GatewayEvent(
        digest=message.digest,
        source=message.source,
        body=message.body.decode("utf-8", "backslashreplace"),
        order_id=message.answer.order_id[:64],
        is_authentic=is_authentic,
        received_at=clock.now(),
    )
    if is_authentic or await _may_be_a_mistake(message.answer.order_id):
        await event.save()
    return event


async def _may_be_a_mistake(order_id: str) -> bool:
    if not await Payment.filter(order_id=order_id).exists():
        return False
    forged = GatewayEvent.filter(order_id=order_id, is_authentic=False)
    return await forged.count() < MAX_FORGED_PER_ORDER
