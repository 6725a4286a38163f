"""Staying longer: until when, what it costs, what stands in the way."""

from __future__ import annotations

from datetime import datetime, timedelta

from pydantic import AwareDatetime

from app.bookings.errors import BookingCannotChange, SpaceAlreadyTaken, SpaceIsClosed
from app.bookings.extensions import LongerStay, ask_for_extension, hold_extension
from app.bookings.models import Booking, ExtensionStatus
from app.bookings.rules import latest_end, may_extend
from app.core import clock, local_time
from app.core.money import Money
from app.lots.queries import get_space
from app.telegram.follows import CHANNEL, get_booking_of_chat
from bot.booking.draft import BookingDraft, next_place
from bot.booking.when import not_understood
from bot.bookings.of_booking import OfBooking
from bot.bookings.overview import held_extension
from bot.conversation import Done, NotAnAnswer, Outcome, Place, Step, moment_in, number_in, stopped
from bot.paying import offer_payment
from bot.screen import Button, Screen, in_rows
from bot.talk import Talk
from bot.times import NotUnderstood, Why, understand_end

_STEPS = (timedelta(minutes=30), timedelta(hours=1), timedelta(hours=2), timedelta(hours=4))
_STOP, _HOLD, _OTHER_TIME, _UNTIL_FREE, _SPOT = "stop", "hold", "time", "free", "spot"


class LongerDraft(OfBooking):
    """Until when the driver wants to stay. `shown_sen` is the price that they have seen for it."""

    ends_at: AwareDatetime
    shown_sen: int | None = None


class ExtendStep(Step[OfBooking]):
    """Until when?"""

    draft_type = OfBooking

    async def show(self, talk: Talk, draft: OfBooking) -> Screen | Outcome:
        booking = await get_booking_of_chat(talk.chat, draft.reference)
        held = held_extension(booking)
        if held is not None:
            return Done([await offer_payment(talk, booking, held)])
        if not may_extend(booking, clock.now()):
            raise BookingCannotChange(status=booking.status.value)
        latest, zone = latest_end(booking.lot, booking.period), booking.lot.time_zone
        ends = [booking.ends_at + step for step in _STEPS if booking.ends_at + step <= latest]
        buttons = [
            Button(
                talk.word("until_button", time=local_time.time_words(end, zone, talk.language)),
                choice=str(int(end.timestamp())),
            )
            for end in ends
        ]
        text = talk.text(
            "extend",
            reference=booking.reference,
            spot=booking.space.label,
            ends=local_time.moment_words(booking.ends_at, zone, talk.language),
            latest=local_time.moment_words(latest, zone, talk.language),
        )
        return Screen(text, [*in_rows(buttons, 2), [Button(talk.word("stop"), choice=_STOP)]])

    async def choose(self, talk: Talk, draft: OfBooking, choice: str) -> Outcome:
        if choice == _STOP:
            return stopped(talk)
        return Place("extend_review", _until(draft, moment_in(choice)))

    async def hear(self, talk: Talk, draft: OfBooking, text: str) -> Outcome:
        booking = await get_booking_of_chat(talk.chat, draft.reference)
        found = understand_end(text, starts_at=booking.ends_at, now=clock.now(), zone=booking.lot.time_zone)
        if isinstance(found, NotUnderstood):
            why = Why.NO_END if found.why is Why.NO_TIME else found.why
            raise not_understood(NotUnderstood(why, found.words))
        return Place("extend_review", _until(draft, found.period.ends_at))


class ExtendReviewStep(Step[LongerDraft]):
    """What it costs; or, when the spot is promised to another, what there is instead."""

    draft_type = LongerDraft

    async def show(self, talk: Talk, draft: LongerDraft) -> Screen | Outcome:
        booking = await get_booking_of_chat(talk.chat, draft.reference)
        asked = await ask_for_extension(booking, draft.ends_at)
        if draft.shown_sen != asked.quote.amount.sen:  # what the button below says is what was seen
            return Place("extend_review", draft.model_copy(update={"shown_sen": asked.quote.amount.sen}))
        zone, language = booking.lot.time_zone, talk.language
        text = talk.text(
            "extend_review",
            reference=booking.reference,
            spot=booking.space.label,
            period=local_time.period_words(asked.period, zone, language),
            is_available=asked.is_available,
            free_until=_free_until(asked, booking, zone, language),
            has_near=bool(asked.nearest),
            lines=[(line.label(language), line.amount) for line in asked.quote.lines],
            amount=asked.quote.amount,
            tax=asked.quote.tax if asked.quote.tax_included else None,
            minutes=booking.lot.hold_seconds // 60,
        )
        return Screen(text, [*_ways_on(talk, asked, booking), _last_row(talk)])

    async def choose(self, talk: Talk, draft: LongerDraft, choice: str) -> Outcome:
        booking = await get_booking_of_chat(talk.chat, draft.reference)
        what, _, which = choice.partition("=")
        if what == _STOP:
            return stopped(talk)
        if what == _OTHER_TIME:
            return Place("extend", OfBooking(reference=draft.reference))
        if what == _UNTIL_FREE:
            return Place("extend_review", _until(draft, moment_in(which)))
        if what == _SPOT:
            return await _book_instead(booking, draft.ends_at, number_in(which))
        if what != _HOLD:
            raise NotAnAnswer
        return await self._hold(talk, booking, draft)

    async def _hold(self, talk: Talk, booking: Booking, draft: LongerDraft) -> Outcome:
        try:
            extension = await hold_extension(booking.id, draft.ends_at, channel=CHANNEL, by=talk.actor)
        except (SpaceAlreadyTaken, SpaceIsClosed):
            return Place("extend_review", draft)  # which says what there is instead
        await talk.services.follower.show_own_writes()
        booking = await get_booking_of_chat(talk.chat, draft.reference)
        if extension.status is ExtensionStatus.CONFIRMED:
            return Done([Screen(talk.plain("extended_free", reference=booking.reference))])
        shown = None if draft.shown_sen is None else Money(draft.shown_sen)
        return Done([await offer_payment(talk, booking, extension, shown=shown)])


def _until(draft: OfBooking, ends_at: datetime) -> LongerDraft:
    return LongerDraft(reference=draft.reference, ends_at=ends_at)


def _last_row(talk: Talk) -> list[Button]:
    return [Button(talk.word("other_time"), choice=_OTHER_TIME), Button(talk.word("stop"), choice=_STOP)]


def _ways_on(talk: Talk, asked: LongerStay, booking: Booking) -> list[list[Button]]:
    """Holding it; or staying as long as the spot is free, and the nearest equals for the time on top."""
    if asked.is_available:
        key = "hold_and_pay" if asked.quote.amount else "extend_free"
        return [[Button(talk.word(key, amount=asked.quote.amount), choice=_HOLD)]]
    rows = [
        [
            Button(
                talk.word("near_button", spot=near.label, floor=near.area_code, metres=near.distance_metres),
                choice=f"{_SPOT}={near.space_id}",
            )
        ]
        for near in asked.nearest
    ]
    if asked.free_until is not None and asked.free_until > booking.ends_at:
        time = local_time.time_words(asked.free_until, booking.lot.time_zone, talk.language)
        until = f"{_UNTIL_FREE}={int(asked.free_until.timestamp())}"
        rows.insert(0, [Button(talk.word("until_button", time=time), choice=until)])
    return rows


def _free_until(asked: LongerStay, booking: Booking, zone: str, language: str) -> str | None:
    """Until when the spot is free, in words; None when it is not for a moment longer."""
    if asked.free_until is None or asked.free_until <= booking.ends_at:
        return None
    return local_time.moment_words(asked.free_until, zone, language)


async def _book_instead(booking: Booking, ends_at: datetime, space_id: int) -> Outcome:
    """Another spot for the time on top: a booking of its own, which is looked over first."""
    space = await get_space(space_id)
    draft = BookingDraft(
        lot_id=booking.lot_id,
        kind=space.type,
        area_id=space.area_id,
        space_id=space.id,
        plate=booking.plate_number,
        vehicle_id=booking.vehicle_id,
    ).of(booking.ends_at, ends_at)
    return next_place(draft)
