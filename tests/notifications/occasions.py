"""Every occasion for a mail, as the services leave the tables, and the delivery that tells of it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Any

from app.accounts.models import EmailToken, Person
from app.accounts.tokens import Purpose, digest_of, raw_token
from app.arrivals.exit_fees import ask_exit_fee
from app.arrivals.models import Method, ParkingSession
from app.bookings.models import Booking, BookingMove, BookingStatus, ExtensionStatus, MoveCause
from app.core import clock
from app.core.actor import GUEST
from app.core.money import Money
from app.lots.models import Area, Lot, Space, SpaceType
from app.notifications.channels.protocol import Outgoing
from app.notifications.models import Delivery, DeliveryStatus, MessageKind
from app.payments.counter import Tender, take_exit_fee
from app.payments.goodwill import cause_of
from app.payments.models import PaymentStatus, ProposalStatus, RefundChannel, RefundProposal, RefundStatus
from tests.receipts.records import (
    PAID,
    SECRET,
    Park,
    build_booking,
    build_extension,
    build_payment,
    build_receipt,
    build_refund,
)

SOON_AFTER = PAID + timedelta(minutes=3)
"""When the mails are written: a hold made at `PAID` still lives."""

Data = dict[str, Any]
Occasion = Callable[[Park], Awaitable[tuple[MessageKind, Data]]]


async def confirmed(park: Park) -> tuple[MessageKind, Data]:
    booking = await build_booking(park)
    await build_receipt(booking)
    return MessageKind.BOOKING_CONFIRMED, {"booking_id": booking.id}


async def confirmed_for_a_person(park: Park) -> tuple[MessageKind, Data]:
    booking = await build_booking(park, person=await build_person())
    await build_receipt(booking)
    return MessageKind.BOOKING_CONFIRMED, {"booking_id": booking.id}


async def confirmed_free_of_charge(park: Park) -> tuple[MessageKind, Data]:
    booking = await build_booking(park, amount=Money(0), tax=Money(0), lines=())
    return MessageKind.BOOKING_CONFIRMED, {"booking_id": booking.id}


def extended(sen: int = 636) -> Occasion:
    async def make(park: Park) -> tuple[MessageKind, Data]:
        booking = await build_booking(park)
        await build_receipt(booking)
        extension = await build_extension(booking, sen=sen)
        if sen:
            await build_receipt(booking, 124, extension)
        return MessageKind.BOOKING_EXTENDED, {"booking_id": booking.id, "extension_id": extension.id}

    return make


def failed_longer(status: ExtensionStatus = ExtensionStatus.HELD) -> Occasion:
    async def make(park: Park) -> tuple[MessageKind, Data]:
        booking = await build_booking(park)
        extension = await build_extension(booking, status)
        payment = await build_payment(booking, PaymentStatus.FAILED, extension, status_code="RP80")
        return MessageKind.PAYMENT_FAILED, {"booking_id": booking.id, "payment_id": payment.id}

    return make


async def paid_late_for_longer(park: Park) -> tuple[MessageKind, Data]:
    booking = await build_booking(park)
    extension = await build_extension(booking, ExtensionStatus.EXPIRED)
    await build_payment(booking, PaymentStatus.CAPTURED, extension)
    refund = await build_refund(booking, cause="late")
    return MessageKind.BOOKING_EXPIRED_PAID_LATE, {"booking_id": booking.id, "refund_id": refund.id}


def cancelled(
    sen: int = 1908,
    status: RefundStatus = RefundStatus.REQUESTED,
    channel: RefundChannel = RefundChannel.GATEWAY,
) -> Occasion:
    async def make(park: Park) -> tuple[MessageKind, Data]:
        booking = await build_booking(park, status=BookingStatus.CANCELLED)
        await build_receipt(booking)
        await build_refund(booking, sen=sen, status=status, channel=channel)
        return MessageKind.BOOKING_CANCELLED, {"booking_id": booking.id}

    return make


async def cancelled_too_late_for_a_refund(park: Park) -> tuple[MessageKind, Data]:
    booking = await build_booking(park, status=BookingStatus.CANCELLED)
    await build_receipt(booking)
    return MessageKind.BOOKING_CANCELLED, {"booking_id": booking.id}


async def cancelled_free_of_charge(park: Park) -> tuple[MessageKind, Data]:
    booking = await build_booking(
        park, status=BookingStatus.CANCELLED, amount=Money(0), tax=Money(0), lines=()
    )
    return MessageKind.BOOKING_CANCELLED, {"booking_id": booking.id}


def called_off(sen: int = 1908) -> Occasion:
    async def make(park: Park) -> tuple[MessageKind, Data]:
        booking = await build_booking(park, status=BookingStatus.CANCELLED)
        await build_receipt(booking)
        if sen:
            await build_refund(booking, sen=sen)
        return MessageKind.BOOKING_CALLED_OFF, {"booking_id": booking.id}

    return make


async def granted(park: Park) -> tuple[MessageKind, Data]:
    """Staff give RM 5.00 back for a lift that stood still."""
    booking = await build_booking(park)
    receipt = await build_receipt(booking)
    proposal = await RefundProposal.create(
        payment_id=receipt.payment_id,
        booking=booking,
        lot_id=booking.lot_id,
        amount=Money(500),
        reason="The lift stood still",
        status=ProposalStatus.GRANTED,
        asked_by="operator:1",
        asked_at=PAID,
        decided_at=PAID,
    )
    await build_refund(booking, cause=cause_of(proposal), sen=500)
    return MessageKind.REFUND_GRANTED, {"booking_id": booking.id, "proposal_id": proposal.id}


def moved(cause: MoveCause = MoveCause.CLOSURE, status: BookingStatus = BookingStatus.CONFIRMED) -> Occasion:
    async def make(park: Park) -> tuple[MessageKind, Data]:
        booking = await build_booking(park, status=status)
        await build_receipt(booking)
        return MessageKind.BOOKING_MOVED, {
            "booking_id": booking.id,
            "move_id": await build_move(booking, cause),
        }

    return make


def displaced(cause: MoveCause = MoveCause.CLOSURE, sen: int = 1908) -> Occasion:
    async def make(park: Park) -> tuple[MessageKind, Data]:
        booking = await build_booking(park, status=BookingStatus.DISPLACED)
        if sen:
            await build_receipt(booking)
            await build_refund(booking, cause="displaced", sen=sen)
        return MessageKind.BOOKING_DISPLACED, {"booking_id": booking.id, "cause": cause.value}

    return make


def failed(code: str = "RP80", status: BookingStatus = BookingStatus.HELD) -> Occasion:
    async def make(park: Park) -> tuple[MessageKind, Data]:
        booking = await build_booking(park, status=status)
        payment = await build_payment(booking, PaymentStatus.FAILED, status_code=code)
        return MessageKind.PAYMENT_FAILED, {"booking_id": booking.id, "payment_id": payment.id}

    return make


def paid_late(status: BookingStatus = BookingStatus.EXPIRED) -> Occasion:
    async def make(park: Park) -> tuple[MessageKind, Data]:
        booking = await build_booking(park, status=status)
        await build_payment(booking, PaymentStatus.CAPTURED)
        refund = await build_refund(booking, cause="late")
        return MessageKind.BOOKING_EXPIRED_PAID_LATE, {"booking_id": booking.id, "refund_id": refund.id}

    return make


async def paid_twice(park: Park) -> tuple[MessageKind, Data]:
    booking = await build_booking(park)
    await build_receipt(booking)
    refund = await build_refund(booking, cause="double")
    return MessageKind.REFUND_REQUESTED, {"booking_id": booking.id, "refund_id": refund.id}


def refunded(cause: str = "cancelled", channel: RefundChannel = RefundChannel.GATEWAY) -> Occasion:
    async def make(park: Park) -> tuple[MessageKind, Data]:
        booking = await build_booking(park, status=BookingStatus.CANCELLED)
        await build_receipt(booking)
        refund = await build_refund(booking, cause=cause, status=RefundStatus.SUCCEEDED, channel=channel)
        refund.gateway_reference = "RF-8812-44"
        await refund.save()
        return MessageKind.REFUND_SUCCEEDED, {"booking_id": booking.id, "refund_id": refund.id}

    return make


async def ending_soon(park: Park) -> tuple[MessageKind, Data]:
    """Ends a quarter of an hour after `SOON_AFTER`."""
    ends_at = SOON_AFTER + timedelta(minutes=15)
    booking = await build_booking(park, starts_at=PAID - timedelta(hours=2), ends_at=ends_at)
    return MessageKind.ENDING_SOON, {"booking_id": booking.id, "ends_at": ends_at.isoformat()}


async def overstay(park: Park) -> tuple[MessageKind, Data]:
    """Ended at `PAID`, three minutes before `SOON_AFTER`."""
    booking = await build_booking(
        park, starts_at=PAID - timedelta(hours=3), ends_at=PAID, status=BookingStatus.COMPLETED
    )
    return MessageKind.OVERSTAY, {"booking_id": booking.id, "ends_at": PAID.isoformat()}


async def build_stay(booking: Booking) -> ParkingSession:
    """The booking's car came at its start and has not left."""
    return await ParkingSession.create(
        booking_id=booking.id,
        open_for_id=booking.id,
        lot_id=booking.lot_id,
        entered_at=booking.starts_at,
        entry_method=Method.SCAN,
        entered_by="attendant:1",
    )


def owed(*, has_left: bool = False) -> Occasion:
    async def make(park: Park) -> tuple[MessageKind, Data]:
        """It should have left 80 minutes before `SOON_AFTER`."""
        await Lot.filter(id=park.lot.id).update(overstay_hour_sen=600)
        ends_at = SOON_AFTER - timedelta(minutes=80)
        booking = await build_booking(
            park, starts_at=ends_at - timedelta(hours=3), ends_at=ends_at, status=BookingStatus.COMPLETED
        )
        session = await build_stay(booking)
        if has_left:
            left = ParkingSession.filter(id=session.id)
            await left.update(open_for_id=None, exited_at=SOON_AFTER)
        return MessageKind.OVERSTAY_OWED, {"booking_id": booking.id}

    return make


async def exit_fee_paid(park: Park) -> tuple[MessageKind, Data]:
    _, data = await owed()(park)
    booking = await Booking.get(id=data["booking_id"])
    session = await ParkingSession.get(booking_id=booking.id)
    with clock.frozen(SOON_AFTER):
        fee = await ask_exit_fee(session.id, by=GUEST)
        await take_exit_fee(fee.id, lot_id=booking.lot_id, tender=Tender.CASH, by=GUEST)
    return MessageKind.EXIT_FEE_PAID, {"booking_id": booking.id, "exit_fee_id": fee.id}


async def no_show(park: Park) -> tuple[MessageKind, Data]:
    booking = await build_booking(park, starts_at=PAID - timedelta(hours=1), status=BookingStatus.NO_SHOW)
    return MessageKind.NO_SHOW, {"booking_id": booking.id}


def mailed_link(purpose: Purpose) -> Occasion:
    async def make(park: Park) -> tuple[MessageKind, Data]:
        person, nonce = await build_person(), "ab" * 16
        hours = {Purpose.RESET_PASSWORD: 1, Purpose.VERIFY_EMAIL: 24}[purpose]
        token = await EmailToken.create(
            nonce=nonce,
            token_digest=digest_of(raw_token(SECRET, purpose, nonce)),
            purpose=purpose,
            person=person,
            created_at=PAID,
            expires_at=PAID + timedelta(hours=hours),
        )
        return MessageKind(purpose.value), {"person_id": person.id, "token_id": token.id}

    return make


async def password_changed(park: Park) -> tuple[MessageKind, Data]:
    person = await build_person()
    return MessageKind.PASSWORD_CHANGED, {"person_id": person.id, "moment": PAID.isoformat()}


async def telegram_linked(park: Park) -> tuple[MessageKind, Data]:
    person = await build_person()
    return MessageKind.TELEGRAM_LINKED, {"person_id": person.id, "moment": PAID.isoformat()}


OCCASIONS: dict[str, Occasion] = {
    "confirmed": confirmed,
    "confirmed for a person": confirmed_for_a_person,
    "confirmed free of charge": confirmed_free_of_charge,
    "extended": extended(),
    "extended free of charge": extended(0),
    "failed to extend": failed_longer(),
    "failed to extend, hold over": failed_longer(ExtensionStatus.EXPIRED),
    "paid late for more time": paid_late_for_longer,
    "cancelled": cancelled(),
    "cancelled, half back by hand": cancelled(954, channel=RefundChannel.MANUAL),
    "cancelled, refund under way": cancelled(status=RefundStatus.SUBMITTED),
    "cancelled, refund done": cancelled(status=RefundStatus.SUCCEEDED),
    "cancelled, refund failed": cancelled(status=RefundStatus.FAILED),
    "cancelled too late for a refund": cancelled_too_late_for_a_refund,
    "cancelled free of charge": cancelled_free_of_charge,
    "called off by staff": called_off(),
    "called off by staff, part of it back": called_off(954),
    "called off by staff, nothing back": called_off(0),
    "given back by staff": granted,
    "moved by the operator": moved(),
    "moved by staff": moved(MoveCause.STAFF),
    "moved away from who stood there": moved(MoveCause.BLOCKED),
    "displaced by the operator": displaced(),
    "displaced by who stood there": displaced(MoveCause.BLOCKED),
    "moved before a car that overstays": moved(MoveCause.OVERSTAY),
    "displaced by a car that overstays": displaced(MoveCause.OVERSTAY),
    "displaced free of charge": displaced(sen=0),
    "failed": failed(),
    "failed, not worth trying again": failed("IR20"),
    "failed, hold over": failed(status=BookingStatus.EXPIRED),
    "paid late": paid_late(),
    "paid after cancelling": paid_late(BookingStatus.CANCELLED),
    "paid when the spot was closed": paid_late(BookingStatus.DISPLACED),
    "paid twice": paid_twice,
    "refunded": refunded(),
    "refunded by hand": refunded(channel=RefundChannel.MANUAL),
    "refunded a displaced booking": refunded("displaced"),
    "refunded the late payment": refunded("late"),
    "refunded the double payment": refunded("double"),
    "ending soon": ending_soon,
    "overstay": overstay,
    "owed for an overstay": owed(),
    "left owing": owed(has_left=True),
    "exit fee paid": exit_fee_paid,
    "no-show": no_show,
    "verify e-mail": mailed_link(Purpose.VERIFY_EMAIL),
    "reset password": mailed_link(Purpose.RESET_PASSWORD),
    "password changed": password_changed,
    "Telegram linked": telegram_linked,
}


async def build_move(booking: Booking, cause: MoveCause) -> int:
    """`booking` came to its spot from A12 on the first floor; the id of that move."""
    floor = await Area.create(
        lot_id=booking.lot_id, code="L1", name="Level 1", level=1, width=4000, height=3000, drawing={}
    )
    former = await Space.create(area=floor, label="A12", type=SpaceType.EV, x=0, y=0, width=250, height=500)
    move = await BookingMove.create(
        booking=booking, from_space=former, to_space_id=booking.space_id, cause=cause, moved_at=PAID
    )
    return int(move.id)


async def build_person(email: str = "siti@mail.example") -> Person:
    return await Person.create(
        email=email, name="Siti Aminah", password_hash="x", language="en", created_at=PAID
    )


def outgoing(kind: MessageKind, data: Data, *, language: str = "en", attempt: int = 1) -> Outgoing:
    return Outgoing(
        id=41,
        event_id=7,
        kind=kind,
        recipient="aisyah@mail.example",
        language=language,
        data=data,
        attempt=attempt,
        created_at=PAID,
    )


async def queue(kind: MessageKind, data: Data, **fields: Any) -> Delivery:
    """A delivery that is due at `PAID`."""
    facts: Data = {
        "event_id": 1,
        "channel": "email",
        "recipient": "aisyah@mail.example",
        "language": "en",
        "status": DeliveryStatus.QUEUED,
        "next_attempt_at": PAID,
        "created_at": PAID,
        **fields,
    }
    return await Delivery.create(kind=kind.value, data=data, **facts)
