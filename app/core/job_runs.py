"""What the runs of scheduled jobs tell."""

from __future__ import annotations

from datetime import datetime

from app.core.models import JobRun


async def find_last_run() -> datetime | None:
    """When a scheduled job was last begun, by any process; one is due each minute."""
    newest = await JobRun.all().order_by("-id").first()
    return newest.started_at if newest else None
