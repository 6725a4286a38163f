"""The money desk: what takes a second person, what is done by hand, what does not agree."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from app.accounts.permissions import Role
from tests.browser.desk import on
from tests.support import driving
from tests.support.browser import Devices
from tests.support.desk_work import DRIVER, Desk, go_to_work, somebody, write
from tests.support.stack import Stack, Web

pytestmark = pytest.mark.browser


def test_part_of_a_payment_goes_back_when_a_second_person_agrees(
    devices: Devices, car_park: Stack, second: Web, device: str
) -> None:
    owner, operator, email = on(devices, device), on(devices, device), somebody("lift")
    go_to_work(owner, car_park.url)
    desk = Desk(owner, car_park.url)
    reference = desk.book(email)["reference"]
    grant = desk.give_role(DRIVER[0], Role.OPERATOR)
    write(car_park, "UPDATE lot SET refund_approval_sen = 100 WHERE slug = %s", driving.LOT)
    try:
        go_to_work(operator, second.url, f"/bookings/{reference}", DRIVER)
        operator.get_by_test_id("give-back").click()
        operator.get_by_role("button", name="A part").click()
        operator.get_by_test_id("refund-amount").fill("2.50")
        operator.get_by_test_id("reason").fill("The lift stood still")
        operator.get_by_test_id("do").click()
        expect(operator.get_by_test_id("proposal-waiting")).to_contain_text("2.50")
        operator.goto(f"{second.url}/admin/{driving.LOT}/money")
        own = operator.get_by_test_id(f"proposal-{reference}")
        expect(own).to_contain_text("You asked for it")
        expect(own.get_by_test_id("approve")).to_have_count(0)

        owner.goto(f"{car_park.url}/admin/{driving.LOT}/money")
        owner.get_by_test_id(f"proposal-{reference}").get_by_test_id("approve").click()
        expect(owner.get_by_test_id("decide-dialog")).to_contain_text("The lift stood still")
        owner.get_by_test_id("do").click()
        expect(owner.get_by_test_id(f"proposal-{reference}")).to_have_count(0)
    finally:
        write(car_park, "UPDATE lot SET refund_approval_sen = NULL WHERE slug = %s", driving.LOT)
        desk.take_role(grant)

    (payment,) = desk.booking(reference)["payments"]
    assert [(one["cause"], one["amountSen"]) for one in payment["refunds"]] == [("goodwill", 250)]
    told = driving.read_mail(
        devices.phone(), car_park, re.compile(rf"RM\s2\.50 comes back to you.*{reference}")
    )
    assert "The lift stood still" in told


def test_a_refund_by_hand_is_recorded_with_its_reference(
    devices: Devices, car_park: Stack, second: Web, device: str
) -> None:
    page = on(devices, device)
    go_to_work(page, second.url)
    desk = Desk(page, car_park.url)
    reference = desk.book(somebody("cash"))["reference"]
    desk.cancel(reference, 100)

    page.goto(f"{second.url}/admin/{driving.LOT}/money/byhand")
    row = page.get_by_test_id(f"manual-{reference}")
    expect(row).to_contain_text("At the counter")
    row.get_by_test_id("record").click()
    page.get_by_test_id("refund-reference").fill("BOOK-77")
    page.get_by_test_id("do").click()
    expect(row).to_have_count(0)

    page.goto(f"{second.url}/admin/{driving.LOT}/bookings/{reference}")
    expect(page.get_by_test_id("refund-succeeded")).to_contain_text("made, BOOK-77")
    expect(page.get_by_test_id("story")).to_contain_text("A refund went back")


def test_a_discrepancy_is_looked_into_and_resolved_with_a_note(
    devices: Devices, car_park: Stack, second: Web, device: str
) -> None:
    page, driver = on(devices, device), devices.phone()
    go_to_work(page, second.url)
    desk = Desk(page, second.url)
    held = desk.hold(somebody("odd"), driving.in_hours(50))
    behaviour = {"scope": "next", "callbackAmount": "1.00"}
    assert page.request.post(f"{car_park.sandbox_url}/sandbox/behaviour", data=behaviour).ok
    driver.goto(desk.post(f"bookings/{held['reference']}/link", {})["url"])
    driving.pay_with(driver, "SBI A")

    page.goto(f"{second.url}/admin/{driving.LOT}/money/odd")
    row = page.locator("li", has=page.get_by_role("link", name=held["reference"]))
    expect(row).to_contain_text("Another amount came than was asked")
    expect(row).to_contain_text(re.compile(r"Came\s*RM\s1\.00"))
    row.get_by_test_id("resolve").click()
    page.get_by_test_id("note").fill("The bank sent a test")
    page.get_by_test_id("do").click()
    expect(row).to_have_count(0)

    page.get_by_role("button", name="Resolved").click()
    expect(row).to_contain_text(re.compile("Farid Ismail.*The bank sent a test"))


def test_a_payment_without_an_end_is_asked_about(
    devices: Devices, car_park: Stack, second: Web, device: str
) -> None:
    page, driver = on(devices, device), devices.phone()
    go_to_work(page, second.url)
    desk = Desk(page, second.url)
    held = desk.hold(somebody("slow"), driving.in_hours(54))
    behaviour = {"scope": "next", "dropCallback": True, "returnBy": "drop"}
    assert page.request.post(f"{car_park.sandbox_url}/sandbox/behaviour", data=behaviour).ok
    driver.goto(desk.post(f"bookings/{held['reference']}/link", {})["url"])
    driver.get_by_role("link", name="Online banking").click()
    driver.get_by_text("SBI A", exact=True).click()
    driver.get_by_role("button", name="Continue to the bank").click()
    driver.locator("button[name=pay]").click()
    driver.wait_for_timeout(500)

    page.goto(f"{second.url}/admin/{driving.LOT}/money/open")
    row = page.get_by_test_id(f"open-{held['reference']}")
    row.get_by_test_id("ask").click()
    expect(page.get_by_text("The gateway says: paid.")).to_be_visible()
    expect(row).to_have_count(0)
    assert desk.booking(held["reference"])["status"] == "confirmed"
