"""Lots, from the tables and the live floors to what drivers see."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from app.core import clock
from app.core.period import Period
from app.lots.models import Lot, SpaceType
from app.lots.queries import AreaSummary, list_areas
from app.lots.rules import OpeningHours
from app.pricing.lines import percent_words
from app.pricing.queries import list_tariffs
from app.pricing.rules import Tariff
from app.pricing.service import price_stay
from app.pricing.tariff_words import describe_tariff
from app.realtime.live import FreeCount
from app.web.context import language, services
from app.web.schemas.lots import (
    AreaSummaryOut,
    LotOut,
    LotSummaryOut,
    OpeningSpanOut,
    RateOut,
    RefundStepOut,
    TaxOut,
)

_COMING = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class _LotNow:
    """A lot with what is true of it just now."""

    lot: Lot
    areas: list[AreaSummary]
    counts: dict[int, FreeCount]  # by floor, of this lot and others
    tariff: Tariff | None

    @property
    def own_counts(self) -> list[FreeCount]:
        return [self.counts[area.id] for area in self.areas]


async def present_lots(lots: Sequence[Lot]) -> list[LotSummaryOut]:
    return [_summary(here) for here in await _look_around(lots)]


async def present_lot(lot: Lot) -> LotOut:
    here = (await _look_around([lot]))[0]
    found = {type_ for count in here.own_counts for type_ in count.free_by_type}
    types = [type_ for type_ in SpaceType if type_ in found]
    rates = describe_tariff(here.tariff, types, language()) if here.tariff else []
    return LotOut(
        **dict(_summary(here)),
        areas=[_area(area, here.counts[area.id]) for area in here.areas],
        hold_minutes=lot.hold_seconds // 60,
        min_minutes=lot.min_minutes,
        max_minutes=lot.max_minutes,
        max_advance_days=lot.max_advance_days,
        cancellation_policy=[
            RefundStepOut(hours_before=step["hours_before"], refund_percent=step["percent"])
            for step in lot.refund_policy
        ],
        tax=TaxOut(
            percent=percent_words(lot.tax_basis_points),
            included=lot.tax_included,
            registration_number=lot.tax_registration,
        ),
        rates=[RateOut(label=line.label, amount_sen=line.amount.sen) for line in rates],
        space_types=types,
    )


async def _look_around(lots: Sequence[Lot]) -> list[_LotNow]:
    lot_ids = [lot.id for lot in lots]
    areas = await list_areas(lot_ids)
    tariffs = await list_tariffs(lot_ids, clock.now())
    counts = _count_free([area.id for area in areas])
    return [
        _LotNow(lot, [area for area in areas if area.lot_id == lot.id], counts, tariffs.get(lot.id))
        for lot in lots
    ]


def _count_free(area_ids: Sequence[int]) -> dict[int, FreeCount]:
    """The spots of each floor, and those that are free for the coming hour, from memory."""
    now = clock.now()
    period = Period(now, now + _COMING)
    return {area_id: services().live.count(area_id, period) for area_id in area_ids}


def _summary(here: _LotNow) -> LotSummaryOut:
    lot = here.lot
    return LotSummaryOut(
        slug=lot.slug,
        name=lot.name,
        address=lot.address,
        latitude=lot.latitude,
        longitude=lot.longitude,
        time_zone=lot.time_zone,
        currency=lot.currency,
        is_open=OpeningHours.of(lot.opening_hours).is_open_at(clock.now(), lot.time_zone),
        opening_hours=[OpeningSpanOut(**span) for span in lot.opening_hours],
        space_count=sum(count.total for count in here.own_counts),
        free_now=sum(count.free for count in here.own_counts),
        from_amount_sen=_price_of_coming_stay(lot, here.tariff),
    )


def _price_of_coming_stay(lot: Lot, tariff: Tariff | None) -> int | None:
    """A standard spot for an hour from now, or for the shortest stay that the lot takes if that is longer."""
    if tariff is None:
        return None
    now = clock.now()
    period = Period(now, now + max(_COMING, timedelta(minutes=lot.min_minutes)))
    return price_stay(lot, tariff, period, SpaceType.STANDARD).amount.sen


def _area(area: AreaSummary, count: FreeCount) -> AreaSummaryOut:
    return AreaSummaryOut(
        id=area.id,
        code=area.code,
        name=area.name,
        level=area.level,
        space_count=count.total,
        free_now=count.free,
    )
