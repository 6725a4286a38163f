"""Tariffs and promo codes, as stored."""

from __future__ import annotations

from enum import StrEnum

from tortoise import Model, fields

from app.core.fields import MoneyField, UtcField
from app.lots.models import Lot

PROMO_CODE_MAX_LENGTH = 24


class RateTable(Model):
    """A lot's tariff from `valid_from` until the next one begins.

    The base rate is `rate` for each started step of `step_minutes`. `multipliers`: space type ->
    percent (150 is one and a half times). `minimum` is charged at the least; `daily_cap` bounds a day of the
    lot's calendar (None: no cap).
    """

    id = fields.BigIntField(primary_key=True)
    lot: fields.ForeignKeyRelation[Lot] = fields.ForeignKeyField(
        "models.Lot", related_name="rate_tables", on_delete=fields.RESTRICT
    )
    lot_id: int
    name = fields.CharField(max_length=60)
    valid_from = UtcField()
    step_minutes = fields.IntField()
    rate = MoneyField(source_field="rate_sen")
    minimum = MoneyField(source_field="minimum_sen")
    daily_cap = MoneyField(source_field="daily_cap_sen", null=True)
    multipliers: dict[str, int] = fields.JSONField()
    lines: fields.ReverseRelation[RateLine]

    class Meta:
        table = "rate_table"
        unique_together = (("lot_id", "valid_from"),)


class RateLine(Model):
    """Another rate per step in a band of the week, in the lot's zone.

    `weekdays`: list of 0-6 (Monday 0). The band is `[from_minute, to_minute)` of the day, 0 to 1440; a step
    is priced by the band in which it starts. The first line (by `position`) that fits wins.
    """

    id = fields.BigIntField(primary_key=True)
    rate_table: fields.ForeignKeyRelation[RateTable] = fields.ForeignKeyField(
        "models.RateTable", related_name="lines", on_delete=fields.RESTRICT
    )
    rate_table_id: int
    position = fields.IntField()
    name = fields.CharField(max_length=60)
    weekdays: list[int] = fields.JSONField()
    from_minute = fields.IntField()
    to_minute = fields.IntField()
    rate = MoneyField(source_field="rate_sen")

    class Meta:
        table = "rate_line"
        unique_together = (("rate_table_id", "position"),)


class PromoKind(StrEnum):
    PERCENTAGE = "percentage"
    FIXED = "fixed"


class PromoCode(Model):
    """A discount. `code` is upper case, `value` is a percentage or sen, limits of None are unlimited."""

    id = fields.BigIntField(primary_key=True)
    code = fields.CharField(max_length=PROMO_CODE_MAX_LENGTH, unique=True)
    lot: fields.ForeignKeyNullableRelation[Lot] = fields.ForeignKeyField(
        "models.Lot", related_name="promo_codes", null=True, on_delete=fields.RESTRICT
    )
    lot_id: int | None
    kind = fields.CharEnumField(PromoKind, max_length=12)
    value = fields.IntField()
    valid_from = UtcField()
    valid_until = UtcField()
    total_limit = fields.IntField(null=True)
    per_driver_limit = fields.IntField(null=True)

    class Meta:
        table = "promo_code"


class PromoRedemption(Model):
    """One use of a code by one booking. Deleted when the booking never came to be paid."""

    id = fields.BigIntField(primary_key=True)
    promo: fields.ForeignKeyRelation[PromoCode] = fields.ForeignKeyField(
        "models.PromoCode", related_name="redemptions", on_delete=fields.RESTRICT
    )
    promo_id: int
    booking_id = fields.BigIntField(unique=True)
    email = fields.CharField(max_length=254)
    plate_number = fields.CharField(max_length=16)
    redeemed_at = UtcField()

    class Meta:
        table = "promo_redemption"
        indexes = (("promo_id", "email"), ("promo_id", "plate_number"))
