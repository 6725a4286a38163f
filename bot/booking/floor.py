"""Which floor, from the top down, each with how many spots of the kind are free."""

from __future__ import annotations

from app.lots.queries import AreaSummary, list_areas
from bot.booking.draft import BookingDraft, ask_again, next_place, pass_over
from bot.booking.step import BookingStep, so_far
from bot.conversation import NotAnAnswer, Outcome
from bot.floors import floor_words
from bot.screen import Button, Screen
from bot.talk import Talk


class FloorStep(BookingStep):
    question = "floor"

    async def show(self, talk: Talk, draft: BookingDraft) -> Screen | Outcome:
        floors = await _floors(talk, draft)
        if not floors:  # taken since the kind was chosen
            return ask_again(draft, "kind")
        if len(floors) == 1:
            return pass_over(draft, self.question, area_id=floors[0][0].id)
        rows = [
            [
                Button(
                    talk.word("floor_button", floor=floor_words(area), free=free),
                    choice=str(area.id),
                )
            ]
            for area, free in floors
        ]
        text = talk.text("book_floor", known=await so_far(talk, draft))
        return Screen(text, [*rows, self.last_row(talk, draft)])

    async def take(self, talk: Talk, draft: BookingDraft, choice: str) -> Outcome:
        return _chosen(draft, [area for area, _ in await _floors(talk, draft) if str(area.id) == choice])

    async def hear(self, talk: Talk, draft: BookingDraft, text: str) -> Outcome:
        wanted = text.casefold().strip()
        return _chosen(
            draft, [area for area, _ in await _floors(talk, draft) if area.code.casefold() == wanted]
        )


def _chosen(draft: BookingDraft, areas: list[AreaSummary]) -> Outcome:
    if len(areas) != 1:
        raise NotAnAnswer
    return next_place(draft.but(area_id=areas[0].id))


async def _floors(talk: Talk, draft: BookingDraft) -> list[tuple[AreaSummary, int]]:
    """The floors on which a spot of the kind is free, and how many are."""
    live = talk.services.live
    found = []
    for area in await list_areas([draft.lot_id or 0]):
        free = live.count(area.id, draft.period).free_by_type
        if draft.kind is not None and free.get(draft.kind):
            found.append((area, free[draft.kind]))
    return found
