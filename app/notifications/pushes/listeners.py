"""Which browsers are told of a booking."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from tortoise.expressions import Q

from app.bookings.models import Booking
from app.core import clock
from app.notifications.models import PushFollow, PushSubscription


@dataclass(frozen=True, slots=True)
class Listener:
    """A browser, the language it is spoken to in, and who is signed in on it."""

    subscription_id: int
    language: str
    person_id: int | None


async def list_listeners(bookings: Collection[Booking]) -> dict[int, list[Listener]]:
    """Per booking its person's browsers and those that follow it, each once."""
    owners = {booking.person_id for booking in bookings if booking.person_id is not None}
    theirs = await _list_where(Q(session__person_id__in=sorted(owners))) if owners else []
    followers = await _list_followers(bookings)
    return {
        booking.id: _each_once(
            [
                *(one for one in theirs if one.person_id is not None and one.person_id == booking.person_id),
                *followers.get(booking.id, ()),
            ]
        )
        for booking in bookings
    }


async def is_listening(subscription_id: int, booking_id: int) -> bool:
    """Whether a browser is to be told of a booking, as sessions and links stand now."""
    listeners = await list_listeners(await Booking.filter(id=booking_id))
    return any(one.subscription_id == subscription_id for one in listeners.get(booking_id, ()))


async def _list_followers(bookings: Collection[Booking]) -> dict[int, list[Listener]]:
    follows = PushFollow.filter(booking_id__in=sorted(booking.id for booking in bookings))
    generations = {booking.id: booking.link_generation for booking in bookings}
    good = [
        (int(booking_id), int(subscription_id))
        for booking_id, subscription_id, generation in await follows.values_list(
            "booking_id", "subscription_id", "link_generation"
        )
        if generation == generations[booking_id]
    ]
    ids = sorted({subscription_id for _, subscription_id in good})
    known = {one.subscription_id: one for one in (await _list_where(Q(id__in=ids)) if ids else [])}
    followers: dict[int, list[Listener]] = {}
    for booking_id, subscription_id in good:
        if subscription_id in known:
            followers.setdefault(booking_id, []).append(known[subscription_id])
    return followers


async def _list_where(which: Q) -> list[Listener]:
    """A session that has ended makes its browser nobody's."""
    now = clock.now()
    rows = PushSubscription.filter(which).order_by("id")
    columns = ("id", "language", "session__person_id", "session__revoked_at", "session__expires_at")
    return [
        Listener(id_, language, person_id if revoked_at is None and expires_at and expires_at > now else None)
        for id_, language, person_id, revoked_at, expires_at in await rows.values_list(*columns)
    ]


def _each_once(listeners: list[Listener]) -> list[Listener]:
    return list({one.subscription_id: one for one in listeners}.values())
