"""What was told about a booking: to whom, how far it has come, and telling it again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from app.bookings.models import Booking
from app.core import clock
from app.core.actor import Actor
from app.core.database.dialect import rows_of
from app.core.database.ids import ids_of
from app.core.database.transactions import record, transactional
from app.core.fields import is_row_id
from app.core.models import EventRecord
from app.notifications.errors import MessageNotFound, MessageOnItsWay, TooManyMessagesAgain
from app.notifications.events import MessageSentAgain
from app.notifications.models import ChannelName, Delivery, DeliveryStatus, MessageKind

PAGE = 50
AGAIN_PER_HOUR = 3
"""So often one message is sent again within an hour: whoever gets it is not to be flooded."""


async def list_messages(booking_id: int) -> list[Delivery]:
    """Every message about a booking that is still kept, the newest first."""
    events = await ids_of(EventRecord.filter(booking_id=booking_id))
    return await Delivery.filter(event_id__in=events).order_by("-id")


@dataclass(frozen=True, slots=True)
class Asked:
    """Which messages of a lot: in which state, of which kind, over which channel; None for any."""

    status: DeliveryStatus | None = None
    kind: MessageKind | None = None
    channel: ChannelName | None = None


@dataclass(frozen=True, slots=True)
class LotMessage:
    """A message with the booking that it is about, if it is about one."""

    delivery: Delivery
    booking_id: int | None


async def list_messages_of_lot(lot_id: int, asked: Asked, *, before: int | None = None) -> list[LotMessage]:
    """The newest first, one more than a page, of what happened on the lot; `before`: the last id known."""
    wanted = {"d.status": asked.status, "d.kind": asked.kind, "d.channel": asked.channel}
    terms: dict[str, str | int] = {
        f"{column} = ?": value.value for column, value in wanted.items() if value is not None
    }
    if before is not None:
        terms["d.id < ?"] = before
    rows = await rows_of(
        f"""
        SELECT d.id AS id, e.booking_id AS booking_id FROM delivery d JOIN event e ON e.id = d.event_id
        WHERE e.lot_id = ? {"".join(f"AND {term} " for term in terms)}
        ORDER BY d.id DESC LIMIT {PAGE + 1}""",  # noqa: S608
        lot_id,
        *terms.values(),
    )
    deliveries = await Delivery.in_bulk([int(row["id"]) for row in rows], "id")
    return [LotMessage(deliveries[row["id"]], row["booking_id"]) for row in rows if row["id"] in deliveries]


@transactional
async def send_again(delivery_id: int, booking: Booking, *, by: Actor) -> Delivery:
    """Queues a message once more, from the first try on.

    Raises MessageNotFound, MessageOnItsWay, TooManyMessagesAgain.
    """
    delivery = await Delivery.get_or_none(id=delivery_id) if is_row_id(delivery_id) else None
    if delivery is None or not await EventRecord.exists(id=delivery.event_id, booking_id=booking.id):
        raise MessageNotFound
    over = Delivery.filter(id=delivery_id).exclude(status=DeliveryStatus.QUEUED)
    queued = await over.update(
        status=DeliveryStatus.QUEUED, attempts=0, next_attempt_at=clock.now(), last_error=None, sent_at=None
    )
    if not queued:
        raise MessageOnItsWay
    if await _sent_again_of_late(delivery_id, booking.id) >= AGAIN_PER_HOUR:
        raise TooManyMessagesAgain(limit=AGAIN_PER_HOUR)
    sent_again = MessageSentAgain(
        delivery_id=delivery_id,
        booking_id=booking.id,
        lot_id=booking.lot_id,
        kind_of_message=delivery.kind,
        channel=delivery.channel,
    )
    record(sent_again, by=by)
    return await Delivery.get(id=delivery_id)


async def _sent_again_of_late(delivery_id: int, booking_id: int) -> int:
    """How often within the last hour, by the event log."""
    of_booking = EventRecord.filter(booking_id=booking_id, kind=MessageSentAgain.__name__)
    of_late = of_booking.filter(occurred_at__gt=clock.now() - timedelta(hours=1))
    return sum(told.data["delivery_id"] == delivery_id for told in await of_late)


def masked(channel: str, recipient: str) -> str | None:
    """As much of an address as tells it from another: `s•••@mail.example`; None for devices and chats."""
    if channel != ChannelName.EMAIL:
        return None
    local, _, domain = recipient.partition("@")
    return f"{local[:1]}•••@{domain}"
