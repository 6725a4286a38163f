"""Which spot, on a picture of the floor: the free ones nearest to the lift have numbers, a page at a time."""

from __future__ import annotations

from app.lots.ways import Ways, nearest_first
from app.realtime.live import SpaceState
from bot.booking.draft import BookingDraft, ask_again, next_place
from bot.booking.step import BookingStep, so_far
from bot.conversation import NotAnAnswer, Outcome, Place, number_in
from bot.floors import view_floor
from bot.pictures.choice import draw_choice, pages
from bot.pictures.floor import FloorView, SpotView
from bot.pictures.threads import in_thread
from bot.screen import Button, Screen, in_rows
from bot.talk import Talk

_IN_A_ROW = 4
_PAGE = "page"


class SpotStep(BookingStep):
    question = "spot"

    async def show(self, talk: Talk, draft: BookingDraft) -> Screen | Outcome:
        floor = await _floor(talk, draft)
        offers = pages(floor, _free(floor, draft))
        if not offers:  # taken since the floor was chosen
            return ask_again(draft, "kind")
        page = min(draft.page, len(offers) - 1)
        offered = [spot.id for spot in offers[page]]
        buttons = [
            Button(f"{number} · {spot.label}", choice=str(spot.id))
            for number, spot in enumerate(offers[page], 1)
        ]
        picture = await in_thread(draw_choice, floor, offered, language=talk.language)
        text = talk.text("book_spot", known=await so_far(talk, draft), pages=len(offers), page=page + 1)
        rows = [*in_rows(buttons, _IN_A_ROW), _pager(talk, page, len(offers)), self.last_row(talk, draft)]
        return Screen(text, rows, picture=picture)

    async def take(self, talk: Talk, draft: BookingDraft, choice: str) -> Outcome:
        what, _, which = choice.partition("=")
        if what == _PAGE:
            return Place(self.question, draft.but(page=number_in(which)))
        floor = await _floor(talk, draft)
        return _chosen(draft, [spot for spot in _free(floor, draft) if str(spot.id) == choice])

    async def hear(self, talk: Talk, draft: BookingDraft, text: str) -> Outcome:
        wanted = "".join(text.upper().split())
        floor = await _floor(talk, draft)
        return _chosen(draft, [spot for spot in _free(floor, draft) if spot.label.upper() == wanted])


async def _floor(talk: Talk, draft: BookingDraft) -> FloorView:
    return await view_floor(draft.area_id or 0, draft.period, talk.services.live)


def _free(floor: FloorView, draft: BookingDraft) -> list[SpotView]:
    """The free spots of the kind that is wanted, nearest to the lift first."""
    free = [spot for spot in floor.spots if spot.state is SpaceState.FREE and spot.type is draft.kind]
    return nearest_first(free, Ways(floor.drawing))


def _chosen(draft: BookingDraft, spots: list[SpotView]) -> Outcome:
    if len(spots) != 1:
        raise NotAnAnswer("telegram.no_such_spot")
    return next_place(draft.but(space_id=spots[0].id))


def _pager(talk: Talk, page: int, count: int) -> list[Button]:
    before = [Button(talk.word("page_before"), choice=f"{_PAGE}={page - 1}")] if page else []
    after = [Button(talk.word("page_after"), choice=f"{_PAGE}={page + 1}")] if page + 1 < count else []
    return [*before, *after]
