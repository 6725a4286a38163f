"""An attendant at the gate: passes scanned, plates typed, without a signal too; and what is owed."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from app.accounts.permissions import Role
from app.demo.people import DEMO_LOGINS
from tests.browser.phone import go_underground, wait_for_staffs_files, wait_until_kept
from tests.support import driving
from tests.support.browser import Devices
from tests.support.driving import LOT
from tests.support.gate import (
    absent_car,
    coming_car,
    elsewhere,
    give_camera,
    give_up,
    hold_up,
    open_gate,
    overstaying_car,
    stays_of,
)
from tests.support.stack import Stack

pytestmark = [pytest.mark.browser, pytest.mark.parametrize("device", ["desk", "phone"])]

_LOGINS = {login.role: (login.email, login.password) for login in DEMO_LOGINS}
OWNER, ATTENDANT = _LOGINS[Role.OWNER], _LOGINS[Role.ATTENDANT]

Opened = Callable[[tuple[str, str]], Page]


@pytest.fixture
def at_gate(devices: Devices, car_park: Stack, device: str) -> Opened:
    """Opens the gate on the device as somebody, with a camera."""

    def opened(login: tuple[str, str]) -> Page:
        page: Page = getattr(devices, device)()
        give_camera(page.context)
        open_gate(page, car_park, login)
        return page

    return opened


def _scan(page: Page, code: str) -> None:
    page.get_by_test_id("scan").click()
    hold_up(page, code)
    expect(page.get_by_test_id("outcome")).to_be_visible()
    hold_up(page, None)


def _close_scanner(page: Page) -> None:
    page.get_by_test_id("scanner").get_by_role("button", name="Close").click()


def test_a_booking_comes_and_goes_by_its_scanned_code(at_gate: Opened, car_park: Stack) -> None:
    page, car = at_gate(ATTENDANT), coming_car(car_park)

    _scan(page, car.code)
    outcome = page.get_by_test_id("outcome")
    expect(outcome).to_contain_text("Come in")
    expect(page.get_by_test_id("outcome-spot")).to_contain_text(car.spot)
    # The next car holds up the same pass: a copy.
    page.get_by_test_id("next-car").click()
    page.wait_for_timeout(4_500)
    hold_up(page, car.code)
    expect(outcome).to_contain_text("In already")
    _close_scanner(page)

    page.get_by_role("button", name="Going out").click()
    _scan(page, car.code)
    expect(outcome).to_contain_text("Let out")
    (stay,) = stays_of(car_park, car)
    assert (stay.entry_method, stay.exit_method) == ("scan", "scan")
    assert stay.entered_by.startswith("attendant:")
    assert stay.exited_at is not None


def test_a_pass_of_another_car_park_and_a_forged_one_open_nothing(at_gate: Opened, car_park: Stack) -> None:
    page, car = at_gate(ATTENDANT), elsewhere(car_park)

    _scan(page, car.code)
    expect(page.get_by_test_id("outcome")).to_contain_text("A pass of another car park")
    _close_scanner(page)
    _scan(page, car.code[:-9] + "AAAAAAAAA")
    expect(page.get_by_test_id("outcome")).to_contain_text("Not a genuine pass")
    assert stays_of(car_park, car) == []


def test_a_blocked_camera_says_what_to_do_and_the_plate_does_it(at_gate: Opened, car_park: Stack) -> None:
    page, car = at_gate(ATTENDANT), coming_car(car_park)
    page.evaluate("window.cameraRefuses = 'NotAllowedError'")

    page.get_by_test_id("scan").click()
    expect(page.get_by_test_id("scanner")).to_contain_text("Allow it for this page in the browser's settings")
    page.get_by_role("button", name="Type the plate").click()
    expect(page.get_by_test_id("typed")).to_be_focused()
    page.keyboard.type(car.plate.lower())
    page.keyboard.press("Enter")

    expect(page.get_by_test_id("outcome")).to_contain_text("Come in")
    (stay,) = stays_of(car_park, car)
    assert stay.entry_method == "plate"


def test_what_a_cold_start_underground_saw_happens_once_when_there_is_a_signal(
    at_gate: Opened, car_park: Stack
) -> None:
    page, car, forged = at_gate(ATTENDANT), coming_car(car_park), elsewhere(car_park)
    wait_for_staffs_files(page)
    page.reload()
    expect(page.get_by_test_id("car-lists")).to_be_visible()
    wait_until_kept(page, '"stays"')
    wait_until_kept(page, '"passes"')
    wait_until_kept(page, '["admin","me"]')
    context = page.context
    page = go_underground(page)

    page.goto(f"{car_park.url}/admin/{LOT}/arrivals")
    expect(page.get_by_text("Passes are checked on this device")).to_be_visible()
    _scan(page, forged.code)
    expect(page.get_by_test_id("outcome")).to_contain_text("A pass of another car park")
    _close_scanner(page)
    _scan(page, car.code)
    expect(page.get_by_test_id("outcome")).to_contain_text("noted on this device")
    expect(page.get_by_test_id("outcome-spot")).to_contain_text(car.spot)
    _close_scanner(page)
    page.reload()
    expect(page.get_by_test_id("movement-counts")).to_have_text("1 waits to be sent")
    assert stays_of(car_park, car) == []

    context.set_offline(offline=False)
    expect(page.get_by_test_id("movement-done")).to_contain_text(car.spot)
    expect(page.get_by_test_id("movement-counts")).to_have_text("All of it was sent.")
    page.reload()
    expect(page.get_by_test_id("movement-done")).to_be_visible()
    (stay,) = stays_of(car_park, car)
    assert (stay.entry_method, stay.entry_key is not None) == ("scan", True)


def test_an_overstay_is_paid_at_the_counter_and_the_car_leaves(at_gate: Opened, car_park: Stack) -> None:
    car = overstaying_car(car_park)
    page = at_gate(ATTENDANT)

    page.get_by_role("button", name="Going out").click()
    page.get_by_test_id("typed").fill(car.plate)
    page.get_by_test_id("move").click()
    expect(page.get_by_test_id("outcome")).to_contain_text("Owes something")
    page.get_by_test_id("take-payment").click()
    expect(page.get_by_test_id("owes-now")).to_have_text(re.compile(r"RM.6\.36"))
    page.get_by_test_id("ask-fee").click()
    expect(page.get_by_test_id("waive")).to_have_count(0)
    page.get_by_test_id("pay-cash").click()
    expect(page.get_by_test_id("fee-settled")).to_contain_text(re.compile(r"Paid: RM.6\.36"))
    page.get_by_test_id("let-out").click()
    expect(page.get_by_test_id("stay-sheet")).to_have_count(0)

    (stay,) = stays_of(car_park, car)
    assert stay.exited_at is not None


def test_an_overstay_is_waived_for_a_reason_that_the_trail_tells(at_gate: Opened, car_park: Stack) -> None:
    car = overstaying_car(car_park)
    page = at_gate(OWNER)

    page.get_by_test_id(f"car-{car.reference}").click()
    page.get_by_test_id("ask-fee").click()
    page.get_by_test_id("waive").click()
    page.get_by_test_id("waive-reason").fill("The barrier was stuck")
    page.get_by_test_id("waive-confirm").click()
    expect(page.get_by_test_id("fee-settled")).to_contain_text("Waived")

    page.goto(f"{car_park.url}/admin/{LOT}/audit?booking={car.reference}")
    expect(page.get_by_test_id("audit")).to_contain_text("A fee at the exit was waived")
    page.locator("summary").first.click()
    expect(page.get_by_test_id("audit")).to_contain_text("The barrier was stuck")


def test_who_does_not_come_loses_the_spot_and_is_listed(
    at_gate: Opened, devices: Devices, car_park: Stack
) -> None:
    car = absent_car(car_park)
    page = at_gate(ATTENDANT)
    lists = page.get_by_test_id("car-lists")
    lists.get_by_role("button", name="Expected").click()
    expect(page.get_by_test_id(f"car-{car.reference}")).to_be_visible()

    give_up(car_park, car, after_minutes=30)
    expect(page.get_by_test_id(f"car-{car.reference}")).to_have_count(0)
    lists.get_by_role("button", name="No-shows").click()
    expect(page.get_by_test_id(f"car-{car.reference}")).to_contain_text("given up")
    # Whoever comes too late after all is not let in by their pass.
    _scan(page, car.code)
    expect(page.get_by_test_id("outcome")).not_to_contain_text("Come in")


def test_a_link_is_paid_at_the_gateway_and_the_sheet_sees_it(
    at_gate: Opened, devices: Devices, car_park: Stack
) -> None:
    car = overstaying_car(car_park, late=timedelta(minutes=70))
    page, driver = at_gate(ATTENDANT), devices.phone()

    page.get_by_test_id(f"car-{car.reference}").click()
    page.get_by_test_id("ask-fee").click()
    with page.expect_response(re.compile("/link$")) as made:
        page.get_by_test_id("pay-link").click()
    expect(page.get_by_test_id("pass-code")).to_be_visible()
    driver.goto(made.value.json()["url"])
    driving.at_gateway(driver, car_park)
    driving.pay_with(driver, "SBI A")

    expect(page.get_by_test_id("fee-settled")).to_contain_text(re.compile(r"Paid: RM.12\.72"))
    page.get_by_test_id("let-out").click()
    expect(page.get_by_test_id("stay-sheet")).to_have_count(0)
