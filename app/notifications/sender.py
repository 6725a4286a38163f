"""Sends what is due. Several processes share the work: each takes a row by a conditional update."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

import structlog

from app.core import clock
from app.core.database.ids import ids_of
from app.core.database.transactions import transactional
from app.notifications.channels.email import EmailChannel
from app.notifications.channels.protocol import (
    Channel,
    NotDelivered,
    Outgoing,
    Overtaken,
    PermanentFailure,
    TemporaryFailure,
)
from app.notifications.channels.push import PushChannel
from app.notifications.channels.telegram import TelegramChannel
from app.notifications.context import DeliveryContext
from app.notifications.models import Delivery, DeliveryStatus, MessageKind
from app.notifications.rules import ATTEMPT_SECONDS, LEASE, MAX_ATTEMPTS, next_attempt_at
from app.notifications.topics import EMAIL, PUSH, TELEGRAM

log = structlog.get_logger()

_AT_ONCE = 4


async def send_due_deliveries(context: DeliveryContext, limit: int = 100) -> int:
    """Tries what is due, the longest due first; returns how many deliveries were tried.

    A delivery is marked after it was handed over. Should this process die in between, it goes out
    twice: its Message-ID is the same both times, so that mail programs can fold the two, and so are the
    topic and the tag of a push, whose second replaces the first. A chat would show it twice.
    """
    channels: Mapping[str, Channel] = {
        EMAIL: EmailChannel(context),
        PUSH: PushChannel(context),
        TELEGRAM: TelegramChannel(context),
    }
    waiting = iter(await _list_due(channels, limit))
    outcomes = await asyncio.gather(
        *(_work_off(waiting, channels) for _ in range(_AT_ONCE)), return_exceptions=True
    )
    for outcome in outcomes:
        if isinstance(outcome, BaseException):
            raise outcome  # now that no other is in the middle of a handover
    return sum(outcome for outcome in outcomes if isinstance(outcome, int))


async def _list_due(channels: Mapping[str, Channel], limit: int) -> list[int]:
    """Ids; what only a newer version of the program can send is left to it."""
    due = Delivery.filter(
        status=DeliveryStatus.QUEUED,
        next_attempt_at__lte=clock.now(),
        channel__in=list(channels),
        kind__in=[kind.value for kind in MessageKind],
    ).order_by("next_attempt_at", "id")
    return await ids_of(due.limit(limit))


async def _work_off(waiting: Iterator[int], channels: Mapping[str, Channel]) -> int:
    """Takes one delivery after the other from `waiting`, which others take from as well."""
    tried = 0
    for delivery_id in waiting:
        taken = await _take(delivery_id)
        if taken is not None:
            await _finish(taken, await _attempt(taken, channels[taken.channel]))
            tried += 1
    return tried


@dataclass(frozen=True, slots=True)
class _Taken:
    """A delivery that is ours until its lease is over; `outgoing.attempt` tells ours from a later taker's."""

    channel: str
    outgoing: Outgoing


@dataclass(frozen=True, slots=True)
class _Outcome:
    status: DeliveryStatus
    error: str | None = None
    wait: timedelta = timedelta(0)  # how long at least before another try


@transactional
async def _take(delivery_id: int) -> _Taken | None:
    """Makes the delivery ours, unless somebody else was faster. The try counts from here on, so that
    a message which brings its process down is given up in the end."""
    row = await Delivery.get_or_none(id=delivery_id)
    now = clock.now()
    if row is None or row.status is not DeliveryStatus.QUEUED or not _is_due(row, now):
        return None
    as_seen = Delivery.filter(id=row.id, status=DeliveryStatus.QUEUED, attempts=row.attempts)
    if row.attempts >= MAX_ATTEMPTS:
        await as_seen.update(status=DeliveryStatus.FAILED, next_attempt_at=None)
        return None
    if not await as_seen.update(attempts=row.attempts + 1, next_attempt_at=now + LEASE):
        return None
    outgoing = Outgoing(
        id=row.id,
        event_id=row.event_id,
        kind=MessageKind(row.kind),
        recipient=row.recipient,
        language=row.language,
        data=row.data,
        attempt=row.attempts + 1,
        created_at=row.created_at,
    )
    return _Taken(row.channel, outgoing)


def _is_due(row: Delivery, now: datetime) -> bool:
    return row.next_attempt_at is not None and row.next_attempt_at <= now


async def _attempt(taken: _Taken, channel: Channel) -> _Outcome:
    """One try; whatever goes wrong is an outcome, so that one message cannot hold up the others."""
    try:
        async with asyncio.timeout(ATTEMPT_SECONDS):
            await channel.send(taken.outgoing)
    except Overtaken as reason:
        return _Outcome(DeliveryStatus.DROPPED, str(reason))
    except PermanentFailure as failure:
        return _Outcome(DeliveryStatus.FAILED, str(failure))
    except TemporaryFailure as failure:
        return _Outcome(DeliveryStatus.QUEUED, str(failure), failure.wait)
    except NotDelivered as failure:
        return _Outcome(DeliveryStatus.QUEUED, str(failure))
    except TimeoutError:
        return _Outcome(DeliveryStatus.QUEUED, "took too long")
    except Exception as error:
        log.exception("delivery_broken", delivery_id=taken.outgoing.id)
        return _Outcome(DeliveryStatus.QUEUED, f"broken: {type(error).__name__}")
    return _Outcome(DeliveryStatus.SENT)


async def _finish(taken: _Taken, outcome: _Outcome) -> None:
    outgoing = taken.outgoing
    status, retry_at = outcome.status, None
    if status is DeliveryStatus.QUEUED:
        retry_at = next_attempt_at(outgoing.attempt, clock.now(), outcome.wait)
        status = status if retry_at else DeliveryStatus.FAILED
    await _mark(outgoing, status, retry_at, outcome.error)
    log.info(
        "delivery_tried",
        delivery_id=outgoing.id,
        kind=outgoing.kind.value,
        channel=taken.channel,
        attempt=outgoing.attempt,
        outcome="retry" if retry_at else status.value,
        error=outcome.error,
    )


@transactional
async def _mark(
    outgoing: Outgoing, status: DeliveryStatus, retry_at: datetime | None, error: str | None
) -> None:
    """Writes down how the try ended, unless the lease was over and somebody else took the delivery."""
    ours = Delivery.filter(id=outgoing.id, attempts=outgoing.attempt, status=DeliveryStatus.QUEUED)
    await ours.update(
        status=status,
        next_attempt_at=retry_at,
        last_error=error[:200] if error else None,
        sent_at=clock.now() if status is DeliveryStatus.SENT else None,
    )
