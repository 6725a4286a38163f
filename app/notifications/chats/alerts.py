"""What staff have to look at, in their chats. Many may read along: references and amounts, nobody's data."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from app.arrivals.queries import find_open_stay
from app.bookings.models import Booking
from app.bookings.queries import next_claims_on
from app.core import clock, local_time
from app.core.i18n import catalogue, closest_language, translate
from app.core.plain_text import one_line
from app.notifications.channels.protocol import Outgoing, Overtaken
from app.notifications.chats.note import Note
from app.notifications.models import MessageKind
from app.payments.models import Discrepancy
from app.telegram.texts import render

_HOME_ZONE = "Asia/Kuala_Lumpur"
_LONGEST_FACT = 40  # what a gateway's message says of itself may be anything


async def write_alert(outgoing: Outgoing) -> Note:
    """The note of an alert. Raises Overtaken when there is nothing to look at any more."""
    match outgoing.kind:
        case MessageKind.STAFF_JOB_FAILED:
            return _job_failed(outgoing)
        case MessageKind.STAFF_OVERSTAY:
            return await _overstay(outgoing)
    return await _discrepancy(outgoing)


def _job_failed(outgoing: Outgoing) -> Note:
    data, language = outgoing.data, outgoing.language
    moment = local_time.moment_words(datetime.fromisoformat(data["moment"]), _HOME_ZONE, language)
    return Note(render(outgoing.kind, language, job=data["job"], error=data["error"], moment=moment))


async def _overstay(outgoing: Outgoing) -> Note:
    stay = await find_open_stay(outgoing.data["session_id"])
    if stay is None:
        raise Overtaken("the car has left")
    booking, language = stay.booking, outgoing.language
    zone = booking.lot.time_zone
    following = (await next_claims_on([booking.space_id], clock.now())).get(booking.space_id)
    return Note(
        render(
            outgoing.kind,
            language,
            lot=booking.lot.name,
            spot=f"{booking.area.code} · {booking.space.label}",
            reference=booking.reference,
            ended=local_time.time_words(booking.ends_at, zone, language),
            owed=stay.owed.amount if stay.owed else None,
            next_at=local_time.moment_words(following, zone, language) if following else None,
        )
    )


async def _discrepancy(outgoing: Outgoing) -> Note:
    found = await Discrepancy.get_or_none(id=outgoing.data["discrepancy_id"])
    if found is None or found.resolved_at is not None:
        raise Overtaken("somebody has seen to it")
    await found.fetch_related("payment__charge")
    payment = found.payment
    booking = await Booking.get_or_none(id=payment.charge.booking_id) if payment is not None else None
    told = (_fact(found.detail, "currency"), _fact(found.detail, "amount"))
    return Note(
        render(
            outgoing.kind,
            outgoing.language,
            what_is_wrong=_what_is_wrong(found.kind, outgoing.language),
            reference=booking.reference if booking else None,
            order_id=payment.order_id if payment else _fact(found.detail, "order_id"),
            amount=payment.amount if payment else None,
            told=" ".join(filter(None, told)),
        )
    )


def _what_is_wrong(kind: str, language: str) -> str:
    """A sentence for each kind of discrepancy that has one, else the kind's own name."""
    prefix = f"telegram.{MessageKind.STAFF_DISCREPANCY}"
    key = f"{prefix}.{kind}"
    known = key in catalogue(closest_language(language))
    return translate(key, language) if known else translate(f"{prefix}.other", language, kind=kind)


def _fact(detail: Mapping[str, Any], name: str) -> str:
    """What the gateway's message said."""
    return one_line(str(detail.get(name, "")))[:_LONGEST_FACT]
