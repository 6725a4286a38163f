"""Which browsers get notifications, and which messages people want over which channel."""

from __future__ import annotations

from collections.abc import Sequence

from quart import Blueprint
from quart_schema import validate_request, validate_response

from app.accounts.rules import check_language
from app.accounts.sessions import find_session_id
from app.bookings.errors import BookingNotFound
from app.bookings.models import Booking
from app.notifications.errors import PushNotSetUp
from app.notifications.preferences import list_preferences, set_preferences
from app.notifications.pushes import subscriptions
from app.notifications.pushes.endpoints import check_keys
from app.notifications.pushes.subscriptions import Device
from app.web.access import callers, current_actor, current_person, require_person
from app.web.context import settings
from app.web.empty_answers import answers_nothing
from app.web.guests import get_visible_booking
from app.web.limits import limited
from app.web.schemas.push import (
    MessagePreferenceInOut,
    MessagePreferencesIn,
    MessagePreferencesOut,
    SubscriptionGoneIn,
    SubscriptionIn,
)
from app.web.sign_in import session_token

blueprint = Blueprint("push", __name__)


@blueprint.put("/api/push/subscriptions")
@limited(120)
@callers("anyone")
@validate_request(SubscriptionIn)
@answers_nothing(204)
async def subscribe(data: SubscriptionIn) -> tuple[str, int]:
    """Notifications for this browser: of the person signed in, and of the guests' bookings it may see."""
    if settings().vapid is None:
        raise PushNotSetUp
    settings().push_services.check(data.endpoint)
    check_keys(data.keys.p256dh, data.keys.auth)
    await subscriptions.subscribe_device(
        Device(data.endpoint, data.keys.p256dh, data.keys.auth),
        session_id=await _session_id(),
        language=None if data.language is None else check_language(data.language),
        follows=None if data.references is None else await _visible(data.references),
        replaces=data.replaces,
        inherits=await _visible(await subscriptions.list_followed(data.replaces)) if data.replaces else (),
    )
    return "", 204


@blueprint.delete("/api/push/subscriptions")
@limited(120)
@callers("anyone")
@validate_request(SubscriptionGoneIn)
@answers_nothing(204)
async def unsubscribe(data: SubscriptionGoneIn) -> tuple[str, int]:
    """No notifications for this browser any more. Only the browser itself knows its endpoint."""
    await subscriptions.forget_device(data.endpoint)
    return "", 204


@blueprint.get("/api/me/messages")
@limited(300)
@callers("driver")
@validate_response(MessagePreferencesOut)
async def my_messages() -> MessagePreferencesOut:
    """Which messages the signed-in person gets over which channel."""
    return await _present((await require_person()).id)


@blueprint.put("/api/me/messages")
@limited(120)
@callers("driver")
@validate_request(MessagePreferencesIn)
@validate_response(MessagePreferencesOut)
async def change_my_messages(data: MessagePreferencesIn) -> MessagePreferencesOut:
    """Changes that."""
    person = await require_person()
    wishes = {(wish.topic, wish.channel): wish.is_on for wish in data.preferences}
    await set_preferences(person.id, wishes, by=await current_actor())
    return await _present(person.id)


async def _session_id() -> int | None:
    token = session_token()
    return await find_session_id(token) if token and await current_person() else None


async def _visible(references: Sequence[str]) -> list[Booking]:
    """Those that the caller may see as a guest. One's own come by being signed in, and end with that."""
    person = await current_person()
    found: dict[int, Booking] = {}
    for reference in references:
        try:
            booking = await get_visible_booking(reference)
        except BookingNotFound:
            continue
        if person is None or booking.person_id != person.id:
            found[booking.id] = booking
    return list(found.values())


async def _present(person_id: int) -> MessagePreferencesOut:
    return MessagePreferencesOut(
        preferences=[
            MessagePreferenceInOut(topic=topic, channel=channel, is_on=is_on)
            for (topic, channel), is_on in (await list_preferences(person_id)).items()
        ]
    )
