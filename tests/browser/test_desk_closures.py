"""Maintenance: closed in two clicks, striped on every map within a second, and who had the spot is told."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import Page, expect

from app.accounts.permissions import Role
from app.demo.people import DEMO_LOGINS
from tests.support import driving
from tests.support.browser import Devices
from tests.support.driving import LOT
from tests.support.gate import booked_spot, closures_of, now_at, open_gate
from tests.support.stack import Stack

pytestmark = [pytest.mark.browser, pytest.mark.parametrize("device", ["desk", "phone"])]

ATTENDANT = next((login.email, login.password) for login in DEMO_LOGINS if login.role is Role.ATTENDANT)
OWNER = next((login.email, login.password) for login in DEMO_LOGINS if login.role is Role.OWNER)
FLOOR = "B2"

_NOTE_WHEN = """([row, words]) => {
  window.seenAt = null;
  const look = () => {
    const says = (one) => words.every((word) => one.textContent.includes(word));
    const found = [...document.querySelectorAll(row)].some(says);
    if (found && window.seenAt === null) window.seenAt = Date.now();
  };
  new MutationObserver(look).observe(document, { subtree: true, childList: true, characterData: true });
  look();
}"""


def _watch(page: Page, rows: str, *words: str) -> None:
    """Notes when a row says all of it first."""
    page.evaluate(_NOTE_WHEN, [rows, words])


def _seen_at(page: Page) -> datetime:
    for _ in range(100):
        seen = page.evaluate("window.seenAt")
        if seen is not None:
            return datetime.fromtimestamp(seen / 1000, UTC)
        page.wait_for_timeout(100)
    raise AssertionError("it never showed")


def _see_floor(page: Page, url: str, login: tuple[str, str]) -> None:
    """The live floor in words, at a web process."""
    page.goto(f"{url}/admin/{LOT}?floor={FLOOR}")
    driving.sign_in(page, *login)
    page.get_by_test_id("toggle-list").click()
    expect(page.get_by_test_id("spots-in-words")).to_be_visible()
    expect(page.get_by_test_id("live")).to_have_text("Live")


def _see_as_driver(page: Page, url: str) -> None:
    """The same floor, as a driver looks at it at a web process."""
    now = datetime.now(UTC)
    span = f"from={now:%Y-%m-%dT%H:%MZ}&to={now + timedelta(hours=2):%Y-%m-%dT%H:%MZ}"
    page.goto(f"{url}/lots/{LOT}?floor={FLOOR}&{span}")
    page.get_by_test_id("toggle-list").click()
    expect(page.get_by_test_id("spot-list")).to_be_visible()


def _free_spot(page: Page) -> str:
    """The label of a spot that nobody has."""
    page.get_by_test_id("spots-in-words").get_by_role("button", name=re.compile(r"^free \d+$")).click()
    row = page.locator("[data-testid=spots-in-words] li button").last
    label = (row.get_attribute("data-testid") or "").removeprefix("spot-")
    page.get_by_test_id("spots-in-words").get_by_role("button", name="All").click()
    return label


def test_two_clicks_stripe_a_spot_on_every_map_of_every_process_within_a_second(
    devices: Devices, car_park: Stack, device: str
) -> None:
    there = car_park.start_web()
    page: Page = getattr(devices, device)()
    colleague, driver = devices.desk(), devices.phone()
    _see_floor(page, car_park.url, ATTENDANT)
    _see_floor(colleague, there.url, OWNER)
    _see_as_driver(driver, there.url)
    label = _free_spot(page)
    spot = f"[data-testid=spot-{label}]"
    page.locator(spot).click()
    for staff in (page, colleague):
        _watch(staff, spot, "closed")
    _watch(driver, "[data-testid=spot-list] li", label, "closed")
    before = len(closures_of(car_park, "Repair"))

    page.get_by_test_id("close-spot").click()
    page.get_by_test_id("close-confirm").click()

    seen = [_seen_at(one) for one in (page, colleague, driver)]
    closure = closures_of(car_park, "Repair")[before]
    assert closure.space.label == label
    assert max(seen) - closure.created_at < timedelta(seconds=1), [str(one) for one in seen]


def test_who_is_booked_there_moves_and_is_told_and_the_spot_opens_again(
    devices: Devices, car_park: Stack, device: str
) -> None:
    car = booked_spot(car_park)
    page: Page = getattr(devices, device)()
    open_gate(page, car_park, ATTENDANT, "closures")
    page.get_by_test_id("close-spots").click()
    expect(page.get_by_test_id("selection")).to_contain_text("No spot chosen yet")
    page.get_by_test_id("toggle-list").click()
    page.get_by_test_id(f"floor-{car.floor}").click()
    page.get_by_test_id(f"spot-{car.spot}").click()
    expect(page.get_by_test_id("selection")).to_contain_text(f"{car.floor} · {car.spot}")
    page.get_by_test_id("close-selection").click()
    expect(page.get_by_test_id("booked-there")).to_contain_text(car.reference)
    goes_to = re.search(r"moves to (\S+ · \S+),", page.get_by_test_id("booked-there").inner_text())
    assert goes_to
    page.get_by_role("button", name="Water leak").click()
    page.get_by_test_id("close-confirm").click()
    done = page.get_by_test_id("closed-dialog")
    expect(done).to_contain_text(f"{car.reference} has {goes_to[1]} now, and was told")
    page.get_by_test_id("closed-done").click()
    assert now_at(car_park, car) == goes_to[1].split(" · ")[1]

    page.goto(f"{car_park.url}/admin/{LOT}/closures")
    row = (
        page.get_by_test_id("closures-running")
        .get_by_role("listitem")
        .filter(has_text=f"{car.floor} · {car.spot}")
    )
    expect(row).to_contain_text("Water leak")
    expect(row).to_contain_text("1 booking moved")
    row.get_by_test_id("reopen").click()
    expect(row).to_have_count(0)
    past = page.get_by_test_id("closures-past")
    expect(past).to_contain_text(f"{car.floor} · {car.spot}")


def test_spots_are_chosen_on_the_drawing(devices: Devices, car_park: Stack, device: str) -> None:
    """By a band of the mouse, or by taps."""
    page: Page = getattr(devices, device)()
    page.goto(f"{car_park.url}/admin/{LOT}?floor={FLOOR}&select=yes")
    driving.sign_in(page, *ATTENDANT)
    expect(page.get_by_test_id("floor-map")).to_be_visible()
    page.wait_for_timeout(600)
    box = page.get_by_test_id("floor-map").bounding_box()
    assert box
    chosen = page.get_by_test_id("selection")
    if device == "desk":
        page.mouse.move(box["x"] + 5, box["y"] + 5)
        page.mouse.down()
        page.mouse.move(box["x"] + box["width"] - 5, box["y"] + box["height"] - 80, steps=8)
        page.mouse.up()
        expect(chosen).to_contain_text(re.compile(r"\d+ spots chosen"))
    else:
        page.get_by_test_id("floor-map").focus()
        page.keyboard.press("ArrowRight")
        page.keyboard.press("Enter")
        expect(chosen).to_contain_text("1 spot chosen")
        page.keyboard.press("Enter")
        expect(chosen).to_contain_text("No spot chosen yet")
