"""Whether the process lives, and whether it can serve."""

from __future__ import annotations

from datetime import timedelta

from quart import Blueprint, Response, jsonify
from tortoise import connections

from app.core import clock
from app.web.access import callers
from app.web.context import services
from app.web.limits import limited

blueprint = Blueprint("health", __name__)

_READABLE_WITHIN = timedelta(seconds=10)


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
    """The database answers and the event log is being followed."""
    problems = []
    try:
        await connections.get("default").execute_query("SELECT 1")
    except Exception:
        problems.append("database")
    if clock.now() - services().live.fresh_at > _READABLE_WITHIN:
        problems.append("event_log")
    body = {"status": "unready", "problems": problems} if problems else {"status": "ready"}
    return jsonify(body), 503 if problems else 200
