"""Telling staff that a job fails."""

from __future__ import annotations

from datetime import datetime, timedelta

import structlog

from app.core import clock
from app.core.actor import CLOCK
from app.core.database.transactions import record, transactional
from app.core.job_runs import JobFailed

log = structlog.get_logger()

_QUIET_FOR = timedelta(hours=1)


class Alarm:
    """The alarm of one job: it rings once an hour at most, however often the job fails."""

    def __init__(self, job: str) -> None:
        self._job = job
        self._rang_at: datetime | None = None

    async def ring(self, slot: datetime, error: Exception) -> None:
        """Raises nothing: what made the job fail, such as a database that is away, may silence it too."""
        now = clock.now()
        if self._rang_at is not None and now < self._rang_at + _QUIET_FOR:
            return
        try:
            await _tell(self._job, slot, error)
        except Exception:
            log.exception("alarm_silent", job=self._job)
        else:
            self._rang_at = now


@transactional
async def _tell(job: str, slot: datetime, error: Exception) -> None:
    record(JobFailed(job=job, slot=slot, error=type(error).__name__), by=CLOCK)
