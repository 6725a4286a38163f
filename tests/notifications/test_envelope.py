from __future__ import annotations

from dataclasses import replace
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default as modern

import pytest

from app.bookings.passes import pass_qr_png
from app.notifications.mails.envelope import seal, sender_address
from app.notifications.mails.letter import PICTURE_ID, Letter
from app.notifications.mails.rendering import Rendered
from app.notifications.models import MessageKind
from tests.notifications.occasions import outgoing
from tests.receipts.records import PAID
from tests.receipts.views import RECEIPT

PDF = b"%PDF-1.7 a receipt"
RENDERED = Rendered(
    "Spot B4 at Plaza Damai is yours · 14:00 – 17:00",
    f'<html><head></head><body><p>Salam é 停车</p><img src="cid:{PICTURE_ID}"></body></html>',
    "Salam é 停车 – RM 19.08\n",
)
LETTER = Letter(
    RENDERED, reply_to="help@damai-parking.example", pass_png=pass_qr_png("PASS"), receipt=RECEIPT
)
CONFIRMED = outgoing(MessageKind.BOOKING_CONFIRMED, {})


def _sealed(letter: Letter = LETTER, mail_from: str = "parking@parking.example") -> EmailMessage:
    """As a mail program reads it: through the bytes."""
    message = seal(
        letter,
        CONFIRMED,
        mail_from=mail_from,
        public_url="https://parking.example",
        receipt=PDF if letter.receipt else None,
        at=PAID,
    )
    parsed = message_from_bytes(message.as_bytes(), policy=modern)
    assert isinstance(parsed, EmailMessage)
    return parsed


def test_a_message_has_its_parts_in_the_order_that_mail_programs_expect() -> None:
    message = _sealed()
    shape = [part.get_content_type() for part in message.walk()]

    assert shape == [
        "multipart/mixed",
        "multipart/alternative",
        "text/plain",
        "multipart/related",
        "text/html",
        "image/png",
        "application/pdf",
    ]
    picture = next(part for part in message.walk() if part.get_content_type() == "image/png")
    assert picture["Content-ID"] == f"<{PICTURE_ID}>"
    assert picture.get_content_disposition() == "inline"
    (receipt,) = message.iter_attachments()
    assert receipt.get_filename() == "PLAZA-DAMAI-000123.pdf"
    assert receipt.get_content() == PDF


def test_a_message_without_picture_and_receipt_is_text_and_html() -> None:
    message = _sealed(Letter(RENDERED))

    assert [part.get_content_type() for part in message.walk()] == [
        "multipart/alternative",
        "text/plain",
        "text/html",
    ]


def test_letters_of_every_script_arrive() -> None:
    message = _sealed()
    text, html = message.get_body(("plain",)), message.get_body(("html",))

    assert message["Subject"] == RENDERED.subject
    assert text is not None
    assert text.get_content().splitlines() == RENDERED.text.splitlines()
    assert html is not None
    assert "停车" in html.get_content()
    assert message.as_bytes().isascii()


def test_the_head_says_who_to_whom_and_that_nobody_need_answer() -> None:
    message = _sealed()

    assert message["From"] == "ParkPro <parking@parking.example>"
    assert message["To"] == "aisyah@mail.example"
    assert message["Reply-To"] == "help@damai-parking.example"
    assert message["Date"] == "Sun, 22 Nov 2026 04:00:00 +0000"
    assert message["Auto-Submitted"] == "auto-generated"
    assert message["Content-Language"] == "en"


def test_the_sender_s_name_can_be_set() -> None:
    message = _sealed(mail_from='"Damai, Parking" <parking@damai.example>')

    assert message["From"] == '"Damai, Parking" <parking@damai.example>'
    assert sender_address('"Damai, Parking" <parking@damai.example>') == "parking@damai.example"


def test_the_message_id_is_the_delivery_s_own_at_every_attempt() -> None:
    first = _sealed()
    again = seal(
        LETTER,
        replace(CONFIRMED, attempt=5),
        mail_from="parking@parking.example",
        public_url="https://parking.example",
        receipt=None,
        at=PAID,
    )
    other = seal(
        LETTER,
        replace(CONFIRMED, id=42),
        mail_from="parking@parking.example",
        public_url="https://parking.example",
        receipt=None,
        at=PAID,
    )

    assert first["Message-ID"] == again["Message-ID"] == "<booking_confirmed.7.41@parking.example>"
    assert other["Message-ID"] != first["Message-ID"]


@pytest.mark.parametrize(
    "contact", ["", "03-2161 0000", "https://damai.example", "a@b@c", "x@y.example\r\nBcc: z"]
)
def test_replies_go_to_the_lot_only_when_its_contact_is_an_address(contact: str) -> None:
    assert _sealed(replace(LETTER, reply_to=contact))["Reply-To"] is None


def test_a_line_break_cannot_get_into_a_header() -> None:
    with pytest.raises(ValueError, match="linefeed or carriage return"):
        _sealed(replace(LETTER, rendered=replace(RENDERED, subject="Hello\r\nBcc: all@mail.example")))
