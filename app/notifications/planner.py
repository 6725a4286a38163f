"""From what happened to whom it is told: the reader `notifications` of the event log.

An event becomes rows of `delivery` in the transaction that moves the reader's cursor past it, so no event is
lost and none is told twice.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from datetime import datetime, timedelta

from app.core import clock
from app.core.database.transactions import transactional
from app.core.events import newest_event_id, read_events
from app.core.models import EventCursor
from app.notifications.drafts import Draft, drafts_of
from app.notifications.models import Delivery, DeliveryStatus, MessageKind
from app.notifications.more_time import MoreTime, find_more_time
from app.notifications.recipients import (
    Address,
    Recipient,
    Recipients,
    find_recipients,
    list_alert_addresses,
)
from app.notifications.rules import FAILURE_MAILS_PER_HOUR
from app.notifications.topics import ALERTS, EMAIL, TELEGRAM
from app.telegram.follows import CHANNEL

READER = "notifications"
_OF_BOOKINGS = (
    MessageKind.BOOKING_CANCELLED,
    MessageKind.BOOKING_CALLED_OFF,
    MessageKind.BOOKING_MOVED,
    MessageKind.BOOKING_DISPLACED,
)
_OF_HOLDS = (MessageKind.PAYMENT_PENDING, MessageKind.HOLD_EXPIRED, MessageKind.EXTENSION_EXPIRED)


async def plan_deliveries(limit: int = 500, *, with_telegram: bool = False) -> int:
    """Takes up to `limit` events from the log and queues what is to be told of them.

    `with_telegram`: whether there is a bot. Returns how many events were taken. Several processes may call it
    at once.
    """
    cursor = await EventCursor.get_or_none(reader=READER)
    if cursor is not None and cursor.last_id >= await newest_event_id():
        return 0  # the usual case takes no lock
    return await _plan(limit, with_telegram)


@transactional
async def _plan(limit: int, with_telegram: bool) -> int:
    await EventCursor.get_or_create(reader=READER, defaults={"last_id": 0})
    cursor = await EventCursor.filter(reader=READER).select_for_update().get()
    events = await read_events(cursor.last_id, limit)
    if not events:
        return 0
    drafts = [(event.id, draft) for event in events for draft in drafts_of(event)]
    await _queue(await _addressed(drafts, with_telegram=with_telegram))
    await EventCursor.filter(reader=READER).update(last_id=events[-1].id)
    return len(events)


async def _addressed(drafts: Sequence[tuple[int, Draft]], *, with_telegram: bool) -> list[Delivery]:
    """A delivery for each channel and address that a draft is to go to."""
    recipients = await find_recipients(
        {draft.booking_id for _, draft in drafts if draft.booking_id is not None},
        {draft.person_id for _, draft in drafts if draft.person_id is not None},
        with_telegram=with_telegram,
    )
    more_time = await find_more_time([draft for _, draft in drafts if draft.kind in _OF_HOLDS])
    alerted: Sequence[Address] = ()
    if with_telegram and any(draft.kind in ALERTS for _, draft in drafts):
        alerted = await list_alert_addresses()
    now = clock.now()
    told = await _failures_told(_likely_flooded(drafts, recipients), now)
    deliveries = []
    for event_id, draft in drafts:
        for address in alerted if draft.kind in ALERTS else _addresses(draft, recipients, more_time):
            if draft.kind is MessageKind.PAYMENT_FAILED and address.channel is EMAIL:
                told[address.recipient] += 1
                if told[address.recipient] > FAILURE_MAILS_PER_HOUR:
                    continue
            deliveries.append(
                Delivery(
                    event_id=event_id,
                    kind=draft.kind.value,
                    channel=address.channel.value,
                    recipient=address.recipient,
                    language=address.language,
                    data=draft.ids,
                    status=DeliveryStatus.QUEUED,
                    next_attempt_at=now,
                    created_at=now,
                )
            )
    return deliveries


def _addresses(draft: Draft, recipients: Recipients, more_time: MoreTime) -> Iterable[Address]:
    recipient = recipients.of(draft.booking_id, draft.person_id)
    if recipient is None:
        return ()
    addresses = recipient.addresses(draft.kind)
    if not _is_about_hold(draft, recipient):
        return addresses
    asked_in = more_time.channel_of(draft) or recipient.booked_in
    return [address for address in addresses if address.channel is TELEGRAM] if asked_in == CHANNEL else ()


def _is_about_hold(draft: Draft, recipient: Recipient) -> bool:
    """Whether it tells what becomes of a spot, or of more time, that is not paid for: the app's page shows
    that to who holds it there, so that only those who hold it in a chat are told, in the chat.
    """
    is_never_paid = draft.kind in _OF_BOOKINGS and not recipient.was_confirmed
    return is_never_paid or draft.kind in _OF_HOLDS


def _likely_flooded(drafts: Sequence[tuple[int, Draft]], recipients: Recipients) -> set[str]:
    failed = {draft.booking_id for _, draft in drafts if draft.kind is MessageKind.PAYMENT_FAILED}
    return {found.email for id_ in failed if (found := recipients.of(id_, None)) is not None}


async def _failures_told(emails: Collection[str], now: datetime) -> Counter[str]:
    """How many failed payments each of these addresses was told of in the last hour."""
    if not emails:
        return Counter()
    recent = Delivery.filter(
        kind=MessageKind.PAYMENT_FAILED.value,
        recipient__in=sorted(emails),
        created_at__gt=now - timedelta(hours=1),
    )
    return Counter([str(email) for email in await recent.values_list("recipient", flat=True)])


async def _queue(deliveries: list[Delivery]) -> None:
    """Adds what is not there yet; the lock on the cursor keeps other planners out meanwhile."""
    if not deliveries:
        return
    event_ids = {delivery.event_id for delivery in deliveries}
    known = set(
        await Delivery.filter(event_id__in=event_ids).values_list("event_id", "channel", "recipient", "kind")
    )
    await Delivery.bulk_create([each for each in deliveries if _identity(each) not in known])


def _identity(delivery: Delivery) -> tuple[int, str, str, str]:
    return (delivery.event_id, delivery.channel, delivery.recipient, delivery.kind)
