"""Programs as people let them in, and what plate readers tell: as received and sent."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from app.observations.models import Doubt, Outcome
from app.programs.scopes import Scope
from app.web.schemas.base import Moment, Schema

Parameter = Annotated[str, StringConstraints(max_length=2000)]


class AuthorizationQuery(Schema):
    """What the app sent along in the address of `/oauth/authorize`."""

    client_id: Parameter
    redirect_uri: Parameter
    response_type: Parameter | None = None
    scope: Parameter | None = None
    state: Parameter | None = None
    code_challenge: Parameter | None = None
    code_challenge_method: Parameter | None = None


class ConsentIn(AuthorizationQuery):
    """`allow`: what the person says."""

    allow: bool


class ConsentOut(Schema):
    """`name`: which app asks. `returns_to`: the host, or the scheme, to which the person is sent."""

    name: str
    scopes: list[Scope]
    returns_to: str


class AnsweredOut(Schema):
    redirect_to: str


class LeaveOut(Schema):
    """An app that may act for the person."""

    id: int
    name: str
    scopes: list[Scope]
    allowed_at: Moment
    used_at: Moment


class LeavesOut(Schema):
    programs: list[LeaveOut]


class ObservationIn(Schema):
    """A plate as a camera read it. `key`: the reader's own name for it; told again, it happens once.

    `direction`: may be left out by a reader that sees one direction only.
    """

    plate: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=40)]
    confidence: Annotated[float, Field(ge=0, le=1, allow_inf_nan=False)]
    direction: Literal["in", "out"] | None = None
    observed_at: Moment
    key: Annotated[str, StringConstraints(pattern=r"^[!-~]{8,64}$")]


class ObservationOut(Schema):
    """`opens`: the car came or went, so the barrier may open. `spot`: where the car stands, or stood.

    While `outcome` is `waiting` a person decides: ask again.
    """

    key: str
    outcome: Outcome
    opens: bool
    doubt: Doubt | None
    refusal: str | None
    spot: str | None
