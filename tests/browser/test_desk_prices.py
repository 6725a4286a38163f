"""Prices at the desk and on a phone: what is set there is what drivers at another process are asked for."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Page, expect

from tests.browser.desk import DEVICES, open_as_owner
from tests.support import driving
from tests.support.browser import Devices
from tests.support.driving import FLOOR, LOT, plain
from tests.support.stack import Stack

pytestmark = pytest.mark.browser

_ZONE = ZoneInfo("Asia/Kuala_Lumpur")
# Each device at days and with numbers of its own: they share a car park.
_DAYS = {"desk": 1, "phone": 2}


@pytest.fixture(scope="module")
def elsewhere(car_park: Stack) -> str:
    """Where the drivers are: another web process than the staff's."""
    return car_park.start_web().url


def _day(ahead: int, hour: int) -> datetime:
    midnight = datetime.now(_ZONE).replace(hour=0, minute=0, second=0, microsecond=0)
    return midnight + timedelta(days=ahead, hours=hour)


def _free_spot(page: Page, url: str, kind: str, starts_at: datetime, ends_at: datetime) -> dict[str, Any]:
    areas = page.request.get(f"{url}/api/lots/{LOT}").json()["areas"]
    area = next(f"{url}/api/areas/{one['id']}" for one in areas if one["code"] == FLOOR)
    span: dict[str, str | float | bool] = {"from": starts_at.isoformat(), "to": ends_at.isoformat()}
    taken = {one["spaceId"] for one in page.request.get(f"{area}/availability", params=span).json()["taken"]}
    spaces = page.request.get(f"{area}/map").json()["spaces"]
    spot: dict[str, Any] = next(one for one in spaces if one["type"] == kind and one["id"] not in taken)
    return spot


def _quote(page: Page, url: str, spot: dict[str, Any], starts_at: datetime, ends_at: datetime) -> Any:
    body = {"spaceId": spot["id"], "startsAt": starts_at.isoformat(), "endsAt": ends_at.isoformat()}
    answer = page.request.post(f"{url}/api/quotes", data=body)
    assert answer.status == 200, answer.text()
    return answer.json()


def _open_spot(page: Page, url: str, spot: dict[str, Any], starts_at: datetime, ends_at: datetime) -> None:
    """The driver's sheet of a spot."""
    span = f"from={starts_at:%Y-%m-%dT%H:%M:%S%z}&to={ends_at:%Y-%m-%dT%H:%M:%S%z}".replace("+", "%2B")
    page.goto(f"{url}/lots/{LOT}?floor={FLOOR}&spot={spot['label']}&{span}")


@pytest.mark.parametrize("device", DEVICES)
def test_prices_from_a_day_on_are_what_drivers_are_quoted_for_that_day(
    devices: Devices, car_park: Stack, elsewhere: str, device: str
) -> None:
    ahead, rate, percent = _DAYS[device], *{"desk": ("5.50", "175"), "phone": ("6.20", "190")}[device]
    starts_at, ends_at = _day(ahead, 9), _day(ahead, 14)
    driver = devices.phone()
    spot = _free_spot(driver, elsewhere, "ev", starts_at, ends_at)
    before = _quote(driver, elsewhere, spot, starts_at, ends_at)["amountSen"]
    page = open_as_owner(devices, device, f"{car_park.url}/admin/{LOT}/prices")

    page.get_by_test_id("new-prices").click()
    page.locator("[name=name]").fill(f"From the {device}")
    page.locator("[name=valid-from]").fill(f"{_day(ahead, 0):%Y-%m-%dT%H:%M}")
    page.locator("[name=rate]").fill(rate)
    page.locator("[name=cap]").fill("")
    page.locator("[name=type-ev]").fill(percent)
    page.get_by_test_id("preview-type").select_option("ev")
    page.locator("[name=preview-from]").fill(f"{starts_at:%Y-%m-%dT%H:%M}")
    page.locator("[name=preview-to]").fill(f"{ends_at:%Y-%m-%dT%H:%M}")
    totals = page.get_by_test_id("preview-total")
    expect(totals.first).to_have_text(re.compile(rf"RM\s{before // 100}\.{before % 100:02d}"))
    expect(totals.last).not_to_have_text(totals.first.inner_text())
    page.wait_for_timeout(600)  # until what was typed last is asked for
    promised = plain(totals.last.inner_text())
    page.get_by_test_id("publish").click()
    changes = page.get_by_test_id("changes")
    expect(changes).to_contain_text(f"RM\xa0{rate}")
    expect(changes.locator("li", has_text="Rate")).to_have_count(1)
    page.get_by_test_id("publish-confirm").click()
    expect(page.get_by_test_id("prices-coming").filter(has_text=f"From the {device}")).to_be_visible()

    quoted = _quote(driver, elsewhere, spot, starts_at, ends_at)
    assert driving.ringgit(quoted["amountSen"]) == promised
    assert quoted["amountSen"] != before
    _open_spot(driver, elsewhere, spot, starts_at, ends_at)
    expect(driver.get_by_test_id("total").first).to_have_text(promised.replace(" ", "\xa0"))


@pytest.mark.parametrize("device", DEVICES)
def test_prices_to_come_are_taken_back(devices: Devices, car_park: Stack, device: str) -> None:
    page = open_as_owner(devices, device, f"{car_park.url}/admin/{LOT}/prices/new")
    name = f"Never {device}"
    page.locator("[name=name]").fill(name)
    page.locator("[name=valid-from]").fill(f"{_day(40 + _DAYS[device], 0):%Y-%m-%dT%H:%M}")
    page.get_by_test_id("publish").click()
    page.get_by_test_id("publish-confirm").click()
    table = page.get_by_test_id("prices-coming").filter(has_text=name)
    table.get_by_role("button", name=f"Take back: {name}").click()
    page.get_by_test_id("withdraw-confirm").click()
    expect(table).to_have_count(0)


@pytest.mark.parametrize("device", DEVICES)
def test_a_code_made_here_is_taken_off_for_a_driver_and_counted(
    devices: Devices, car_park: Stack, elsewhere: str, device: str
) -> None:
    code = f"HUJAN-{device}".upper()
    page = open_as_owner(devices, device, f"{car_park.url}/admin/{LOT}/prices/codes")
    page.locator("[name=promo-code]").fill(code.lower())
    page.locator("[name=promo-value]").fill("20")
    page.locator("[name=promo-total]").fill("10")
    page.get_by_test_id("make-promo").click()
    expect(page.get_by_test_id(f"promo-{code}")).to_contain_text("used 0 of 10 times")

    driver = devices.phone()
    starts_at, ends_at = _day(0, 24 + 10), _day(0, 24 + 12)
    spot = _free_spot(driver, elsewhere, "standard", starts_at, ends_at)
    whole = _quote(driver, elsewhere, spot, starts_at, ends_at)["lines"][0]["amountSen"]
    _open_spot(driver, elsewhere, spot, starts_at, ends_at)
    driver.get_by_test_id("promo-open").click()
    driver.locator("[name=promo]").fill(code)
    driver.keyboard.press("Enter")
    expect(driver.get_by_test_id("price-lines").first).to_contain_text(code)
    expect(driver.get_by_test_id("price-lines").first).to_contain_text(
        f"\u2212{driving.ringgit(whole // 5)}".replace(" ", "\xa0")
    )
    body = {
        "spaceId": spot["id"],
        "startsAt": starts_at.isoformat(),
        "endsAt": ends_at.isoformat(),
        "plateNumber": f"VB {uuid4().int % 9000 + 1000}",
        "email": f"rain-{uuid4().hex[:10]}@driver.example",
        "promoCode": code,
    }
    headers = {"Idempotency-Key": uuid4().hex}
    held = driver.request.post(f"{elsewhere}/api/bookings", data=body, headers=headers)
    assert held.status == 201, held.text()

    page.reload()
    expect(page.get_by_test_id(f"promo-{code}")).to_contain_text("used 1 of 10 times")
    page.get_by_test_id(f"end-{code}").click()
    page.get_by_test_id("end-confirm").click()
    expect(page.get_by_test_id(f"promo-{code}")).to_contain_text("over")
    body = {"spaceId": spot["id"], "startsAt": _day(5, 9).isoformat(), "endsAt": _day(5, 10).isoformat()}
    refused = driver.request.post(f"{elsewhere}/api/quotes", data={**body, "promoCode": code}).json()
    assert (refused["promo"]["accepted"], refused["promo"]["code"]) == (False, code)


@pytest.mark.parametrize(("device", "starts_in", "hours"), [("desk", 30, 48), ("phone", 50, 60)])
def test_a_new_policy_is_told_to_drivers_and_old_bookings_keep_theirs(
    devices: Devices, car_park: Stack, elsewhere: str, device: str, starts_in: int, hours: int
) -> None:
    driver = devices.phone()
    starts_at = driving.in_hours(starts_in)
    _, reference = driving.book_as_guest(driver, car_park, starts_at)
    assert driving.booking_of(driver, car_park, reference)["cancellation"]["refundPercent"] == 100

    page = open_as_owner(devices, device, f"{car_park.url}/admin/{LOT}/prices/terms")
    page.locator("[name=hours-0]").fill(f"{hours}")
    page.locator("[name=percent-1]").fill("40")
    expect(page.get_by_test_id("summary-cancel")).to_contain_text(f"100 % back up to {hours} hours before")
    page.get_by_test_id("save-cancel").click()
    expect(page.get_by_text("The terms are saved.")).to_be_visible()

    other = devices.phone()
    ends_at = starts_at + timedelta(hours=2)
    spot = _free_spot(other, elsewhere, "standard", starts_at, ends_at)
    steps = [step["percent"] for step in _quote(other, elsewhere, spot, starts_at, ends_at)["refunds"]]
    assert steps == [40]  # of what would be all back there is no time any more
    other.goto(f"{elsewhere}/lots/{LOT}")
    other.get_by_role("button", name="Prices and hours").first.click()
    facts = other.get_by_role("dialog")
    expect(facts).to_contain_text(f"100 % back up to {hours} hours before the start")
    expect(facts).to_contain_text("40 % back up to 2 hours before the start")
    cancellation = driving.booking_of(driver, car_park, reference)["cancellation"]
    assert cancellation["refundPercent"] == 100
