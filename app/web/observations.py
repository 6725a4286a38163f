"""What plate readers tell (docs/programs.md)."""

from __future__ import annotations

from quart import Blueprint
from quart_schema import validate_request, validate_response

from app.observations.models import Observation, Outcome
from app.observations.queries import get_told
from app.observations.service import Reading, take_observation
from app.programs.errors import NotForPrograms
from app.programs.models import Program
from app.programs.scopes import Scope
from app.web.access import callers
from app.web.bearer import present_bearer
from app.web.context import services
from app.web.limits import limited
from app.web.schemas.programs import ObservationIn, ObservationOut

blueprint = Blueprint("observations", __name__)


@blueprint.post("/api/observations")
@limited(1200)
@callers("program", scope=Scope.OBSERVATIONS_WRITE)
@validate_request(ObservationIn)
@validate_response(ObservationOut)
async def observe(data: ObservationIn) -> ObservationOut:
    """A reader saw a plate: the car comes or goes, or a person is asked."""
    seen = await take_observation(_reader(), Reading(**data.model_dump()))
    await services().follower.show_own_writes()
    return await _present(seen)


@blueprint.get("/api/observations/<key>")
@limited(2400)
@callers("program", scope=Scope.OBSERVATIONS_WRITE)
@validate_response(ObservationOut)
async def observed(key: str) -> ObservationOut:
    """What came of what the reader told: for one that waits for a person."""
    return await _present(await get_told(_reader().id, key))


def _reader() -> Program:
    bearer = present_bearer()
    if bearer is None:
        raise NotForPrograms
    return bearer.program


async def _present(seen: Observation) -> ObservationOut:
    await seen.fetch_related("session__booking__area", "session__booking__space")
    booking = seen.session.booking if seen.session is not None else None
    return ObservationOut(
        key=seen.key,
        outcome=seen.outcome,
        opens=seen.outcome in (Outcome.MOVED, Outcome.ACCEPTED) or booking is not None,
        doubt=seen.doubt,
        refusal=seen.refusal,
        spot=f"{booking.area.code} {booking.space.label}" if booking is not None else None,
    )
