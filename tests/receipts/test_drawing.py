from __future__ import annotations

import io
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from pypdf import PdfReader
from weasyprint.urls import FatalURLFetchingError

from app.core.i18n import languages
from app.core.money import Money
from app.payments.models import RefundChannel, RefundStatus
from app.receipts.document import receipt_html
from app.receipts.drawing import _OwnAssets, draw_receipt
from app.receipts.view import ReceiptLine, ReceiptRefund, ReceiptTax, ReceiptView
from tests.receipts.views import RECEIPT

_WORDS = "Menara Pembangunan Perniagaan Antarabangsa & Rakan-rakan " * 4

LONG = replace(
    RECEIPT,
    number="MENARA-PEMBANGUNAN-PERNIAGAAN-ANTARABANGSA-DAN-RAKAN-RAKAN-9-999999",
    operator_name=_WORDS[:120],
    operator_contact=_WORDS[:120],
    lot_name=_WORDS[:80],
    lot_address=_WORDS[:200],
    space_label="ZON-BIRU-123",
    area_code="ARAS-BAWAH-2",
    area_name=_WORDS[:60],
    plate_number="W" * 16,
    transaction_ref="7" * 64,
    tax=replace(RECEIPT.tax, registration="W10-1808-32000123-W10-1808-32000123-1234"),
    total=Money(99_999_999_99),
)
UNBROKEN = replace(
    LONG,
    number="W" * 60 + "-999999",
    operator_name="W" * 120,
    operator_contact="W" * 120,
    lot_name="W" * 80,
    lot_address="W" * 200,
    area_name="W" * 60,
)


def _read(view: ReceiptView) -> PdfReader:
    return PdfReader(io.BytesIO(draw_receipt(view)))


def _text(view: ReceiptView) -> str:
    return " ".join(_read(view).pages[0].extract_text().split())


def test_a_receipt_is_one_page_with_everything_an_accountant_asks_for() -> None:
    pdf = _read(RECEIPT)
    text = " ".join(pdf.pages[0].extract_text().split())

    assert len(pdf.pages) == 1
    for expected in (
        "Receipt",
        "PLAZA-DAMAI-000123",
        "Damai Parking Sdn. Bhd.",
        "help@damai-parking.example",
        "Service tax no. W10-1808-32000123",
        "Issued Sun, 22 Nov 2026, 18:00",
        "Plaza Damai",
        "3 Jalan Damai, 50450 Kuala Lumpur",
        "Mon, 23 Nov 2026, 14:00 – 17:00 Kuala Lumpur time",
        "B4 · EV",
        "B1 · Basement 1",
        "WXY 1234",
        "PK-7F3K9QX",
        "3 h × RM 4.00",
        "RM 12.00",
        "EV spot × 1.5",
        "RM 6.00",
        "-RM 1.80",
        "RM 0.97",
        "Total RM 17.17",
        "Service tax of 6 %, RM 0.97, is part of the total.",
        "FPX online banking",
        "RP20261122118842",
        "PK7F3K9QX23ABCDEFG",
        "Your parking pass",
    ):
        assert expected in text, expected


def test_a_receipt_in_malay_is_malay_throughout() -> None:
    view = replace(RECEIPT, language="ms", lines=())
    text = _text(view)

    for expected in (
        "Resit",
        "No. cukai perkhidmatan W10-1808-32000123",
        "Isn, 23 Nov 2026, 14:00 – 17:00 waktu Kuala Lumpur",
        "Jumlah bayaran RM 17.17",
        "Perbankan dalam talian FPX",
        "Pas parkir anda",
    ):
        assert expected in text, expected
    for english in ("Receipt", "Total", "Spot", "Paid", "Amount"):
        assert english not in text.split()


def test_the_document_says_its_title_and_its_language() -> None:
    pdf = _read(replace(RECEIPT, language="ms"))

    assert pdf.metadata is not None
    assert pdf.metadata.title == "Resit PLAZA-DAMAI-000123"
    assert pdf.metadata.author == "Damai Parking Sdn. Bhd."
    assert str(pdf.root_object["/Lang"]) == "ms"
    assert "/StructTreeRoot" in pdf.root_object  # tagged, for screen readers


def test_its_letters_are_our_own_and_travel_inside() -> None:
    inside, elsewhere = _read(RECEIPT).pages[0]._get_fonts()

    assert inside
    assert elsewhere == set()
    assert all("Inter" in name for name in inside)


@pytest.mark.parametrize("status", RefundStatus)
@pytest.mark.parametrize("channel", RefundChannel)
@pytest.mark.parametrize("language", languages())
def test_every_state_of_a_refund_has_its_words(
    status: RefundStatus, channel: RefundChannel, language: str
) -> None:
    refund = ReceiptRefund(Money(859), status.value, channel.value, datetime(2026, 11, 24, tzinfo=UTC))
    html = receipt_html(replace(RECEIPT, language=language, refunds=(refund,)))

    assert "RM 8.59" in html
    assert {"en": "Refunds", "ms": "Bayaran balik"}[language] in html


def test_only_what_was_given_back_whole_is_called_refunded() -> None:
    whole = ReceiptRefund(RECEIPT.total, "succeeded", "gateway", RECEIPT.issued_at)
    part = replace(whole, amount=Money(859))

    assert replace(RECEIPT, refunds=(whole,)).is_refunded
    assert not replace(RECEIPT, refunds=(part,)).is_refunded
    assert not replace(RECEIPT, refunds=(replace(whole, status="submitted"),)).is_refunded
    assert not RECEIPT.is_refunded
    assert ">Refunded<" in receipt_html(replace(RECEIPT, refunds=(whole,)))
    assert ">Paid<" in receipt_html(replace(RECEIPT, refunds=(part,)))


def test_included_tax_is_called_included() -> None:
    known = replace(RECEIPT, tax=ReceiptTax(Money(97), "6", is_included=True, registration=""))
    unknown = replace(RECEIPT, tax=ReceiptTax(Money(97), None, is_included=True, registration=""))

    assert "The price includes service tax of 6 %, RM 0.97." in receipt_html(known)
    assert "The price includes service tax of RM 0.97." in receipt_html(unknown)
    assert "Service tax no." not in receipt_html(known)


def test_a_way_of_paying_we_do_not_know_is_an_online_payment() -> None:
    assert "Online payment" in receipt_html(replace(RECEIPT, payment_mode="<b>NA"))
    assert "Online payment" in receipt_html(replace(RECEIPT, payment_mode=""))


def test_without_a_pass_there_is_no_code_to_show() -> None:
    html = receipt_html(replace(RECEIPT, pass_text=None))

    assert "<svg" not in html
    assert "parking pass" not in html


@pytest.mark.parametrize(("view", "pages"), [(LONG, 2), (UNBROKEN, 2)], ids=["long", "unbroken"])
def test_the_longest_texts_stay_inside_the_page(view: ReceiptView, pages: int) -> None:
    pdf = _read(view)
    places: list[float] = []
    for page in pdf.pages:
        page.extract_text(
            visitor_text=lambda text, cm, tm, font, size: places.append(tm[4] * cm[0] + tm[5] * cm[2] + cm[4])
        )

    assert len(pdf.pages) == pages
    assert places
    assert all(0 <= x < float(pdf.pages[0].mediabox.width) for x in places)
    printed = "".join("".join(page.extract_text().split()) for page in pdf.pages)
    for text in (view.number, view.operator_name, view.lot_address, view.area_name, "Total RM 99,999,999.99"):
        assert "".join(text.split()) in printed


HOSTILE = (
    "<script>alert(1)</script>",
    '"><img src="http://127.0.0.1:9/x.png" onerror=x>',
    "<style>*{display:none}</style>",
    "{{ 7 * 7 }}{% include '/etc/passwd' %}",
    "{placeholder}",
    "--></title><h1>",
)


def test_what_people_typed_is_printed_and_never_obeyed() -> None:
    lines = tuple(ReceiptLine(text, Money(100)) for text in HOSTILE)
    view = replace(
        RECEIPT, lines=lines, lot_name=HOSTILE[0], plate_number=HOSTILE[2], operator_name=HOSTILE[1]
    )
    printed = "".join(_text(view).split())

    for text in HOSTILE:
        assert "".join(text.split()) in printed
    assert "TotalRM17.17" in printed


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1:9/",
        "https://elsewhere.example/font.woff2",
        "file:///etc/passwd",
        "asset:/etc/passwd",
        "asset:../email/layout.html",
        "asset:fonts/../../email/layout.html",
        "data:text/css,*{}",
        "ASSET:receipt.css",
    ],
)
def test_nothing_is_fetched_but_the_template_s_own_files(url: str) -> None:
    with pytest.raises(FatalURLFetchingError):
        _OwnAssets().fetch(url)


def test_the_template_s_own_files_are_fetched() -> None:
    assert _OwnAssets().fetch("asset:fonts/inter-400.woff2").read().startswith(b"wOF2")
