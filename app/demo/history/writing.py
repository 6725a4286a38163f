"""Writes a lot's past: its closures, bookings and stays, and with them their money."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random
from zoneinfo import ZoneInfo

from app.accounts.models import Person
from app.accounts.plates import normalise_plate
from app.arrivals.models import ExitFee, ExitFeeStatus, Method, ParkingSession
from app.arrivals.rules import LEAVE_WITHIN, overstay_rule
from app.bookings.models import Booking, BookingStatus, Extension, ExtensionStatus
from app.bookings.rules import refund_percent, refund_share
from app.core import clock
from app.core.actor import OPERATOR
from app.core.database.dialect import rows_of
from app.core.database.transactions import transactional
from app.core.period import Period
from app.core.references import new_reference
from app.demo.habits import Habits
from app.demo.history.books import Books, Purchase
from app.demo.history.rows import Rows
from app.demo.history.stories import Bay, Fate, Past, Story, stories_of_a_regular, tell_stories
from app.demo.strangers import email_of, plate_of, some_name
from app.lots.models import Closure, Lot, Space, SpaceLife, SpaceType
from app.pricing.extensions import quote_longer_stay
from app.pricing.overstays import quote_overstay
from app.pricing.rules import Quote, Tariff
from app.pricing.service import price_stay, service_tax_of

_SECOND, _MINUTE, _DAY = timedelta(seconds=1), timedelta(minutes=1), timedelta(days=1)
_TODAYS = timedelta(hours=3)  # the latest are the neighbours', some of whom stay too long
_ATTENDANT = "attendant"
_REPAIRS = ("Repainting the lines", "Lamp broken", "Water on the floor", "Crane for the lift")
_STATUSES = {
    Fate.USED: BookingStatus.COMPLETED,
    Fate.NOBODY_CAME: BookingStatus.COMPLETED,
    Fate.CANCELLED: BookingStatus.CANCELLED,
    Fate.ABANDONED: BookingStatus.EXPIRED,
}


@dataclass(frozen=True, slots=True)
class Regular:
    """Somebody with an account who has often been here, with one of their vehicles or another."""

    person: Person
    plates: tuple[str, ...]


@transactional
async def write_history(
    lot: Lot,
    tariff: Tariff,
    habits: Habits,
    bays: Sequence[Bay],
    days: int,
    regular: Regular | None = None,
) -> int:
    """The last `days` of a lot that has no bookings yet. Returns how many bookings it wrote.

    `bays`: the best liked first.
    """
    until = clock.now().replace(second=0, microsecond=0) - _TODAYS
    chance = Random(f"history of {lot.slug}")  # noqa: S311  # believable, not secret
    await SpaceLife.filter(space_id__in=[bay.id for bay in bays]).update(starts_at=None)
    closed = await _close_for_repair(bays, until, days, chance)
    stories = tell_stories(Past(lot, habits, bays, closed, until), days, chance)
    lived = {id(story) for story in stories_of_a_regular(stories)} if regular else set()
    stays = _Stays(lot, tariff, {bay.id: bay.area_id for bay in bays}, chance, regular, lived)
    purchases = await stays.write(stories)
    await Books(lot, until, chance).write(purchases)
    return len(stories)


async def bays_of(lot_id: int, floors: Sequence[str]) -> list[Bay]:
    """The spots of a lot, floor by floor: `floors` are codes, the best liked first."""
    spaces = await Space.filter(area__lot_id=lot_id).select_related("area").order_by("id")
    spaces.sort(key=lambda space: floors.index(space.area.code))
    return [Bay(space.id, space.area_id, space.type) for space in spaces]


async def _references_in_use() -> set[str]:
    return {str(row["reference"]) for row in await rows_of("SELECT reference FROM booking")}


async def _close_for_repair(
    bays: Sequence[Bay], until: datetime, days: int, chance: Random
) -> list[tuple[int, Period]]:
    """Some spots were closed for a day or two, all of which are open again."""
    closed = []
    for bay in chance.sample(list(bays), len(bays) // 20):
        starts_at = (until - _DAY * chance.uniform(3, days)).replace(minute=0, second=0, microsecond=0)
        period = Period(starts_at, starts_at + _DAY * chance.choice((1, 2)))
        closed.append((bay.id, period))
        await Closure.create(
            space_id=bay.id,
            starts_at=period.starts_at,
            ends_at=period.ends_at,
            reason=chance.choice(_REPAIRS),
            closed_by=str(OPERATOR),
            created_at=period.starts_at,
        )
    return closed


@dataclass(frozen=True, slots=True)
class _Driver:
    """As a booking names them."""

    person_id: int | None
    email: str
    name: str
    plate: str
    language: str


@dataclass(slots=True)
class _Stays:
    """Bookings with what belongs to them, and what is to be paid for them."""

    lot: Lot
    tariff: Tariff
    area_of: dict[int, int]
    chance: Random
    regular: Regular | None = None
    lived: set[int] = field(default_factory=set)  # which stories are the regular's, by identity
    _references: set[str] = field(default_factory=set)
    _prices: dict[tuple[int, int, timedelta, SpaceType], tuple[Quote, str]] = field(default_factory=dict)
    _purchases: list[Purchase] = field(default_factory=list)
    _bookings: Rows = field(
        default_factory=lambda: Rows(
            Booking,
            "reference status lot_id area_id space_id person_id starts_at ends_at hold_expires_at email "
            "name plate_number language channel amount_sen tax_sen currency quote_lines "
            "link_generation created_at confirmed_at ended_at",
        )
    )
    _extensions: Rows = field(
        default_factory=lambda: Rows(
            Extension,
            "booking_id status starts_at ends_at hold_expires_at amount_sen tax_sen "
            "quote_lines created_at confirmed_at",
        )
    )
    _sessions: Rows = field(
        default_factory=lambda: Rows(
            ParkingSession,
            "booking_id lot_id entered_at entry_method entered_by exited_at exit_method exited_by",
        )
    )
    _exit_fees: Rows = field(
        default_factory=lambda: Rows(
            ExitFee,
            "session_id booking_id status starts_at ends_at pay_by amount_sen tax_sen "
            "quote_lines asked_at settled_at settled_by reason",
        )
    )

    async def write(self, stories: Sequence[Story]) -> list[Purchase]:
        tables = (self._bookings, self._extensions, self._sessions, self._exit_fees)
        for table in tables:
            await table.follow()
        # Six characters are few for so many at once: two in a hundred thousand may well be alike.
        self._references.update(await _references_in_use())
        for story in stories:
            self._tell(story)
        for table in tables:
            await table.write()
        return self._purchases

    def _tell(self, story: Story) -> None:
        quote, lines = self._price(story)
        paid_at = story.booked_at + _SECOND * self.chance.randrange(75, 280)
        booking_id = self._book(story, quote, lines, paid_at)
        gives_back = None
        if story.cancelled_at is not None:
            policy = self.lot.refund_policy
            percent = refund_percent(policy, story.period.starts_at, story.cancelled_at)
            gives_back = max(story.cancelled_at, paid_at + _MINUTE), refund_share(quote.amount, percent)
        if story.fate is not Fate.ABANDONED or self.chance.random() < 0.5:
            self._purchases.append(
                Purchase(
                    *(booking_id, "booking", paid_at, quote.amount, quote.tax),
                    at_counter=story.channel == "desk" and story.fate is not Fate.ABANDONED,
                    is_paid=story.fate is not Fate.ABANDONED,
                    gives_back=gives_back,
                )
            )
        if story.extended_to is not None:
            self._extend(story, booking_id, story.extended_to)
        if story.entered_at is not None and story.left_at is not None:
            self._park(story, booking_id, story.entered_at, story.left_at)

    def _book(self, story: Story, quote: Quote, lines: str, paid_at: datetime) -> int:
        hold_ends = story.booked_at + _SECOND * self.lot.hold_seconds
        who = self._who(story)
        ended_at = {
            Fate.CANCELLED: story.cancelled_at and max(story.cancelled_at, paid_at + _MINUTE),
            Fate.ABANDONED: hold_ends + 2 * _SECOND,
        }.get(story.fate) or story.ends_at + 20 * _SECOND
        return self._bookings.add(
            *(self._reference(), _STATUSES[story.fate].value, self.lot.id),
            *(self.area_of[story.space_id], story.space_id, who.person_id),
            *(story.period.starts_at, story.ends_at, hold_ends),
            *(who.email, who.name, who.plate, who.language, story.channel),
            *(quote.amount.sen, quote.tax.sen, self.lot.currency, lines, 1, story.booked_at),
            *(None if story.fate is Fate.ABANDONED else paid_at, ended_at),
        )

    def _who(self, story: Story) -> _Driver:
        """A stranger, drawn in any case, so that everybody else is who they would be without the regular."""
        name = some_name(self.chance)
        email = email_of(name, self.chance.randrange(10**9))
        plate = plate_of(self.chance)
        stranger = _Driver(None, email, name, normalise_plate(plate), self.chance.choice(("en", "ms")))
        if self.regular is None or id(story) not in self.lived:
            return stranger
        person, plates = self.regular.person, self.regular.plates
        plate = plates[story.period.starts_at.toordinal() % len(plates)]
        return _Driver(person.id, person.email, person.name, normalise_plate(plate), person.language)

    def _extend(self, story: Story, booking_id: int, ends_at: datetime) -> None:
        quote = quote_longer_stay(
            self.tariff,
            story.period,
            ends_at,
            zone=ZoneInfo(self.lot.time_zone),
            space_type=story.space_type,
            tax=service_tax_of(self.lot),
        )
        asked_at = story.period.ends_at - _MINUTE * self.chance.randrange(5, 25)
        paid_at = asked_at + 90 * _SECOND
        extension_id = self._extensions.add(
            *(booking_id, ExtensionStatus.CONFIRMED.value, story.period.ends_at, ends_at),
            *(asked_at + _SECOND * self.lot.hold_seconds, quote.amount.sen, quote.tax.sen),
            *(_as_json(quote), asked_at, paid_at),
        )
        if quote.amount:
            self._purchases.append(
                Purchase(
                    *(booking_id, "extension", paid_at, quote.amount, quote.tax), extension_id=extension_id
                )
            )

    def _park(self, story: Story, booking_id: int, entered_at: datetime, left_at: datetime) -> None:
        seen = self.chance.choices((Method.READER, Method.SCAN, Method.PLATE), (6, 3, 1), k=2)
        session_id = self._sessions.add(
            *(booking_id, self.lot.id, entered_at, seen[0].value, _ATTENDANT),
            *(left_at, seen[1].value, _ATTENDANT),
        )
        if left_at > story.ends_at + _MINUTE * self.lot.exit_grace_minutes:
            self._charge_overstay(story, booking_id, session_id, left_at)

    def _charge_overstay(self, story: Story, booking_id: int, session_id: int, left_at: datetime) -> None:
        """Most pay at the counter or by the link, some are let go, and some drive away."""
        how = self.chance.choices(("counter", "link", "waived", "left_owing"), (66, 28, 4, 2))[0]
        asked_at = left_at if how == "left_owing" else left_at - 3 * _MINUTE
        quote = quote_overstay(
            overstay_rule(self.lot), Period(story.ends_at, asked_at), tax=service_tax_of(self.lot)
        )
        others = {"waived": ExitFeeStatus.WAIVED, "left_owing": ExitFeeStatus.OWED}
        status = others.get(how, ExitFeeStatus.PAID)
        settled_at = None if how == "left_owing" else asked_at + _MINUTE
        fee_id = self._exit_fees.add(
            *(session_id, booking_id, status.value, story.ends_at, asked_at),
            *(asked_at + LEAVE_WITHIN, quote.amount.sen, quote.tax.sen, _as_json(quote)),
            *(asked_at, settled_at, settled_at and _ATTENDANT),
            "The lift was out of order" if how == "waived" else None,
        )
        if status is ExitFeeStatus.PAID:
            self._purchases.append(
                Purchase(
                    *(booking_id, "exit_fee", asked_at + _MINUTE, quote.amount, quote.tax),
                    at_counter=how == "counter",
                    exit_fee_id=fee_id,
                )
            )

    def _price(self, story: Story) -> tuple[Quote, str]:
        """The same for all stays that begin at the same time of the week and take as long."""
        local = story.period.starts_at.astimezone(ZoneInfo(self.lot.time_zone))
        key = local.weekday(), local.hour * 60 + local.minute, story.period.duration, story.space_type
        if key not in self._prices:
            quote = price_stay(self.lot, self.tariff, story.period, story.space_type)
            self._prices[key] = quote, _as_json(quote)
        return self._prices[key]

    def _reference(self) -> str:
        while (reference := new_reference()) in self._references:
            pass
        self._references.add(reference)
        return reference


def _as_json(quote: Quote) -> str:
    return json.dumps([line.to_json() for line in quote.lines])
