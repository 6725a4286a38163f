"""What plate readers saw and are not sure of: a person decides."""

from __future__ import annotations

from typing import Literal, cast

from quart import Blueprint
from quart_schema import validate_querystring, validate_request, validate_response

from app.accounts.permissions import Permission
from app.accounts.plates import display_plate
from app.arrivals.gate import Shown
from app.observations.models import Doubt
from app.observations.queries import Waiting, count_waiting, list_waiting
from app.observations.service import accept_observation, dismiss_observation
from app.web.admin.access import StaffAt, staff_at
from app.web.context import services
from app.web.empty_answers import answers_nothing
from app.web.limits import limited
from app.web.schemas.admin_programs import (
    AcceptIn,
    CandidateOut,
    DismissIn,
    DoubtfulOut,
    DoubtfulsOut,
    DoubtfulsQuery,
)

blueprint = Blueprint("admin_observations", __name__)


@blueprint.get("/api/admin/lots/<slug>/observations")
@limited(1200)
@staff_at(Permission.RUN_GATE)
@validate_querystring(DoubtfulsQuery)
@validate_response(DoubtfulsOut)
async def doubtful(here: StaffAt, query_args: DoubtfulsQuery) -> DoubtfulsOut:
    """What waits for a decision, the newest first, page by page."""
    found = await list_waiting(here.lot, before=query_args.before)
    return DoubtfulsOut(
        observations=[_present(one) for one in found.waiting],
        count=await count_waiting(here.lot.id),
        next=found.waiting[-1].observation.id if found.has_more else None,
    )


@blueprint.post("/api/admin/lots/<slug>/observations/<int:observation_id>/accept")
@limited(600)
@staff_at(Permission.RUN_GATE)
@validate_request(AcceptIn)
@answers_nothing(204)
async def accept(here: StaffAt, observation_id: int, data: AcceptIn) -> tuple[str, int]:
    """Says which car it was: it came or went when it was seen."""
    shown = Shown(plate=data.plate, reference=data.reference)
    await accept_observation(observation_id, here.lot, shown, leave_owing=data.leave_owing, by=here.by)
    await services().follower.show_own_writes()
    return "", 204


@blueprint.post("/api/admin/lots/<slug>/observations/<int:observation_id>/dismiss")
@limited(600)
@staff_at(Permission.RUN_GATE)
@validate_request(DismissIn)
@answers_nothing(204)
async def dismiss(here: StaffAt, observation_id: int, data: DismissIn) -> tuple[str, int]:
    """No car came or went."""
    await dismiss_observation(observation_id, here.lot, data.reason, by=here.by)
    return "", 204


def _present(waiting: Waiting) -> DoubtfulOut:
    seen = waiting.observation
    return DoubtfulOut(
        id=seen.id,
        gate=seen.program.name,
        direction=cast("Literal['in', 'out']", seen.direction),
        plate_number=display_plate(seen.plate),
        confidence=seen.confidence / 1000,
        observed_at=seen.observed_at,
        doubt=seen.doubt or Doubt.UNSURE,
        refusal=seen.refusal,
        candidates=[
            CandidateOut(
                plate_number=display_plate(one.plate),
                reference=one.reference,
                area_code=one.area_code,
                space_label=one.space_label,
            )
            for one in waiting.candidates
        ],
    )
