"""Mails in a browser: the nearest to a mail program that a test can hold."""

from __future__ import annotations

import pytest

from app.bookings.models import BookingStatus
from app.core.money import Money
from app.notifications.facts import BookingFacts, PriceLine, RefundFacts
from app.notifications.mails.rendering import render_mail
from app.notifications.models import MessageKind
from tests.receipts.records import PAID
from tests.support.browser import Devices

pytestmark = pytest.mark.browser

LONGEST = BookingFacts(
    id=1,
    reference="PK-7F3K9QX",
    status=BookingStatus.CONFIRMED,
    name="W" * 80,
    lot_name="W" * 80,
    lot_slug="w" * 60,
    lot_address="W" * 200,
    latitude=3.1579,
    longitude=101.7123,
    zone_id="Asia/Kuala_Lumpur",
    operator_name="W" * 120,
    operator_contact="W" * 120,
    area_code="W" * 12,
    area_name="W" * 60,
    space_label="W" * 12,
    space_type="motorcycle",
    plate="W" * 16,
    period="Mon, 23 Nov 2026, 22:00 – Tue, 24 Nov 2026, 06:00",
    period_lines=("Mon, 23 Nov 2026, 22:00 –", "Tue, 24 Nov 2026, 06:00"),
    starts="Mon, 23 Nov 2026, 22:00",
    ends="Tue, 24 Nov 2026, 06:00",
    zone="Kuala Lumpur time",
    starts_at=PAID,
    ends_at=PAID,
    ends_time="17:00",
    hold_expires_at=PAID,
    amount=Money(99_999_999_99),
    lines=(PriceLine("W" * 90, Money(99_999_999_99)),),
    link="https://parking.example/bookings/PK-7F3K9QX#key=" + "W" * 24,
    pass_text=None,
)
_RECEIPT = {"receipt_number": "W" * 60 + "-999999", "is_receipt_attached": True}

MAILS: dict[MessageKind, dict[str, object]] = {
    MessageKind.BOOKING_CONFIRMED: {
        **_RECEIPT,
        "ways": [],
        "is_guest": True,
        "has_pass": True,
        "pass_cid": "pass",
    },
    MessageKind.REFUND_SUCCEEDED: {
        **_RECEIPT,
        "refund": RefundFacts(1, Money(99_999_999_99), "succeeded", "gateway", "cancelled", "W" * 64),
        "refund_text": "It is done.",
        "lead": "It is done.",
    },
}


@pytest.mark.parametrize("kind", MAILS)
@pytest.mark.parametrize("width", [320, 390, 700])
def test_the_longest_texts_do_not_widen_a_mail(devices: Devices, kind: MessageKind, width: int) -> None:
    subject = {"spot": "W", "lot": "W", "starts": "W", "amount": "W", "reference": "W"}
    html = render_mail(kind, "ms", {**MAILS[kind], "booking": LONGEST}, **subject).html
    page = devices.desk()
    page.set_viewport_size({"width": width, "height": 800})
    page.set_content(html)

    assert page.evaluate("document.documentElement.scrollWidth") == width


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_text_stands_out_from_its_ground_in_both_themes(devices: Devices, *, dark: bool) -> None:
    """WCAG 2.2 AA: 4.5 to 1 for text of these sizes."""
    subject = {"spot": "W", "lot": "W", "starts": "W"}
    values = {**MAILS[MessageKind.BOOKING_CONFIRMED], "booking": LONGEST}
    page = devices.desk(dark=dark)
    page.set_content(render_mail(MessageKind.BOOKING_CONFIRMED, "en", values, **subject).html)

    faint = page.evaluate(_FAINT_TEXTS)

    assert faint == []


_FAINT_TEXTS = """() => {
  const numbers = color => color.match(/[\\d.]+/g).map(Number)
  const light = color => {
    const linear = v => v <= .03928 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4
    const [r, g, b] = numbers(color).map(v => linear(v / 255))
    return .2126 * r + .7152 * g + .0722 * b
  }
  const ground = element => {
    for (let e = element; e; e = e.parentElement) {
      const color = getComputedStyle(e).backgroundColor
      if ((numbers(color)[3] ?? 1) > 0) return color
    }
    return 'rgb(255, 255, 255)'
  }
  const faint = []
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
  while (walker.nextNode()) {
    const element = walker.currentNode.parentElement
    if (!walker.currentNode.data.trim() || element.closest('.preheader') || element.closest('.dot')) continue
    const [a, b] = [light(getComputedStyle(element).color), light(ground(element))].sort((x, y) => y - x)
    const contrast = (a + .05) / (b + .05)
    if (contrast < 4.5) faint.push([walker.currentNode.data.trim().slice(0, 40), contrast.toFixed(2)])
  }
  return faint
}"""
