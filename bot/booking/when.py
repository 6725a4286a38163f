"""When: one of the usual periods, or typed as people say it."""

from __future__ import annotations

from app.bookings.rules import check_policy, period_of
from app.core import clock, local_time
from app.core.period import Period
from bot.booking.draft import BookingDraft, next_place
from bot.booking.presets import presets
from bot.booking.step import BookingStep, lot_of, so_far
from bot.conversation import Draft, NotAnAnswer, Outcome, moment_in
from bot.screen import Button, Screen
from bot.talk import Talk
from bot.times import NotUnderstood, Why, understand_period

_INCOMPLETE = (Why.NO_START, Why.NO_END, Why.NO_DAY, Why.TWO_MEANINGS)


class WhenStep(BookingStep):
    question = "when"

    async def show(self, talk: Talk, draft: BookingDraft) -> Screen:
        lot, now = await lot_of(draft), clock.now()
        usual = presets(lot, now)
        buttons = [
            [Button(_words(talk, name, period, lot.time_zone), choice=_choice(period))]
            for name, period in usual.items()
        ]
        text = talk.text("book_when", known=await so_far(talk, draft), has_usual=bool(usual))
        return Screen(text, [*buttons, self.last_row(talk, draft)])

    async def take(self, talk: Talk, draft: BookingDraft, choice: str) -> Outcome:
        # A usual period that was offered a while ago may begin in the past by now: the policy says so.
        starts, _, ends = choice.partition("-")
        return await self._take(draft, period_of(moment_in(starts), moment_in(ends)), ())

    async def hear(self, talk: Talk, draft: BookingDraft, text: str) -> Outcome:
        lot, now = await lot_of(draft), clock.now()
        found = understand_period(text, now=now, zone=lot.time_zone)
        if isinstance(found, NotUnderstood) and draft.said is not None:
            # Perhaps the rest of what was typed before: "tomorrow", and then "9am to 6pm".
            together = f"{draft.said} {text}"
            whole = understand_period(together, now=now, zone=lot.time_zone)
            if not isinstance(whole, NotUnderstood):
                found = whole
        if isinstance(found, NotUnderstood):
            raise not_understood(found, draft.but(said=text if found.why in _INCOMPLETE else None))
        return await self._take(draft, found.period, tuple(sorted(found.assumed)))

    async def _take(self, draft: BookingDraft, period: Period, assumed: tuple[str, ...]) -> Outcome:
        check_policy(await lot_of(draft), period, clock.now())
        return next_place(draft.of(period.starts_at, period.ends_at, assumed))


def not_understood(found: NotUnderstood, draft: Draft | None = None) -> NotAnAnswer:
    """What is missing or wrong in a time that was typed."""
    return NotAnAnswer(f"times.{found.why}", draft=draft, words=", ".join(found.words))


def _words(talk: Talk, name: str, period: Period, zone: str) -> str:
    starts, ends = (
        local_time.time_words(moment, zone, talk.language) for moment in (period.starts_at, period.ends_at)
    )
    return talk.word(f"preset_{name}", starts=starts, ends=ends)


def _choice(period: Period) -> str:
    return f"{int(period.starts_at.timestamp())}-{int(period.ends_at.timestamp())}"
