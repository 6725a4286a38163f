"""The engine of conversations: a question is asked, its answer leads to the next; the place is in the table.

Updates of one chat are acted on one after another (`app.telegram.inbox`), each until its answer is shown. The
place moves on last: what was broken off is done again from where it stood, and the trade's verbs take it.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from html import escape
from typing import Any, Generic, TypeVar

import structlog
from pydantic import BaseModel, ConfigDict, ValidationError

from app.bookings.errors import BookingCannotChange
from app.bookings.models import BookingStatus
from app.core.errors import DomainError
from app.core.fields import MAX_ROW_ID
from app.core.i18n import Phrase, translate
from app.telegram.chats import forget_place, move_on
from bot.screen import Rows, Screen
from bot.talk import Talk

log = structlog.get_logger()

_STANDS = Phrase(f"booking_status.{BookingStatus.CONFIRMED}")
_LAST_MOMENT = int(datetime(2200, 1, 1, tzinfo=UTC).timestamp())


class Draft(BaseModel):
    """What is known so far; kept as JSON between two updates."""

    model_config = ConfigDict(frozen=True, extra="ignore")


@dataclass(frozen=True, slots=True)
class Place:
    """Where a conversation goes on: which question, and what is known."""

    step: str
    draft: Draft = field(default_factory=Draft)


@dataclass(frozen=True, slots=True)
class Done:
    """The conversation is over; these are its last words."""

    screens: Sequence[Screen] = ()


Outcome = Place | Done
D = TypeVar("D", bound=Draft)


class NotAnAnswer(Exception):
    """What was said does not answer the question. `key` names the sentence that says so.

    `draft`: what is known now nevertheless, if that is more than before.
    """

    def __init__(
        self, key: str = "telegram.not_understood", *, draft: Draft | None = None, **params: object
    ) -> None:
        super().__init__(key)
        self.key = key
        self.params = params
        self.draft = draft


def number_in(choice: str) -> int:
    """The number that a button carries. Raises NotAnAnswer for none that we wrote: a button can be forged."""
    if not (choice.isascii() and choice.isdigit()) or int(choice) > MAX_ROW_ID:
        raise NotAnAnswer
    return int(choice)


def moment_in(choice: str) -> datetime:
    """The moment that a button carries, as seconds since 1970. Raises NotAnAnswer."""
    seconds = number_in(choice)
    if seconds > _LAST_MOMENT:
        raise NotAnAnswer
    return datetime.fromtimestamp(seconds, UTC)


class Step(Generic[D]):
    """One question. `show` asks it, or leads on when there is nothing to ask; the others take an answer.

    They may raise NotAnAnswer and DomainError: that is said, and the question is asked again.
    """

    draft_type: type[D]

    async def show(self, talk: Talk, draft: D) -> Screen | Outcome:
        raise NotImplementedError

    async def choose(self, talk: Talk, draft: D, choice: str) -> Outcome:
        """A button under the question was pressed."""
        raise NotAnAnswer

    async def hear(self, talk: Talk, draft: D, text: str) -> Outcome:
        """Something was typed."""
        raise NotAnAnswer

    async def locate(self, talk: Talk, draft: D, latitude: float, longitude: float) -> Outcome | None:
        """A location was shared. None when that has nothing to do with the question."""
        return None


Take = Callable[["Step[Any]", Any], Awaitable[Outcome | None]]


class Conversations:
    """All questions by name."""

    def __init__(self, steps: Mapping[str, Step[Any]]) -> None:
        self._steps = steps

    async def go(self, talk: Talk, outcome: Outcome, *, said: str | None = None) -> None:
        """Goes to a place and asks its question, or says the last words. `said`: a refusal that was said
        just now, which is not said again when the question cannot be asked for the same reason.
        """
        try:
            found = await self._look(talk, outcome)
        except DomainError as error:
            refusal = refusal_screen(error, talk.language)
            found = Done([refusal] if refusal.text != said else ())
        if isinstance(found, Done):
            for screen in found.screens:
                await talk.show(screen)
            await forget_place(talk.chat.id)
            return
        place, screen = found
        await talk.show(screen, serial=talk.chat.serial + 1)
        draft = place.draft.model_dump(mode="json", exclude_none=True)
        await move_on(talk.chat.id, talk.chat.serial, step=place.step, draft=draft)

    async def choose(self, talk: Talk, serial: int, choice: str) -> None:
        """A button of question number `serial` was pressed; that may be long ago, or for the second time."""
        is_late = serial != talk.chat.serial
        if is_late or not await self._answer(talk, lambda step, draft: step.choose(talk, draft, choice)):
            await talk.note("late_button")

    async def hear(self, talk: Talk, text: str) -> bool:
        """Something was typed. False when nothing had been asked."""
        return await self._answer(talk, lambda step, draft: step.hear(talk, draft, text))

    async def locate(self, talk: Talk, latitude: float, longitude: float) -> bool:
        """A location was shared. False when nothing had been asked to which it is an answer."""
        return await self._answer(talk, lambda step, draft: step.locate(talk, draft, latitude, longitude))

    async def _answer(self, talk: Talk, take: Take) -> bool:
        here = self._here(talk)
        if here is None:
            return False
        step, draft = here
        said = None
        try:
            outcome = await take(step, draft)
        except (NotAnAnswer, DomainError) as refusal:
            screen = refusal_screen(refusal, talk.language)
            await talk.show(screen)
            said = screen.text
            more = refusal.draft if isinstance(refusal, NotAnAnswer) else None
            outcome = Place(talk.chat.step, more or draft)
        if outcome is None:
            return False
        await self.go(talk, outcome, said=said)
        return True

    def _here(self, talk: Talk) -> tuple[Step[Any], Draft] | None:
        """The question that was asked last, and what is known; None when nothing was."""
        step = self._steps.get(talk.chat.step)
        if step is None:
            return None
        try:
            return step, step.draft_type.model_validate(talk.chat.draft)
        except ValidationError:
            # Written by another version of the program.
            log.warning("conversation_unreadable", step=talk.chat.step)
            return None

    async def _look(self, talk: Talk, outcome: Outcome) -> tuple[Place, Screen] | Done:
        """Follows questions that need not be asked to the one that is."""
        while isinstance(outcome, Place):
            shown = await self._steps[outcome.step].show(talk, outcome.draft)
            if isinstance(shown, Screen):
                return outcome, shown
            outcome = shown
        return outcome


def stopped(talk: Talk) -> Done:
    """The end of a conversation that came to nothing, by the person's wish."""
    return Done([Screen(talk.plain("stopped"))])


def refusal_screen(refusal: NotAnAnswer | DomainError, language: str, rows: Rows = ()) -> Screen:
    """What was refused; for an error of the trade in the words that the app uses for it."""
    key = f"errors.{refusal.code}" if isinstance(refusal, DomainError) else refusal.key
    if isinstance(refusal, BookingCannotChange) and refusal.params["status"] == _STANDS:
        key = "telegram.cannot_change_confirmed"  # it was to be changed in a way that it has outlived
    return Screen(escape(translate(key, language, **refusal.params), quote=False), rows)
