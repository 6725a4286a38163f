"""From an empty database: the command line's link opens the first owner's account, once."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.support.browser import Devices
from tests.support.stack import Stack

pytestmark = [
    pytest.mark.browser,
    pytest.mark.parametrize("database", ["sqlite"], indirect=True),
]


def fill_in(page: Page, link: str, email: str) -> None:
    page.goto(link)
    page.get_by_label("Your name").fill("Farid Demo")
    page.get_by_label("E-mail").fill(email)
    page.locator("[name=password]").fill("kunci-semua-pintu-depan")
    page.get_by_test_id("first-run").click()


def test_the_first_owner_comes_in_by_the_link_and_nobody_after_them(
    devices: Devices, bare_stack: Stack
) -> None:
    bare_stack.start_web()
    link = bare_stack.command("first-run").strip()
    page = devices.desk()
    fill_in(page, link, "owner@operator.example")
    expect(page.get_by_role("heading", level=1)).to_have_text("There is no car park yet")
    assert "token" not in page.url

    late = devices.phone()
    fill_in(late, link, "late@operator.example")
    expect(late.get_by_role("alert")).to_be_visible()
    assert "/first-run" in late.url
