"""Which spot, on a picture of the floor: the free ones nearest to the lift have numbers, a page at a time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from app.lots.ways import Ways, nearest_first
from app.realtime.live import SpaceState
from bot.app_buttons import map_button
from bot.booking.draft import BookingDraft, ask_again, next_place
from bot.booking.step import BookingStep, lot_of, so_far
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
        offer = await in_thread(_draw_offer, floor, draft, talk.language)
        if offer is None:  # taken since the floor was chosen
            return ask_again(draft, "kind")
        buttons = [
            Button(f"{number} · {spot.label}", choice=str(spot.id))
            for number, spot in enumerate(offer.spots, 1)
        ]
        text = talk.text("book_spot", known=await so_far(talk, draft), pages=offer.pages, page=offer.page + 1)
        rows = [
            *in_rows(buttons, _IN_A_ROW),
            _pager(talk, offer.page, offer.pages),
            [map_button(talk, await lot_of(draft))],
            self.last_row(talk, draft),
        ]
        return Screen(text, rows, picture=offer.picture)

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
    """The free spots of the kind that is wanted."""
    return [spot for spot in floor.spots if spot.state is SpaceState.FREE and spot.type is draft.kind]


@dataclass(frozen=True, slots=True)
class _Offer:
    """A page of the spots to choose from, counted from 0, and the picture of it."""

    spots: Sequence[SpotView]
    page: int
    pages: int
    picture: bytes


def _draw_offer(floor: FloorView, draft: BookingDraft, language: str) -> _Offer | None:
    """The page that is wanted, those nearest to the lift on the first; None when nothing is free. All the
    ways of a large floor take tenths of a second as well.
    """
    offers = pages(floor, nearest_first(_free(floor, draft), Ways(floor.drawing)))
    if not offers:
        return None
    page = min(draft.page, len(offers) - 1)
    picture = draw_choice(floor, [spot.id for spot in offers[page]], language=language)
    return _Offer(offers[page], page, len(offers), picture)


def _chosen(draft: BookingDraft, spots: list[SpotView]) -> Outcome:
    if len(spots) != 1:
        raise NotAnAnswer("telegram.no_such_spot")
    return next_place(draft.but(space_id=spots[0].id))


def _pager(talk: Talk, page: int, count: int) -> list[Button]:
    before = [Button(talk.word("page_before"), choice=f"{_PAGE}={page - 1}")] if page else []
    after = [Button(talk.word("page_after"), choice=f"{_PAGE}={page + 1}")] if page + 1 < count else []
    return [*before, *after]
