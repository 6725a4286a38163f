from __future__ import annotations

import re
from collections.abc import AsyncIterator
from datetime import timedelta
from html.parser import HTMLParser
from typing import Any

import pytest

from app.accounts.models import EmailToken
from app.accounts.tokens import Purpose
from app.bookings.access import access_key
from app.bookings.models import Booking, BookingStatus
from app.core import clock
from app.core.i18n import languages
from app.notifications.channels.protocol import Overtaken
from app.notifications.context import DeliveryContext
from app.notifications.facts import called
from app.notifications.mails.letter import Letter
from app.notifications.mails.letters import write_letter
from app.payments.models import PaymentStatus, RefundChannel
from tests.notifications.occasions import (
    OCCASIONS,
    SOON_AFTER,
    Occasion,
    cancelled,
    confirmed,
    confirmed_for_a_person,
    confirmed_free_of_charge,
    failed,
    mailed_link,
    outgoing,
    paid_late,
    refunded,
)
from tests.receipts.records import PAID, SECRET, STARTS, build_park, build_payment
from tests.support.databases import Database

pytestmark = pytest.mark.usefixtures("soon_after")


@pytest.fixture
async def soon_after() -> AsyncIterator[None]:
    with clock.frozen(SOON_AFTER):
        yield


async def _write(
    occasion: Occasion,
    context: DeliveryContext,
    *,
    language: str = "en",
    with_receipt: bool = True,
    **lot: Any,
) -> Letter:
    kind, data = await occasion(await build_park(**lot))
    return await write_letter(outgoing(kind, data, language=language), context, with_receipt=with_receipt)


def _visible(html: str) -> str:
    """What a reader sees of a mail, on one line."""

    class Text(HTMLParser):
        pieces: list[str] = []
        hidden = False

        def handle_starttag(self, tag: str, attrs: object) -> None:
            self.hidden = self.hidden or tag in {"style", "title"}

        def handle_endtag(self, tag: str) -> None:
            self.hidden = self.hidden and tag not in {"style", "title"}

        def handle_data(self, data: str) -> None:
            if not self.hidden:
                self.pieces.append(data)

    reader = Text()
    reader.pieces = []
    reader.feed(html)
    return " ".join(" ".join(reader.pieces).split())


@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize("occasion", OCCASIONS.values(), ids=OCCASIONS.keys())
async def test_every_mail_is_complete_and_stands_alone_in_every_language(
    db: Database, context: DeliveryContext, occasion: Occasion, language: str
) -> None:
    """No sentence is missing, no placeholder is left, nothing is fetched, and the plain part says it all."""
    rendered = (await _write(occasion, context, language=language)).rendered
    seen = _visible(rendered.html)

    for part in (rendered.subject, seen, rendered.text):
        assert part.strip()
        assert not re.search(r"[{}]|\bNone\b|Undefined|%\(", part)
    assert f'lang="{language}"' in rendered.html
    assert len(rendered.html.encode()) < 90_000  # Gmail cuts a mail off at 102 KB

    assert set(re.findall(r'src="([^":]+:)', rendered.html)) <= {"cid:"}
    assert not re.search(r"url\(|@import|<link|<script|<form", rendered.html)

    links = [link.replace("&amp;", "&") for link in re.findall(r'href="([^"]+)"', rendered.html)]
    assert links
    assert [link for link in links if link not in rendered.text] == []
    assert not re.search(r"<[a-z/]", rendered.text)
    assert "\n\n\n" not in rendered.text


async def test_the_look_is_in_the_elements_and_the_dark_look_in_the_head(
    db: Database, context: DeliveryContext
) -> None:
    html = (await _write(confirmed, context)).rendered.html
    head, body = html.split("</head>")

    assert "prefers-color-scheme: dark" in head
    assert '<meta name="color-scheme" content="light dark">' in head
    assert re.search(r'<h1 style="[^"]*font-size: ?26px', body)
    assert "<style" not in body


async def test_a_confirmation_tells_where_when_and_for_how_much(
    db: Database, context: DeliveryContext
) -> None:
    letter = await _write(confirmed, context)
    booking = await Booking.get()

    assert letter.rendered.subject == "Spot B4 at Plaza Damai is yours, Mon, 23 Nov 2026, 14:00"
    for part in (_visible(letter.rendered.html), letter.rendered.text):
        for expected in (
            "Hello Aisyah binti Rahman,",
            "3 Jalan Damai, 50450 Kuala Lumpur",
            "14:00 – 17:00",
            "B4 · EV",
            "Basement 1 (B1)",
            "WXY 1234",
            booking.reference,
            "3 h × RM 4.00",
            "RM 19.08",
            "Your receipt PLAZA-DAMAI-000123 is attached as a PDF.",
            "All times are Kuala Lumpur time.",
            "Damai Parking Sdn. Bhd.",
        ):
            assert expected in part, expected
    assert "https://waze.com/ul?ll=3.157900,101.712300&navigate=yes" in letter.rendered.text
    assert letter.pass_png is not None
    assert letter.receipt is not None
    assert letter.receipt.number == "PLAZA-DAMAI-000123"
    assert letter.reply_to == "help@damai-parking.example"


async def test_a_confirmation_in_malay_is_malay(db: Database, context: DeliveryContext) -> None:
    letter = await _write(confirmed, context, language="ms")

    assert letter.rendered.subject == "Petak B4 di Plaza Damai milik anda, Isn, 23 Nov 2026, 14:00"
    assert "Cukai perkhidmatan 6 %: RM 1.08" in letter.rendered.text
    assert "Semua masa ialah waktu Kuala Lumpur." in letter.rendered.text
    assert letter.receipt is not None
    assert letter.receipt.language == "ms"


async def test_a_guest_gets_the_secret_link_and_a_person_does_not(
    db: Database, context: DeliveryContext
) -> None:
    guest = await _write(confirmed, context)
    booking = await Booking.get()
    key = access_key(SECRET, booking.reference, booking.link_generation)
    address = f"https://parking.example/bookings/{booking.reference}"

    assert f"{address}#key={key}\n" in guest.rendered.text
    assert f'href="{address}#key={key}"' in guest.rendered.html
    assert "keep it to yourself" in guest.rendered.text

    person = await _write(confirmed_for_a_person, context, slug="another")
    assert "#key" not in person.rendered.text + person.rendered.html
    assert "keep it to yourself" not in person.rendered.text


async def test_what_costs_nothing_has_no_receipt(db: Database, context: DeliveryContext) -> None:
    letter = await _write(confirmed_free_of_charge, context)

    assert letter.receipt is None
    assert "receipt" not in letter.rendered.text
    assert "free of charge" in letter.rendered.text
    assert letter.pass_png is not None


async def test_without_its_pdf_a_mail_tells_where_the_receipt_is(
    db: Database, context: DeliveryContext
) -> None:
    letter = await _write(confirmed, context, with_receipt=False)

    assert letter.receipt is None
    assert "Your receipt PLAZA-DAMAI-000123 can be opened from your booking." in letter.rendered.text
    assert "attached" not in letter.rendered.text


async def test_a_confirmation_of_what_was_cancelled_since_is_not_sent(
    db: Database, context: DeliveryContext
) -> None:
    kind, data = await confirmed(await build_park())
    await Booking.all().update(status=BookingStatus.CANCELLED)

    with pytest.raises(Overtaken):
        await write_letter(outgoing(kind, data), context, with_receipt=True)


async def test_a_stay_that_is_over_is_still_confirmed_without_a_pass(
    db: Database, context: DeliveryContext
) -> None:
    """The mail server was away for days: the receipt is wanted all the same."""
    kind, data = await confirmed(await build_park())
    await Booking.all().update(status=BookingStatus.COMPLETED)

    letter = await write_letter(outgoing(kind, data), context, with_receipt=True)

    assert letter.pass_png is None
    assert "cid:" not in letter.rendered.html
    assert letter.receipt is not None


@pytest.mark.parametrize(
    ("channel", "truth"),
    [
        (RefundChannel.GATEWAY, "We are sending this back to the account you paid from"),
        (RefundChannel.MANUAL, "Our team sends this back by hand, to the account you paid from"),
    ],
)
async def test_a_cancellation_tells_who_gives_the_money_back(
    db: Database, context: DeliveryContext, channel: RefundChannel, truth: str
) -> None:
    letter = await _write(cancelled(954, channel=channel), context)

    assert "Refund: RM 9.54" in letter.rendered.text
    assert truth in letter.rendered.text
    assert "You paid RM 19.08;" in letter.rendered.text
    assert letter.receipt is not None
    assert letter.receipt.refunds[0].amount.sen == 954


async def test_a_full_refund_is_not_called_a_part(db: Database, context: DeliveryContext) -> None:
    letter = await _write(cancelled(1908), context)

    assert "Refund: RM 19.08" in letter.rendered.text
    assert "refunds part of it" not in letter.rendered.text


async def test_a_failed_payment_says_what_went_wrong_and_until_when_to_try_again(
    db: Database, context: DeliveryContext
) -> None:
    text = (await _write(failed("RP80"), context)).rendered.text

    assert "There was not enough money in the account. Top it up, or pay from another account." in text
    assert "Spot B4 is kept for you until 12:10." in text
    assert "Try again: RM 19.08:\nhttps://parking.example/bookings/" in text


async def test_a_failure_that_trying_again_cannot_mend_offers_no_trying_again(
    db: Database, context: DeliveryContext
) -> None:
    text = (await _write(failed("IR20"), context)).rendered.text

    assert "Online payment is switched off for this car park at the moment." in text
    assert "Try again" not in text
    assert "Open my booking" in text


async def test_a_failed_payment_after_the_hold_offers_another_choice(
    db: Database, context: DeliveryContext
) -> None:
    kind, data = await failed()(await build_park())
    clock.move(timedelta(minutes=10))

    text = (await write_letter(outgoing(kind, data), context, with_receipt=True)).rendered.text

    assert "The time to pay is over, so spot B4 is free for others again." in text
    assert "https://parking.example/lots/plaza-damai" in text
    assert "Try again" not in text
    assert "Top it up" not in text


@pytest.mark.parametrize("status", list(PaymentStatus))
async def test_a_failure_is_not_told_to_who_has_tried_again(
    db: Database, context: DeliveryContext, status: PaymentStatus
) -> None:
    kind, data = await failed()(await build_park())
    await build_payment(await Booking.get(), status)

    with pytest.raises(Overtaken):
        await write_letter(outgoing(kind, data), context, with_receipt=True)


@pytest.mark.parametrize("status", [BookingStatus.CONFIRMED, BookingStatus.CANCELLED])
async def test_a_failure_is_not_told_once_the_booking_has_gone_on(
    db: Database, context: DeliveryContext, status: BookingStatus
) -> None:
    with pytest.raises(Overtaken):
        await _write(failed(status=status), context)


async def test_late_money_is_told_apart_from_money_for_a_cancelled_booking(
    db: Database, context: DeliveryContext
) -> None:
    late = await _write(paid_late(), context)
    after = await _write(paid_late(BookingStatus.CANCELLED), context, slug="another")

    assert late.rendered.subject == "Your payment came too late: RM 19.08 goes back to you"
    assert "after the time to pay for spot B4 at Plaza Damai was over" in late.rendered.text
    assert "after the booking was cancelled" in after.rendered.text
    assert "https://parking.example/lots/plaza-damai" in late.rendered.text


async def test_a_finished_refund_names_its_reference_and_brings_the_new_receipt(
    db: Database, context: DeliveryContext
) -> None:
    letter = await _write(refunded(), context)
    double = await _write(refunded("double"), context, slug="another")

    assert "Reference of the refund: RF-8812-44" in letter.rendered.text
    assert letter.receipt is not None
    assert letter.receipt.is_refunded
    assert double.receipt is None  # it gave back money that was never receipted


@pytest.mark.parametrize(
    ("purpose", "page", "duration"),
    [(Purpose.VERIFY_EMAIL, "verify-email", "24 h"), (Purpose.RESET_PASSWORD, "reset-password", "1 h")],
)
async def test_a_mailed_link_carries_its_token_in_the_fragment(
    db: Database, context: DeliveryContext, purpose: Purpose, page: str, duration: str
) -> None:
    letter = await _write(mailed_link(purpose), context)

    assert re.search(rf"https://parking\.example/{page}#token=[\w-]{{43}}\n", letter.rendered.text)
    assert duration in letter.rendered.text
    assert "Hello Siti Aminah," in letter.rendered.text
    assert letter.reply_to == ""


@pytest.mark.parametrize("change", [{"used_at": PAID}, {"expires_at": PAID}], ids=["used", "too old"])
async def test_a_link_that_is_good_for_nothing_is_not_sent(
    db: Database, context: DeliveryContext, change: dict[str, Any]
) -> None:
    kind, data = await mailed_link(Purpose.RESET_PASSWORD)(await build_park())
    await EmailToken.all().update(**change)

    with pytest.raises(Overtaken):
        await write_letter(outgoing(kind, data), context, with_receipt=True)


async def test_a_period_over_midnight_names_both_days(db: Database, context: DeliveryContext) -> None:
    kind, data = await confirmed(await build_park())
    await Booking.all().update(ends_at=STARTS + timedelta(hours=20))

    rendered = (await write_letter(outgoing(kind, data), context, with_receipt=True)).rendered

    assert "Mon, 23 Nov 2026, 14:00 – Tue, 24 Nov 2026, 10:00" in rendered.text


HOSTILE = "<script>alert(1)</script><img src=x onerror=y>{{ 7*7 }} {name}\r\nBcc: all@mail.example\u202egnp."


async def test_what_people_typed_is_shown_and_never_obeyed(db: Database, context: DeliveryContext) -> None:
    park = await build_park(name=HOSTILE[:80], address=HOSTILE, operator_name=HOSTILE, contact=HOSTILE)
    kind, data = await confirmed(park)
    await Booking.all().update(name=HOSTILE[:80], plate_number="<b>X</b>")

    rendered = (await write_letter(outgoing(kind, data), context, with_receipt=True)).rendered

    assert not re.search(r"<script|<img src=x|<b>|\u202e", rendered.html)
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in rendered.html
    assert "{{ 7*7 }} {name} Bcc: all@mail.example gnp." in rendered.text
    assert "\r" not in rendered.subject
    assert "\n" not in rendered.subject
    assert "Hello,\n" in rendered.text  # such a name greets nobody


@pytest.mark.parametrize(
    "name",
    ["Aisyah binti Rahman", "S. Kumar a/l Raju", "M.Saravanan", "Ahmad @ Mat", "陈小明", "Jean-Luc O'Brien"],
)
def test_people_are_called_by_their_names(name: str) -> None:
    assert called(name) == name


@pytest.mark.parametrize(
    "name",
    [
        "",
        "   ",
        "http://prize.example/win",
        "Click prize.example now",
        "www.prize.example",
        "bit.ly/abc",
        "x" * 81,
        "Ali\u202e",
        "12345",
    ],
)
def test_what_may_be_a_link_is_nobody_s_name(name: str) -> None:
    assert called(name) == ""
