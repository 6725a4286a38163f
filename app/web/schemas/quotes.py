"""Quotes, as asked for and sent."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, StringConstraints

from app.lots.models import SpaceType
from app.web.schemas.base import Moment, QuoteLineOut, RowId, Schema


class QuoteIn(Schema):
    """A spot for a period. `email` and `plate_number` say whether this driver may use `promo_code`."""

    space_id: RowId
    starts_at: Moment
    ends_at: Moment
    promo_code: Annotated[str, StringConstraints(strip_whitespace=True, max_length=24)] | None = None
    email: Annotated[str, StringConstraints(strip_whitespace=True, max_length=254)] | None = None
    plate_number: Annotated[str, StringConstraints(strip_whitespace=True, max_length=20)] | None = None


class RefundDeadlineOut(Schema):
    """Cancelled by `until`, `percent` of the price goes back."""

    until: Moment
    percent: int


class PromoOut(Schema):
    """Whether the code counted; if it did not, `message` says why."""

    code: str
    accepted: bool
    message: str | None = None


class QuoteOut(Schema):
    """The price of a spot for a period. The lines sum to `amount_sen`, of which `tax_sen` is service tax."""

    space_id: int
    starts_at: Moment
    ends_at: Moment
    amount_sen: int
    currency: str
    lines: list[QuoteLineOut]
    tax_sen: int
    tax_included: bool
    refunds: list[RefundDeadlineOut]
    promo: PromoOut | None


class KindPriceOut(Schema):
    """What any spot of a kind costs, with tax."""

    type: SpaceType
    amount_sen: int


class LotPricesOut(Schema):
    """The price of each kind of spot that a lot has, for a period and without a promo code."""

    slug: str
    from_: Moment = Field(alias="from")
    to: Moment
    currency: str
    prices: list[KindPriceOut]
