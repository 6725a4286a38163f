"""What every schema shares: camelCase outside, strict inside."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated

from pydantic import AwareDatetime, BaseModel, ConfigDict, PlainSerializer
from pydantic.alias_generators import to_camel


def _iso_utc(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat().replace("+00:00", "Z")


Moment = Annotated[AwareDatetime, PlainSerializer(_iso_utc, return_type=str, when_used="json-unless-none")]
"""A moment: any offset in, UTC with `Z` out. A time without an offset is refused."""


class Schema(BaseModel):
    """Base of requests and answers. Fields that a request does not know are refused."""

    model_config = ConfigDict(alias_generator=to_camel, populate_by_name=True, extra="forbid", frozen=True)


class QuoteLineOut(Schema):
    """One line of a price: `kind` is stable, `label` is in the caller's language."""

    kind: str
    label: str
    amount_sen: int
