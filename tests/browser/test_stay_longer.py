"""A driver with a phone stays longer: the price first, then the gateway, then the new end."""

from __future__ import annotations

import re
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Page, expect

from tests.support.browser import Devices
from tests.support.driving import GUEST, at_gateway, fill_in, hold, pay_with, plain
from tests.support.stack import Stack

pytestmark = pytest.mark.browser


def book_a_spot_that_stays_free(page: Page, stack: Stack) -> None:
    """Two hours on a spot that nobody wants in the hour after them."""
    page.goto(f"{stack.url}/lots/menara-suria?for=180")
    page.get_by_test_id("toggle-list").click()
    page.get_by_test_id("spot-list").get_by_role("button", name="Standard").first.click()
    expect(page).to_have_url(re.compile("spot="))
    chosen = {name: value[0] for name, value in parse_qs(urlsplit(page.url).query).items()}
    floor = f"&floor={chosen['floor']}" if "floor" in chosen else ""
    page.goto(f"{stack.url}/lots/menara-suria?spot={chosen['spot']}{floor}")
    fill_in(page, plate="wxy1234", email=GUEST)
    hold(page, stack)
    pay_with(page, "SBI A")
    expect(page.get_by_test_id("pass")).to_be_visible()


def test_a_driver_stays_longer_after_a_failed_payment(devices: Devices, stack: Stack) -> None:
    page = devices.phone()
    book_a_spot_that_stays_free(page, stack)
    page.get_by_test_id("extend").click()
    dialog = page.get_by_test_id("extend-dialog")
    dialog.get_by_role("button", name=re.compile("30.minutes more")).click()
    pay = dialog.get_by_test_id("extend-pay")
    expect(pay).to_have_text(re.compile(r"Extend and pay RM.\d+\.\d\d"))
    expect(pay).to_be_enabled()
    price = plain(dialog.get_by_test_id("extend-total").inner_text())
    end = dialog.get_by_test_id("extend-end").inner_text()[-5:]
    pay.click()
    at_gateway(page, stack)
    expect(page.get_by_text(price).first).to_be_visible()
    pay_with(page, "SBI B")

    held = page.get_by_test_id("held-extension")
    expect(held.get_by_test_id("payment-failed")).to_be_visible()
    expect(held.get_by_test_id("countdown")).to_be_visible()
    held.get_by_test_id("pay").click()
    at_gateway(page, stack)
    pay_with(page, "SBI A")

    expect(page.get_by_text(re.compile(f"You can stay until .*{end}")).first).to_be_visible()
    expect(page.get_by_test_id("held-extension")).to_have_count(0)
    expect(page.get_by_test_id("extensions")).to_contain_text(re.compile(price.replace(" ", ".")))
    expect(page.get_by_test_id("pass")).to_be_visible()
