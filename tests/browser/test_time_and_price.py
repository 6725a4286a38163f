"""When and for how much: in the lot's time wherever the phone is, at one price to the receipt."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qs, urlsplit
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Page, expect

from tests.support.browser import Devices
from tests.support.driving import (
    LOT,
    at_gateway,
    booking_of,
    choose_spot,
    fill_in,
    fill_in_guest,
    hold,
    in_hours,
    lot_address,
    pay_with,
    plain,
    receipt_of,
    reference_of,
    ringgit,
    shown_total,
    take_spot,
)
from tests.support.stack import Stack

pytestmark = pytest.mark.browser

HERE = ZoneInfo("Asia/Kuala_Lumpur")
ABROAD = ("Europe/Berlin", "America/New_York", "Pacific/Kiritimati")


def chosen_period(page: Page) -> tuple[datetime, datetime]:
    """The period in the address, as the lot's clock has it."""
    query = parse_qs(urlsplit(page.url).query)
    starts_at, ends_at = (datetime.fromisoformat(query[name][0]).astimezone(HERE) for name in ("from", "to"))
    return starts_at, ends_at


def type_period(page: Page, starts_at: datetime, ends_at: datetime) -> None:
    """Types the driver's own time, by the clock of the lot."""
    page.get_by_test_id("when").click()
    for label, moment in (("Arrive", starts_at), ("Leave", ends_at)):
        page.get_by_label(label).fill(f"{moment.astimezone(HERE):%Y-%m-%dT%H:%M}")
    page.get_by_test_id("period-apply").click()


@pytest.mark.parametrize("time_zone", ABROAD)
def test_times_are_those_of_the_lot_wherever_the_phone_is(
    devices: Devices, car_park: Stack, time_zone: str
) -> None:
    page = devices.phone(time_zone=time_zone)
    page.goto(f"{car_park.url}/lots/{LOT}")
    page.get_by_test_id("when").click()
    page.get_by_test_id("preset-tomorrow").click()
    today = datetime.now(HERE).replace(hour=0, minute=0, second=0, microsecond=0)
    tomorrow = today + timedelta(days=1)
    assert chosen_period(page) == (tomorrow.replace(hour=9), tomorrow.replace(hour=18))
    expect(page.get_by_test_id("when")).to_contain_text("Tomorrow 09:00 – 18:00")

    # Over midnight, typed.
    late, early = today + timedelta(days=3, hours=23), today + timedelta(days=4, hours=1, minutes=30)
    type_period(page, late, early)
    assert chosen_period(page) == (late, early)
    expect(page.get_by_test_id("when")).to_contain_text(re.compile(r"23:00 – \w+ \d+ \w+ 01:30"))
    expect(page.get_by_test_id("when")).to_contain_text("2 hours 30 minutes · Kuala Lumpur time")


def test_one_price_from_the_sheet_to_the_gateway_and_the_receipt(devices: Devices, car_park: Stack) -> None:
    page = devices.phone(time_zone="America/New_York")
    choose_spot(page, car_park, in_hours(70), hours=5)
    total = shown_total(page)
    # Of each line the amount, not the rate in its words; what a cap takes off has a minus.
    amounts = page.get_by_test_id("price-lines").first.locator("dd").all_inner_texts()
    parts = [float(re.sub(r"RM\s|,", "", amount).replace("\u2212", "-")) for amount in amounts]
    assert f"RM {sum(parts):,.2f}" == total
    fill_in_guest(page)
    hold(page, car_park)
    expect(page.get_by_text(total).first).to_be_visible()
    reference = pay_with(page, "SBI A")
    expect(page.get_by_test_id("pass")).to_be_visible()
    assert shown_total(page) == total
    booking = booking_of(page, car_park, reference)
    assert ringgit(booking["amountSen"]) == total
    assert sum(line["amountSen"] for line in booking["lines"]) == booking["amountSen"]
    assert total in receipt_of(page, car_park, reference)


@pytest.mark.parametrize("hours_off", [-7, 5, 26])
def test_a_phone_whose_clock_is_wrong_by_hours_misleads_nobody(
    devices: Devices, car_park: Stack, hours_off: int
) -> None:
    page = devices.phone()
    page.clock.install(time=datetime.now(UTC) + timedelta(hours=hours_off))
    page.goto(f"{car_park.url}/lots/{LOT}")
    soon = in_hours(0).astimezone(HERE)
    expected = [f"Today {moment:%H:%M} –" for moment in (soon, soon + timedelta(minutes=5))]
    expect(page.get_by_test_id("when")).to_contain_text(re.compile("|".join(expected)))
    page.get_by_test_id("toggle-list").click()
    page.get_by_test_id("spot-list").get_by_role("button", name="Standard", disabled=False).last.click()
    fill_in_guest(page)
    hold(page, car_park)
    page.go_back()
    expect(page.get_by_test_id("countdown")).to_have_text(re.compile(r"^9:\d\d$"))
    page.get_by_test_id("pay").click()
    at_gateway(page, car_park)
    pay_with(page, "SBI A")
    expect(page.get_by_test_id("pass")).to_be_visible()


def test_a_payment_that_failed_says_why_in_plain_words_and_is_made_again(
    devices: Devices, car_park: Stack
) -> None:
    page = devices.phone()
    choose_spot(page, car_park, in_hours(72))
    total = shown_total(page)
    fill_in_guest(page)
    hold(page, car_park)
    pay_with(page, "SBI B")
    failed = page.get_by_test_id("payment-failed")
    expect(failed).to_contain_text("The payment did not go through")
    assert not re.search(r"RP\d|error|code", failed.inner_text(), re.IGNORECASE)
    assert plain(page.get_by_test_id("pay").inner_text()) == f"Pay {total} again"
    page.get_by_test_id("pay").click()
    at_gateway(page, car_park)
    expect(page.get_by_text(total).first).to_be_visible()
    pay_with(page, "SBI A")
    expect(page.get_by_test_id("pass")).to_be_visible()


def test_a_spot_that_another_driver_takes_first_turns_into_the_nearest_equals_by_itself(
    devices: Devices, car_park: Stack
) -> None:
    page, starts_at = devices.phone(), in_hours(74)
    label = choose_spot(page, car_park, starts_at)
    fill_in(page, plate="WXY 1234", email="slower@driver.example")
    take_spot(devices.phone(), car_park, label, starts_at)
    nearest = page.get_by_test_id("nearest")
    expect(nearest).to_contain_text(f"{label} is not free any more")
    nearest.get_by_role("button").first.click()
    expect(page.get_by_label("Number plate")).to_have_value("WXY 1234")
    hold(page, car_park)


def test_a_press_that_comes_too_late_is_answered_with_the_nearest_equals(
    devices: Devices, car_park: Stack
) -> None:
    page, starts_at = devices.phone(), in_hours(76)
    # The news of others does not reach this phone.
    page.route("**/api/events?*", lambda route: route.abort())
    label = choose_spot(page, car_park, starts_at)
    page.route("**/api/areas/*/availability?*", lambda route: route.abort())
    fill_in_guest(page)
    take_spot(devices.phone(), car_park, label, starts_at)
    page.get_by_test_id("hold-and-pay").click()
    nearest = page.get_by_test_id("nearest")
    expect(nearest.get_by_role("button")).to_have_count(3)
    other = nearest.get_by_role("button").first.get_attribute("data-testid")
    nearest.get_by_role("button").first.click()
    expect(page.get_by_test_id("chosen-spot")).to_have_text(str(other).removeprefix("nearest-"))
    hold(page, car_park)
    page.go_back()
    assert booking_of(page, car_park, reference_of(page))["space"]["label"] != label


def test_a_price_is_asked_for_again_before_another_time_can_be_paid(
    devices: Devices, car_park: Stack
) -> None:
    page, starts_at = devices.phone(), in_hours(78)
    label = choose_spot(page, car_park, starts_at)
    two_hours = shown_total(page)
    page.goto(lot_address(car_park, starts_at, hours=4, spot=label))
    expect(page.get_by_test_id("hold-and-pay")).to_be_enabled()
    assert shown_total(page) != two_hours
