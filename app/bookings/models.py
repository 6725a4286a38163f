"""Bookings and the live claims they have on spots."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Any

from tortoise import Model, fields

from app.accounts.models import Person, Vehicle
from app.core.fields import MoneyField, UtcField
from app.core.period import Period
from app.lots.models import Area, Lot, Space


class BookingStatus(StrEnum):
    HELD = "held"
    CONFIRMED = "confirmed"
    COMPLETED = "completed"
    CANCELLED = "cancelled"  # by the driver
    EXPIRED = "expired"  # by time, unpaid
    DISPLACED = "displaced"  # by the operator
    NO_SHOW = "no_show"


class Booking(Model):
    """A right to one spot for a period, first held, then paid for.

    `quote_lines`: the quote as it was when held, a list of `pricing.rules.QuoteLine` as JSON;
    `amount` is their sum and `tax` what of it is service tax. `refund_policy`: the lot's, as it was agreed
    to; None for bookings made before it was kept.
    """

    id = fields.BigIntField(primary_key=True)
    reference = fields.CharField(max_length=16, unique=True)
    status = fields.CharEnumField(BookingStatus, max_length=12)
    lot: fields.ForeignKeyRelation[Lot] = fields.ForeignKeyField(
        "models.Lot", related_name="bookings", on_delete=fields.RESTRICT
    )
    lot_id: int
    area: fields.ForeignKeyRelation[Area] = fields.ForeignKeyField(
        "models.Area", related_name="bookings", on_delete=fields.RESTRICT
    )
    area_id: int
    space: fields.ForeignKeyRelation[Space] = fields.ForeignKeyField(
        "models.Space", related_name="bookings", on_delete=fields.RESTRICT
    )
    space_id: int
    starts_at = UtcField()
    ends_at = UtcField()
    hold_expires_at = UtcField()
    person: fields.ForeignKeyNullableRelation[Person] = fields.ForeignKeyField(
        "models.Person", related_name="bookings", null=True, on_delete=fields.RESTRICT
    )
    person_id: int | None
    email = fields.CharField(max_length=254, db_index=True)
    name = fields.CharField(max_length=80, default="")
    plate_number = fields.CharField(max_length=16)
    vehicle: fields.ForeignKeyNullableRelation[Vehicle] = fields.ForeignKeyField(
        "models.Vehicle", related_name="bookings", null=True, on_delete=fields.SET_NULL
    )
    vehicle_id: int | None
    language = fields.CharField(max_length=8)
    channel = fields.CharField(max_length=12)
    # Digest of the network address of whoever is not verified; bounds what one place can hold unpaid.
    origin = fields.CharField(max_length=32, null=True)
    amount = MoneyField(source_field="amount_sen")
    tax = MoneyField(source_field="tax_sen")
    currency = fields.CharField(max_length=3)
    quote_lines: list[dict[str, Any]] = fields.JSONField()
    refund_policy: list[dict[str, int]] | None = fields.JSONField(null=True)
    promo_code = fields.CharField(max_length=24, null=True)
    link_generation = fields.IntField(default=1)
    created_at = UtcField()
    confirmed_at: datetime | None = UtcField(null=True)
    ended_at: datetime | None = UtcField(null=True)
    # The end that its driver was reminded of: when it moves, so does the reminder.
    reminded_ends_at: datetime | None = UtcField(null=True)
    extensions: fields.ReverseRelation[Extension]

    class Meta:
        table = "booking"
        indexes = (
            ("status", "hold_expires_at"),
            ("person_id", "starts_at"),
            ("plate_number", "status"),
            ("origin", "status"),
            ("lot_id", "starts_at", "ends_at"),
            # What the desk searches by is read from the index alone.
            ("lot_id", "plate_number", "email", "name"),
        )

    @property
    def period(self) -> Period:
        return Period(self.starts_at, self.ends_at)


class ExtensionStatus(StrEnum):
    HELD = "held"
    CONFIRMED = "confirmed"
    EXPIRED = "expired"  # by time, unpaid
    CANCELLED = "cancelled"  # let go by the driver, or the booking ended


class Extension(Model):
    """More time at the end of a booking, first held, then paid for.

    At most one of a booking is held at a time. `starts_at` is the booking's end as it was. While it
    is held, the booking's claim reaches to `ends_at`; once it is confirmed, so does the booking. `channel` is
    where it was asked for. Who writes one holds the booking's lock.
    """

    id = fields.BigIntField(primary_key=True)
    booking: fields.ForeignKeyRelation[Booking] = fields.ForeignKeyField(
        "models.Booking", related_name="extensions", on_delete=fields.RESTRICT
    )
    booking_id: int
    status = fields.CharEnumField(ExtensionStatus, max_length=12)
    starts_at = UtcField()
    ends_at = UtcField()
    hold_expires_at = UtcField()
    channel = fields.CharField(max_length=12, default="web", db_default="web")
    amount = MoneyField(source_field="amount_sen")
    tax = MoneyField(source_field="tax_sen")
    quote_lines: list[dict[str, Any]] = fields.JSONField()
    created_at = UtcField()
    confirmed_at: datetime | None = UtcField(null=True)
    ended_at: datetime | None = UtcField(null=True)

    class Meta:
        table = "extension"
        indexes = (("status", "hold_expires_at"), ("booking_id", "status"))

    @property
    def period(self) -> Period:
        return Period(self.starts_at, self.ends_at)


class SpaceClaim(Model):
    """A live right to a spot. The database itself refuses two that overlap (see the second migration)."""

    id = fields.BigIntField(primary_key=True)
    space: fields.ForeignKeyRelation[Space] = fields.ForeignKeyField(
        "models.Space", related_name="claims", on_delete=fields.RESTRICT
    )
    space_id: int
    booking: fields.OneToOneRelation[Booking] = fields.OneToOneField(
        "models.Booking", related_name="claim", on_delete=fields.RESTRICT
    )
    booking_id: int
    starts_at = UtcField()
    ends_at = UtcField()

    class Meta:
        table = "space_claim"
        indexes = (("space_id", "starts_at"), ("ends_at",))


class Overstay(Model):
    """A car still stands on a spot after its booking's end: nobody is promised it before `blocked_until`."""

    id = fields.BigIntField(primary_key=True)
    space: fields.OneToOneRelation[Space] = fields.OneToOneField(
        "models.Space", related_name="overstay", on_delete=fields.RESTRICT
    )
    space_id: int
    booking: fields.OneToOneRelation[Booking] = fields.OneToOneField(
        "models.Booking", related_name="overstay", on_delete=fields.RESTRICT
    )
    booking_id: int
    began_at = UtcField()
    blocked_until = UtcField()
    # When its driver was told last.
    told_at = UtcField()

    class Meta:
        table = "overstay"


class MoveCause(StrEnum):
    """Why a booking had to leave its spot."""

    BLOCKED = "blocked"  # somebody else stood there
    CLOSURE = "closure"  # the operator closed the spot
    OVERSTAY = "overstay"  # the car before would not be gone in time
    STAFF = "staff"  # staff found another for it


class BookingMove(Model):
    """A booking went from one spot to another, for the same price."""

    id = fields.BigIntField(primary_key=True)
    booking: fields.ForeignKeyRelation[Booking] = fields.ForeignKeyField(
        "models.Booking", related_name="moves", on_delete=fields.RESTRICT
    )
    booking_id: int
    from_space: fields.ForeignKeyRelation[Space] = fields.ForeignKeyField(
        "models.Space", related_name="moves_away", on_delete=fields.RESTRICT
    )
    from_space_id: int
    to_space: fields.ForeignKeyRelation[Space] = fields.ForeignKeyField(
        "models.Space", related_name="moves_here", on_delete=fields.RESTRICT
    )
    to_space_id: int
    cause = fields.CharEnumField(MoveCause, max_length=8)
    moved_at = UtcField()

    class Meta:
        table = "booking_move"
        indexes = (("booking_id",),)


class ReportOutcome(StrEnum):
    """What a driver got whose spot was blocked."""

    MOVED = "moved"
    REFUNDED = "refunded"


class SpotReport(Model):
    """A driver found somebody else on the booked spot, once per booking. `photo`: a JPEG without metadata.

    In the database, because web machines share nothing else; forgotten with its photo after 90 days.
    """

    id = fields.BigIntField(primary_key=True)
    booking: fields.OneToOneRelation[Booking] = fields.OneToOneField(
        "models.Booking", related_name="spot_report", on_delete=fields.RESTRICT
    )
    booking_id: int
    space: fields.ForeignKeyRelation[Space] = fields.ForeignKeyField(
        "models.Space", related_name="spot_reports", on_delete=fields.RESTRICT
    )
    space_id: int
    outcome = fields.CharEnumField(ReportOutcome, max_length=8)
    photo = fields.BinaryField()
    reported_at = UtcField(db_index=True)

    class Meta:
        table = "spot_report"


class IdempotencyKey(Model):
    """A key that a client sent with a request that makes a booking, and the booking it made.

    `scope` is the caller (`person:7`, or `guest:<digest of the e-mail>`): nobody meets another's key.
    """

    id = fields.BigIntField(primary_key=True)
    scope = fields.CharField(max_length=80)
    key = fields.CharField(max_length=100)
    fingerprint = fields.CharField(max_length=64)
    booking: fields.ForeignKeyRelation[Booking] = fields.ForeignKeyField(
        "models.Booking", related_name="idempotency_keys", on_delete=fields.RESTRICT
    )
    booking_id: int
    created_at = UtcField()

    class Meta:
        table = "idempotency_key"
        unique_together = (("scope", "key"),)
