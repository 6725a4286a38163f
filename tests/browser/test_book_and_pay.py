"""A driver with a phone, from the landing page to the receipt and the e-mail, against the real processes."""

from __future__ import annotations

import re
from io import BytesIO

import pytest
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from tests.support.browser import Devices
from tests.support.stack import Stack

pytestmark = pytest.mark.browser

GUEST = "guest@driver.example"


def plain(text: str) -> str:
    """Amounts are set with a space that does not break."""
    return text.replace("\xa0", " ")


def hold_a_spot(page: Page, stack: Stack) -> str:
    """From the landing page to the gateway's; answers with the total that was shown."""
    page.goto(stack.url)
    page.get_by_test_id("lot-menara-suria").click()
    page.get_by_test_id("toggle-list").click()
    page.get_by_test_id("spot-list").get_by_role("button", name="Standard").first.click()
    page.get_by_label("Number plate").fill("wxy1234")
    page.get_by_label("E-mail").fill(GUEST)
    total = page.get_by_test_id("spot-sheet").get_by_test_id("total")
    expect(total).to_have_text(re.compile(r"RM\s\d+\.\d\d"))
    shown = plain(total.inner_text())
    page.get_by_test_id("hold-and-pay").click()
    expect(page).to_have_url(re.compile(re.escape(stack.sandbox_url)))
    expect(page.get_by_text(shown).first).to_be_visible()
    return shown


def pay_with(page: Page, bank: str) -> None:
    """Online banking at the gateway; it sends the buyer back by itself."""
    page.get_by_role("link", name="Online banking").click()
    page.get_by_text(bank, exact=True).click()
    page.get_by_role("button", name="Continue to the bank").click()
    page.locator("button[name=pay]").click()
    page.wait_for_url(re.compile(r"/bookings/PK-"))


def receipt_of(page: Page, stack: Stack, reference: str) -> str:
    """The text of the PDF that the page's receipt leads to."""
    expect(page.get_by_test_id("receipt")).to_be_visible()
    answer = page.request.get(f"{stack.url}/api/bookings/{reference}/receipt.pdf")
    assert answer.headers["content-type"] == "application/pdf"
    return plain("\n".join(sheet.extract_text() for sheet in PdfReader(BytesIO(answer.body())).pages))


def read_mail(page: Page, stack: Stack, subject: re.Pattern[str]) -> str:
    """The text of the newest mail with that subject, from the demo's letter box."""
    box = f"{stack.url}/demo/mail"
    page.goto(box)
    for _ in range(60):
        if page.get_by_role("link", name=subject).count():
            break
        page.wait_for_timeout(250)
        page.reload()
    page.get_by_role("link", name=subject).first.click()
    return plain(page.frame_locator("iframe").locator("body").inner_text())


def test_a_guest_goes_from_the_landing_page_to_the_receipt_and_the_e_mail(
    devices: Devices, stack: Stack
) -> None:
    page = devices.phone()
    total = hold_a_spot(page, stack)
    pay_with(page, "SBI A")
    reference = re.search(r"PK-[0-9A-Z]{7}", page.url)
    assert reference
    expect(page.get_by_text(reference[0]).first).to_be_visible()
    expect(page.get_by_test_id("pass")).to_be_visible()
    receipt = receipt_of(page, stack, reference[0])
    assert total in receipt
    assert "WXY 1234" in receipt
    assert reference[0] in receipt
    letter = read_mail(page, stack, re.compile("is yours"))
    assert reference[0] in letter
    assert total in letter


def test_a_guest_whose_first_payment_fails_tries_again_and_succeeds(devices: Devices, stack: Stack) -> None:
    page = devices.phone(dark=True)
    hold_a_spot(page, stack)
    pay_with(page, "SBI B")
    expect(page.get_by_test_id("countdown")).to_be_visible()
    again = page.get_by_test_id("pay")
    expect(again).to_contain_text("again")
    again.click()
    expect(page).to_have_url(re.compile(re.escape(stack.sandbox_url)))
    pay_with(page, "SBI A")
    expect(page.get_by_test_id("pass")).to_be_visible()
