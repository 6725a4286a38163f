"""Rates as APDS 4 shapes them: a `RateTable` for each kind of spot and each band of the week.

A `RightSpecification` says where a kind's tables hold and in which order: the first that is valid when a step
begins is its price.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from itertools import groupby

from app.core.money import ZERO, Money
from app.lots.models import Lot, SpaceType
from app.pricing.lines import band_words, percent_words, space_type_words
from app.pricing.models import RateTable
from app.pricing.queries import list_tariffs
from app.pricing.rules import Band, Tariff
from app.web.open_data.places import place_id, right_id
from app.web.open_data.sites import Site
from app.web.open_data.words import Json, amount, minutes, moment, name, number, reference, text, weekly

_ALWAYS: tuple[frozenset[int], int, int] = (frozenset(range(7)), 0, 24 * 60)


@dataclass(frozen=True, slots=True)
class Priced:
    """A lot with the tariff that is valid now, which is its `version`th and valid since `valid_from`."""

    site: Site
    tariff: Tariff
    version: int
    valid_from: datetime


async def read_prices(sites: Sequence[Site], now: datetime) -> list[Priced]:
    """Lots without a tariff are left out."""
    tariffs = await list_tariffs([site.lot.id for site in sites], now)
    found = []
    for site in sites:
        valid = RateTable.filter(lot_id=site.lot.id, valid_from__lte=now).order_by("valid_from")
        tables = await valid
        if tables and site.lot.id in tariffs:
            found.append(Priced(site, tariffs[site.lot.id], len(tables), tables[-1].valid_from))
    return found


def list_rates(priced: Priced) -> Iterator[Json]:
    """The rate tables of a lot."""
    for type_ in priced.site.types:
        for key, bands in _bands(priced.tariff):
            yield _rate_table(priced, type_, key, bands)
        yield _rate_table(priced, type_, None, [])


def list_rights(priced: Priced) -> Iterator[Json]:
    """What may be bought on a lot: for each kind of spot the right to park there once."""
    lot = priced.site.lot
    for type_ in priced.site.types:
        keys = [*(key for key, _ in _bands(priced.tariff)), None]
        yield {
            "id": right_id(lot, type_),
            "version": 1,
            "description": text(partial(_right_words, lot, type_)),
            "type": "oneTimeUseParking",
            "issuer": reference(f"{lot.slug}.operator", 1, "Organisation"),
            "transferable": False,
            "validity": _validity(priced.valid_from, [_ALWAYS]),
            "hierarchyElements": [reference(place_id(lot), 1, "Place")],
            "rateEligibility": [
                {
                    "id": f"{_rate_id(lot, type_, key)}.eligibility",
                    "version": priced.version,
                    "priority": place,
                    "combinable": True,
                    "rateTable": reference(_rate_id(lot, type_, key), priced.version, "RateTable"),
                }
                for place, key in enumerate(keys, 1)
            ],
        }


def _right_words(lot: Lot, type_: SpaceType, language: str) -> str:
    return f"{lot.name}: {space_type_words(type_.value, language)}"


def _bands(tariff: Tariff) -> list[tuple[str, list[Band]]]:
    """Bands by a name of their own; neighbours of one name and rate are one."""
    grouped = [list(bands) for _, bands in groupby(tariff.bands, key=lambda band: (band.name, band.rate))]
    return [(f"band{place}", bands) for place, bands in enumerate(grouped, 1)]


def _rate_id(lot: Lot, type_: SpaceType, key: str | None) -> str:
    return f"{lot.slug}.rate.{type_.value}.{key or 'base'}"


def _rate_table(priced: Priced, type_: SpaceType, key: str | None, bands: list[Band]) -> Json:
    lot, tariff = priced.site.lot, priced.tariff
    id_, rate = _rate_id(lot, type_, key), bands[0].rate if bands else tariff.rate
    windows = [(band.weekdays, band.from_minute, band.to_minute) for band in bands] or [_ALWAYS]

    def words(language: str) -> str:
        kind = space_type_words(type_.value, language)
        return f"{kind}, {band_words(bands[0].name, language)}" if bands else kind

    return {
        "id": id_,
        "version": priced.version,
        "rateTableName": text(words),
        "rateTableID": name(id_),
        "availability": "public",
        "rateType": "hourly",
        # The standard's API asks for these two without saying what is in them.
        "validityStart": moment(priced.valid_from),
        "activeTimes": [],
        "validity": _validity(priced.valid_from, windows),
        "rateLineCollections": [
            {
                "id": f"{id_}.lines",
                "version": priced.version,
                "collectionSequence": 1,
                "applicableCurrency": lot.currency,
                "minTime": minutes(lot.min_minutes),
                "maxTime": minutes(lot.max_minutes),
                "resetTime": "00:00",
                "validStart": moment(priced.valid_from),
                "relativeTimes": False,
                "taxIncluded": lot.tax_included,
                "taxRate": float(percent_words(lot.tax_basis_points)),
                **_bounds(lot, tariff),
                "rateLines": [
                    {
                        "id": f"{id_}.line",
                        "version": priced.version,
                        "sequence": 1,
                        "rateLineType": "incrementingRate",
                        "incrementPeriod": minutes(tariff.step_minutes),
                        "value": number(_for_type(tariff, type_, rate)),
                    }
                ],
            }
        ],
    }


def _for_type(tariff: Tariff, type_: SpaceType, rate: Money) -> Money:
    return rate.prorate(tariff.multipliers.get(type_, 100), 100)


def _bounds(lot: Lot, tariff: Tariff) -> Json:
    """The minimum is of the whole stay, the maximum of each day."""
    bounds: Json = {}
    if tariff.minimum > ZERO:
        bounds["minValueCollection"] = amount(tariff.minimum, lot.currency)
    if tariff.daily_cap is not None:
        bounds["maxValueCollection"] = amount(tariff.daily_cap, lot.currency)
    return bounds


def _validity(since: datetime, windows: Sequence[tuple[frozenset[int], int, int]]) -> Json:
    return {
        "validityStatus": "definedByValidityTimeSpec",
        "validityTimeSpecification": {
            "overallStartTime": moment(since),
            "validPeriods": weekly(list(windows)),
        },
    }
