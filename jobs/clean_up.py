"""Forgets what nobody needs any more: old runs of jobs, old idempotency keys, ended sessions."""

from __future__ import annotations

from datetime import timedelta

from app.accounts.sessions import forget_ended
from app.bookings.models import IdempotencyKey
from app.core import clock
from app.core.database.transactions import transactional
from app.core.models import JobRun

_RUNS_KEPT = timedelta(days=14)
_KEYS_KEPT = timedelta(days=3)


async def clean_up() -> int:
    return await _forget() + await forget_ended()


@transactional
async def _forget() -> int:
    now = clock.now()
    runs = await JobRun.filter(started_at__lt=now - _RUNS_KEPT).delete()
    keys = await IdempotencyKey.filter(created_at__lt=now - _KEYS_KEPT).delete()
    return runs + keys
