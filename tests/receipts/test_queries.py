from __future__ import annotations

from dataclasses import replace

import pytest

from app.bookings.models import BookingStatus
from app.bookings.passes import public_key_of, verify_pass
from app.core.money import Money
from app.lots.models import Lot
from app.payments.errors import ReceiptNotFound
from app.payments.models import RefundChannel, RefundStatus
from app.receipts.queries import find_receipt_view, get_receipt_view
from tests.receipts.records import (
    INCLUDED_LINES,
    PAID,
    SECRET,
    build_booking,
    build_park,
    build_receipt,
    build_refund,
)
from tests.support.databases import Database


async def test_a_receipt_tells_what_was_paid_for_and_how(db: Database) -> None:
    booking = await build_booking(await build_park())
    receipt = await build_receipt(booking)
    await receipt.fetch_related("payment")

    view = await get_receipt_view(booking.id, secret_key=SECRET)

    assert view.number == "PLAZA-DAMAI-000123"
    assert view.issued_at == view.paid_at == PAID
    assert (view.operator_name, view.operator_contact) == (
        "Damai Parking Sdn. Bhd.",
        "help@damai-parking.example",
    )
    assert (view.lot_name, view.zone) == ("Plaza Damai", "Asia/Kuala_Lumpur")
    assert (view.space_label, view.space_type, view.area_code, view.area_name) == (
        "B4",
        "ev",
        "B1",
        "Basement 1",
    )
    assert [(line.label, line.amount.sen) for line in view.lines] == [
        ("3 h × RM 4.00", 1200),
        ("EV spot × 1.5", 600),
        ("Service tax 6 %", 108),
    ]
    assert view.total == Money(1908)
    assert (view.tax.amount.sen, view.tax.percent, view.tax.is_included) == (108, "6", False)
    assert view.tax.registration == "W10-1808-32000123"
    assert (view.payment_mode, view.transaction_ref) == ("FPX", "RP20261122118842")
    assert view.order_id == receipt.payment.order_id
    assert view.refunds == ()


async def test_the_lines_are_said_in_the_language_asked_for(db: Database) -> None:
    booking = await build_booking(await build_park(), language="en")
    await build_receipt(booking)

    own = await get_receipt_view(booking.id, secret_key=SECRET)
    malay = await get_receipt_view(booking.id, secret_key=SECRET, language="ms")

    assert (own.language, own.lines[2].label) == ("en", "Service tax 6 %")
    assert (malay.language, malay.lines[2].label) == ("ms", "Cukai perkhidmatan 6 %")


async def test_nothing_paid_means_no_receipt(db: Database) -> None:
    booking = await build_booking(await build_park(), status=BookingStatus.HELD)

    assert await find_receipt_view(booking.id, secret_key=SECRET) is None
    with pytest.raises(ReceiptNotFound):
        await get_receipt_view(booking.id, secret_key=SECRET)


async def test_the_pass_of_a_confirmed_booking_is_signed_for_its_gate(db: Database) -> None:
    booking = await build_booking(await build_park())
    await build_receipt(booking)

    view = await get_receipt_view(booking.id, secret_key=SECRET)

    facts = verify_pass(public_key_of(SECRET), view.pass_text or "")
    assert facts is not None
    assert (facts.reference, facts.plate_number) == (booking.reference, "WXY1234")
    assert (facts.lot_slug, facts.area_code, facts.space_label) == ("plaza-damai", "B1", "B4")
    assert facts.period == booking.period


@pytest.mark.parametrize("status", [each for each in BookingStatus if each is not BookingStatus.CONFIRMED])
async def test_a_booking_that_is_not_confirmed_has_no_pass(db: Database, status: BookingStatus) -> None:
    booking = await build_booking(await build_park(), status=status)
    await build_receipt(booking)

    assert (await get_receipt_view(booking.id, secret_key=SECRET)).pass_text is None


async def test_a_refund_of_the_sale_is_shown_and_other_money_is_not(db: Database) -> None:
    """A second payment that went back bought nothing: it is not on the receipt of the first."""
    booking = await build_booking(await build_park(), status=BookingStatus.CANCELLED)
    await build_receipt(booking)
    await build_refund(booking, sen=954, status=RefundStatus.SUCCEEDED, channel=RefundChannel.MANUAL)
    await build_refund(booking, cause="double")

    view = await get_receipt_view(booking.id, secret_key=SECRET)

    assert [(each.amount.sen, each.status, each.channel) for each in view.refunds] == [
        (954, "succeeded", "manual")
    ]
    assert not view.is_refunded


async def test_a_later_change_of_the_lot_changes_no_receipt(db: Database) -> None:
    park = await build_park(tax_included=True)
    booking = await build_booking(park, lines=INCLUDED_LINES, amount=Money(1200), tax=Money(68))
    await build_receipt(booking)

    view = await get_receipt_view(booking.id, secret_key=SECRET)
    assert (view.tax.amount.sen, view.tax.percent, view.tax.is_included) == (68, "6", True)

    await Lot.filter(id=park.lot.id).update(
        tax_basis_points=800, operator_name="Another Sdn. Bhd.", tax_registration="W10-9999", slug="another"
    )
    later = await get_receipt_view(booking.id, secret_key=SECRET)
    assert replace(later, pass_text=view.pass_text) == view


async def test_texts_of_people_come_out_on_one_line_and_in_one_direction(db: Database) -> None:
    park = await build_park(name="Plaza\r\nDamai\u202e", operator_name="Damai\tParking\u2066 Sdn.\x00")
    booking = await build_booking(park)
    await build_receipt(booking)

    view = await get_receipt_view(booking.id, secret_key=SECRET)

    assert (view.lot_name, view.operator_name) == ("Plaza Damai", "Damai Parking Sdn.")
