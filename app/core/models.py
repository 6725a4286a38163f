"""Tables of the core: the event log, its head, its readers, and the runs of jobs."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from tortoise import Model, fields

from app.core.fields import UtcField


class EventRecord(Model):
    """One thing that happened. Ids are handed out in commit order and without gaps (see `events`)."""

    id = fields.BigIntField(primary_key=True, generated=False)
    kind = fields.CharField(max_length=64)
    occurred_at = UtcField()
    actor = fields.CharField(max_length=40)
    request_id = fields.CharField(max_length=40, null=True)
    booking_id = fields.BigIntField(null=True, db_index=True)
    lot_id = fields.BigIntField(null=True)
    data: dict[str, Any] = fields.JSONField()

    class Meta:
        table = "event"


class EventLogHead(Model):
    """One row: the id of the newest event. Its lock puts the log's ids in commit order."""

    id = fields.SmallIntField(primary_key=True, generated=False)
    last_id = fields.BigIntField()

    class Meta:
        table = "event_log_head"


class EventCursor(Model):
    """How far a durable reader has come."""

    reader = fields.CharField(max_length=40, primary_key=True)
    last_id = fields.BigIntField()

    class Meta:
        table = "event_cursor"


class JobRun(Model):
    """One run of a scheduled job in one slot of time. Unique, so that two processes cannot both run it."""

    id = fields.BigIntField(primary_key=True)
    job = fields.CharField(max_length=40)
    slot = UtcField()
    started_at = UtcField()
    finished_at: datetime | None = UtcField(null=True)
    outcome = fields.CharField(max_length=200, null=True)

    class Meta:
        table = "job_run"
        unique_together = (("job", "slot"),)


class LockStripe(Model):
    """A row to lock for names that have no row of their own (see `database.stripes`)."""

    id = fields.SmallIntField(primary_key=True, generated=False)

    class Meta:
        table = "lock_stripe"
