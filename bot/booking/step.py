"""What the questions of a booking share: going back, giving up, and what is known so far."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from app.core import local_time
from app.lots.models import Area, Lot
from app.pricing.lines import space_type_words
from bot.booking.draft import BookingDraft, ask_again, back_from
from bot.conversation import Outcome, Step, stopped
from bot.floors import floor_words
from bot.screen import Button
from bot.talk import Talk

_BACK, _STOP = "back", "stop"


class BookingStep(Step[BookingDraft]):
    """One question of a booking; `take` is what `choose` is elsewhere."""

    draft_type = BookingDraft
    question: ClassVar[str]

    async def choose(self, talk: Talk, draft: BookingDraft, choice: str) -> Outcome:
        if choice == _STOP:
            return stopped(talk)
        if choice == _BACK:
            return back_from(draft, self.question) or stopped(talk)
        return await self.take(talk, draft, choice)

    async def take(self, talk: Talk, draft: BookingDraft, choice: str) -> Outcome:
        """An answer was pressed. Raises NotAnAnswer."""
        raise NotImplementedError

    async def locate(self, talk: Talk, draft: BookingDraft, latitude: float, longitude: float) -> Outcome:
        """Whoever shares where they are, whatever was asked, wants the nearest car park."""
        return ask_again(draft.but(latitude=latitude, longitude=longitude), "lot")

    def last_row(self, talk: Talk, draft: BookingDraft) -> list[Button]:
        """The buttons under every question."""
        back = [Button(talk.word("back"), choice=_BACK)] if back_from(draft, self.question) else []
        return [*back, Button(talk.word("stop"), choice=_STOP)]


async def lot_of(draft: BookingDraft) -> Lot:
    """The lot that was chosen."""
    return await Lot.get(id=draft.lot_id)


@dataclass(frozen=True, slots=True)
class SoFar:
    """What is known of a booking that is being made, in words; None for what is not."""

    lot: str | None = None
    period: str | None = None
    assumed: tuple[str, ...] = ()
    kind: str | None = None
    floor: str | None = None


async def so_far(talk: Talk, draft: BookingDraft) -> SoFar:
    """For the templates, which show it above each question."""
    if draft.lot_id is None:
        return SoFar()
    lot, period, floor = await lot_of(draft), None, None
    if draft.starts_at is not None:
        period = local_time.period_words(draft.period, lot.time_zone, talk.language)
    if draft.area_id is not None:
        area = await Area.get(id=draft.area_id)
        floor = floor_words(area)
    return SoFar(
        lot=lot.name,
        period=period,
        assumed=tuple(talk.word(f"assumed_{what}") for what in draft.assumed),
        kind=space_type_words(draft.kind.value, talk.language) if draft.kind else None,
        floor=floor,
    )
