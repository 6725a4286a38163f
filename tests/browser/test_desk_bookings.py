"""Bookings at the desk, while drivers and colleagues are at other processes."""

from __future__ import annotations

import re
from datetime import datetime, timedelta

import pytest
from playwright.sync_api import Page, expect

from tests.browser.desk import on
from tests.support import driving
from tests.support.browser import Devices
from tests.support.desk_work import Desk, go_to_work, somebody
from tests.support.stack import Stack, Web

pytestmark = pytest.mark.browser


def _choose_from_list(page: Page) -> str:
    """Takes the first free spot of the list; its label."""
    page.get_by_role("button", name="List", exact=True).click()
    spot = page.get_by_test_id("free-spots").get_by_role("button", name="Standard").first
    label = spot.locator("b").inner_text()
    spot.click()
    return label


def test_a_booking_is_found_by_what_somebody_says_and_tells_its_story(
    devices: Devices, car_park: Stack, second: Web, device: str
) -> None:
    driver, page = devices.phone(), on(devices, device)
    _, reference = driving.book_as_guest(driver, car_park, driving.in_hours(30))
    booking = driving.booking_of(driver, car_park, reference)

    go_to_work(page, second.url, "/bookings")
    for said in (booking["plateNumber"].lower(), reference, booking["email"][:12]):
        page.get_by_test_id("search").fill(said)
        expect(page.get_by_test_id(f"booking-{reference}")).to_be_visible()
        expect(page.locator("[data-testid^=booking-PK]")).to_have_count(1)
    page.get_by_test_id("status").select_option("cancelled")
    expect(page.get_by_test_id("none")).to_be_visible()
    page.get_by_test_id("status").select_option("confirmed")
    page.get_by_test_id(f"booking-{reference}").click()

    story = page.get_by_test_id("story")
    for happened in ("A spot was held", "A payment came in", "A booking was confirmed"):
        expect(story).to_contain_text(happened)
    expect(page.get_by_test_id("booking-money")).to_contain_text("Receipt PLAZA-DAMAI-")
    expect(page.locator("[data-testid^=message-][data-status=sent]").first).to_contain_text(
        "Booking confirmed"
    )
    expect(page.get_by_test_id("booking-messages")).to_contain_text(
        f"{booking['email'][0]}•••@driver.example"
    )


def test_a_booking_is_moved_and_its_driver_sees_the_other_spot(
    devices: Devices, car_park: Stack, second: Web, device: str
) -> None:
    driver, page = devices.phone(), on(devices, device)
    label, reference = driving.book_as_guest(driver, car_park, driving.in_hours(34))
    go_to_work(page, second.url, f"/bookings/{reference}")
    paid = Desk(page, second.url).booking(reference)["paidSen"]

    page.get_by_test_id("move").click()
    to = _choose_from_list(page)
    expect(page.get_by_test_id("move-price")).to_contain_text("Nothing changes in the price")
    page.get_by_test_id("reason").fill("The wall is painted")
    page.get_by_test_id("do").click()

    expect(page.get_by_test_id("booking-spot")).to_contain_text(to)
    expect(page.get_by_test_id("story")).to_contain_text("A booking was moved to another spot")
    assert to != label
    expect(driver.get_by_text(to, exact=True).first).to_be_visible()
    assert driving.booking_of(driver, car_park, reference)["space"]["label"] == to
    assert Desk(page, second.url).booking(reference)["paidSen"] == paid


def test_a_booking_is_cancelled_with_the_refund_that_was_shown(
    devices: Devices, car_park: Stack, second: Web, device: str
) -> None:
    driver, page = devices.phone(), on(devices, device)
    _, reference = driving.book_as_guest(driver, car_park, driving.in_hours(38))
    paid = driving.ringgit(driving.booking_of(driver, car_park, reference)["paidSen"])
    go_to_work(page, second.url, f"/bookings/{reference}")

    page.get_by_test_id("cancel").click()
    expect(page.get_by_test_id("goes-back")).to_have_text(re.compile(rf"of {paid}".replace(" ", r"\s")))
    shown = driving.plain(page.get_by_test_id("goes-back").inner_text()).partition(" of ")[0]
    page.get_by_test_id("reason").fill("The floor is flooded")
    page.get_by_test_id("do").click()

    expect(page.get_by_test_id("booking-state")).to_have_text("Cancelled")
    expect(page.get_by_test_id("refund-succeeded")).to_contain_text(shown.removeprefix("RM "))
    told = driving.read_mail(driver, car_park, re.compile("Cancelled by the car park"))
    assert "The car park has cancelled your booking" in told
    assert shown in told
    assert "flooded" not in told


def test_a_booking_is_made_at_the_desk_and_paid_at_the_counter(
    devices: Devices, car_park: Stack, second: Web, device: str
) -> None:
    page, email = on(devices, device), somebody("counter")
    go_to_work(page, second.url, "/bookings")
    page.get_by_test_id("new-booking").click()
    label = _choose_from_list(page)
    page.get_by_test_id("new-plate").fill("wqa 4521" if device == "desk" else "wqb 4521")
    page.get_by_test_id("new-email").fill(email)
    expect(page.get_by_test_id("new-price")).to_contain_text("Service tax")
    total = driving.plain(page.get_by_test_id("new-total").inner_text())
    page.get_by_test_id("hold").click()

    expect(page.get_by_test_id("booking-state")).to_have_text("Held")
    expect(page.get_by_test_id("booking-spot")).to_contain_text(label)
    expect(page.get_by_test_id("due")).to_contain_text(total.removeprefix("RM "))
    page.get_by_test_id("counter").click()
    page.get_by_role("button", name="Card terminal").click()
    page.get_by_test_id("do").click()

    expect(page.get_by_test_id("booking-state")).to_have_text("Confirmed")
    expect(page.get_by_test_id("booking-money")).to_contain_text("Card terminal")
    expect(page.get_by_test_id("booking-money")).to_contain_text("Receipt PLAZA-DAMAI-")
    expect(page.locator("[data-testid^=message-][data-status=sent]").first).to_be_visible()


def test_what_is_held_at_the_desk_is_paid_by_the_link_that_was_sent(
    devices: Devices, car_park: Stack, second: Web, device: str
) -> None:
    page, driver = on(devices, device), devices.phone()
    go_to_work(page, second.url)
    held = Desk(page, second.url).hold(somebody("link"), driving.in_hours(42))
    page.goto(f"{second.url}/admin/{driving.LOT}/bookings/{held['reference']}")

    page.get_by_test_id("pay-link").click()
    driver.goto(page.get_by_test_id("pay-url").inner_text())
    driving.at_gateway(driver, car_park)
    driving.pay_with(driver, "SBI A")

    expect(page.get_by_test_id("booking-state")).to_have_text("Confirmed")
    expect(page.get_by_test_id("due")).to_have_count(0)


def test_more_time_is_held_at_the_desk_and_paid_at_the_counter(
    devices: Devices, car_park: Stack, second: Web, device: str
) -> None:
    page = on(devices, device)
    go_to_work(page, second.url)
    booked = Desk(page, second.url).book(somebody("longer"), in_=54)
    page.goto(f"{second.url}/admin/{driving.LOT}/bookings/{booked['reference']}")
    page.get_by_test_id("more-time").click()
    asked = page.get_by_test_id("do")
    expect(asked).to_be_enabled()
    amount = re.search(r"\d+\.\d\d", asked.inner_text())
    assert amount
    asked.click()

    due = page.get_by_test_id("time-due")
    expect(due).to_contain_text(amount[0])
    expect(page.get_by_test_id("more-time")).to_have_count(0)
    due.get_by_test_id("counter").click()
    page.get_by_test_id("do").click()
    expect(due).to_have_count(0)
    later = Desk(page, second.url).booking(booked["reference"])["endsAt"]
    assert datetime.fromisoformat(later) == datetime.fromisoformat(booked["endsAt"]) + timedelta(hours=1)
    expect(page.get_by_test_id("booking-money")).to_contain_text(amount[0])

    page.get_by_test_id("more-time").click()
    page.get_by_test_id("do").click()
    due.get_by_test_id("let-go").click()
    expect(due).to_have_count(0)
    assert Desk(page, second.url).booking(booked["reference"])["endsAt"] == later
