"""Programs, and what plate readers doubt, as the operator sees and decides it."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, StringConstraints, model_validator

from app.observations.models import Doubt
from app.programs.scopes import ProgramKind, Scope
from app.web.schemas.base import Moment, RowId, Schema

Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=40)]
RedirectUri = Annotated[str, StringConstraints(max_length=400)]
ProgramName = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=80)]


class ProgramIn(Schema):
    """`scopes`: all that its kind can have, when left out. `redirect_uris`: of an app, as it spells them.

    `everywhere`: of all lots; an app always is, a plate reader never.
    """

    kind: ProgramKind
    name: ProgramName
    scopes: Annotated[list[Scope], Field(max_length=10)] = []
    redirect_uris: Annotated[list[RedirectUri], Field(max_length=10)] = []
    direction: Literal["in", "out"] | None = None
    everywhere: bool = False


class ProgramOut(Schema):
    """`is_yours`: whether the caller may change it; who runs one lot only sees those of all lots."""

    id: int
    client_id: str
    kind: ProgramKind
    name: str
    everywhere: bool
    is_yours: bool
    direction: Literal["in", "out"] | None
    scopes: list[Scope]
    redirect_uris: list[str]
    created_at: Moment
    last_used_at: Moment | None
    disabled_at: Moment | None


class ProgramsOut(Schema):
    """`issuer`: the address with which programs begin; null when there is no key to sign tokens with."""

    programs: list[ProgramOut]
    issuer: str | None
    doubtful: int


class RegisteredOut(Schema):
    """`secret` is told this once. An app has none."""

    program: ProgramOut
    secret: str | None


class CandidateOut(Schema):
    """A car that it may have been."""

    plate_number: str
    reference: str
    area_code: str
    space_label: str


class DoubtfulOut(Schema):
    """`confidence` from 0 to 1. `refusal`: the code of what the gate says to this car."""

    id: int
    gate: str
    direction: Literal["in", "out"]
    plate_number: str
    confidence: float
    observed_at: Moment
    doubt: Doubt
    refusal: str | None
    candidates: list[CandidateOut]


class DoubtfulsQuery(Schema):
    """`before`: only those that come after this one."""

    before: RowId | None = None


class DoubtfulsOut(Schema):
    """A page of `count`, the newest first. `next`: what `before` is for the page after."""

    observations: list[DoubtfulOut]
    count: int
    next: int | None


class AcceptIn(Schema):
    """Which car it was, by one of `plate` and `reference`. `leave_owing`: it is gone although it owes."""

    plate: Text | None = None
    reference: Text | None = None
    leave_owing: bool = False

    @model_validator(mode="after")
    def _one_of_them(self) -> AcceptIn:
        if (self.plate is None) == (self.reference is None):
            raise ValueError("give plate or reference")
        return self


class DismissIn(Schema):
    reason: Annotated[str, StringConstraints(strip_whitespace=True, max_length=200)]
