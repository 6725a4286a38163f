"""What sending asks of a channel. Another channel joins as one more file beside this one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Protocol

from app.notifications.models import MessageKind


@dataclass(frozen=True, slots=True)
class Outgoing:
    """A delivery that this process has taken; `attempt` counts from 1."""

    id: int
    event_id: int
    kind: MessageKind
    recipient: str
    language: str
    data: dict[str, Any]
    attempt: int
    created_at: datetime


class NotDelivered(Exception):
    """Base of the ways in which a message does not arrive. The text names no address."""


class TemporaryFailure(NotDelivered):
    """Not this time; trying again later may do, after `wait` at the earliest."""

    def __init__(self, reason: str, *, wait: timedelta = timedelta(0)) -> None:
        super().__init__(reason)
        self.wait = wait


class PermanentFailure(NotDelivered):
    """Trying again is useless."""


class Overtaken(NotDelivered):
    """What the message would tell is not so any more: it is not to be sent at all."""


class Channel(Protocol):
    async def send(self, outgoing: Outgoing) -> None:
        """Hands the message over. Raises NotDelivered; anything else counts as TemporaryFailure.

        A process that dies after the handover and before the delivery is marked sends it once more.
        """
