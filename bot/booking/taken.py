"""Somebody was faster: the nearest equal spots, or the floor once more."""

from __future__ import annotations

from app.bookings.queries import list_nearest_equals
from app.lots.models import Space
from bot.booking.draft import BookingDraft, ask_again, next_place
from bot.booking.step import BookingStep, so_far
from bot.conversation import NotAnAnswer, Outcome
from bot.screen import Button, Screen, in_rows
from bot.talk import Talk

_FLOOR = "floor"


class TakenStep(BookingStep):
    question = "spot"

    async def show(self, talk: Talk, draft: BookingDraft) -> Screen:
        lost = await Space.get(id=draft.space_id)
        nearest = await list_nearest_equals(lost.id, draft.period)
        buttons = [
            Button(
                talk.word("near_button", spot=near.label, floor=near.area_code, metres=near.distance_metres),
                choice=str(near.space_id),
            )
            for near in nearest
        ]
        floor = Button(talk.word("see_floor"), choice=_FLOOR)
        text = talk.text(
            "book_taken", known=await so_far(talk, draft), spot=lost.label, has_near=bool(nearest)
        )
        return Screen(text, [*in_rows(buttons, 1), [floor], self.last_row(talk, draft)])

    async def take(self, talk: Talk, draft: BookingDraft, choice: str) -> Outcome:
        if choice == _FLOOR:
            return ask_again(draft, "kind")
        nearest = await list_nearest_equals(draft.space_id or 0, draft.period)
        found = [near for near in nearest if str(near.space_id) == choice]
        if not found:
            raise NotAnAnswer("telegram.spot_gone")
        return next_place(draft.but(area_id=found[0].area_id, space_id=found[0].space_id, shown_sen=None))
