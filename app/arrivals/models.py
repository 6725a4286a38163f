"""What really happened: cars that came and went, and what those owe that stayed too long."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Any

from tortoise import Model, fields

from app.bookings.models import Booking
from app.core.fields import MoneyField, UtcField
from app.core.period import Period
from app.lots.models import Lot


class Method(StrEnum):
    """How it is known that a car came or went."""

    SCAN = "scan"  # the QR code of the pass
    PLATE = "plate"  # somebody typed the plate
    READER = "reader"  # a camera read it


class ParkingSession(Model):
    """A stay: a booking's car is in, until `exited_at`. A car may leave and come back within its time.

    It stands on the spot of its booking. `entry_key` and `exit_key` are given by whoever saw it happen, so
    that what is told twice happens once.
    """

    id = fields.BigIntField(primary_key=True)
    booking: fields.ForeignKeyRelation[Booking] = fields.ForeignKeyField(
        "models.Booking", related_name="sessions", on_delete=fields.RESTRICT
    )
    booking_id: int
    # Set while the car is in; unique, so a booking's car is in once.
    open_for: fields.OneToOneNullableRelation[Booking] = fields.OneToOneField(
        "models.Booking", related_name="open_session", null=True, on_delete=fields.RESTRICT
    )
    open_for_id: int | None
    lot: fields.ForeignKeyRelation[Lot] = fields.ForeignKeyField(
        "models.Lot", related_name="sessions", on_delete=fields.RESTRICT
    )
    lot_id: int
    entered_at = UtcField()
    entry_method = fields.CharEnumField(Method, max_length=8)
    entered_by = fields.CharField(max_length=40)
    entry_key = fields.CharField(max_length=64, null=True, unique=True)
    exited_at: datetime | None = UtcField(null=True)
    exit_method = fields.CharEnumField(Method, max_length=8, null=True)
    exited_by = fields.CharField(max_length=40, null=True)
    exit_key = fields.CharField(max_length=64, null=True, unique=True)
    # When we heard that it came, which may be long after; None in what is older than this column.
    told_at: datetime | None = UtcField(null=True)

    class Meta:
        table = "parking_session"
        indexes = (("lot_id", "entered_at"), ("lot_id", "exited_at"), ("booking_id",))


class Departure(Model):
    """A car left of which nobody had told that it came: another gate may tell so later (decision 26).

    `booking`: the latest of its plate that had begun. `session`: the stay that it was the end of, once known.
    """

    id = fields.BigIntField(primary_key=True)
    lot: fields.ForeignKeyRelation[Lot] = fields.ForeignKeyField(
        "models.Lot", related_name="departures", on_delete=fields.RESTRICT
    )
    lot_id: int
    booking: fields.ForeignKeyRelation[Booking] = fields.ForeignKeyField(
        "models.Booking", related_name="departures", on_delete=fields.RESTRICT
    )
    booking_id: int
    left_at = UtcField()
    method = fields.CharEnumField(Method, max_length=8)
    told_by = fields.CharField(max_length=40)
    told_at = UtcField()
    key = fields.CharField(max_length=64, null=True, unique=True)
    session: fields.OneToOneNullableRelation[ParkingSession] = fields.OneToOneField(
        "models.ParkingSession", related_name="departure", null=True, on_delete=fields.RESTRICT
    )
    session_id: int | None

    class Meta:
        table = "departure"
        indexes = (("booking_id", "left_at"),)


class ExitFeeStatus(StrEnum):
    OWED = "owed"
    PAID = "paid"
    WAIVED = "waived"
    LAPSED = "lapsed"  # not settled in time: a newer one asks for more


class ExitFee(Model):
    """What an overstay costs from `starts_at` (the booking's end) until `ends_at`, less what was settled.

    Settled by `pay_by`, the car may leave until then without owing more. `quote_lines`: a list of
    `pricing.lines.QuoteLine` as JSON.
    """

    id = fields.BigIntField(primary_key=True)
    session: fields.ForeignKeyRelation[ParkingSession] = fields.ForeignKeyField(
        "models.ParkingSession", related_name="exit_fees", on_delete=fields.RESTRICT
    )
    session_id: int
    booking: fields.ForeignKeyRelation[Booking] = fields.ForeignKeyField(
        "models.Booking", related_name="exit_fees", on_delete=fields.RESTRICT
    )
    booking_id: int
    status = fields.CharEnumField(ExitFeeStatus, max_length=8)
    starts_at = UtcField()
    ends_at = UtcField()
    pay_by = UtcField()
    amount = MoneyField(source_field="amount_sen")
    tax = MoneyField(source_field="tax_sen")
    quote_lines: list[dict[str, Any]] = fields.JSONField()
    asked_at = UtcField()
    settled_at: datetime | None = UtcField(null=True)
    settled_by = fields.CharField(max_length=40, null=True)
    # Why it was waived.
    reason = fields.CharField(max_length=200, null=True)

    class Meta:
        table = "exit_fee"
        indexes = (("session_id", "status"), ("booking_id", "status"))

    @property
    def period(self) -> Period:
        return Period(self.starts_at, self.ends_at)
