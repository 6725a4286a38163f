"""From an empty database to the first booking: the owner's link, the guided run, left and gone on with."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.support import driving
from tests.support.browser import Devices
from tests.support.stack import Stack

pytestmark = [
    pytest.mark.browser,
    pytest.mark.parametrize("database", ["mariadb"], indirect=True),
]

SIZES = pytest.mark.parametrize("size", ["desk", "phone"])
OWNER, PASSWORD = "owner@operator.example", "kunci-semua-pintu-depan"
SLUG = "plaza-baharu"


def _open(devices: Devices, size: str) -> Page:
    return devices.desk() if size == "desk" else devices.phone()


def _become_owner(page: Page, link: str, email: str = OWNER) -> None:
    page.goto(link)
    page.get_by_label("Your name").fill("Farid Demo")
    page.get_by_label("E-mail").fill(email)
    page.locator("[name=password]").fill(PASSWORD)
    page.get_by_test_id("first-run").click()


def _at_step(page: Page, title: str) -> None:
    expect(page.get_by_test_id("step-title")).to_have_text(title)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def _make_car_park(page: Page) -> None:
    _at_step(page, "Your car park")
    page.get_by_label("Name of the car park").fill("Plaza Baharu")
    expect(page.get_by_label("Its own address")).to_have_value(SLUG)
    page.get_by_label("Address", exact=True).fill("12 Jalan Baharu, Kuala Lumpur")
    page.get_by_label("Your company").fill("Baharu Parking Sdn. Bhd.")
    page.get_by_label("Coordinates of the entrance").fill("3.1390, 101.6869")
    page.get_by_test_id("make-lot").click()


def _draw_floor(page: Page) -> None:
    _at_step(page, "A first floor")
    page.get_by_test_id("rows").fill("3")
    page.get_by_test_id("columns").fill("8")
    expect(page.get_by_test_id("keep-floor")).to_have_text("Keep this floor with 24 spots")
    expect(page.get_by_label("A floor with 24 spots")).to_be_visible()
    page.get_by_test_id("keep-floor").click()


def _set_prices(page: Page) -> None:
    _at_step(page, "What parking costs")
    page.get_by_test_id("hour-price").fill("4.50")
    page.get_by_test_id("tax").click()
    # 4.50, and 6 % of it.
    expect(page.get_by_test_id("example-1")).to_contain_text("4.77")
    page.get_by_test_id("keep-prices").click()


def _book_and_pay(page: Page, stack: Stack) -> str:
    page.get_by_test_id("toggle-list").click()
    page.get_by_test_id("spot-list").get_by_role("button", name="Standard").first.click()
    page.get_by_label("Number plate").fill("WXY 1234")
    driving.hold(page, stack)
    return driving.pay_with(page, "SBI A")


def test_the_first_owner_comes_in_by_the_link_and_nobody_after_them(
    devices: Devices, bare_stack: Stack
) -> None:
    bare_stack.start_web()
    link = bare_stack.command("first-run").strip()
    page = devices.desk()
    _become_owner(page, link)
    _at_step(page, "Your car park")
    assert "token" not in page.url

    late = devices.phone()
    _become_owner(late, link, "late@operator.example")
    expect(late.get_by_role("alert")).to_be_visible()
    assert "/first-run" in late.url


@SIZES
def test_from_nothing_to_a_booking_that_is_paid(devices: Devices, bare_stack: Stack, size: str) -> None:
    bare_stack.start()
    elsewhere = bare_stack.start_web()
    first, second = _open(devices, size), _open(devices, "phone" if size == "desk" else "desk")

    _become_owner(first, bare_stack.command("first-run").strip())
    _make_car_park(first)
    _draw_floor(first)
    _at_step(first, "What parking costs")
    # Nobody finds it yet.
    assert first.request.get(f"{bare_stack.url}/api/lots").json()["lots"] == []

    # Left there, and gone on with on another device, at another process.
    second.goto(f"{elsewhere.url}/admin")
    driving.sign_in(second, OWNER, PASSWORD)
    second.get_by_test_id("unfinished").get_by_role("link").click()
    _set_prices(second)
    _at_step(second, "How money comes in")
    expect(second.get_by_test_id("gateway")).to_contain_text("no real money moves")
    second.get_by_test_id("onward").click()
    second.get_by_test_id("open-lot").click()
    expect(second.get_by_test_id("book-first")).to_be_visible()

    first.goto(f"{bare_stack.url}/set-up/{SLUG}")
    _at_step(first, "Open, and the first booking")
    first.get_by_test_id("book-first").click()
    reference = _book_and_pay(first, bare_stack)
    expect(first.get_by_test_id("pass")).to_be_visible()
    expect(first.get_by_text(reference).first).to_be_visible()
    first.get_by_test_id("back-to-set-up").click()

    for page in (first, second):
        expect(page.get_by_test_id("is-open")).to_contain_text("Plaza Baharu is open")
    first.get_by_test_id("to-dashboard").click()
    expect(first.get_by_test_id("figures")).to_be_visible()
    expect(first.get_by_test_id("unfinished")).to_have_count(0)


@SIZES
def test_what_was_made_can_be_made_anew(devices: Devices, bare_stack: Stack, size: str) -> None:
    """Each step goes back: another floor, other prices, and off the list again."""
    bare_stack.start_web()
    page = _open(devices, size)
    _become_owner(page, bare_stack.command("first-run").strip())
    _make_car_park(page)
    _draw_floor(page)
    _set_prices(page)

    page.get_by_test_id("step-floor").click()
    expect(page.get_by_test_id("floors-there")).to_contain_text("Ground floor (24)")
    page.get_by_test_id("rows").fill("2")
    expect(page.get_by_label("A floor with 20 spots")).to_be_visible()
    page.get_by_test_id("keep-floor").click()
    _at_step(page, "What parking costs")
    expect(page.get_by_test_id("prices-there")).to_contain_text("4.77")
    page.get_by_test_id("hour-price").fill("2")
    expect(page.get_by_test_id("example-1")).to_contain_text("2.12")
    page.get_by_test_id("keep-prices").click()
    _at_step(page, "How money comes in")
    page.get_by_test_id("onward").click()
    page.get_by_test_id("open-lot").click()
    expect(page.get_by_test_id("is-listed")).to_be_visible()
    (lot,) = page.request.get(f"{bare_stack.url}/api/lots").json()["lots"]
    assert (lot["spaceCount"], lot["fromAmountSen"]) == (20, 212)

    page.get_by_test_id("close-lot").click()
    expect(page.get_by_test_id("open-lot")).to_be_visible()
    assert page.request.get(f"{bare_stack.url}/api/lots").json()["lots"] == []
