"""The log of messages at the desk."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.desk import on
from tests.support import driving
from tests.support.browser import Devices
from tests.support.desk_work import Desk, go_to_work, somebody, write
from tests.support.stack import Stack, Web

pytestmark = pytest.mark.browser


def test_a_message_that_failed_is_seen_and_sent_again(
    devices: Devices, car_park: Stack, second: Web, device: str
) -> None:
    page, email = on(devices, device), somebody("unread")
    go_to_work(page, second.url)
    reference = Desk(page, second.url).book(email)["reference"]
    page.goto(f"{second.url}/admin/{driving.LOT}/bookings/{reference}")
    expect(page.locator("[data-testid^=message-][data-status=sent]").first).to_be_visible()
    failed = "UPDATE delivery SET status = 'failed', last_error = 'mailbox full' WHERE recipient = %s"
    write(car_park, failed, email)

    page.goto(f"{second.url}/admin/{driving.LOT}/messages")
    page.get_by_role("button", name="Not delivered").click()
    row = page.locator("li[data-status]", has=page.get_by_role("link", name=reference))
    expect(row).to_contain_text("Why not: mailbox full")
    expect(row).to_contain_text(f"{email[0]}•••@driver.example")
    row.get_by_test_id("send-again").click()
    expect(row).to_have_count(0)

    page.get_by_role("button", name="All", exact=True).click()
    expect(row).to_have_attribute("data-status", "sent")
    page.goto(f"{second.url}/admin/{driving.LOT}/bookings/{reference}")
    expect(page.get_by_test_id("story")).to_contain_text("A message was sent again")
