"""Which kind of spot, each with its price for the time and how many are free."""

from __future__ import annotations

from app.lots.models import SpaceType
from app.lots.queries import list_areas
from app.pricing.lines import space_type_words
from app.pricing.queries import get_tariff
from app.pricing.service import price_stay
from bot.booking.draft import BookingDraft, ask_again, next_place, pass_over
from bot.booking.step import BookingStep, lot_of, so_far
from bot.conversation import NotAnAnswer, Outcome
from bot.screen import Button, Screen
from bot.talk import Talk

_WHEN = "when"


class KindStep(BookingStep):
    question = "kind"

    async def show(self, talk: Talk, draft: BookingDraft) -> Screen | Outcome:
        lot, free = await lot_of(draft), await _free_by_kind(talk, draft)
        kinds = [kind for kind, count in free.items() if count]
        if len(free) == 1 and kinds:
            return pass_over(draft, self.question, kind=kinds[0])
        tariff = await get_tariff(lot.id, draft.period.starts_at)
        rows = [
            [
                Button(
                    talk.word(
                        "kind_button",
                        kind=space_type_words(kind.value, talk.language),
                        price=price_stay(lot, tariff, draft.period, kind).amount,
                        free=free[kind],
                    ),
                    choice=kind.value,
                )
            ]
            for kind in kinds
        ]
        if not kinds:
            rows = [[Button(talk.word("change_time"), choice=_WHEN)]]
        text = talk.text("book_kind", known=await so_far(talk, draft), is_full=not kinds)
        return Screen(text, [*rows, self.last_row(talk, draft)])

    async def take(self, talk: Talk, draft: BookingDraft, choice: str) -> Outcome:
        if choice == _WHEN:
            return ask_again(draft, _WHEN)
        if choice not in set(SpaceType):
            raise NotAnAnswer
        return next_place(draft.but(kind=SpaceType(choice)))


async def _free_by_kind(talk: Talk, draft: BookingDraft) -> dict[SpaceType, int]:
    """How many spots of each kind that the lot has are free for the time."""
    live = talk.services.live
    area_ids = [area.id for area in await list_areas([draft.lot_id or 0])]
    counts = [live.count(area_id, draft.period).free_by_type for area_id in area_ids]
    return {kind: sum(count.get(kind, 0) for count in counts) for kind in live.kinds(area_ids)}
