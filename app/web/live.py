"""Server-sent events: a floor and a booking, as they change."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass
from typing import Any

from pydantic import Field
from quart import Blueprint, Response
from quart_schema import hide, validate_querystring

from app.bookings.queries import get_state
from app.bookings.rules import period_of
from app.core.database.readiness import DATABASE_TROUBLE
from app.core.events import LoggedEvent
from app.core.period import Period
from app.lots.events import AreaMapPublished
from app.lots.queries import get_area
from app.payments.queries import find_latest_payment
from app.realtime.hub import Notice
from app.realtime.live import places_in
from app.web.access import callers
from app.web.availability import present_availability
from app.web.context import Services, services
from app.web.guests import ask_later, get_visible_booking
from app.web.limits import limited
from app.web.schemas.base import Moment, RowId, Schema
from app.web.sse import caller_with_room, event_message, next_notice, stream_response

blueprint = Blueprint("live", __name__)

_HEARTBEAT = 15.0


class EventsQuery(Schema):
    """A floor for a period, or a booking, or both."""

    area: RowId | None = None
    from_: Moment | None = Field(default=None, alias="from")
    to: Moment | None = None
    booking: str | None = None


@dataclass(frozen=True, slots=True)
class Followed:
    """A booking that a stream tells of. A stream lives long: who opened it may have signed out since."""

    reference: str
    may_still_see: Callable[[], Awaitable[bool]]


@blueprint.get("/api/events")
@limited(1200)
@callers("booking_party")
@hide
@validate_querystring(EventsQuery)
async def events(query_args: EventsQuery) -> Response:
    """The stream. It begins with the whole state, so a client that comes again has missed nothing."""
    caller = caller_with_room()
    area_id, period = query_args.area, None
    if area_id is not None:
        await get_area(area_id)
        if query_args.from_ and query_args.to:
            period = period_of(query_args.from_, query_args.to)
    followed = None
    if query_args.booking:
        reference = (await get_visible_booking(query_args.booking)).reference
        followed = Followed(reference, await ask_later(reference))
    return await stream_response(_stream(services(), caller, area_id, period, followed))


async def _stream(
    here: Services, caller: str | None, area_id: int | None, period: Period | None, followed: Followed | None
) -> AsyncIterator[bytes]:
    reference = followed.reference if followed else None
    with here.hub.watching(area_id=area_id, reference=reference, caller=caller) as watcher:
        yield b"retry: 2000\n\n"
        if area_id is not None and period is not None:
            whole = present_availability(here.live, area_id, period)
            facts = whole.model_dump(mode="json", by_alias=True)
            yield event_message("availability", facts, here.live.position)
        if reference is not None:
            yield event_message("booking", await _booking(reference), here.live.position)
        while not here.hub.closing.is_set() and not watcher.has_fallen_behind:
            notice = await next_notice(here.hub, watcher, patience=_HEARTBEAT)
            if followed is not None and await _is_barred(followed, notice):
                return
            if notice is None:
                yield b": still here\n\n"
            elif isinstance(notice, LoggedEvent):
                async for message in _messages(here, notice, area_id, period, reference):
                    yield message
            else:
                yield event_message("stale", {"since": here.live.fresh_at.isoformat()}, here.live.position)


async def _messages(
    here: Services, notice: LoggedEvent, area_id: int | None, period: Period | None, reference: str | None
) -> AsyncIterator[bytes]:
    fact = notice.event
    space_ids = [space_id for floor_id, space_id in places_in(fact) if floor_id == area_id]
    if isinstance(fact, AreaMapPublished) and space_ids:
        yield event_message("map", {"areaId": area_id, "version": fact.version}, notice.id)
    if period is not None:
        changes = [
            {"spaceId": space_id, "state": here.live.state_of(space_id, period).value}
            for space_id in space_ids
            if space_id is not None
        ]
        if changes:
            facts = {"areaId": area_id, "asOf": here.live.fresh_at.isoformat(), "changes": changes}
            yield event_message("spaces", facts, notice.id)
    if reference is not None and _is_about(notice, reference):
        yield event_message("booking", await _booking(reference), notice.id)


async def _is_barred(followed: Followed, notice: Notice | None) -> bool:
    """Asked before anything is told of the booking, and now and then."""
    if notice is not None and not _is_about(notice, followed.reference):
        return False
    try:
        return not await followed.may_still_see()
    except DATABASE_TROUBLE:
        return False  # nor can anything be told


def _is_about(notice: Notice, reference: str) -> bool:
    return isinstance(notice, LoggedEvent) and getattr(notice.event, "reference", None) == reference


async def _booking(reference: str) -> dict[str, Any]:
    booking_id, status = await get_state(reference)
    payment = await find_latest_payment(booking_id)
    return {
        "reference": reference,
        "status": status.value,
        "paymentStatus": payment.status.value if payment else None,
    }
