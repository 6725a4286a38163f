"""Plates that cameras read, and what came of it."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from tortoise import Model, fields

from app.arrivals.models import ParkingSession
from app.core.fields import UtcField
from app.lots.models import Lot
from app.programs.models import Program


class Outcome(StrEnum):
    MOVED = "moved"  # the car came or went by it
    REPEATED = "repeated"  # the same car, read once more
    WAITING = "waiting"  # doubtful: a person decides
    ACCEPTED = "accepted"  # a person said which car it was
    DISMISSED = "dismissed"  # a person said that nothing happened


class Doubt(StrEnum):
    """Why a person decides."""

    UNSURE = "unsure"  # the reader is less sure than the lot asks for
    SIMILAR = "similar"  # nobody with this plate is expected, but one whose plate looks like it
    UNKNOWN = "unknown"  # nobody with such a plate is expected
    SEVERAL = "several"  # the plate has several bookings
    REFUSED = "refused"  # the gate's own rules say no; `refusal` holds the code


class Observation(Model):
    """A reader saw a plate. `plate` is in its normal form, `confidence` in thousandths.

    `key` is the reader's own name for it, so that what is told twice happens once.
    """

    id = fields.BigIntField(primary_key=True)
    program: fields.ForeignKeyRelation[Program] = fields.ForeignKeyField(
        "models.Program", related_name="observations", on_delete=fields.RESTRICT
    )
    program_id: int
    lot: fields.ForeignKeyRelation[Lot] = fields.ForeignKeyField(
        "models.Lot", related_name="observations", on_delete=fields.RESTRICT
    )
    lot_id: int
    key = fields.CharField(max_length=64)
    plate = fields.CharField(max_length=16)
    confidence = fields.IntField()
    direction = fields.CharField(max_length=3)
    observed_at = UtcField()
    received_at = UtcField()
    outcome = fields.CharEnumField(Outcome, max_length=12)
    doubt = fields.CharEnumField(Doubt, max_length=12, null=True)
    refusal = fields.CharField(max_length=40, null=True)
    session: fields.ForeignKeyNullableRelation[ParkingSession] = fields.ForeignKeyField(
        "models.ParkingSession", related_name="observations", null=True
    )
    session_id: int | None
    decided_at: datetime | None = UtcField(null=True)
    decided_by = fields.CharField(max_length=40, null=True)
    # Why it was dismissed.
    reason = fields.CharField(max_length=200, null=True)

    class Meta:
        table = "observation"
        unique_together = (("program_id", "key"),)
        indexes = (("lot_id", "outcome", "observed_at"), ("received_at",))
