"""What every schema shares: camelCase outside, strict inside."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated

from pydantic import AfterValidator, AwareDatetime, BaseModel, ConfigDict, Field, PlainSerializer
from pydantic.alias_generators import to_camel

from app.core.fields import MAX_ROW_ID
from app.lots.models import SpaceType


def _iso_utc(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat().replace("+00:00", "Z")


def _in_utc(moment: datetime) -> datetime:
    try:
        return moment.astimezone(UTC)
    except OverflowError:  # in the first or last hours that a calendar holds
        raise ValueError("is no moment in UTC") from None


Moment = Annotated[
    AwareDatetime,
    AfterValidator(_in_utc),
    PlainSerializer(_iso_utc, return_type=str, when_used="json-unless-none"),
]
"""A moment: any offset in, UTC with `Z` out. A time without an offset is refused."""

RowId = Annotated[int, Field(le=MAX_ROW_ID)]
"""The id of something in the database, which knows no larger numbers."""


class Schema(BaseModel):
    """Base of requests and answers. Fields that a request does not know are refused."""

    model_config = ConfigDict(alias_generator=to_camel, populate_by_name=True, extra="forbid", frozen=True)


class QuoteLineOut(Schema):
    """One line of a price: `kind` is stable, `label` is in the caller's language."""

    kind: str
    label: str
    amount_sen: int


class NearestSpaceOut(Schema):
    """A free spot instead of another, and how far it is from that one."""

    space_id: int
    label: str
    type: SpaceType
    area_id: int
    area_code: str
    distance_metres: int
