"""Reads of what stands in the car park: who is in, who stays too long, what is owed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from tortoise.expressions import Q
from tortoise.queryset import QuerySet

from app.accounts.plates import normalise_plate
from app.arrivals import rules
from app.arrivals.errors import CarNotIn, SeveralBookings
from app.arrivals.models import ExitFee, ExitFeeStatus, ParkingSession
from app.bookings.errors import BookingNotFound
from app.bookings.models import Booking, BookingMove, BookingStatus, MoveCause
from app.bookings.queries import PARTS
from app.core import clock
from app.core.database.ids import ids_of
from app.core.fields import is_row_id
from app.core.period import Period
from app.lots.models import Lot, Space
from app.pricing.overstays import Settled, quote_overstay
from app.pricing.rules import Quote
from app.pricing.service import service_tax_of

OWING_PAGE = 100
SETTLED = (ExitFeeStatus.PAID, ExitFeeStatus.WAIVED)
_STAY = ("booking__lot", "booking__area", "booking__space")


@dataclass(frozen=True, slots=True)
class Stay:
    """A car's stay with its booking (lot, floor and spot read along); `owed`: now, None for nothing."""

    session: ParkingSession
    owed: Quote | None

    @property
    def booking(self) -> Booking:
        return self.session.booking


async def find_booking_to_let_in(lot: Lot, plate: str, at: datetime) -> Booking:
    """The booking by whose plate a car may come in at `at`.

    Raises PlateNotUnderstood, BookingNotFound, SeveralBookings (somebody has to say which).
    """
    opens = at + timedelta(minutes=lot.entry_grace_minutes)
    there = Booking.filter(
        lot_id=lot.id,
        plate_number=normalise_plate(plate),
        status=BookingStatus.CONFIRMED,
        starts_at__lte=opens,
        ends_at__gt=at,
    )
    found = await there.filter(open_session__id__isnull=True).order_by("starts_at", "id")
    if not found:
        raise BookingNotFound
    if len(found) > 1 and found[1].starts_at <= at:
        raise SeveralBookings(extras={"references": [booking.reference for booking in found]})
    return found[0]


async def find_open_session(lot_id: int, *, plate: str | None = None, booking_id: int | None = None) -> int:
    """The id of the stay of a car that is in, by plate or booking. Raises CarNotIn, SeveralBookings."""
    there = ParkingSession.filter(lot_id=lot_id, exited_at__isnull=True)
    if booking_id is not None:
        there = there.filter(booking_id=booking_id)
    if plate is not None:
        there = there.filter(booking__plate_number=normalise_plate(plate))
    found = await there.order_by("entered_at").prefetch_related("booking")
    if not found:
        raise CarNotIn
    if len(found) > 1:
        raise SeveralBookings(extras={"references": [session.booking.reference for session in found]})
    return int(found[0].id)


async def find_told(lot_id: int, direction: str, key: str | None) -> ParkingSession | None:
    """The stay that was told to begin (or, `out`, to end) under this key before, with its booking."""
    if key is None:
        return None
    column = "exit_key" if direction == "out" else "entry_key"
    told = ParkingSession.filter(lot_id=lot_id, **{column: key})
    return await told.first().prefetch_related("booking")


async def moved_about(
    lot_id: int, direction: str, at: datetime, *, within: timedelta
) -> list[ParkingSession]:
    """The stays of a lot, with their bookings, that began (or, `out`, ended) so near to `at`."""
    column = "exited_at" if direction == "out" else "entered_at"
    near = {f"{column}__gte": at - within, f"{column}__lte": at + within}
    return await ParkingSession.filter(lot_id=lot_id, **near).order_by("-id").prefetch_related("booking")


async def get_session(lot_id: int, session_id: int) -> ParkingSession:
    """A stay of the lot, over or not, with its booking. Raises CarNotIn."""
    found = ParkingSession.get_or_none(id=session_id, lot_id=lot_id) if is_row_id(session_id) else None
    session = None if found is None else await found.prefetch_related("booking")
    if session is None:
        raise CarNotIn
    return session


async def stood_on(lot_id: int) -> set[int]:
    """The spots of a lot on which cars stand."""
    rows = ParkingSession.filter(lot_id=lot_id, exited_at__isnull=True)
    return {int(str(id_)) for id_ in await rows.values_list("booking__space_id", flat=True)}


async def entered_of(booking_ids: Collection[int]) -> dict[int, datetime]:
    """When the cars of these bookings came in that are in now."""
    sessions = ParkingSession.filter(open_for_id__in=list(booking_ids))
    return {session.booking_id: session.entered_at for session in await sessions}


async def list_expected_bookings(lot_id: int, coming: Period) -> list[Booking]:
    """The confirmed bookings that begin before the end of `coming`, whose cars never came, soonest first."""
    expected = Booking.filter(
        lot_id=lot_id,
        status=BookingStatus.CONFIRMED,
        starts_at__lt=coming.ends_at,
        ends_at__gt=coming.starts_at,
        sessions__id__isnull=True,
    )
    return await expected.order_by("starts_at", "id").prefetch_related("area", "space")


async def list_no_shows_of(lot_id: int, since: datetime) -> list[Booking]:
    """The bookings of a lot that were given up since then for want of their cars, the latest first."""
    given_up = Booking.filter(lot_id=lot_id, status=BookingStatus.NO_SHOW, ended_at__gte=since)
    return await given_up.order_by("-ended_at", "-id").prefetch_related("area", "space")


async def list_open_stays(lot_id: int) -> list[Stay]:
    """The cars that are in, who came first first."""
    sessions = ParkingSession.filter(lot_id=lot_id, exited_at__isnull=True).order_by("entered_at", "id")
    return await _with_what_is_owed(await sessions.prefetch_related(*_STAY))


async def last_stays_of(booking_ids: Collection[int]) -> dict[int, Stay]:
    """The latest stay of each of these bookings; those whose cars never came are left out."""
    sessions = ParkingSession.filter(booking_id__in=list(booking_ids)).order_by("id")
    last = {session.booking_id: session for session in await sessions.prefetch_related(*_STAY)}
    return {stay.session.booking_id: stay for stay in await _with_what_is_owed(last.values())}


async def sessions_of(booking_id: int) -> list[ParkingSession]:
    """The stays of a booking, the first first."""
    return await ParkingSession.filter(booking_id=booking_id).order_by("id")


async def exit_fees_of(booking_id: int) -> list[ExitFee]:
    """What was ever asked for overstays of a booking, the first first."""
    return await ExitFee.filter(booking_id=booking_id).order_by("id")


async def find_owed_fee(session_id: int) -> ExitFee | None:
    """What a stay was asked for and has not settled."""
    return await ExitFee.get_or_none(session_id=session_id, status=ExitFeeStatus.OWED)


@dataclass(frozen=True, slots=True)
class NextDriver:
    """Who had a spot next and lost it to a car that overstays. `went_to`: None when the money went back."""

    booking: Booking
    went_to: Space | None


async def next_drivers_of(late: Collection[Stay]) -> dict[int, list[NextDriver]]:
    """By the stay whose overstay cost them the spot: first those who moved, with the floor."""
    spots = {stay.booking.space_id: stay for stay in late}
    helped: dict[int, list[NextDriver]] = defaultdict(list)
    if not spots:
        return helped
    moves = BookingMove.filter(from_space_id__in=list(spots), cause=MoveCause.OVERSTAY).order_by("id")
    for move in await moves.prefetch_related("booking", "to_space__area"):
        stay = spots[move.from_space_id]
        if move.moved_at >= stay.booking.ends_at:  # else for the sake of a car before this one
            helped[stay.session.id].append(NextDriver(move.booking, move.to_space))
    lost = Booking.filter(space_id__in=list(spots), status=BookingStatus.DISPLACED).order_by("id")
    for booking in await lost:
        stay = spots[booking.space_id]
        if booking.ended_at is not None and booking.ended_at >= stay.booking.ends_at:
            helped[stay.session.id].append(NextDriver(booking, None))
    return helped


async def find_open_stay(session_id: int) -> Stay | None:
    """The stay of a car that is in; None when it has left."""
    session = await ParkingSession.get_or_none(id=session_id, exited_at=None).prefetch_related(*_STAY)
    return (await _with_what_is_owed([session]))[0] if session is not None else None


async def list_left_owing(
    lot_id: int, *, before: int | None = None, booking_id: int | None = None
) -> list[ExitFee]:
    """What cars owe that have left (or that of one booking), the newest first, one more than a page."""
    owing = _left_owing(lot_id)
    if before is not None:
        owing = owing.filter(id__lt=before)
    if booking_id is not None:
        owing = owing.filter(booking_id=booking_id)
    return await owing.order_by("-id").limit(OWING_PAGE + 1).prefetch_related("session", *_STAY)


async def count_left_owing(lot_id: int) -> int:
    return await _left_owing(lot_id).count()


async def list_overstaying(now: datetime, limit: int = 500) -> list[int]:
    """The bookings whose cars are in after their end; the lot's grace is for the verb to look at."""
    late = ParkingSession.filter(exited_at__isnull=True, booking__ends_at__lt=now)
    return await ids_of(late.order_by("booking_id").limit(limit), "booking_id")


async def list_no_shows(now: datetime, limit: int = 200) -> list[int]:
    """The confirmed bookings that have begun and whose cars never came, where lots do not wait for ever."""
    waiting = Booking.filter(
        status=BookingStatus.CONFIRMED,
        starts_at__lte=now,
        ends_at__gt=now,
        lot__no_show_minutes__isnull=False,
        sessions__id__isnull=True,
    )
    return await ids_of(waiting.order_by("starts_at").limit(limit))


async def owed_at(session: ParkingSession, at: datetime) -> Quote | None:
    """What a stay owes at `at` (when it left, if that was before), less what was settled; None for nothing.

    Nothing also for as long as what was settled lets it leave. `session` has its booking and lot read along.
    """
    return _owed(session, at, await _settled_of(session.id))


async def rest_at(session: ParkingSession, at: datetime) -> Quote | None:
    """As `owed_at`, whether or not it may leave for what was settled."""
    return _rest(session, _until(session, at), await _settled_of(session.id))


def _owed(session: ParkingSession, at: datetime, settled: Sequence[ExitFee]) -> Quote | None:
    until = _until(session, at)
    return None if any(fee.pay_by >= until for fee in settled) else _rest(session, until, settled)


def _until(session: ParkingSession, at: datetime) -> datetime:
    return min(at, session.exited_at) if session.exited_at else at


async def _settled_of(session_id: int) -> list[ExitFee]:
    return await ExitFee.filter(session_id=session_id, status__in=SETTLED)


def _rest(session: ParkingSession, until: datetime, settled: Sequence[ExitFee]) -> Quote | None:
    booking = session.booking
    overstay = rules.overstay_of(booking, booking.lot, until)
    if overstay is None:
        return None
    lot = booking.lot
    quote = quote_overstay(
        rules.overstay_rule(lot),
        overstay,
        tax=service_tax_of(lot),
        settled=Settled.of((fee.amount, fee.tax) for fee in settled),
    )
    return quote if quote.amount else None


async def next_booking_on(space_id: int, now: datetime) -> Booking | None:
    """Who has the spot next: the claim that begins first after `now`, or has begun with nobody in."""
    coming = Booking.filter(
        Q(status=BookingStatus.CONFIRMED) | Q(status=BookingStatus.HELD, hold_expires_at__gt=now),
        space_id=space_id,
        ends_at__gt=now,
        open_session__id__isnull=True,
    )
    return await coming.order_by("starts_at").first().prefetch_related(*PARTS)


def _left_owing(lot_id: int) -> QuerySet[ExitFee]:
    return ExitFee.filter(status=ExitFeeStatus.OWED, session__lot_id=lot_id, session__exited_at__isnull=False)


async def _with_what_is_owed(sessions: Collection[ParkingSession]) -> list[Stay]:
    """Now, by one look at what was settled of all of them."""
    settled: dict[int, list[ExitFee]] = defaultdict(list)
    ids = [session.id for session in sessions]
    for fee in await ExitFee.filter(session_id__in=ids, status__in=SETTLED) if ids else []:
        settled[fee.session_id].append(fee)
    now = clock.now()
    return [Stay(session, _owed(session, now, settled[session.id])) for session in sessions]
