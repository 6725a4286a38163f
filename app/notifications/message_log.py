"""What was told about a booking: to whom, how far it has come, and telling it again."""

from __future__ import annotations

from app.bookings.models import Booking
from app.core import clock
from app.core.actor import Actor
from app.core.database.ids import ids_of
from app.core.database.transactions import record, transactional
from app.core.fields import is_row_id
from app.core.models import EventRecord
from app.notifications.errors import MessageNotFound, MessageOnItsWay
from app.notifications.events import MessageSentAgain
from app.notifications.models import ChannelName, Delivery, DeliveryStatus


async def list_messages(booking_id: int) -> list[Delivery]:
    """Every message about a booking that is still kept, the newest first."""
    events = await ids_of(EventRecord.filter(booking_id=booking_id))
    return await Delivery.filter(event_id__in=events).order_by("-id")


@transactional
async def send_again(delivery_id: int, booking: Booking, *, by: Actor) -> Delivery:
    """Queues a message once more, from the first try on. Raises MessageNotFound, MessageOnItsWay."""
    delivery = await Delivery.get_or_none(id=delivery_id) if is_row_id(delivery_id) else None
    if delivery is None or not await EventRecord.exists(id=delivery.event_id, booking_id=booking.id):
        raise MessageNotFound
    over = Delivery.filter(id=delivery_id).exclude(status=DeliveryStatus.QUEUED)
    queued = await over.update(
        status=DeliveryStatus.QUEUED, attempts=0, next_attempt_at=clock.now(), last_error=None, sent_at=None
    )
    if not queued:
        raise MessageOnItsWay
    sent_again = MessageSentAgain(
        delivery_id=delivery_id,
        booking_id=booking.id,
        lot_id=booking.lot_id,
        kind_of_message=delivery.kind,
        channel=delivery.channel,
    )
    record(sent_again, by=by)
    return await Delivery.get(id=delivery_id)


def masked(channel: str, recipient: str) -> str | None:
    """As much of an address as tells it from another: `s•••@mail.example`; None for devices and chats."""
    if channel != ChannelName.EMAIL:
        return None
    local, _, domain = recipient.partition("@")
    return f"{local[:1]}•••@{domain}"
