"""What each kind of push says, and whether it still has to be said. No plate and no e-mail address in it."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from app.arrivals.rules import TELL_AGAIN_AFTER
from app.bookings.models import BookingStatus
from app.core import clock, local_time
from app.core.i18n import translate
from app.notifications import facts
from app.notifications.channels.protocol import Outgoing, Overtaken
from app.notifications.context import DeliveryContext
from app.notifications.facts import BookingFacts
from app.notifications.matters import (
    booking_of,
    failed_payment_of,
    granted_refund_of,
    move_of,
    refund_of,
    refund_of_calling_off,
    refund_words,
)
from app.notifications.models import MessageKind
from app.notifications.owed import find_owed, find_paid_fee, require_car_may_be_there
from app.notifications.rules import OVERSTAY_TOLD_WITHIN
from app.notifications.topics import TOPIC_OF

_LONGEST_LIFE = timedelta(days=3)
_SHORTEST_LIFE = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Action:
    """A button on the notification. `url` is a path of the app."""

    action: str
    title: str
    url: str


@dataclass(frozen=True, slots=True)
class Notice:
    """A notification. It takes the place of an earlier one of its `tag`, on the device and on its way.

    `life`: how long the push service keeps trying. `is_urgent`: worth waking a phone that saves its battery.
    """

    tag: str
    title: str
    body: str
    url: str
    life: timedelta
    actions: tuple[Action, ...] = ()
    is_urgent: bool = True

    def payload(self, outgoing: Outgoing) -> str:
        """The JSON that the service worker reads. `id` is the same at every attempt."""
        return json.dumps(
            {
                "kind": outgoing.kind.value,
                "id": outgoing.event_id,
                "tag": self.tag,
                "title": self.title,
                "body": self.body,
                "url": self.url,
                "actions": [
                    {"action": one.action, "title": one.title, "url": one.url} for one in self.actions
                ],
                "at": outgoing.created_at.isoformat(),
                "language": outgoing.language,
            },
            ensure_ascii=False,
            separators=(",", ":"),
        )


async def write_notice(outgoing: Outgoing, context: DeliveryContext) -> Notice:
    """What a delivery says, as things stand now. Raises Overtaken when it would not be true any more."""
    booking = await booking_of(outgoing, context)
    notice = await _WRITERS[outgoing.kind](_Words(outgoing, booking), context)
    return replace(notice, life=min(max(notice.life, _SHORTEST_LIFE), _LONGEST_LIFE))


@dataclass(frozen=True, slots=True)
class _Words:
    """The sentences of one kind about one booking."""

    outgoing: Outgoing
    booking: BookingFacts

    def say(self, key: str, **params: object) -> str:
        booking = self.booking
        return translate(
            f"push.{self.outgoing.kind}.{key}",
            self.outgoing.language,
            spot=booking.space_label,
            lot=booking.lot_name,
            **params,
        )

    def notice(
        self,
        *,
        until: datetime,
        body: str = "body",
        actions: tuple[Action, ...] = (),
        is_urgent: bool = True,
        **params: object,
    ) -> Notice:
        booking = self.booking
        return Notice(
            tag=f"{TOPIC_OF[self.outgoing.kind]}:{booking.reference}",
            title=self.say("title", **params),
            body=self.say(body, **params),
            url=f"/bookings/{booking.reference}",
            life=until - clock.now(),
            actions=actions,
            is_urgent=is_urgent,
        )

    def action(self, name: str, query: str) -> Action:
        title = translate(f"push.actions.{name}", self.outgoing.language)
        return Action(name, title, f"/bookings/{self.booking.reference}?{query}=1")


async def _booking_confirmed(words: _Words, context: DeliveryContext) -> Notice:
    booking = words.booking
    if booking.status is not BookingStatus.CONFIRMED:
        raise Overtaken("the booking is not confirmed any more")
    return words.notice(
        until=booking.ends_at, actions=(words.action("directions", "find"),), period=booking.period
    )


async def _payment_failed(words: _Words, context: DeliveryContext) -> Notice:
    booking, language = words.booking, words.outgoing.language
    failed = await failed_payment_of(words.outgoing, booking, context)
    longer = "_longer" if failed.is_for_longer else ""
    return words.notice(
        until=clock.now() + timedelta(hours=1),
        body=f"{'body_held' if failed.is_held else 'body_over'}{longer}",
        what_happened=failed.reason.explain(language).what_happened,
        time=local_time.time_words(failed.wanted.hold_expires_at, booking.zone_id, language),
    )


async def _ending_soon(words: _Words, context: DeliveryContext) -> Notice:
    booking = words.booking
    await facts.require_ending_soon(booking, words.outgoing.data["ends_at"])
    return words.notice(
        until=booking.ends_at,
        actions=(words.action("extend", "extend"), words.action("directions", "find")),
        time=booking.ends_time,
    )


async def _overstay(words: _Words, context: DeliveryContext) -> Notice:
    booking = words.booking
    await facts.require_just_over(booking, words.outgoing.data["ends_at"])
    await require_car_may_be_there(booking)
    return words.notice(
        until=booking.ends_at + OVERSTAY_TOLD_WITHIN,
        actions=(words.action("directions", "find"),),
        time=booking.ends_time,
    )


async def _overstay_owed(words: _Words, context: DeliveryContext) -> Notice:
    owed = await find_owed(words.booking, words.outgoing.language)
    return words.notice(
        until=clock.now() + TELL_AGAIN_AFTER,
        body="body_left" if owed.has_left else "body",
        actions=() if owed.has_left else (words.action("directions", "find"),),
        amount=owed.amount,
        over=owed.over,
    )


async def _exit_fee_paid(words: _Words, context: DeliveryContext) -> Notice:
    fee = await find_paid_fee(words.outgoing.data["exit_fee_id"], words.outgoing.language)
    return words.notice(until=clock.now() + timedelta(hours=1), amount=fee.amount)


async def _no_show(words: _Words, context: DeliveryContext) -> Notice:
    return words.notice(until=words.booking.ends_at)


async def _booking_extended(words: _Words, context: DeliveryContext) -> Notice:
    booking = words.booking
    if booking.status is not BookingStatus.CONFIRMED:
        raise Overtaken("the booking is not confirmed any more")
    return words.notice(until=booking.ends_at, time=booking.ends_time)


async def _booking_moved(words: _Words, context: DeliveryContext) -> Notice:
    booking = words.booking
    await move_of(words.outgoing, booking)
    return words.notice(until=booking.ends_at, actions=(words.action("directions", "find"),))


async def _booking_displaced(words: _Words, context: DeliveryContext) -> Notice:
    return words.notice(
        until=clock.now() + _LONGEST_LIFE, body="body" if words.booking.amount else "body_free"
    )


async def _booking_called_off(words: _Words, context: DeliveryContext) -> Notice:
    _, stands = await refund_of_calling_off(words.booking, words.outgoing.language)
    return words.notice(until=clock.now() + _LONGEST_LIFE, stands=stands)


async def _refund_granted(words: _Words, context: DeliveryContext) -> Notice:
    granted = await granted_refund_of(words.outgoing)
    return words.notice(
        until=clock.now() + _LONGEST_LIFE,
        is_urgent=False,
        amount=granted.refund.amount,
        reference=words.booking.reference,
        reason=granted.reason,
    )


async def _refund(words: _Words, context: DeliveryContext) -> Notice:
    """Money on its way back, for whichever reason; what is said of it is what the mails say."""
    refund = await refund_of(words.outgoing)
    return words.notice(
        until=clock.now() + _LONGEST_LIFE,
        is_urgent=False,
        amount=refund.amount,
        reference=words.booking.reference,
        stands=refund_words(refund, words.outgoing.language),
    )


_Writer = Callable[[_Words, DeliveryContext], Awaitable[Notice]]

_WRITERS: Mapping[MessageKind, _Writer] = {
    MessageKind.BOOKING_CONFIRMED: _booking_confirmed,
    MessageKind.BOOKING_EXTENDED: _booking_extended,
    MessageKind.PAYMENT_FAILED: _payment_failed,
    MessageKind.ENDING_SOON: _ending_soon,
    MessageKind.OVERSTAY: _overstay,
    MessageKind.OVERSTAY_OWED: _overstay_owed,
    MessageKind.EXIT_FEE_PAID: _exit_fee_paid,
    MessageKind.NO_SHOW: _no_show,
    MessageKind.BOOKING_MOVED: _booking_moved,
    MessageKind.BOOKING_DISPLACED: _booking_displaced,
    MessageKind.BOOKING_CALLED_OFF: _booking_called_off,
    MessageKind.BOOKING_EXPIRED_PAID_LATE: _refund,
    MessageKind.REFUND_REQUESTED: _refund,
    MessageKind.REFUND_GRANTED: _refund_granted,
    MessageKind.REFUND_SUCCEEDED: _refund,
}
