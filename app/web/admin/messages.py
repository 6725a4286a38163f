"""What was told about a booking, and telling it again."""

from __future__ import annotations

from quart import Blueprint
from quart_schema import validate_response

from app.accounts.permissions import Permission
from app.bookings.queries import get_booking_of
from app.notifications.message_log import list_messages, masked, send_again
from app.notifications.models import ChannelName, Delivery
from app.web.admin.access import StaffAt, staff_at
from app.web.limits import limited
from app.web.schemas.admin_messages import MessageOut, MessagesOut

blueprint = Blueprint("admin_messages", __name__)


@blueprint.get("/api/admin/lots/<slug>/bookings/<reference>/messages")
@limited(600)
@staff_at(Permission.SEE_BOOKINGS)
@validate_response(MessagesOut)
async def booking_messages(here: StaffAt, reference: str) -> MessagesOut:
    """Every message about the booking, for as long as they are kept."""
    booking = await get_booking_of(here.lot.id, reference)
    return MessagesOut(messages=[_present(one) for one in await list_messages(booking.id)])


@blueprint.post("/api/admin/lots/<slug>/bookings/<reference>/messages/<int:message_id>/again")
@limited(60)
@staff_at(Permission.CHANGE_BOOKINGS)
@validate_response(MessageOut)
async def send_message_again(here: StaffAt, reference: str, message_id: int) -> MessageOut:
    """Queues a message once more; it says what is true when it is sent."""
    booking = await get_booking_of(here.lot.id, reference)
    return _present(await send_again(message_id, booking, by=here.by))


def _present(one: Delivery) -> MessageOut:
    return MessageOut(
        id=one.id,
        kind=one.kind,
        channel=ChannelName(one.channel),
        recipient=masked(one.channel, one.recipient),
        language=one.language,
        status=one.status,
        attempts=one.attempts,
        error=one.last_error,
        created_at=one.created_at,
        sent_at=one.sent_at,
        next_attempt_at=one.next_attempt_at,
    )
