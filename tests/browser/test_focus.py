"""Where the focus of the keyboard is after something has closed: never at the top of the page."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.support.browser import Devices
from tests.support.driving import in_hours, lot_address
from tests.support.stack import Stack

pytestmark = [pytest.mark.browser, pytest.mark.parametrize("database", ["sqlite"], indirect=True)]


def _open_by_keyboard(page: Page, opener: Locator) -> None:
    opener.focus()
    page.keyboard.press("Enter")


def test_a_dialog_gives_the_focus_back_however_it_closes(stack: Stack, devices: Devices) -> None:
    page = devices.phone()
    page.goto(lot_address(stack, in_hours(24)))
    opener = page.get_by_test_id("facts")
    for close in ("Escape", "the button"):
        _open_by_keyboard(page, opener)
        dialog = page.get_by_role("dialog")
        expect(dialog).to_be_visible()
        if close == "Escape":
            page.keyboard.press("Escape")
        else:
            dialog.get_by_role("button", name="Close").press("Enter")
        expect(dialog).to_have_count(0)
        expect(opener).to_be_focused()


def test_the_sheet_of_a_spot_gives_the_focus_back_to_the_spot(stack: Stack, devices: Devices) -> None:
    page = devices.desk()
    page.goto(lot_address(stack, in_hours(24)))
    page.get_by_test_id("toggle-list").click()
    spot = page.get_by_test_id("spot-list").get_by_role("button", name="Standard").first
    _open_by_keyboard(page, spot)
    sheet = page.get_by_test_id("spot-sheet")
    expect(sheet).to_be_focused()
    page.keyboard.press("Escape")
    expect(sheet).to_have_count(0)
    expect(spot).to_be_focused()
