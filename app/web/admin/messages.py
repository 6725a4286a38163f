"""What was told on a lot and about a booking, and telling it again."""

from __future__ import annotations

from quart import Blueprint
from quart_schema import validate_querystring, validate_response

from app.accounts.permissions import Permission
from app.bookings.queries import get_booking_of, references_of
from app.notifications.message_log import (
    PAGE,
    Asked,
    list_messages,
    list_messages_of_lot,
    masked,
    send_again,
)
from app.notifications.models import ChannelName, Delivery
from app.web.admin.access import StaffAt, staff_at
from app.web.limits import limited
from app.web.schemas.admin_messages import (
    LotMessageOut,
    LotMessagesOut,
    MessageOut,
    MessagesOut,
    MessagesQuery,
)

blueprint = Blueprint("admin_messages", __name__)


@blueprint.get("/api/admin/lots/<slug>/bookings/<reference>/messages")
@limited(600)
@staff_at(Permission.SEE_BOOKINGS)
@validate_response(MessagesOut)
async def booking_messages(here: StaffAt, reference: str) -> MessagesOut:
    """Every message about the booking, for as long as they are kept."""
    booking = await get_booking_of(here.lot.id, reference)
    return MessagesOut(messages=[_present(one) for one in await list_messages(booking.id)])


@blueprint.get("/api/admin/lots/<slug>/messages")
@limited(600)
@staff_at(Permission.SEE_BOOKINGS)
@validate_querystring(MessagesQuery)
@validate_response(LotMessagesOut)
async def lot_messages(here: StaffAt, query_args: MessagesQuery) -> LotMessagesOut:
    """What was told of all that happened on the lot, for as long as it is kept."""
    asked = Asked(query_args.status, query_args.kind, query_args.channel)
    found = await list_messages_of_lot(here.lot.id, asked, before=query_args.before)
    page = found[:PAGE]
    references = await references_of({one.booking_id for one in page if one.booking_id is not None})
    return LotMessagesOut(
        messages=[
            LotMessageOut(**dict(_present(one.delivery)), booking=references.get(one.booking_id or 0))
            for one in page
        ],
        next=page[-1].delivery.id if len(found) > PAGE else None,
    )


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
