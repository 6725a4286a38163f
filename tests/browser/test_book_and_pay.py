"""A driver with a phone, from the landing page to the receipt and the e-mail, against the real processes."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.support.browser import Devices
from tests.support.driving import at_gateway, hold_a_spot, pay_with, read_mail, receipt_of
from tests.support.stack import Stack

pytestmark = pytest.mark.browser


def test_a_guest_goes_from_the_landing_page_to_the_receipt_and_the_e_mail(
    devices: Devices, stack: Stack
) -> None:
    page = devices.phone()
    total = hold_a_spot(page, stack)
    reference = pay_with(page, "SBI A")
    expect(page.get_by_text(reference).first).to_be_visible()
    expect(page.get_by_test_id("pass")).to_be_visible()
    expect(page.get_by_test_id("receipt")).to_be_visible()
    receipt = receipt_of(page, stack, reference)
    assert total in receipt
    assert "WXY 1234" in receipt
    assert reference in receipt
    letter = read_mail(page, stack, re.compile("is yours"))
    assert reference in letter
    assert total in letter


def test_a_guest_whose_first_payment_fails_tries_again_and_succeeds(devices: Devices, stack: Stack) -> None:
    page = devices.phone(dark=True)
    hold_a_spot(page, stack)
    pay_with(page, "SBI B")
    expect(page.get_by_test_id("countdown")).to_be_visible()
    again = page.get_by_test_id("pay")
    expect(again).to_contain_text("again")
    again.click()
    at_gateway(page, stack)
    pay_with(page, "SBI A")
    expect(page.get_by_test_id("pass")).to_be_visible()
