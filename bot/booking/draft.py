"""What is known of the booking that is being made, and which question comes next. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from pydantic import AwareDatetime

from app.core.money import Money
from app.core.period import Period
from app.lots.models import SpaceType
from bot.conversation import Draft, Place


class BookingDraft(Draft):
    """Ids are rows'. `latitude` and `longitude` are where the driver is, when that was shared.

    `assumed` names what was not said of the time but taken for granted, `said` is a time that was typed and
    is not whole yet. `page` is of the spots to choose from. `shown_sen` is the total that the driver has
    seen. `asked`: the questions so far, for going back.
    """

    latitude: float | None = None
    longitude: float | None = None
    lot_id: int | None = None
    starts_at: AwareDatetime | None = None
    ends_at: AwareDatetime | None = None
    assumed: tuple[str, ...] = ()
    said: str | None = None
    kind: SpaceType | None = None
    area_id: int | None = None
    page: int = 0
    space_id: int | None = None
    plate: str | None = None
    vehicle_id: int | None = None
    email: str | None = None
    promo: str | None = None
    shown_sen: int | None = None
    asked: tuple[str, ...] = ()

    @property
    def period(self) -> Period:
        """When the driver wants to park. Raises ValueError before that is known."""
        if self.starts_at is None or self.ends_at is None:
            raise ValueError("the time was not asked for yet")
        return Period(self.starts_at, self.ends_at)

    @property
    def shown(self) -> Money | None:
        return None if self.shown_sen is None else Money(self.shown_sen)

    def but(self, **known: object) -> BookingDraft:
        """With this known (or, for None, not known any more)."""
        return self.model_copy(update=known)

    def of(self, starts_at: datetime, ends_at: datetime, assumed: tuple[str, ...] = ()) -> BookingDraft:
        return self.but(starts_at=starts_at, ends_at=ends_at, assumed=assumed)


# The questions in their order, and what each finds out.
QUESTIONS: Mapping[str, Mapping[str, Any]] = {
    "lot": {"lot_id": None},
    "when": {"starts_at": None, "ends_at": None, "assumed": (), "said": None},
    "kind": {"kind": None},
    "floor": {"area_id": None, "page": 0},
    "spot": {"space_id": None, "promo": None, "shown_sen": None},
    "vehicle": {"plate": None, "vehicle_id": None},
    "email": {"email": None},
}
REVIEW = "review"


def next_place(draft: BookingDraft) -> Place:
    """The first question that is not answered; when all are, the booking is looked over."""
    for question, finds in QUESTIONS.items():
        if question == "vehicle":
            is_known = draft.plate is not None or draft.vehicle_id is not None
        else:
            is_known = getattr(draft, next(iter(finds))) is not None
        if not is_known:
            asked = tuple(name for name in draft.asked if name != question)
            return Place(question, draft.but(asked=(*asked, question)))
    return Place(REVIEW, draft)


def pass_over(draft: BookingDraft, question: str, **known: object) -> Place:
    """On to the next question, because there is only one answer to this one: nobody comes back to it."""
    asked = tuple(name for name in draft.asked if name != question)
    return next_place(draft.but(asked=asked, **known))


def ask_again(draft: BookingDraft, question: str) -> Place:
    """Back to a question: its answer and all that hung on it are forgotten; who drives what stays known."""
    names = list(QUESTIONS)
    hanging = [name for name in names[names.index(question) :] if name not in ("vehicle", "email")]
    forgotten: dict[str, Any] = {}
    for name in {question, *hanging}:
        forgotten |= QUESTIONS[name]
    before = tuple(name for name in draft.asked if names.index(name) < names.index(question))
    return Place(question, draft.but(**forgotten, asked=(*before, question)))


def back_from(draft: BookingDraft, question: str) -> Place | None:
    """The question that was put before this one; None when it was the first."""
    names = [*QUESTIONS, REVIEW]
    before = [name for name in draft.asked if names.index(name) < names.index(question)]
    return ask_again(draft, before[-1]) if before else None
