"""Somebody stands on a driver's spot: an equal one at once, or a full refund."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from tortoise.expressions import Q

from app.accounts.models import Person
from app.bookings import claims, rules
from app.bookings.closures import close_space, list_closures
from app.bookings.errors import (
    BlockedReportedAlready,
    BookingCannotChange,
    SpaceAlreadyTaken,
    SpaceIsClosed,
    TooManyBlockedReports,
)
from app.bookings.events import SpaceReportedBlocked
from app.bookings.models import Booking, MoveCause, ReportOutcome, SpaceClaim, SpotReport
from app.bookings.moves import move_booking
from app.bookings.queries import NearestSpace, list_substitutes
from app.bookings.steps import event_of
from app.core import clock
from app.core.actor import Actor
from app.core.database.stripes import lock_names
from app.core.database.transactions import record, transactional
from app.core.errors import DomainError
from app.core.money import Money
from app.lots.errors import SpaceNotFound
from app.payments.displacement import displace_with_refund
from app.payments.gateways.protocol import Gateway
from app.payments.queries import money_of

CLOSURE_REASON = "Reported as blocked"


@dataclass(frozen=True, slots=True)
class BlockedSpotTerms:
    """What a driver may have whose spot is blocked. `no_refund`: why not the money, if not."""

    nearest: list[NearestSpace]
    refund: Money
    no_refund: DomainError | None


async def blocked_spot_terms(booking: Booking) -> BlockedSpotTerms:
    """What reporting the booking's spot as blocked would give now.

    Raises what `check_report` raises.
    """
    await check_report(booking)
    paid, no_refund = await _paid(booking), None
    try:
        await _check_refund(booking, paid)
    except DomainError as error:
        no_refund = error
    return BlockedSpotTerms(await _substitutes(booking), paid, no_refund)


async def check_report(booking: Booking) -> None:
    """Whether a report of it is taken now.

    Raises BlockedReportTooEarly, BlockedReportNotPossible, BlockedReportedAlready, TooManyBlockedReports.
    """
    now = clock.now()
    rules.check_blocked_report(booking.status, booking.period, now)
    if await SpotReport.filter(booking_id=booking.id).exists():
        raise BlockedReportedAlready
    if booking.origin is None:
        return
    neighbours = SpotReport.filter(
        booking__origin=booking.origin, reported_at__gt=now - rules.BLOCKED_REPORTS_WITHIN
    )
    if await neighbours.count() >= rules.MAX_BLOCKED_REPORTS_PER_ORIGIN:
        raise TooManyBlockedReports


async def report_blocked_space(
    booking: Booking, photo: bytes, *, to_space_id: int | None, gateway: Gateway, by: Actor
) -> SpotReport:
    """Moves the booking to `to_space_id`, or for None ends it with a full refund; closes its spot meanwhile.

    `photo`: as `bookings.photos` tidied it. Raises what `blocked_spot_terms` and `move_booking` raise, for a
    refund BlockedRefundTooLate, BlockedRefundsUsedUp or NothingToRefund too. When the other spot is gone, the
    error carries the `nearest` that are free now.
    """
    try:
        return await _report(booking.id, photo, to_space_id, gateway, by)
    except (SpaceAlreadyTaken, SpaceIsClosed, SpaceNotFound) as error:
        error.extras["nearest"] = [space.as_json() for space in await _substitutes(booking)]
        raise


@transactional
async def _report(
    booking_id: int, photo: bytes, to_space_id: int | None, gateway: Gateway, by: Actor
) -> SpotReport:
    known = await Booking.get(id=booking_id)
    # Parallel reports of one driver, or from one address, are counted one after the other.
    await lock_names(*_names_of(known))
    await claims.lock_spaces([known.space_id] if to_space_id is None else [known.space_id, to_space_id])
    booking = await Booking.filter(id=booking_id).select_for_update().get()
    if booking.space_id != known.space_id:
        raise BookingCannotChange(status=booking.status.value)
    await check_report(booking)
    if to_space_id is None:
        await _check_refund(booking, await _paid(booking))
        await displace_with_refund(booking_id, cause=MoveCause.BLOCKED, gateway=gateway, by=by)
    else:
        await move_booking(booking_id, to_space_id, cause=MoveCause.BLOCKED, by=by)
    now = clock.now()
    report = await SpotReport.create(
        booking=booking,
        space_id=booking.space_id,
        outcome=ReportOutcome.REFUNDED if to_space_id is None else ReportOutcome.MOVED,
        photo=photo,
        reported_at=now,
    )
    # `booking` is as it was before: the event is about the spot that the driver found taken.
    reported = event_of(SpaceReportedBlocked, booking, report_id=report.id, outcome=report.outcome)
    record(reported, by=by)
    await close_space(
        booking.space_id,
        starts_at=await _free_from(booking, now),
        ends_at=booking.ends_at,
        reason=CLOSURE_REASON,
        by=by,
    )
    return report


async def _check_refund(booking: Booking, paid: Money) -> None:
    now = clock.now()
    earlier = SpotReport.filter(
        await _same_driver(booking),
        outcome=ReportOutcome.REFUNDED,
        reported_at__gt=now - rules.BLOCKED_REFUNDS_WITHIN,
    )
    rules.check_blocked_refund(paid, booking.period, now, await earlier.count())


async def _same_driver(booking: Booking) -> Q:
    """Whose reports count as the driver's own.

    E-mails and plates that are proven by nothing never count against somebody whose address is verified.
    """
    own, plate = Q(booking__person_id=booking.person_id), Q(booking__plate_number=booking.plate_number)
    if booking.person_id is None:
        return plate | Q(booking__email=booking.email)
    if await Person.filter(id=booking.person_id, email_verified_at__isnull=False).exists():
        return own | (plate & Q(booking__person__email_verified_at__isnull=False))
    return own | plate | Q(booking__email=booking.email)


async def _substitutes(booking: Booking) -> list[NearestSpace]:
    return await list_substitutes(booking.space_id, await claims.claimed_period(booking))


async def _paid(booking: Booking) -> Money:
    return (await money_of([booking.id]))[booking.id].paid


async def _free_from(booking: Booking, now: datetime) -> datetime:
    """From when the spot that `booking` left is to be closed.

    Another may have it until its start, and it may be closed until then, since that one found it taken too.
    """
    before = SpaceClaim.filter(
        space_id=booking.space_id, ends_at__gt=now, starts_at__lt=booking.ends_at
    ).order_by("-ends_at")
    last = await before.first()
    closed = await list_closures(booking.space_id)
    until = [each.ends_at for each in closed if each.ends_at and each.ends_at <= booking.starts_at]
    return max([now, *([last.ends_at] if last else []), *until])


def _names_of(booking: Booking) -> list[str]:
    names = [f"blocked:email:{booking.email}", f"blocked:plate:{booking.plate_number}"]
    if booking.person_id is not None:
        names.append(f"blocked:person:{booking.person_id}")
    if booking.origin is not None:
        names.append(f"blocked:origin:{booking.origin}")
    return names
