"""Chats as the bot leaves them in the tables, and what is told in chats only."""

from __future__ import annotations

from app.accounts.models import Person
from app.accounts.staff import grant_role
from app.arrivals.models import ParkingSession
from app.bookings.models import Booking, BookingStatus, ExtensionStatus
from app.core.actor import GATEWAY, OPERATOR
from app.core.database.transactions import transactional
from app.notifications.models import MessageKind
from app.payments.discrepancies import note_discrepancy
from app.payments.models import Discrepancy, Payment, PaymentStatus
from app.telegram.chats import enter_chat
from app.telegram.follows import follow_booking
from app.telegram.models import TelegramAlertChat, TelegramChat
from tests.notifications.occasions import OCCASIONS, Data, Occasion, build_person, confirmed, extended, owed
from tests.receipts.records import PAID, Park, build_booking, build_extension, build_payment

CHAT, GROUP = 700_000_001, -4_000_001
"""The numbers of the stand-in's first person and first group."""


async def chat_of_guest(booking: Booking, chat_id: int = CHAT, language: str = "en") -> TelegramChat:
    """A chat in which a guest made the booking."""
    chat = await enter_chat(chat_id, language=language)
    await follow_booking(chat.id, booking)
    return chat


async def chat_of_person(person: Person, chat_id: int = CHAT, language: str = "en") -> TelegramChat:
    """A chat that is linked to the person's account."""
    chat = await enter_chat(chat_id, language=language)
    await TelegramChat.filter(id=chat_id).update(person_id=person.id)
    await chat.refresh_from_db()
    return chat


async def alert_chat(person: Person, chat_id: int = CHAT) -> TelegramAlertChat:
    return await TelegramAlertChat.create(id=chat_id, person=person, language="en", created_at=PAID)


def pending(status: BookingStatus = BookingStatus.HELD) -> Occasion:
    async def make(park: Park) -> tuple[MessageKind, Data]:
        booking = await build_booking(park, status=status, channel="telegram")
        payment = await build_payment(booking, PaymentStatus.PENDING)
        return MessageKind.PAYMENT_PENDING, {"booking_id": booking.id, "payment_id": payment.id}

    return make


async def pending_for_longer(park: Park) -> tuple[MessageKind, Data]:
    booking = await build_booking(park, channel="telegram")
    extension = await build_extension(booking, ExtensionStatus.HELD)
    payment = await build_payment(booking, PaymentStatus.PENDING, extension)
    return MessageKind.PAYMENT_PENDING, {"booking_id": booking.id, "payment_id": payment.id}


async def hold_expired(park: Park) -> tuple[MessageKind, Data]:
    booking = await build_booking(park, status=BookingStatus.EXPIRED, channel="telegram")
    return MessageKind.HOLD_EXPIRED, {"booking_id": booking.id}


async def extension_expired(park: Park) -> tuple[MessageKind, Data]:
    booking = await build_booking(park)
    extension = await build_extension(booking, ExtensionStatus.EXPIRED, channel="telegram")
    return MessageKind.EXTENSION_EXPIRED, {"booking_id": booking.id, "extension_id": extension.id}


def receipted(occasion: Occasion) -> Occasion:
    """The receipt of what was sold then."""

    async def make(park: Park) -> tuple[MessageKind, Data]:
        _, data = await occasion(park)
        return MessageKind.BOOKING_RECEIPT, data

    return make


_NOT_IN_CHATS = ("verify e-mail", "reset password", "password changed", "Telegram linked")

IN_CHATS: dict[str, Occasion] = {
    name: occasion
    for name, occasion in OCCASIONS.items()
    if name not in _NOT_IN_CHATS and not name.startswith("cancelled")
} | {
    "receipt": receipted(confirmed),
    "receipt of more time": receipted(extended()),
    "pending": pending(),
    "pending, hold over": pending(BookingStatus.EXPIRED),
    "pending for more time": pending_for_longer,
    "hold expired": hold_expired,
    "extension expired": extension_expired,
}


def discrepancy(kind: str = "amount_mismatch") -> Occasion:
    async def make(park: Park) -> tuple[MessageKind, Data]:
        booking = await build_booking(park)
        payment = await build_payment(booking, PaymentStatus.PENDING)
        await _list(kind, None if kind == "unknown_order" else payment)
        found = await Discrepancy.get()
        return MessageKind.STAFF_DISCREPANCY, {"discrepancy_id": found.id}

    return make


@transactional
async def _list(kind: str, payment: Payment | None) -> None:
    told: dict[str, object] = {"order_id": "X-17", "amount": "19.80", "currency": "MYR"}
    await note_discrepancy(kind, "X-17", by=GATEWAY, payment=payment, facts=told)


async def job_failed(park: Park) -> tuple[MessageKind, Data]:
    run = {"job": "reconcile_payments", "moment": PAID.isoformat(), "error": "OperationalError"}
    return MessageKind.STAFF_JOB_FAILED, dict(run)


async def overstay(park: Park) -> tuple[MessageKind, Data]:
    _, data = await owed()(park)
    session = await ParkingSession.get(booking_id=data["booking_id"])
    return MessageKind.STAFF_OVERSTAY, {"session_id": session.id}


ALERTS: dict[str, Occasion] = {
    "a car that stays too long": overstay,
    "another amount": discrepancy(),
    "an unknown order": discrepancy("unknown_order"),
    "something new": discrepancy("moon_in_the_wrong_house"),
    "a failed job": job_failed,
}


async def staff_person(email: str = "hafiz@mail.example") -> Person:
    """Somebody of the operator's."""
    person = await build_person(email)
    await grant_role(email, "operator", by=OPERATOR)
    return person
