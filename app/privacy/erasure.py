"""Taking a person out of the tables; the books stay (docs/decisions/0009)."""

from __future__ import annotations

from typing import Any

from tortoise.expressions import Q
from tortoise.queryset import QuerySet

from app.accounts.models import EmailToken, OutsideIdentity, Person, RoleGrant, Session, Vehicle
from app.accounts.passwords import unmatchable_hash
from app.arrivals.models import Departure, ExitFee, ExitFeeStatus, ParkingSession
from app.bookings.models import Booking, IdempotencyKey, SpotReport
from app.bookings.queries import CURRENT
from app.core import clock
from app.core.actor import Actor
from app.core.database.ids import ids_of
from app.core.database.transactions import record, transactional
from app.core.models import EventRecord
from app.notifications.models import Delivery, MessagePreference, PushFollow, PushSubscription
from app.observations.models import Observation
from app.payments import rules
from app.payments.models import Payment, ProposalStatus, Refund, RefundProposal
from app.payments.refunds import OPEN
from app.pricing.models import PromoRedemption
from app.privacy.errors import ErasureNotPossible
from app.privacy.events import PersonalDataErased
from app.privacy.subjects import ERASED_GUEST, Subject, get_subject
from app.programs.models import AuthorizationCode, ProgramGrant
from app.telegram.chats import forget_place
from app.telegram.models import TelegramAlertChat, TelegramChat, TelegramFollow, TelegramLinkCode

ERASED_PLATE = "ERASED"


@transactional
async def erase_subject(*, person_id: int | None = None, email: str | None = None, by: Actor) -> int:
    """Empties the account, if there is one, and every booking of theirs; returns how many bookings.

    What stays of a booking says nothing of who it was. Raises SubjectNotFound, ErasureNotPossible.
    """
    if person_id is not None:
        await Person.filter(id=person_id).select_for_update().first()
    subject = await get_subject(person_id=person_id, email=email)
    if subject.person is not None and person_id is None:
        await Person.filter(id=subject.person.id).select_for_update().get()
    ids = await subject.booking_ids()
    await Booking.filter(id__in=ids).order_by("id").select_for_update()
    reasons = await _what_stands_in_the_way(subject, ids)
    if reasons:
        raise ErasureNotPossible(reasons)
    await _forget_readings(subject, ids)
    await _empty_bookings(ids)
    await _forget_messages(subject, ids)
    if subject.email is not None:
        await TelegramChat.filter(guest_email=subject.email).update(guest_email=None)
    if subject.person is not None:
        await _empty_account(subject.person)
    erased = PersonalDataErased(person_id=subject.person.id if subject.person else None, bookings=len(ids))
    record(erased, by=by)
    return len(ids)


async def _what_stands_in_the_way(subject: Subject, ids: list[int]) -> list[str]:
    of_bookings = Q(booking_id__in=ids)
    asked: dict[str, QuerySet[Any]] = {
        "booking_current": Booking.filter(id__in=ids, status__in=CURRENT),
        "car_inside": ParkingSession.filter(of_bookings, exited_at__isnull=True),
        "fee_owed": ExitFee.filter(of_bookings, status=ExitFeeStatus.OWED),
        "refund_open": Refund.filter(of_bookings, status__in=OPEN),
        "refund_proposed": RefundProposal.filter(of_bookings, status=ProposalStatus.WAITING),
        "payment_open": Payment.filter(charge__booking_id__in=ids, status__in=rules.UNFINISHED),
        "has_role": RoleGrant.filter(person_id=subject.person.id if subject.person else 0),
    }
    return [reason for reason, rows in asked.items() if await rows.exists()]


async def _forget_readings(subject: Subject, ids: list[int]) -> None:
    """What plate readers saw of their stays, and of their plates otherwise, but not of others' stays."""
    plates = {str(plate) for plate in await Booking.filter(id__in=ids).values_list("plate_number", flat=True)}
    if subject.person is not None:
        mine = Vehicle.filter(person_id=subject.person.id)
        plates |= {str(plate) for plate in await mine.values_list("plate_number", flat=True)}
    stays = await ids_of(ParkingSession.filter(booking_id__in=ids))
    theirs = Q(session_id__in=stays) | Q(session_id__isnull=True, plate__in=list(plates))
    await Observation.filter(theirs).delete()
    await Departure.filter(booking_id__in=ids, session_id__isnull=True).delete()


async def _empty_bookings(ids: list[int]) -> None:
    await PushFollow.filter(booking_id__in=ids).delete()
    await TelegramFollow.filter(booking_id__in=ids).delete()
    await SpotReport.filter(booking_id__in=ids).delete()
    await IdempotencyKey.filter(booking_id__in=ids).delete()
    await PromoRedemption.filter(booking_id__in=ids).update(email=ERASED_GUEST, plate_number=ERASED_PLATE)
    for booking in await Booking.filter(id__in=ids).order_by("id"):
        booking.email, booking.name, booking.plate_number = ERASED_GUEST, "", ERASED_PLATE
        booking.vehicle_id, booking.origin = None, None
        booking.link_generation += 1
        await booking.save(
            update_fields=["email", "name", "plate_number", "vehicle_id", "origin", "link_generation"]
        )


async def _forget_messages(subject: Subject, ids: list[int]) -> None:
    about = Q(booking_id__in=ids)
    if subject.person is not None:
        about |= Q(actor=f"driver:{subject.person.id}")
    events = [int(str(id_)) for id_ in await EventRecord.filter(about).values_list("id", flat=True)]
    theirs = Q(event_id__in=events)
    if subject.email is not None:
        theirs |= Q(recipient=subject.email)
    if subject.person is not None:
        theirs |= Q(recipient=subject.person.email)
    # One that is being sent just now is marked by its sender, who finds nothing to mark.
    await Delivery.filter(theirs).delete()


async def _empty_account(person: Person) -> None:
    mine = Q(person_id=person.id)
    await PushSubscription.filter(session__person_id=person.id).delete()
    await MessagePreference.filter(mine).delete()
    await TelegramLinkCode.filter(mine).delete()
    await TelegramAlertChat.filter(mine).delete()
    for chat in await TelegramChat.filter(mine):
        await TelegramChat.filter(id=chat.id).update(person_id=None, linked_at=None, guest_email=None)
        await forget_place(chat.id)
    await AuthorizationCode.filter(mine).delete()
    await ProgramGrant.filter(mine).delete()
    await OutsideIdentity.filter(mine).delete()
    await EmailToken.filter(mine).delete()
    await Session.filter(mine).delete()
    await Vehicle.filter(mine).delete()
    await Person.filter(id=person.id).update(
        email=f"erased-{person.id}@erased.invalid",
        name="",
        password_hash=unmatchable_hash(),
        email_verified_at=None,
        blocked_at=None,
        blocked_by=None,
        block_reason=None,
        erased_at=clock.now(),
    )
