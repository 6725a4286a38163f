"""Everything that is kept of a person, as JSON (docs/personal-data.md)."""

from __future__ import annotations

import base64
from datetime import date, datetime
from enum import Enum
from typing import Any

from tortoise import Model
from tortoise.expressions import Q
from tortoise.queryset import QuerySet

from app.accounts.models import EmailToken, OutsideIdentity, RoleGrant, Session, Vehicle
from app.arrivals.models import Departure, ExitFee, ParkingSession
from app.bookings.models import Booking, BookingMove, Extension, SpotReport
from app.core import clock
from app.core.actor import Actor
from app.core.database.transactions import record, transactional
from app.core.models import EventRecord
from app.core.money import Money
from app.notifications.models import Delivery, MessagePreference, PushSubscription
from app.observations.models import Observation
from app.payments.models import Charge, GatewayEvent, Payment, Receipt, Refund, RefundProposal
from app.pricing.models import PromoRedemption
from app.privacy.events import PersonalDataExported
from app.privacy.subjects import Subject
from app.programs.models import ProgramGrant
from app.telegram.models import TelegramChat

FORMAT = 1

# What opens doors is nobody's to have twice: it stays here, as everything that only the operator made up.
_SECRET = {
    "password_hash",
    "token_digest",
    "nonce",
    "handle",
    "digest",
    "endpoint",
    "endpoint_digest",
    "p256dh",
    "auth",
    "link_generation",
    "draft",
}


async def export_subject(subject: Subject, *, by: Actor) -> dict[str, Any]:
    """All rows that are about them, by kind, in snake case; moments in ISO 8601, money in sen."""
    ids = await subject.booking_ids()
    await _write_down(subject, by)
    of_bookings = Q(booking_id__in=ids)
    payments = Payment.filter(charge__booking_id__in=ids)
    orders = [str(each) for each in await payments.values_list("order_id", flat=True)]
    return {
        "format": FORMAT,
        "exported_at": clock.now().isoformat(),
        "account": await _account(subject),
        "bookings": await _rows(Booking.filter(id__in=ids)),
        "extensions": await _rows(Extension.filter(of_bookings)),
        "moves": await _rows(BookingMove.filter(of_bookings)),
        "stays": await _rows(ParkingSession.filter(of_bookings)),
        "departures": await _rows(Departure.filter(of_bookings)),
        "plate_readings": await _rows(Observation.filter(session__booking_id__in=ids)),
        "exit_fees": await _rows(ExitFee.filter(of_bookings)),
        "reports_of_blocked_spots": await _rows(SpotReport.filter(of_bookings)),
        "promo_redemptions": await _rows(PromoRedemption.filter(of_bookings)),
        "charges": await _rows(Charge.filter(of_bookings)),
        "payments": await _rows(payments),
        "messages_of_the_gateway": await _rows(GatewayEvent.filter(order_id__in=orders)),
        "refunds": await _rows(Refund.filter(of_bookings)),
        "refund_proposals": await _rows(RefundProposal.filter(of_bookings)),
        "receipts": await _rows(Receipt.filter(charge__booking_id__in=ids)),
        "messages": await _rows(await _messages(subject, ids)),
        "what_happened": await _rows(EventRecord.filter(_told_of(subject, ids))),
    }


async def _account(subject: Subject) -> dict[str, Any] | None:
    person = subject.person
    if person is None:
        return None
    mine = Q(person_id=person.id)
    return {
        **_row(person),
        "roles": await _rows(RoleGrant.filter(mine)),
        "vehicles": await _rows(Vehicle.filter(mine)),
        "sessions": await _rows(Session.filter(mine)),
        "programs": await _rows(ProgramGrant.filter(mine)),
        "outside_identities": await _rows(OutsideIdentity.filter(mine)),
        "mailed_links": await _rows(EmailToken.filter(mine)),
        "preferences": await _rows(MessagePreference.filter(mine)),
        "browsers_with_notifications": await _rows(PushSubscription.filter(session__person_id=person.id)),
        "telegram": await _rows(TelegramChat.filter(mine)),
    }


async def _messages(subject: Subject, booking_ids: list[int]) -> QuerySet[Delivery]:
    events = EventRecord.filter(_told_of(subject, booking_ids))
    which = Q(event_id__in=[int(str(id_)) for id_ in await events.values_list("id", flat=True)])
    return Delivery.filter(which | Q(recipient=subject.email) if subject.email else which)


def _told_of(subject: Subject, booking_ids: list[int]) -> Q:
    about = Q(booking_id__in=booking_ids)
    return about | Q(actor=f"driver:{subject.person.id}") if subject.person else about


async def _rows(rows: QuerySet[Any]) -> list[dict[str, Any]]:
    return [_row(row) for row in await rows.order_by("id")]


def _row(row: Model) -> dict[str, Any]:
    columns = row._meta.fields_db_projection.items()
    return {column: _plain(getattr(row, name)) for name, column in columns if column not in _SECRET}


def _plain(value: Any) -> Any:
    if isinstance(value, Money):
        return value.sen
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, bytes):
        return base64.b64encode(value).decode()
    return value.value if isinstance(value, Enum) else value


@transactional
async def _write_down(subject: Subject, by: Actor) -> None:
    record(PersonalDataExported(person_id=subject.person.id if subject.person else None), by=by)
