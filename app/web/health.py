"""Whether the process lives, and whether it can serve."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import structlog
from quart import Blueprint, Response, jsonify

from app.core import clock
from app.core.job_runs import find_last_run
from app.web.access import callers
from app.web.context import services
from app.web.limits import limited

blueprint = Blueprint("health", __name__)

_READABLE_WITHIN = timedelta(seconds=10)
_PATIENCE_SECONDS = 2.0

log = structlog.get_logger()


@blueprint.get("/healthz")
@limited(600)
@callers("anyone")
async def healthz() -> Response:
    """The process answers."""
    return jsonify({"status": "ok"})


@blueprint.get("/readyz")
@limited(600)
@callers("anyone")
async def readyz() -> tuple[Response, int]:
    """The database answers and the event log is being followed.

    The jobs' last sign of life is told, and no problem of this process: without jobs it serves all the same.
    """
    problems = []
    last_job = None
    try:
        async with asyncio.timeout(_PATIENCE_SECONDS):
            last_job = await find_last_run()
    except Exception as error:
        log.warning("database_unready", error=type(error).__name__)
        problems.append("database")
    now = clock.now()
    if now - services().live.fresh_at > _READABLE_WITHIN:
        problems.append("event_log")
    body = {
        "status": "unready" if problems else "ready",
        "problems": problems,
        "secondsSinceLastJob": round((now - last_job).total_seconds()) if last_job else None,
    }
    return jsonify(body), 503 if problems else 200
