"""Prices as those who set them see and write them."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from app.core.money import Money
from app.lots.models import SpaceType
from app.pricing.models import PROMO_CODE_MAX_LENGTH, PromoKind
from app.pricing.tables import BandTerms, Seen, TariffTerms
from app.web.schemas.base import Moment, QuoteLineOut, Schema
from app.web.schemas.lots import RateOut
from app.web.schemas.quotes import PromoOut

Sen = Annotated[int, Field(ge=0, le=1_000_000)]
Minute = Annotated[int, Field(ge=0, le=1440)]
TableName = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=60)]
Percent = Annotated[int, Field(ge=0, le=1000)]
Limit = Annotated[int, Field(ge=1, le=1_000_000)]


class BandIn(Schema):
    """Hours of the week with a rate of their own: `[from_minute, to_minute)` of the day, Monday is 0."""

    name: TableName
    weekdays: Annotated[list[Annotated[int, Field(ge=0, le=6)]], Field(max_length=7)]
    from_minute: Minute
    to_minute: Minute
    rate_sen: Sen


class TariffIn(Schema):
    """A rate table: `rate_sen` for each started step. `valid_from` left out: from now on.

    `multipliers`: percent by type of spot (150: one and a half times). The first band that fits a step wins.
    """

    name: TableName
    valid_from: Moment | None = None
    step_minutes: Annotated[int, Field(ge=1, le=1440)]
    rate_sen: Sen
    minimum_sen: Sen = 0
    daily_cap_sen: Sen | None = None
    multipliers: dict[SpaceType, Percent] = {}
    bands: Annotated[list[BandIn], Field(max_length=40)] = []

    def terms(self) -> TariffTerms:
        return TariffTerms(
            name=self.name,
            valid_from=self.valid_from,
            step_minutes=self.step_minutes,
            rate=Money(self.rate_sen),
            minimum=Money(self.minimum_sen),
            daily_cap=None if self.daily_cap_sen is None else Money(self.daily_cap_sen),
            multipliers={kind.value: percent for kind, percent in self.multipliers.items()},
            bands=tuple(
                BandTerms(
                    band.name,
                    frozenset(band.weekdays),
                    band.from_minute,
                    band.to_minute,
                    Money(band.rate_sen),
                )
                for band in self.bands
            ),
        )


class NewTariffIn(TariffIn):
    """`seen`: what was shown to hold when these begin, null for nothing. If others would, none are entered.

    Left out, nobody asks.
    """

    seen: TariffIn | None = None

    def seen_to_hold(self) -> Seen | None:
        if "seen" not in self.model_fields_set:
            return None
        return Seen(self.seen.terms() if self.seen else None)


class WithdrawalIn(Schema):
    """`seen`: what the table was when it was shown. If it was changed since, it stays."""

    seen: TariffIn | None = None


class TariffChangeIn(TariffIn):
    """`seen`: what the table was when it was shown. If it was changed since, nothing is overwritten."""

    seen: TariffIn | None = None


class TariffOut(Schema):
    """A rate table. `words`: as drivers read it, amounts with tax. Only one that is `coming` may change."""

    id: int
    name: str
    state: Literal["past", "current", "coming"]
    valid_from: Moment
    valid_until: Moment | None
    step_minutes: int
    rate_sen: int
    minimum_sen: int
    daily_cap_sen: int | None
    multipliers: dict[str, int]
    bands: list[BandIn]
    words: list[RateOut]


class RefundStepIn(Schema):
    """Cancelled at least `hours_before` the start, `refund_percent` of the price goes back."""

    hours_before: Annotated[int, Field(ge=0, le=24 * 60)]
    refund_percent: Annotated[int, Field(ge=0, le=100)]


class TermsFields(Schema):
    """What is left out or null stays; but null for `no_show_minutes` or `overstay_day_cap_sen` is none.

    Refunds and tax hold for bookings made from then on; 600 basis points are 6 %.
    """

    cancellation_policy: Annotated[list[RefundStepIn], Field(max_length=10)] | None = None
    tax_basis_points: Annotated[int, Field(ge=0, le=5000)] | None = None
    tax_included: bool | None = None
    tax_registration: Annotated[str, StringConstraints(strip_whitespace=True, max_length=40)] | None = None
    no_show_minutes: Annotated[int, Field(ge=1, le=1440)] | None = None
    overstay_hour_sen: Sen | None = None
    overstay_day_cap_sen: Sen | None = None


class TermsIn(TermsFields):
    """`seen`: what the fields were when they were shown. If one was changed since, nothing is overwritten."""

    seen: TermsFields | None = None


class TermsOut(Schema):
    """`no_show_minutes`: so long after its start a spot whose car has not come is given up (null: never).

    Past the end and `exit_grace_minutes` each started hour costs `overstay_hour_sen`, up to the day's cap.
    """

    cancellation_policy: list[RefundStepIn]
    tax_basis_points: int
    tax_included: bool
    tax_registration: str
    no_show_minutes: int | None
    exit_grace_minutes: int
    overstay_hour_sen: int
    overstay_day_cap_sen: int | None


class PricesOut(Schema):
    """Every rate table, the newest first, and what holds beside them."""

    currency: str
    tables: list[TariffOut]
    terms: TermsOut


class PreviewIn(Schema):
    """A stay. `table` and the tax: prices that are not saved; left out: those that hold at its start."""

    table: TariffIn | None = None
    tax_basis_points: Annotated[int, Field(ge=0, le=5000)] | None = None
    tax_included: bool | None = None
    starts_at: Moment
    ends_at: Moment
    type: SpaceType
    promo_code: (
        Annotated[str, StringConstraints(strip_whitespace=True, max_length=PROMO_CODE_MAX_LENGTH)] | None
    ) = None


class PreviewOut(Schema):
    """The lines sum to `amount_sen`, of which `tax_sen` is service tax."""

    amount_sen: int
    tax_sen: int
    tax_included: bool
    currency: str
    lines: list[QuoteLineOut]
    promo: PromoOut | None


class PromoCodeIn(Schema):
    """`value`: percent, or sen. Limits left out are unlimited."""

    code: Annotated[
        str, StringConstraints(strip_whitespace=True, pattern=r"^[A-Za-z0-9][A-Za-z0-9-]*$", max_length=24)
    ]
    kind: PromoKind
    value: Annotated[int, Field(ge=1, le=1_000_000)]
    valid_from: Moment
    valid_until: Moment
    total_limit: Limit | None = None
    per_driver_limit: Limit | None = None


class PromoCodeOut(Schema):
    """`everywhere`: it counts on all lots, and is not this lot's to end."""

    id: int
    code: str
    kind: PromoKind
    value: int
    state: Literal["past", "current", "coming"]
    valid_from: Moment
    valid_until: Moment
    total_limit: int | None
    per_driver_limit: int | None
    uses: int
    everywhere: bool


class PromoCodesOut(Schema):
    """The newest first."""

    promos: list[PromoCodeOut]
