"""Reads a receipt together from the tables of lots, bookings and payments."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from app.bookings.models import Booking, BookingStatus, ExtensionStatus
from app.bookings.passes import Pass, issue_pass
from app.core.money import ZERO, Money
from app.core.period import Period
from app.core.plain_text import one_line
from app.payments.errors import ReceiptNotFound
from app.payments.models import Receipt, Refund
from app.payments.queries import list_receipts
from app.payments.receipt_numbers import Issuer, receipt_number
from app.payments.rules import CAUSES_OF_SALE
from app.pricing.lines import LineKind, QuoteLine, percent_words
from app.receipts.view import ReceiptLine, ReceiptRefund, ReceiptTax, ReceiptView

Which = Callable[[Receipt], bool]


def of_price(receipt: Receipt) -> bool:
    """Picks the receipt of the booking's price, as against those of its extensions and exit fees."""
    return receipt.charge.extension_id is None and receipt.charge.exit_fee_id is None


def of_extension(extension_id: int) -> Which:
    return lambda receipt: receipt.charge.extension_id == extension_id


def of_exit_fee(exit_fee_id: int) -> Which:
    return lambda receipt: receipt.charge.exit_fee_id == exit_fee_id


def of_payment(payment_id: int) -> Which:
    return lambda receipt: receipt.payment_id == payment_id


def of_number(number: str) -> Which:
    """`number` is as it reads: `PLAZA-DAMAI-000123`."""
    return lambda receipt: receipt_number(receipt) == number


async def get_receipt_view(
    booking_id: int, *, secret_key: str, language: str | None = None, which: Which = of_price
) -> ReceiptView:
    """One receipt of a booking, in `language` or that of the booking. Raises ReceiptNotFound."""
    view = await find_receipt_view(booking_id, secret_key=secret_key, language=language, which=which)
    if view is None:
        raise ReceiptNotFound
    return view


async def find_receipt_view(
    booking_id: int, *, secret_key: str, language: str | None = None, which: Which = of_price
) -> ReceiptView | None:
    """As `get_receipt_view`; None when nothing was paid."""
    receipt = next(filter(which, await list_receipts(booking_id)), None)
    if receipt is None:
        return None
    booking = await Booking.get(id=booking_id).prefetch_related("lot", "area", "space", "extensions")
    # Money that came twice or too late bought nothing: it is not part of what this receipt is for.
    refunds = [
        refund
        for refund in await Refund.filter(payment_id=receipt.payment_id).order_by("id")
        if refund.kind in CAUSES_OF_SALE
    ]
    return _view(receipt, booking, refunds, secret_key, language or booking.language)


def pass_of(booking: Booking, secret_key: str) -> str | None:
    """The signed pass of a booking that has its lot, area and space with it; only a confirmed one has any."""
    if booking.status is not BookingStatus.CONFIRMED:
        return None
    facts = Pass(
        reference=booking.reference,
        plate_number=booking.plate_number,
        lot_slug=booking.lot.slug,
        area_code=booking.area.code,
        space_label=booking.space.label,
        period=booking.period,
    )
    return issue_pass(secret_key, facts)


def _view(
    receipt: Receipt, booking: Booking, refunds: list[Refund], secret_key: str, language: str
) -> ReceiptView:
    charge, payment, issuer = receipt.charge, receipt.payment, Issuer.model_validate(receipt.issuer)
    bought = charge.extension or charge.exit_fee or booking
    lines = [QuoteLine.from_json(line) for line in bought.quote_lines]
    return ReceiptView(
        language=language,
        zone=booking.lot.time_zone,
        number=receipt_number(receipt),
        issued_at=receipt.issued_at,
        operator_name=one_line(issuer.operator_name),
        operator_address=one_line(issuer.operator_address),
        company_registration=one_line(issuer.company_registration),
        operator_contact=one_line(issuer.contact),
        lot_name=one_line(issuer.lot_name),
        lot_address=one_line(issuer.lot_address),
        reference=booking.reference,
        space_label=one_line(booking.space.label),
        space_type=booking.space.type.value,
        area_code=one_line(booking.area.code),
        area_name=one_line(booking.area.name),
        period=_period_before(booking) if bought is booking else bought.period,
        plate_number=one_line(booking.plate_number),
        lines=tuple(ReceiptLine(one_line(line.label(language)), line.amount) for line in lines),
        total=charge.amount,
        tax=tax_of(charge.tax, issuer, lines),
        paid_at=receipt.issued_at,
        payment_mode=payment.payment_mode or "",
        transaction_ref=one_line(payment.transaction_ref or ""),
        order_id=payment.order_id,
        refunds=tuple(
            ReceiptRefund(refund.amount, refund.status.value, refund.channel.value, _moment_of(refund))
            for refund in refunds
        ),
        pass_text=pass_of(booking, secret_key),
    )


def _period_before(booking: Booking) -> Period:
    """The booking's period as it was before it was ever extended."""
    ends = [each.starts_at for each in booking.extensions if each.status is ExtensionStatus.CONFIRMED]
    return Period(booking.starts_at, min([*ends, booking.ends_at]))


def _moment_of(refund: Refund) -> datetime:
    ended_at: datetime | None = refund.final_at
    return ended_at or refund.created_at


def tax_of(amount: Money, issuer: Issuer, lines: Sequence[QuoteLine]) -> ReceiptTax:
    """Added tax has a line of its own that knows its rate; included tax has the rate of the issuer."""
    registration = one_line(issuer.tax_registration)
    for line in lines:
        if line.kind is LineKind.TAX:
            percent = percent_words(int(line.params["basis_points"]))
            return ReceiptTax(amount, percent, is_included=False, registration=registration)
    percent_then = percent_words(issuer.tax_basis_points) if amount != ZERO else None
    return ReceiptTax(amount, percent_then, is_included=True, registration=registration)
