"""Somebody stands on the booked spot: what is offered, and what the driver sends."""

from __future__ import annotations

from typing import Literal, Self

from pydantic import model_validator
from quart_schema.pydantic import File

from app.web.schemas.base import NearestSpaceOut, RowId, Schema


class BlockedSpotOut(Schema):
    """What reporting would give now. `no_refund_reason`: a sentence, when the money does not come back."""

    may_move: bool
    may_refund: bool
    refund_amount_sen: int
    currency: str
    no_refund_reason: str | None
    nearest: list[NearestSpaceOut]


class BlockedReportIn(Schema):
    """A photo of the blocked spot, and what the driver wants. `space_id` only with `move`."""

    photo: File
    choice: Literal["move", "refund"]
    space_id: RowId | None = None

    @model_validator(mode="after")
    def _names_a_spot_to_move_to(self) -> Self:
        if (self.choice == "move") != (self.space_id is not None):
            raise ValueError("spaceId goes with the choice `move`, and only with it")
        return self
