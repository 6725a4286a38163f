"""A booking, from the tables to what its driver sees."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from app.accounts.plates import display_plate
from app.arrivals.queries import Stay, last_stays_of
from app.bookings import rules
from app.bookings.access import access_key, booking_link
from app.bookings.extensions import LongerStay
from app.bookings.models import Booking, BookingMove, BookingStatus, Extension, ExtensionStatus, MoveCause
from app.bookings.queries import BY_OPERATOR, moves_of
from app.core import clock
from app.core.errors import DomainError
from app.core.i18n import translate
from app.core.money import CURRENCY
from app.payments.cancelling import percent_due
from app.payments.models import Payment, PaymentStatus
from app.payments.queries import GivenBack, MoneyFacts, Standing, money_of
from app.payments.receipt_numbers import receipt_number
from app.payments.rules import given_back
from app.payments.totals import Totals, TotalsByPeriod
from app.pricing.lines import QuoteLine
from app.receipts.queries import pass_of
from app.web.context import language, services, settings
from app.web.schemas.base import NearestSpaceOut, QuoteLineOut
from app.web.schemas.bookings import (
    AreaRef,
    BookingOut,
    CancellationOut,
    ExtensionOut,
    ExtensionQuoteOut,
    LastStayOut,
    LotRef,
    MoveOut,
    MyTotalsOut,
    OwedOut,
    PaymentStateOut,
    RefundOut,
    SpaceRef,
    TotalsOut,
    VehicleRef,
)


async def present_booking(booking: Booking, *, for_new_guest: bool = False) -> BookingOut:
    """`booking` has its `queries.PARTS` loaded. `for_new_guest` adds the secret link."""
    money, moves = await money_of([booking.id]), await moves_of([booking.id])
    stays = await last_stays_of([booking.id])
    return _present(
        booking, money[booking.id], moves[booking.id], stays.get(booking.id), for_new_guest=for_new_guest
    )


async def present_bookings(bookings: list[Booking]) -> list[BookingOut]:
    """As `present_booking`, with as few statements for many as for one."""
    ids = [booking.id for booking in bookings]
    money, moves, stays = await money_of(ids), await moves_of(ids), await last_stays_of(ids)
    return [
        _present(booking, money[booking.id], moves[booking.id], stays.get(booking.id)) for booking in bookings
    ]


def _present(
    booking: Booking,
    money: MoneyFacts,
    moves: Sequence[BookingMove],
    last: Stay | None,
    *,
    for_new_guest: bool = False,
) -> BookingOut:
    refund, receipt = money.refund, money.price.receipt
    key = access_key(settings().key, booking.reference, booking.link_generation) if for_new_guest else None
    now = clock.now()
    return BookingOut(
        reference=booking.reference,
        status=booking.status,
        lot=LotRef.model_validate(booking.lot, from_attributes=True),
        area=AreaRef.model_validate(booking.area, from_attributes=True),
        space=SpaceRef.model_validate(booking.space, from_attributes=True),
        starts_at=booking.starts_at,
        ends_at=booking.ends_at,
        hold_expires_at=booking.hold_expires_at if booking.status is BookingStatus.HELD else None,
        amount_sen=booking.amount.sen,
        currency=booking.currency,
        lines=present_lines([QuoteLine.from_json(line) for line in booking.quote_lines]),
        tax_sen=booking.tax.sen,
        plate_number=display_plate(booking.plate_number),
        vehicle=VehicleRef.model_validate(booking.vehicle, from_attributes=True) if booking.vehicle else None,
        email=booking.email,
        name=booking.name or None,
        promo_code=booking.promo_code,
        payment=_payment(money.price.payment, booking, now),
        refund=_refund(refund) if refund else None,
        cancellation=_cancellation(booking, money, moves, now),
        moves=[_move(move) for move in moves],
        can_report_blocked=_can_report_blocked(booking, moves, now),
        receipt_number=receipt_number(receipt) if receipt else None,
        extensions=[
            _extension(each, money.extensions.get(each.id, Standing()), now)
            for each in sorted(booking.extensions, key=lambda extension: extension.id)
        ],
        paid_sen=money.paid.sen,
        can_extend=rules.may_extend(booking, now),
        stay=LastStayOut.model_validate(last.session, from_attributes=True) if last else None,
        owed=_owed(booking, last, now) if last else None,
        pass_=pass_of(booking, settings().key),
        created_at=booking.created_at,
        server_time=now,
        access_key=key,
        link=booking_link(settings().public_url, booking.reference, key) if key else None,
    )


def present_totals(totals: TotalsByPeriod) -> MyTotalsOut:
    return MyTotalsOut(
        currency=CURRENCY,
        month=_totals(totals.month),
        year=_totals(totals.year),
        all=_totals(totals.all),
    )


def _totals(totals: Totals) -> TotalsOut:
    return TotalsOut(
        stays=totals.stays,
        minutes=totals.minutes,
        paid_sen=totals.paid.sen,
        refunded_sen=totals.refunded.sen,
    )


def present_lines(lines: Sequence[QuoteLine]) -> list[QuoteLineOut]:
    return [
        QuoteLineOut(kind=line.kind.value, label=line.label(language()), amount_sen=line.amount.sen)
        for line in lines
    ]


def _extension(extension: Extension, standing: Standing, now: datetime) -> ExtensionOut:
    is_held = extension.status is ExtensionStatus.HELD
    return ExtensionOut(
        id=extension.id,
        status=extension.status,
        starts_at=extension.starts_at,
        ends_at=extension.ends_at,
        hold_expires_at=extension.hold_expires_at if is_held else None,
        amount_sen=extension.amount.sen,
        tax_sen=extension.tax.sen,
        lines=present_lines([QuoteLine.from_json(line) for line in extension.quote_lines]),
        payment=_payment(standing.payment, extension, now),
        receipt_number=receipt_number(standing.receipt) if standing.receipt else None,
        created_at=extension.created_at,
    )


def _payment(payment: Payment | None, bought: Booking | Extension, now: datetime) -> PaymentStateOut | None:
    if payment is None:
        return None
    can_pay = bought.status == "held" and bought.hold_expires_at > now
    return PaymentStateOut(
        status=payment.status,
        order_id=payment.order_id,
        code=payment.status_code,
        message=_what_happened(payment),
        can_retry=can_pay and payment.status is not PaymentStatus.PENDING,
    )


def _what_happened(payment: Payment) -> str | None:
    if payment.status is PaymentStatus.CAPTURED or payment.status_code is None:
        return None
    words = services().gateway.failure_reason(payment.status_code).explain(language())
    return f"{words.what_happened} {words.what_to_do}".strip()


def _refund(refund: GivenBack) -> RefundOut:
    key = f"refund.{refund.channel.value}_{refund.status.value}"
    return RefundOut(
        amount_sen=refund.amount.sen,
        status=refund.status,
        channel=refund.channel,
        message=translate(key, language(), amount=refund.amount),
    )


def _cancellation(
    booking: Booking, money: MoneyFacts, moves: Sequence[BookingMove], now: datetime
) -> CancellationOut | None:
    if booking.status is BookingStatus.HELD:
        return CancellationOut(allowed=True, refund_amount_sen=0, refund_percent=0)
    if booking.status is not BookingStatus.CONFIRMED:
        return None
    is_rehoused = any(move.cause in BY_OPERATOR for move in moves)
    percent = percent_due(booking, is_rehoused=is_rehoused)
    due = given_back(money.sales, percent)
    return CancellationOut(allowed=booking.starts_at > now, refund_amount_sen=due.sen, refund_percent=percent)


def _owed(booking: Booking, last: Stay, now: datetime) -> OwedOut | None:
    if last.owed is None:
        return None
    until = last.session.exited_at or now
    return OwedOut(
        amount_sen=last.owed.amount.sen,
        tax_sen=last.owed.tax.sen,
        lines=present_lines(last.owed.lines),
        minutes_over=int((until - booking.ends_at).total_seconds() // 60),
    )


def _move(move: BookingMove) -> MoveOut:
    return MoveOut(
        from_label=move.from_space.label,
        from_area_code=move.from_space.area.code,
        to_label=move.to_space.label,
        to_area_code=move.to_space.area.code,
        cause=move.cause,
        moved_at=move.moved_at,
    )


def _can_report_blocked(booking: Booking, moves: Sequence[BookingMove], now: datetime) -> bool:
    """In time, and not done before: then the booking has moved, or ended."""
    if any(move.cause is MoveCause.BLOCKED for move in moves):
        return False
    try:
        rules.check_blocked_report(booking.status, booking.period, now)
    except DomainError:
        return False
    return True


def present_longer_stay(asked: LongerStay) -> ExtensionQuoteOut:
    return ExtensionQuoteOut(
        starts_at=asked.period.starts_at,
        ends_at=asked.period.ends_at,
        amount_sen=asked.quote.amount.sen,
        currency=asked.quote.currency,
        lines=present_lines(asked.quote.lines),
        tax_sen=asked.quote.tax.sen,
        available=asked.is_available,
        free_until=asked.free_until,
        closes_at=asked.closes_at,
        nearest=[NearestSpaceOut.model_validate(space, from_attributes=True) for space in asked.nearest],
    )
