"""The verbs of those who run a lot: its policy, its hours, its face."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from itertools import pairwise
from typing import Any

from tortoise.exceptions import IntegrityError

from app.accounts.queries import names_of
from app.core.actor import Actor
from app.core.database.transactions import record, transactional
from app.core.history import find_last
from app.core.i18n import languages
from app.lots.errors import LotNotFound, LotSettingNotValid, LotSettingsChanged, SlugTaken
from app.lots.events import LotChanged
from app.lots.models import Lot
from app.lots.opening_hours import OpeningHours
from app.lots.service import LotDetails, create_lot

MOST_SPECIAL_DAYS = 200
_MINUTES_A_DAY = 24 * 60
_MINUTES_A_WEEK = 7 * _MINUTES_A_DAY


async def open_lot(details: LotDetails, *, by: Actor) -> Lot:
    """Enters a lot, as `service.create_lot` does. Raises SlugTaken."""
    try:
        return await create_lot(details, by=by)
    except IntegrityError as error:
        raise SlugTaken from error


@transactional
async def change_lot(
    lot_id: int, changes: Mapping[str, Any], *, seen: Mapping[str, Any] | None = None, by: Actor
) -> Lot:
    """Sets these fields of `models.Lot`. Bookings that stand keep what they were made under.

    `seen`: what whoever changes them believes that they are. Raises LotSettingsChanged when one of them is
    not any more, and LotSettingNotValid, which names the first field that does not fit the others.
    """
    lot = await Lot.filter(id=lot_id).select_for_update().first()
    if lot is None:
        raise LotNotFound
    await _require_as_seen(lot, changes, seen or {})
    before = {name: getattr(lot, name) for name in changes}
    changed = [name for name, value in changes.items() if before[name] != value]
    if not changed:
        return lot
    lot.update_from_dict(dict(changes))
    check_settings(lot)
    await lot.save(update_fields=changed)
    record(
        LotChanged(
            lot_id=lot_id,
            before={name: before[name] for name in changed},
            after={name: changes[name] for name in changed},
        ),
        by=by,
    )
    return lot


async def _require_as_seen(lot: Lot, changes: Mapping[str, Any], seen: Mapping[str, Any]) -> None:
    """What is about to be overwritten by the same is no conflict."""
    # An empty list or text was none before the field was there.
    moved = [
        name
        for name in changes
        if name in seen and (getattr(lot, name) or None) not in (seen[name] or None, changes[name] or None)
    ]
    if not moved:
        return
    last = await find_last(lot.id, LotChanged.__name__)
    who = (await names_of({last.person_id})).get(last.person_id) if last and last.person_id else None
    raise LotSettingsChanged(moved, who, last.occurred_at if last else None)


def check_settings(lot: Lot) -> None:
    """Whether the settings go together, each being possible by itself. Raises LotSettingNotValid."""
    _check_hours(lot)
    if lot.min_minutes > lot.max_minutes:
        raise LotSettingNotValid("minMinutes", "shortest_over_longest")
    if lot.overstay_day_cap_sen is not None and lot.overstay_day_cap_sen < lot.overstay_hour_sen:
        raise LotSettingNotValid("overstayDayCapSen", "day_cap_below_hour")
    hours = [step["hours_before"] for step in lot.refund_policy]
    if len(set(hours)) != len(hours):
        raise LotSettingNotValid("cancellationPolicy", "refund_steps_twice")
    steps = sorted(lot.refund_policy, key=lambda step: step["hours_before"])
    if [step["percent"] for step in steps] != sorted(step["percent"] for step in steps):
        raise LotSettingNotValid("cancellationPolicy", "refund_steps_fall")
    if not set(lot.house_rules or {}) <= set(languages()):
        raise LotSettingNotValid("houseRules", "unknown_language")


def _check_hours(lot: Lot) -> None:
    try:
        hours = OpeningHours.of(lot.opening_hours)
    except ValueError as error:
        raise LotSettingNotValid("openingHours", "hours_not_understood") from error
    starts = [(span.weekday * _MINUTES_A_DAY, span) for span in hours.spans]
    week = sorted((begins + span.opens, begins + span.closes) for begins, span in starts)
    # The night of Sunday goes on into the Monday of the week that follows.
    around = [*week, *((begins + _MINUTES_A_WEEK, ends + _MINUTES_A_WEEK) for begins, ends in week[:1])]
    if any(begins < ended for (_, ended), (begins, _) in pairwise(around)):
        raise LotSettingNotValid("openingHours", "hours_overlap")
    try:
        OpeningHours.of((), lot.special_days or ())
        days = [date.fromisoformat(day["date"]) for day in lot.special_days or ()]
    except (ValueError, KeyError) as error:
        raise LotSettingNotValid("specialDays", "hours_not_understood") from error
    if len(days) > MOST_SPECIAL_DAYS:
        raise LotSettingNotValid("specialDays", "too_many_special_days")
