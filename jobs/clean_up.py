"""Forgets what nobody needs any more (docs/decisions/0009)."""

from __future__ import annotations

from datetime import timedelta

from app.accounts.sessions import forget_ended
from app.bookings.models import IdempotencyKey
from app.core import clock
from app.core.database.transactions import transactional
from app.core.models import JobRun
from app.notifications.retention import forget_deliveries
from app.payments.inbox import forget_forged

_RUNS_KEPT = timedelta(days=14)
_KEYS_KEPT = timedelta(days=3)


async def clean_up() -> int:
    """Returns how many rows were deleted."""
    return (
        await _forget_runs_and_keys()
        + await forget_ended()
        + await forget_deliveries()
        + await forget_forged()
    )


@transactional
async def _forget_runs_and_keys() -> int:
    now = clock.now()
    runs = await JobRun.filter(started_at__lt=now - _RUNS_KEPT).delete()
    keys = await IdempotencyKey.filter(created_at__lt=now - _KEYS_KEPT).delete()
    return runs + keys
