"""Car parks as they are built: lots, floors, spots, closures."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Any

from tortoise import Model, fields

from app.core.fields import UtcField

SLUG_MAX_LENGTH = 60


class SpaceType(StrEnum):
    STANDARD = "standard"
    EV = "ev"
    VIP = "vip"
    OKU = "oku"  # orang kurang upaya: the Malaysian term for the accessible bay
    MOTORCYCLE = "motorcycle"


class SpaceStatus(StrEnum):
    ACTIVE = "active"
    RETIRED = "retired"


class Lot(Model):
    """A car park. Policy is data: opening hours, tax, refunds and hold time are set per lot.

    `opening_hours`: list of `{weekday: 0-6 (Monday 0), opens: "HH:MM", closes: "HH:MM" or "24:00"}` in the
    lot's zone. `refund_policy`: list of `{hours_before: int, percent: int}`.
    `tax_basis_points`: 600 is 6 %. `no_show_minutes`: so long after its start a booking is given up whose car
    did not come; None keeps it to its end. `overstay_hour_sen`: price of each started hour after the end.
    `reader_confidence_percent`: what a plate reader must be sure of to open the gate by itself.
    `refund_approval_sen`: what staff give back beyond the policy waits for a second person when
    it is more than this; None: nothing does.
    `special_days`: list of `{date: "YYYY-MM-DD", opens, closes}` that hold instead of the weekday's hours, or
    of `{date}` for a day on which it stays closed. `house_rules`: language -> text.
    `contact`: an e-mail address, as a rule; answers to mails go there. `whatsapp`: a number in figures alone.
    `operator_address` and `company_registration` stand on receipts.
    """

    id = fields.BigIntField(primary_key=True)
    slug = fields.CharField(max_length=SLUG_MAX_LENGTH, unique=True)
    name = fields.CharField(max_length=80)
    address = fields.CharField(max_length=200)
    latitude = fields.FloatField()
    longitude = fields.FloatField()
    time_zone = fields.CharField(max_length=40, default="Asia/Kuala_Lumpur")
    currency = fields.CharField(max_length=3, default="MYR")
    opening_hours: list[dict[str, Any]] = fields.JSONField()
    refund_policy: list[dict[str, int]] = fields.JSONField()
    hold_seconds = fields.IntField(default=600)
    min_minutes = fields.IntField(default=30)
    max_minutes = fields.IntField(default=7 * 24 * 60)
    max_advance_days = fields.IntField(default=60)
    # What joined the table later needs the database's own default, for the lots that were there.
    entry_grace_minutes = fields.IntField(default=15, db_default=15)
    exit_grace_minutes = fields.IntField(default=10, db_default=10)
    no_show_minutes: int | None = fields.IntField(null=True)
    overstay_hour_sen = fields.IntField(default=0, db_default=0)
    overstay_day_cap_sen: int | None = fields.IntField(null=True)
    reader_confidence_percent = fields.IntField(default=85, db_default=85)
    refund_approval_sen: int | None = fields.IntField(null=True)
    tax_basis_points = fields.IntField(default=600)
    tax_included = fields.BooleanField(default=False)
    tax_registration = fields.CharField(max_length=40, default="")
    operator_name = fields.CharField(max_length=120)
    operator_address = fields.CharField(max_length=200, default="", db_default="")
    company_registration = fields.CharField(max_length=40, default="", db_default="")
    contact = fields.CharField(max_length=120, default="")
    phone = fields.CharField(max_length=30, default="", db_default="")
    whatsapp = fields.CharField(max_length=20, default="", db_default="")
    is_listed = fields.BooleanField(default=True)
    special_days: list[dict[str, str]] | None = fields.JSONField(null=True)
    house_rules: dict[str, str] | None = fields.JSONField(null=True)

    class Meta:
        table = "lot"


class Area(Model):
    """A floor or zone. Sizes are whole centimetres, `drawing` is the shape of `rules.Drawing`."""

    id = fields.BigIntField(primary_key=True)
    lot: fields.ForeignKeyRelation[Lot] = fields.ForeignKeyField(
        "models.Lot", related_name="areas", on_delete=fields.RESTRICT
    )
    lot_id: int
    code = fields.CharField(max_length=12)
    name = fields.CharField(max_length=60)
    level = fields.IntField()  # storeys above the street; orders the floors
    width = fields.IntField()
    height = fields.IntField()
    drawing: dict[str, Any] = fields.JSONField()
    map_version = fields.IntField(default=1)

    class Meta:
        table = "area"
        unique_together = (("lot_id", "code"),)


class Space(Model):
    """A spot. `x`, `y`: top-left corner before rotation, centimetres. `rotation`: degrees clockwise."""

    id = fields.BigIntField(primary_key=True)
    area: fields.ForeignKeyRelation[Area] = fields.ForeignKeyField(
        "models.Area", related_name="spaces", on_delete=fields.RESTRICT
    )
    area_id: int
    label = fields.CharField(max_length=12)
    type = fields.CharEnumField(SpaceType, max_length=16)
    status = fields.CharEnumField(SpaceStatus, max_length=16, default=SpaceStatus.ACTIVE)
    x = fields.IntField()
    y = fields.IntField()
    width = fields.IntField()
    height = fields.IntField()
    rotation = fields.SmallIntField(default=0)

    class Meta:
        table = "space"
        unique_together = (("area_id", "label"),)


class SpaceLife(Model):
    """A spot was there from `starts_at` (None: for as long as is known) until `ends_at` (None: it still is).

    One that was retired and came back has several, apart from each other.
    """

    id = fields.BigIntField(primary_key=True)
    space: fields.ForeignKeyRelation[Space] = fields.ForeignKeyField(
        "models.Space", related_name="lives", on_delete=fields.CASCADE
    )
    space_id: int
    starts_at: datetime | None = UtcField(null=True)
    ends_at: datetime | None = UtcField(null=True)

    class Meta:
        table = "space_life"
        indexes = (("space_id", "ends_at"),)


class Closure(Model):
    """A spot out of use, from `starts_at` until `ends_at` (None: until it is reopened).

    `moved` and `displaced`: how many bookings got another spot for it, and how many their money back.
    """

    id = fields.BigIntField(primary_key=True)
    space: fields.ForeignKeyRelation[Space] = fields.ForeignKeyField(
        "models.Space", related_name="closures", on_delete=fields.RESTRICT
    )
    space_id: int
    starts_at = UtcField()
    ends_at: datetime | None = UtcField(null=True)
    reason = fields.CharField(max_length=120)
    closed_by = fields.CharField(max_length=40)
    created_at = UtcField()
    moved = fields.IntField(default=0, db_default=0)
    displaced = fields.IntField(default=0, db_default=0)

    class Meta:
        table = "closure"
        indexes = (("space_id", "ends_at"),)


class FloorDraft(Model):
    """What is to become of a floor, or a floor to come (`area` None), until it is published or discarded.

    `plan` is a `floor_document.PlannedFloor`; `revision` counts what was saved. `base_map_version`: the
    map that was drawn on, 0 for a new floor. `edited_by`: the actor of the newest revision.
    """

    id = fields.BigIntField(primary_key=True)
    lot: fields.ForeignKeyRelation[Lot] = fields.ForeignKeyField(
        "models.Lot", related_name="floor_drafts", on_delete=fields.RESTRICT
    )
    lot_id: int
    area: fields.OneToOneNullableRelation[Area] = fields.OneToOneField(
        "models.Area", related_name="draft", null=True, on_delete=fields.RESTRICT
    )
    area_id: int | None
    code = fields.CharField(max_length=12)
    name = fields.CharField(max_length=60)
    level = fields.IntField()
    plan: dict[str, Any] = fields.JSONField()
    revision = fields.IntField(default=1)
    base_map_version = fields.IntField(default=0)
    edited_by = fields.CharField(max_length=40)
    edited_at = UtcField()

    class Meta:
        table = "floor_draft"
        unique_together = (("lot_id", "code"),)


class FloorEditor(Model):
    """Somebody had a floor open in the editor at `seen_at`. Tells the others, and nothing depends on it."""

    id = fields.BigIntField(primary_key=True)
    lot: fields.ForeignKeyRelation[Lot] = fields.ForeignKeyField("models.Lot", related_name="floor_editors")
    lot_id: int
    code = fields.CharField(max_length=12)
    person: fields.ForeignKeyRelation[Model] = fields.ForeignKeyField(
        "models.Person", related_name="floors_in_hand"
    )
    person_id: int
    seen_at = UtcField()

    class Meta:
        table = "floor_editor"
        unique_together = (("lot_id", "code", "person_id"),)


class LotPhoto(Model):
    """A photo of the lot, in the order of `position`. `picture`: a JPEG without metadata.

    `alt`: language -> what it shows, for those who do not see it.

    In the database, because web machines share nothing else. What an id shows never changes.
    """

    id = fields.BigIntField(primary_key=True)
    lot: fields.ForeignKeyRelation[Lot] = fields.ForeignKeyField(
        "models.Lot", related_name="photos", on_delete=fields.RESTRICT
    )
    lot_id: int
    position = fields.IntField()
    picture = fields.BinaryField()
    alt: dict[str, str] | None = fields.JSONField(null=True)
    added_at = UtcField()

    class Meta:
        table = "lot_photo"
        indexes = (("lot_id", "position"),)
