"""Which car park: by name, or the nearest when the driver shares where they are."""

from __future__ import annotations

from math import asin, cos, radians, sin, sqrt

from app.lots.models import Lot
from app.lots.queries import list_lots
from bot.booking.draft import BookingDraft, next_place, pass_over
from bot.booking.step import BookingStep
from bot.conversation import NotAnAnswer, Outcome, Place
from bot.screen import Button, Screen
from bot.talk import Talk

_MOST_SHOWN = 20
_EARTH_KM = 6371.0
_NEAR = "near"


class LotStep(BookingStep):
    question = "lot"

    async def show(self, talk: Talk, draft: BookingDraft) -> Screen | Outcome:
        lots = await list_lots()
        if len(lots) == 1:
            return pass_over(draft, self.question, lot_id=lots[0].id)
        here = _here(draft)
        if here is not None:
            lots.sort(key=lambda lot: _km_between(here, (lot.latitude, lot.longitude)))
        rows = [[Button(_name(lot, here), choice=str(lot.id))] for lot in lots[:_MOST_SHOWN]]
        if here is None:
            rows.insert(0, [Button(talk.word("nearest"), choice=_NEAR)])
        text = talk.text("book_lot", is_sorted=here is not None, has_more=len(lots) > _MOST_SHOWN)
        return Screen(text, [*rows, self.last_row(talk, draft)])

    async def take(self, talk: Talk, draft: BookingDraft, choice: str) -> Outcome:
        if choice == _NEAR:
            return Place("lot_near", draft)
        return _chosen(draft, [lot for lot in await list_lots() if str(lot.id) == choice])

    async def hear(self, talk: Talk, draft: BookingDraft, text: str) -> Outcome:
        wanted = text.casefold().strip()
        return _chosen(draft, [lot for lot in await list_lots() if wanted and wanted in lot.name.casefold()])


class NearestStep(BookingStep):
    """Where the driver is. Telegram asks for leave to tell; whoever would rather not types a name."""

    question = "lot"

    async def show(self, talk: Talk, draft: BookingDraft) -> Screen:
        return Screen(talk.plain("book_near"), location_key=talk.word("share_location"))

    async def hear(self, talk: Talk, draft: BookingDraft, text: str) -> Outcome:
        return await LotStep().hear(talk, draft, text)


def _chosen(draft: BookingDraft, lots: list[Lot]) -> Outcome:
    if len(lots) != 1:
        raise NotAnAnswer("telegram.no_such_lot")
    return next_place(draft.but(lot_id=lots[0].id))


def _here(draft: BookingDraft) -> tuple[float, float] | None:
    if draft.latitude is None or draft.longitude is None:
        return None
    return draft.latitude, draft.longitude


def _name(lot: Lot, here: tuple[float, float] | None) -> str:
    if here is None:
        return lot.name
    return f"{lot.name} · {_km_between(here, (lot.latitude, lot.longitude)):.1f} km"


def _km_between(one: tuple[float, float], other: tuple[float, float]) -> float:
    """The great circle between two places, each latitude and longitude in degrees (haversine)."""
    (lat1, lon1), (lat2, lon2) = ((radians(lat), radians(lon)) for lat, lon in (one, other))
    half = sin((lat2 - lat1) / 2) ** 2 + cos(lat1) * cos(lat2) * sin((lon2 - lon1) / 2) ** 2
    return 2 * _EARTH_KM * asin(sqrt(half))
