"""The verbs of those who run a lot and set its prices: what has held stays, what is to come may change."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from tortoise.exceptions import IntegrityError

from app.accounts.queries import names_of
from app.core import clock
from app.core.actor import Actor
from app.core.database.stripes import lock_names
from app.core.database.transactions import record, transactional
from app.core.events import DomainEvent
from app.core.fields import is_row_id
from app.core.history import find_last
from app.core.money import Money
from app.pricing.errors import (
    PromoCodeTaken,
    PromoNotFound,
    PromoTermsNotValid,
    TariffChangedMeanwhile,
    TariffHasHeld,
    TariffNotFound,
    TariffNotValid,
)
from app.pricing.events import PromoEnded, TariffChanged, TariffPublished, TariffWithdrawn
from app.pricing.models import PromoCode, PromoKind, RateLine, RateTable
from app.pricing.promos import normalise_code
from app.pricing.publishing import PromoTerms, add_bands, issue_promo, publish_tariff, table_columns
from app.pricing.queries import list_all_tariffs
from app.pricing.rules import Band, Discount, Tariff

_JUST_NOW = timedelta(minutes=5)  # who writes "from now on" and then reads it over


@dataclass(frozen=True, slots=True)
class TariffTerms:
    """A rate table as somebody wrote it; `valid_from` None: from now on. Bands have weekdays 0-6."""

    name: str
    valid_from: datetime | None
    step_minutes: int
    rate: Money
    minimum: Money
    daily_cap: Money | None
    multipliers: dict[str, int]
    bands: tuple[BandTerms, ...] = ()

    def tariff(self) -> Tariff:
        """Raises TariffNotValid, which names the field."""
        if self.daily_cap is not None and self.daily_cap < self.minimum:
            raise TariffNotValid("dailyCapSen", "cap_below_minimum")
        for number, band in enumerate(self.bands):
            if not band.weekdays:
                raise TariffNotValid(f"bands.{number}.weekdays", "band_without_days")
            if band.to_minute <= band.from_minute:
                raise TariffNotValid(f"bands.{number}.toMinute", "band_ends_early")
        return Tariff(
            step_minutes=self.step_minutes,
            rate=self.rate,
            minimum=self.minimum,
            daily_cap=self.daily_cap,
            multipliers=self.multipliers,
            bands=tuple(
                Band(band.name, band.weekdays, band.from_minute, band.to_minute, band.rate)
                for band in self.bands
            ),
        )

    def begins(self, now: datetime) -> datetime:
        """From when it holds. Raises TariffNotValid for the past, whose prices stand."""
        if self.valid_from is None:
            return now
        if self.valid_from < now - _JUST_NOW:
            raise TariffNotValid("validFrom", "begins_in_past")
        return max(self.valid_from, now)


@dataclass(frozen=True, slots=True)
class BandTerms:
    """Hours of the week with a rate of their own, as somebody wrote them."""

    name: str
    weekdays: frozenset[int]
    from_minute: int
    to_minute: int
    rate: Money


@dataclass(frozen=True, slots=True)
class Seen:
    """What was shown to hold to whoever writes prices; `table` None: nothing did."""

    table: TariffTerms | None

    def facts(self) -> dict[str, Any] | None:
        """As `tariff_facts`. Raises TariffNotValid."""
        table = self.table
        if table is None:
            return None
        return tariff_facts(table.name, table.valid_from, table.tariff())


async def enter_tariff(lot_id: int, terms: TariffTerms, *, seen: Seen | None = None, by: Actor) -> RateTable:
    """Prices the lot from a moment on that is not over. Bookings that stand keep their price.

    Raises TariffNotValid, also when another table begins at that very moment. `seen`: whose place they take.
    Raises TariffChangedMeanwhile when others would hold then without them.
    """
    tariff, valid_from = terms.tariff(), terms.begins(clock.now())
    try:
        return await _enter(lot_id, terms.name, tariff, valid_from, seen, by)
    except IntegrityError as error:
        raise TariffNotValid("validFrom", "begins_with_another") from error


@transactional
async def _enter(
    lot_id: int, name: str, tariff: Tariff, valid_from: datetime, seen: Seen | None, by: Actor
) -> RateTable:
    await lock_names(f"tariffs:{lot_id}")  # of two at once, one sees what the other entered
    if seen is not None:
        known = await list_all_tariffs(lot_id)
        holds = next((each for each in reversed(known) if each.valid_from <= valid_from), None)
        is_same = holds is not None and (holds.name, holds.tariff) == (name, tariff)
        now = holds and tariff_facts(holds.name, holds.valid_from, holds.tariff)
        if not is_same and now != seen.facts():
            kinds = (TariffPublished, TariffChanged, TariffWithdrawn)
            raise await _changed_meanwhile(lot_id, holds.id if holds else None, *kinds)
    return await publish_tariff(lot_id, tariff, name=name, valid_from=valid_from, by=by)


async def change_tariff(
    lot_id: int, table_id: int, terms: TariffTerms, *, seen: TariffTerms | None = None, by: Actor
) -> None:
    """Changes prices that are to come. Raises TariffNotFound, TariffHasHeld, TariffNotValid.

    `seen`: what whoever changes them believes that they are. Raises TariffChangedMeanwhile when they are not.
    """
    tariff, valid_from = terms.tariff(), terms.begins(clock.now())
    try:
        await _change(lot_id, table_id, terms.name, tariff, valid_from, seen, by)
    except IntegrityError as error:
        raise TariffNotValid("validFrom", "begins_with_another") from error


@transactional
async def _change(
    lot_id: int,
    table_id: int,
    name: str,
    tariff: Tariff,
    valid_from: datetime,
    seen: TariffTerms | None,
    by: Actor,
) -> None:
    before = await _lock_coming(lot_id, table_id)
    after = tariff_facts(name, valid_from, tariff)
    # What is about to be overwritten by the same is no conflict.
    if before != after:
        await _require_as_seen(lot_id, table_id, before, seen)
    await RateTable.filter(id=table_id).update(name=name, valid_from=valid_from, **table_columns(tariff))
    await RateLine.filter(rate_table_id=table_id).delete()
    await add_bands(table_id, tariff.bands)
    record(TariffChanged(lot_id=lot_id, rate_table_id=table_id, before=before, after=after), by=by)


@transactional
async def withdraw_tariff(lot_id: int, table_id: int, *, seen: TariffTerms | None = None, by: Actor) -> None:
    """Takes prices back that are to come. Raises TariffNotFound, TariffHasHeld.

    `seen`: as of `change_tariff`.
    """
    before = await _lock_coming(lot_id, table_id)
    await _require_as_seen(lot_id, table_id, before, seen)
    await RateLine.filter(rate_table_id=table_id).delete()
    await RateTable.filter(id=table_id).delete()
    record(TariffWithdrawn(lot_id=lot_id, rate_table_id=table_id, before=before), by=by)


async def _require_as_seen(lot_id: int, table_id: int, now: dict[str, Any], seen: TariffTerms | None) -> None:
    if seen is not None and seen.valid_from is not None and now != Seen(seen).facts():
        raise await _changed_meanwhile(lot_id, table_id, TariffChanged)


async def _changed_meanwhile(
    lot_id: int, table_id: int | None, *kinds: type[DomainEvent]
) -> TariffChangedMeanwhile:
    """By whom and when, as far as an event of these kinds tells it of this table."""
    last = await find_last(lot_id, *(kind.__name__ for kind in kinds))
    if last is None or last.person_id is None or table_id not in (None, last.facts["rate_table_id"]):
        return TariffChangedMeanwhile(None, None)
    return TariffChangedMeanwhile((await names_of({last.person_id})).get(last.person_id), last.occurred_at)


def tariff_facts(name: str, valid_from: datetime | None, tariff: Tariff) -> dict[str, Any]:
    """A rate table as the audit trail keeps it; amounts in sen."""
    return {
        "name": name,
        "valid_from": valid_from and valid_from.isoformat(),
        "step_minutes": tariff.step_minutes,
        "rate_sen": tariff.rate.sen,
        "minimum_sen": tariff.minimum.sen,
        "daily_cap_sen": tariff.daily_cap and tariff.daily_cap.sen,
        "multipliers": dict(tariff.multipliers),
        "bands": [
            [band.name, sorted(band.weekdays), band.from_minute, band.to_minute, band.rate.sen]
            for band in tariff.bands
        ],
    }


async def enter_promo(
    lot_id: int,
    *,
    code: str,
    kind: PromoKind,
    value: int,
    valid_from: datetime,
    valid_until: datetime,
    total_limit: int | None,
    per_driver_limit: int | None,
    by: Actor,
) -> PromoCode:
    """Makes a code of this lot usable. Raises PromoTermsNotValid, PromoCodeTaken."""
    if valid_until <= valid_from:
        raise PromoTermsNotValid("validUntil", "promo_ends_early")
    if kind is PromoKind.PERCENTAGE and value > 100:
        raise PromoTermsNotValid("value", "promo_over_all")
    terms = PromoTerms(
        discount=Discount(normalise_code(code), kind, value),
        lot_id=lot_id,
        valid_from=valid_from,
        valid_until=valid_until,
        total_limit=total_limit,
        per_driver_limit=per_driver_limit,
    )
    try:
        return await issue_promo(terms, by=by)
    except IntegrityError as error:
        raise PromoCodeTaken from error


@transactional
async def end_promo(lot_id: int, promo_id: int, *, by: Actor) -> None:
    """A code of this lot counts no more from now on. Raises PromoNotFound for one that is over."""
    now = clock.now()
    mine = PromoCode.filter(id=promo_id, lot_id=lot_id, valid_until__gt=now)
    promo = await mine.select_for_update().first() if is_row_id(promo_id) else None
    if promo is None:
        raise PromoNotFound
    promo.valid_until = now
    promo.valid_from = min(promo.valid_from, now)
    await promo.save(update_fields=["valid_from", "valid_until"])
    record(PromoEnded(promo_id=promo_id, lot_id=lot_id), by=by)


async def _lock_coming(lot_id: int, table_id: int) -> dict[str, Any]:
    """What a table that has not begun says, its row locked."""
    table = None
    if is_row_id(table_id):
        table = await RateTable.filter(id=table_id, lot_id=lot_id).select_for_update().first()
    if table is None:
        raise TariffNotFound
    if table.valid_from <= clock.now():
        raise TariffHasHeld
    (known,) = [each for each in await list_all_tariffs(lot_id) if each.id == table_id]
    return tariff_facts(known.name, known.valid_from, known.tariff)
