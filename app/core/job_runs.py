"""What the runs of scheduled jobs tell."""

from __future__ import annotations

from datetime import datetime

from app.core.events import DomainEvent
from app.core.models import JobRun


class JobFailed(DomainEvent):
    """A run of a job ended with an exception of the class `error`. `slot`: the run's place in the crontab, or
    when it was begun. Told once an hour at most of each job by a process.
    """

    job: str
    slot: datetime
    error: str


async def find_last_run() -> datetime | None:
    """When a scheduled job was last begun, by any process; one is due each minute."""
    newest = await JobRun.all().order_by("-id").first()
    return newest.started_at if newest else None
