"""Forgets what nobody needs any more (docs/decisions/0009)."""

from __future__ import annotations

from datetime import timedelta

from app.accounts.sessions import forget_ended
from app.bookings.models import IdempotencyKey
from app.bookings.reports import forget_spot_reports
from app.core import clock
from app.core.database.transactions import transactional
from app.core.models import JobRun
from app.notifications.pushes.subscriptions import forget_idle_devices
from app.notifications.retention import forget_deliveries
from app.observations.service import forget_observations
from app.payments.inbox import forget_forged
from app.programs.grants import forget_ended_grants
from app.telegram.chats import forget_silent_chats
from app.telegram.follows import forget_old_follows
from app.telegram.inbox import forget_updates
from app.telegram.links import forget_codes

_RUNS_KEPT = timedelta(days=14)
_KEYS_KEPT = timedelta(days=3)


async def clean_up() -> int:
    """Returns how many rows were deleted."""
    return (
        await _forget_runs_and_keys()
        + await forget_ended()
        + await forget_idle_devices()
        + await forget_deliveries()
        + await forget_forged()
        + await forget_spot_reports()
        + await forget_updates()
        + await forget_codes()
        + await forget_old_follows()
        + await forget_silent_chats()
        + await forget_ended_grants()
        + await forget_observations()
    )


@transactional
async def _forget_runs_and_keys() -> int:
    now = clock.now()
    runs = await JobRun.filter(started_at__lt=now - _RUNS_KEPT).delete()
    keys = await IdempotencyKey.filter(created_at__lt=now - _KEYS_KEPT).delete()
    return runs + keys
