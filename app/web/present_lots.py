"""Lots, from the tables and the live floors to what drivers see."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from zoneinfo import ZoneInfo

from app.core import clock
from app.core.period import Period
from app.lots.models import Lot, SpaceType
from app.lots.photos import list_photos
from app.lots.queries import AreaSummary, list_areas
from app.lots.rules import OpeningHours
from app.pricing.lines import percent_words
from app.pricing.queries import list_tariffs
from app.pricing.rules import Tariff
from app.pricing.service import price_stay, with_tax
from app.pricing.tariff_words import describe_tariff
from app.realtime.live import FreeCount
from app.web.context import language, services
from app.web.schemas.lots import (
    AreaSummaryOut,
    LotOut,
    LotSummaryOut,
    OpeningSpan,
    PhotoOut,
    RateOut,
    RefundStepOut,
    SpecialDay,
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
    def types(self) -> list[SpaceType]:
        return services().live.kinds([area.id for area in self.areas])

    def count(self, area: AreaSummary) -> tuple[int, int]:
        """Spots of a floor and the free ones: for cars, or for motorcycles where the lot has nothing else."""
        types = [type_ for type_ in self.types if type_ is not SpaceType.MOTORCYCLE] or self.types
        here = self.counts[area.id]
        total = sum(here.total_by_type.get(type_, 0) for type_ in types)
        return total, sum(here.free_by_type.get(type_, 0) for type_ in types)


async def present_lots(lots: Sequence[Lot]) -> list[LotSummaryOut]:
    return [_summary(here) for here in await _look_around(lots)]


async def present_lot(lot: Lot) -> LotOut:
    here = (await _look_around([lot]))[0]
    rates = describe_tariff(here.tariff, here.types, language()) if here.tariff else []
    return LotOut(
        **dict(_summary(here)),
        areas=[_area(area, *here.count(area)) for area in here.areas],
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
        rates=[RateOut(label=line.label, amount_sen=with_tax(lot, line.amount).sen) for line in rates],
        contact=lot.contact,
        house_rules=(lot.house_rules or {}).get(language(), ""),
        phone=lot.phone,
        whatsapp=lot.whatsapp,
        photos=[
            PhotoOut(url=f"/api/lots/{lot.slug}/photos/{photo.id}", alt=photo.alt.get(language(), ""))
            for photo in await list_photos(lot.id)
        ],
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
    counts = [here.count(area) for area in here.areas]
    return LotSummaryOut(
        slug=lot.slug,
        name=lot.name,
        address=lot.address,
        latitude=lot.latitude,
        longitude=lot.longitude,
        time_zone=lot.time_zone,
        currency=lot.currency,
        is_open=OpeningHours.of_lot(lot).is_open_at(clock.now(), lot.time_zone),
        opening_hours=[OpeningSpan(**span) for span in lot.opening_hours],
        special_days=_special_days(lot),
        space_types=here.types,
        space_count=sum(total for total, _ in counts),
        free_now=sum(free for _, free in counts),
        from_amount_sen=_price_of_coming_stay(lot, here.tariff),
    )


def _special_days(lot: Lot) -> list[SpecialDay]:
    """Those of yesterday may reach into today."""
    yesterday = (clock.now() - timedelta(days=1)).astimezone(ZoneInfo(lot.time_zone)).date().isoformat()
    return [SpecialDay(**day) for day in lot.special_days or () if day["date"] >= yesterday]


def _price_of_coming_stay(lot: Lot, tariff: Tariff | None) -> int | None:
    """A standard spot for an hour from now, or for the shortest stay that the lot takes if that is longer."""
    if tariff is None:
        return None
    now = clock.now()
    period = Period(now, now + max(_COMING, timedelta(minutes=lot.min_minutes)))
    return price_stay(lot, tariff, period, SpaceType.STANDARD).amount.sen


def _area(area: AreaSummary, total: int, free: int) -> AreaSummaryOut:
    return AreaSummaryOut(
        id=area.id,
        code=area.code,
        name=area.name,
        level=area.level,
        space_count=total,
        free_now=free,
    )
