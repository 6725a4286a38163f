"""A receipt's view, made by hand."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from app.bookings.passes import Pass, issue_pass
from app.core.money import Money
from app.core.period import Period
from app.receipts.view import ReceiptLine, ReceiptTax, ReceiptView

_STARTS = datetime(2026, 11, 23, 6, 0, tzinfo=UTC)  # 14:00 in Kuala Lumpur
_PERIOD = Period(_STARTS, _STARTS + timedelta(hours=3))
_SECRET = "a-session-key-that-only-tests-know-0123456789"

RECEIPT = ReceiptView(
    language="en",
    zone="Asia/Kuala_Lumpur",
    number="PLAZA-DAMAI-000123",
    issued_at=_STARTS - timedelta(hours=20),
    operator_name="Damai Parking Sdn. Bhd.",
    operator_address="12 Jalan Ampang, 50450 Kuala Lumpur",
    company_registration="202601000123 (1234567-X)",
    operator_contact="help@damai-parking.example",
    lot_name="Plaza Damai",
    lot_address="3 Jalan Damai, 50450 Kuala Lumpur",
    reference="PK-7F3K9QX",
    space_label="B4",
    space_type="ev",
    area_code="B1",
    area_name="Basement 1",
    period=_PERIOD,
    plate_number="WXY1234",
    lines=(
        ReceiptLine("3 h × RM 4.00", Money(1200)),
        ReceiptLine("EV spot × 1.5", Money(600)),
        ReceiptLine("Promo DAMAI10, 10 % off", Money(-180)),
        ReceiptLine("Service tax 6 %", Money(97)),
    ),
    total=Money(1717),
    tax=ReceiptTax(Money(97), "6", is_included=False, registration="W10-1808-32000123"),
    paid_at=_STARTS - timedelta(hours=20, minutes=1),
    payment_mode="FPX",
    transaction_ref="RP20261122118842",
    order_id="PK7F3K9QX23ABCDEFG",
    refunds=(),
    pass_text=issue_pass(_SECRET, Pass("PK-7F3K9QX", "WXY1234", "plaza-damai", "B1", "B4", _PERIOD)),
)
