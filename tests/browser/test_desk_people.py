"""People at the desk: blocked, handed their data, erased."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.desk import on
from tests.support import driving
from tests.support.browser import Devices
from tests.support.desk_work import Desk, go_to_work, somebody
from tests.support.stack import Stack, Web

pytestmark = pytest.mark.browser


def test_somebody_who_is_blocked_cannot_book_until_they_are_let_again(
    devices: Devices, car_park: Stack, second: Web, device: str
) -> None:
    driver, page = devices.phone(), on(devices, device)
    email = driving.sign_up(driver, car_park)
    driving.add_car(driver, car_park)
    go_to_work(page, second.url, "/people")
    page.get_by_test_id("search").fill(email)
    row = page.get_by_test_id(f"person-{email}")
    row.get_by_test_id("block").click()
    page.get_by_test_id("reason").fill("Drove through the barrier")
    page.get_by_test_id("do").click()
    expect(row).to_contain_text("by Farid Ismail: Drove through the barrier")

    driving.choose_spot(driver, car_park, driving.in_hours(58))
    driver.get_by_test_id("hold-and-pay").click()
    expect(driver.get_by_role("alert").first).to_contain_text("operator")
    driver.goto(f"{car_park.url}/bookings")
    expect(driver.locator("main")).not_to_contain_text("PK-")

    row.get_by_test_id("unblock").click()
    page.get_by_test_id("do").click()
    expect(row.get_by_test_id("block")).to_be_visible()
    driving.choose_spot(driver, car_park, driving.in_hours(58))
    driving.hold(driver, car_park)


def test_the_data_of_a_guest_is_handed_out_and_erased(
    devices: Devices, car_park: Stack, second: Web, device: str
) -> None:
    page, email = on(devices, device), somebody("forget")
    go_to_work(page, car_park.url)
    desk = Desk(page, car_park.url)
    reference = desk.book(email)["reference"]
    page.goto(f"{second.url}/admin/{driving.LOT}/people?q={email}")
    guest = page.get_by_test_id(f"guest-{email}")

    guest.get_by_test_id("export").click()
    with page.expect_download() as handed:
        page.get_by_test_id("do").click()
    told = json.loads(Path(handed.value.path()).read_text())
    assert [one["reference"] for one in told["bookings"]] == [reference]
    assert told["payments"]

    guest.get_by_test_id("erase").click()
    dialog = page.get_by_test_id("erase-dialog")
    expect(dialog).to_contain_text("Stays, by law")
    expect(page.get_by_test_id("do")).to_be_disabled()
    page.get_by_test_id("confirm-word").fill(email)
    page.get_by_test_id("do").click()
    expect(page.get_by_test_id("erase-refused")).to_contain_text("not over yet")
    desk.cancel(reference, 0)
    page.get_by_test_id("do").click()

    expect(dialog).to_have_count(0)
    expect(guest).to_have_count(0)
    kept = desk.booking(reference)
    assert (kept["email"], kept["name"]) == ("erased@erased.invalid", None)
    assert kept["paidSen"] > 0
