"""From what happened to whom it is told: the reader `notifications` of the event log.

An event becomes rows of `delivery` in the transaction that moves the reader's cursor past it, so no event is
lost and none is told twice.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from app.accounts.events import EmailVerificationRequested, PasswordChanged, PasswordResetRequested
from app.accounts.models import Person
from app.bookings.events import BookingCancelled, BookingConfirmed
from app.bookings.models import Booking
from app.core import clock
from app.core.database.transactions import transactional
from app.core.events import LoggedEvent, newest_event_id, read_events
from app.core.models import EventCursor
from app.notifications.models import Delivery, DeliveryStatus, MessageKind
from app.notifications.rules import FAILURE_MAILS_PER_HOUR
from app.payments.events import PaymentFailed, RefundRequested, RefundSucceeded

READER = "notifications"
EMAIL = "email"


@dataclass(frozen=True, slots=True)
class Draft:
    """A message without its address: it goes to whoever made `booking_id`, or else to `person_id`."""

    kind: MessageKind
    booking_id: int | None = None
    person_id: int | None = None
    data: dict[str, int | str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Address:
    """Where a message goes. `was_confirmed` is of the booking that it is about."""

    email: str
    language: str
    was_confirmed: bool = False


async def plan_deliveries(limit: int = 500) -> int:
    """Takes up to `limit` events from the log and queues what is to be told of them.

    Returns how many events were taken. Several processes may call it at once.
    """
    cursor = await EventCursor.get_or_none(reader=READER)
    if cursor is not None and cursor.last_id >= await newest_event_id():
        return 0  # the usual case takes no lock
    return await _plan(limit)


def draft_of(logged: LoggedEvent) -> Draft | None:
    """The message that an event asks for, if any."""
    event = logged.event
    match event:
        case BookingConfirmed():
            return Draft(MessageKind.BOOKING_CONFIRMED, event.booking_id)
        case BookingCancelled():
            return Draft(MessageKind.BOOKING_CANCELLED, event.booking_id)
        case PaymentFailed():
            data: dict[str, int | str] = {"payment_id": event.payment_id}
            return Draft(MessageKind.PAYMENT_FAILED, event.booking_id, data=data)
        case RefundRequested(cause="late"):
            return _refund(MessageKind.BOOKING_EXPIRED_PAID_LATE, event)
        case RefundRequested(cause="double"):
            return _refund(MessageKind.REFUND_REQUESTED, event)
        case RefundSucceeded():
            return _refund(MessageKind.REFUND_SUCCEEDED, event)
        case EmailVerificationRequested():
            return Draft(
                MessageKind.VERIFY_EMAIL, person_id=event.person_id, data={"token_id": event.token_id}
            )
        case PasswordResetRequested():
            return Draft(
                MessageKind.RESET_PASSWORD, person_id=event.person_id, data={"token_id": event.token_id}
            )
        case PasswordChanged():
            moment = logged.occurred_at.isoformat()
            return Draft(MessageKind.PASSWORD_CHANGED, person_id=event.person_id, data={"moment": moment})
    return None


def _refund(kind: MessageKind, event: RefundRequested | RefundSucceeded) -> Draft:
    return Draft(kind, event.booking_id, data={"refund_id": event.refund_id})


@transactional
async def _plan(limit: int) -> int:
    await EventCursor.get_or_create(reader=READER, defaults={"last_id": 0})
    cursor = await EventCursor.filter(reader=READER).select_for_update().get()
    events = await read_events(cursor.last_id, limit)
    if not events:
        return 0
    drafts = [(event.id, draft) for event in events if (draft := draft_of(event)) is not None]
    await _queue(await _addressed(drafts))
    await EventCursor.filter(reader=READER).update(last_id=events[-1].id)
    return len(events)


async def _addressed(drafts: Sequence[tuple[int, Draft]]) -> list[Delivery]:
    bookings = await _booking_addresses(draft.booking_id for _, draft in drafts)
    people = await _person_addresses(draft.person_id for _, draft in drafts)
    now = clock.now()
    failed = {draft.booking_id for _, draft in drafts if draft.kind is MessageKind.PAYMENT_FAILED}
    told = await _failures_told({bookings[id_].email for id_ in failed if id_ in bookings}, now)
    deliveries = []
    for event_id, draft in drafts:
        address = bookings.get(draft.booking_id or 0) or people.get(draft.person_id or 0)
        if address is None or _is_needless(draft, address):
            continue
        if draft.kind is MessageKind.PAYMENT_FAILED:
            told[address.email] += 1
            if told[address.email] > FAILURE_MAILS_PER_HOUR:
                continue
        about = {"booking_id": draft.booking_id, "person_id": draft.person_id}
        deliveries.append(
            Delivery(
                event_id=event_id,
                kind=draft.kind.value,
                channel=EMAIL,
                recipient=address.email,
                language=address.language,
                data={key: value for key, value in about.items() if value is not None} | draft.data,
                status=DeliveryStatus.QUEUED,
                next_attempt_at=now,
                created_at=now,
            )
        )
    return deliveries


def _is_needless(draft: Draft, address: Address) -> bool:
    """Letting go of a hold that was never paid for is done on the spot and needs no mail."""
    return draft.kind is MessageKind.BOOKING_CANCELLED and not address.was_confirmed


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


async def _booking_addresses(ids: Iterable[int | None]) -> dict[int, Address]:
    rows = Booking.filter(id__in=_given(ids)).values_list("id", "email", "language", "confirmed_at")
    return {id_: Address(email, language, at is not None) for id_, email, language, at in await rows}


async def _person_addresses(ids: Iterable[int | None]) -> dict[int, Address]:
    rows = Person.filter(id__in=_given(ids)).values_list("id", "email", "language")
    return {id_: Address(email, language) for id_, email, language in await rows}


def _given(ids: Iterable[int | None]) -> list[int]:
    return sorted({id_ for id_ in ids if id_ is not None})
