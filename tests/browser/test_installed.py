"""The app on a phone: installable, and brought to a new version only when its driver agrees."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from app.dev.browser import QUIET, chromium
from tests.browser.phone import settle_in, until
from tests.support.browser import Devices
from tests.support.databases import Database, fill_with_demo
from tests.support.driving import hold_a_spot, open_present_booking
from tests.support.front import Front, open_front
from tests.support.stack import Stack

pytestmark = [pytest.mark.browser, pytest.mark.parametrize("database", ["sqlite"], indirect=True)]


@pytest.fixture
def front(database: Database, tmp_path: Path) -> Iterator[Front]:
    """ParkPro behind a front that can release a new version of the app."""
    fill_with_demo(database)
    with open_front() as opened:
        stack = Stack(database, tmp_path, PUBLIC_URL=opened.url)
        opened.behind = stack.url
        try:
            stack.start()
            opened.sandbox_url = stack.sandbox_url
            yield opened
        finally:
            stack.end()


def test_chromium_finds_nothing_that_keeps_the_app_from_being_installed(
    browser: Browser, stack: Stack, tmp_path: Path
) -> None:
    """In a profile of its own: a private window installs nothing."""
    context = browser.browser_type.launch_persistent_context(
        tmp_path / "profile", executable_path=chromium(), headless=True, args=list(QUIET)
    )
    try:
        page = context.pages[0]
        page.goto(stack.url)
        settle_in(page)
        tool = context.new_cdp_session(page)
        assert tool.send("Page.getInstallabilityErrors") == {"installabilityErrors": []}
        manifest = tool.send("Page.getAppManifest")
        assert manifest["errors"] == []
        for name in ("icons", "screenshots", "shortcuts"):
            assert re.search(rf'"{name}"', manifest["data"])
        for path in re.findall(r'"(?:src|url)": "([^"]+)"', manifest["data"]):
            assert page.request.get(stack.url + path, headers={"Accept": "text/html, */*"}).ok, path
    finally:
        context.close()


def open_app(devices: Devices, front: Front, path: str = "/") -> Page:
    page = devices.phone()
    page.goto(front.url + path)
    settle_in(page)
    until(page, "navigator.serviceWorker.controller !== null")
    return page


def look_for_a_new_version(page: Page) -> None:
    page.evaluate("navigator.serviceWorker.ready.then((it) => it.update()).then(() => undefined)")


def mark(page: Page) -> None:
    """A mark that a reload wipes away."""
    page.evaluate("window.isOld = true")


def expect_reload(page: Page) -> None:
    until(page, "window.isOld === undefined")


def test_a_new_version_waits_until_the_driver_agrees_and_then_every_tab_has_it(
    devices: Devices, front: Front
) -> None:
    page = open_app(devices, front)
    other = page.context.new_page()
    other.goto(f"{front.url}/account")
    expect(other.get_by_text("You are not signed in")).to_be_visible()
    expect(page.get_by_test_id("update-bar")).to_have_count(0)
    mark(page)
    mark(other)

    front.release()
    look_for_a_new_version(page)
    expect(page.get_by_test_id("update-bar")).to_contain_text("A new version is ready")
    expect(other.get_by_test_id("update-bar")).to_be_visible()
    page.wait_for_timeout(1_000)
    assert page.evaluate("window.isOld")

    page.get_by_test_id("update-now").click()
    expect_reload(page)
    expect_reload(other)
    expect(page.get_by_test_id("update-bar")).to_have_count(0)
    expect(other.get_by_text("You are not signed in")).to_be_visible()


def test_a_new_version_is_not_offered_in_a_payment_nor_taken_while_another_tab_is_in_one(
    devices: Devices, front: Front
) -> None:
    paying = open_app(devices, front)
    hold_a_spot(paying, front)
    open_present_booking(paying, front)
    expect(paying.get_by_test_id("countdown")).to_be_visible()
    mark(paying)
    other = paying.context.new_page()
    other.goto(front.url)

    front.release()
    look_for_a_new_version(other)
    expect(other.get_by_test_id("update-bar")).to_be_visible()
    expect(paying.get_by_test_id("update-bar")).to_have_count(0)
    other.get_by_test_id("update-now").click()
    expect(other.get_by_test_id("update-bar")).to_contain_text("Another tab is in the middle of a payment.")
    assert paying.evaluate("window.isOld")

    paying.get_by_test_id("cancel").click()
    paying.get_by_test_id("cancel-confirm").click()
    expect(paying.get_by_test_id("booking-status")).to_have_text("Booking cancelled")
    expect(paying.get_by_test_id("update-bar")).to_be_visible()
    other.get_by_test_id("update-now").click()
    expect_reload(paying)


def test_a_part_of_the_app_that_is_gone_leads_to_a_reload_and_not_to_a_crash(
    devices: Devices, front: Front
) -> None:
    page = open_app(devices, front)
    # The part is neither on the phone nor in the browser's own cache nor on the server any more.
    part = page.evaluate("""async () => {
      for (const name of await caches.keys()) {
        const cache = await caches.open(name);
        for (const request of await cache.keys()) {
          if (request.url.includes("BookingsPage")) {
            await cache.delete(request);
            return new URL(request.url).pathname;
          }
        }
      }
    }""")
    front.gone.add(part)
    page.context.new_cdp_session(page).send("Network.clearBrowserCache")
    mark(page)
    page.get_by_role("link", name="Bookings").click()
    expect_reload(page)
    expect(page.get_by_role("button", name="Load it again")).to_be_visible()
    front.gone.clear()
    page.get_by_role("button", name="Load it again").click()
    expect(page.get_by_role("heading", name="My parking")).to_be_visible()
