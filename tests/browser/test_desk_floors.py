"""Floors are drawn in the dashboard: from nothing, by two people at once, and over bookings."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from app.accounts.permissions import Role
from app.demo.people import DEMO_LOGINS
from tests.browser.phone import DRIVER
from tests.support import driving
from tests.support.browser import Devices
from tests.support.driving import LOT, in_hours
from tests.support.stack import Stack

pytestmark = pytest.mark.browser

OWNER = next((login.email, login.password) for login in DEMO_LOGINS if login.role is Role.OWNER)
Open = Callable[[Devices], Page]
SIZES = pytest.mark.parametrize("opened", [Devices.desk, Devices.phone], ids=["desk", "phone"])


def go_in(page: Page, url: str, login: tuple[str, str], path: str = "floors") -> None:
    page.goto(f"{url}/admin/{LOT}/{path}")
    driving.sign_in(page, *login)


def to_editor(page: Page) -> None:
    page.locator("[data-testid=floor-drawing][data-view]").wait_for()


def at(page: Page, x: float, y: float) -> tuple[float, float]:
    """Where a place of the floor, in centimetres, is on the page."""
    drawing = page.get_by_test_id("floor-drawing")
    drawing.scroll_into_view_if_needed()
    page.wait_for_timeout(300)
    scale, left, top = map(float, (drawing.get_attribute("data-view") or "").split())
    box = drawing.bounding_box()
    assert box
    return box["x"] + left + x * scale, box["y"] + top + y * scale


def drag(page: Page, start: tuple[float, float], end: tuple[float, float]) -> None:
    """A stroke of the mouse between two places of the floor."""
    (from_x, from_y), (to_x, to_y) = at(page, *start), at(page, *end)
    page.mouse.move(from_x, from_y)
    page.mouse.down()
    page.mouse.move((from_x + to_x) / 2, (from_y + to_y) / 2, steps=4)
    page.mouse.move(to_x, to_y, steps=4)
    page.mouse.up()


def click(page: Page, x: float, y: float) -> None:
    page.mouse.click(*at(page, x, y))


def side(page: Page, name: str) -> None:
    page.get_by_test_id("sides").get_by_role("button", name=name).click()


def choose(page: Page, label: str) -> None:
    """Selects a spot by its label, in words, and shows it in numbers."""
    side(page, "Objects")
    page.get_by_test_id("objects").get_by_role("searchbox").fill(label)
    page.get_by_test_id(f"object-{label}").click()
    side(page, "Properties")
    expect(page.get_by_test_id("selection-title")).to_have_text(f"Spot {label}")


def kept(page: Page, state: str = "saved") -> None:
    expect(page.get_by_test_id("kept")).to_have_attribute("data-state", state)


def publish(page: Page) -> None:
    page.get_by_test_id("publish").click()
    page.get_by_test_id("publish-now").click()
    expect(page.get_by_test_id("publish-dialog")).to_have_count(0)
    expect(page.get_by_test_id("kept")).to_have_text("As drivers see it")


def floor_map(page: Page, url: str, code: str) -> dict[str, Any]:
    """The published map, as a driver's app is told it."""
    lot = page.request.get(f"{url}/api/lots/{LOT}").json()
    area = next(one for one in lot["areas"] if one["code"] == code)
    told: dict[str, Any] = page.request.get(f"{url}/api/areas/{area['id']}/map").json()
    return told


@SIZES
def test_a_floor_is_drawn_from_nothing_and_a_driver_at_another_process_sees_it(
    devices: Devices, car_park: Stack, opened: Open
) -> None:
    page = opened(devices)
    code = "N1" if opened is Devices.desk else "N2"
    elsewhere = car_park.start_web()
    go_in(page, car_park.url, OWNER)
    page.get_by_test_id("add-floor").click()
    page.get_by_test_id("new-code").fill(code)
    page.get_by_test_id("new-name").fill("New deck")
    page.get_by_test_id("add-now").click()
    to_editor(page)

    page.get_by_label("Sheet width (m)").fill("110")
    page.get_by_role("button", name="Show the whole floor").click()
    page.get_by_test_id("tool-row").click()
    drag(page, (400, 400), (10_400, 500))
    expect(page.get_by_test_id("selection-title")).to_have_text("40 objects")
    page.get_by_test_id("undo").click()
    expect(page.get_by_test_id("selection")).to_have_count(0)
    page.get_by_test_id("redo").click()
    page.get_by_test_id("tool-lane").click()
    drag(page, (600, 1500), (10_300, 1500))
    page.get_by_test_id("tool-mark").click()
    page.get_by_test_id("mark-kind").select_option("entrance")
    click(page, 10_500, 2600)
    page.get_by_test_id("mark-kind").select_option("lift")
    click(page, 1000, 3000)
    kept(page)
    side(page, "Faults")
    expect(page.get_by_test_id("no-faults")).to_be_visible()
    publish(page)

    drawn = floor_map(page, elsewhere.url, code)
    assert [spot["label"] for spot in drawn["spaces"]] == [f"A{number}" for number in range(1, 41)]
    assert {mark["label"] for mark in drawn["drawing"]["landmarks"]} == {"Entrance 1", "Lift 1"}
    assert len(drawn["drawing"]["lanes"]) == 1
    driver = opened(devices)
    driver.goto(f"{elsewhere.url}/lots/{LOT}?floor={code}")
    expect(driver.get_by_test_id(f"floor-{code}")).to_be_visible()
    expect(driver.get_by_test_id("floor-map")).to_be_visible()
    driver.get_by_test_id("toggle-list").click()
    expect(driver.get_by_test_id("spot-list")).to_contain_text("A40")


def test_pieces_are_moved_resized_turned_and_labelled_by_hand(devices: Devices, car_park: Stack) -> None:
    page = devices.desk()
    go_in(page, car_park.url, OWNER)
    page.get_by_test_id("add-floor").click()
    page.get_by_test_id("new-code").fill("H1")
    page.get_by_test_id("new-name").fill("By hand")
    page.get_by_test_id("add-now").click()
    to_editor(page)
    page.get_by_test_id("tool-spot").click()
    click(page, 1000, 1000)
    page.get_by_test_id("tool-select").click()
    left, top = page.get_by_test_id("spot-x"), page.get_by_test_id("spot-y")
    before = float(left.input_value()), float(top.input_value())

    drag(page, (1000, 1000), (1500, 1250))
    assert (float(left.input_value()), float(top.input_value())) == (before[0] + 5, before[1] + 2.5)
    middle = (before[0] * 100 + 625, before[1] * 100 + 500)
    # Near enough, it has handles at its sides.
    page.mouse.move(*at(page, *middle))
    for _ in range(6):
        page.mouse.wheel(0, -120)
    drag(page, (middle[0] + 125, middle[1]), (middle[0] + 225, middle[1]))
    expect(page.get_by_test_id("spot-width")).to_have_value("3.5")
    page.get_by_test_id("floor-map").focus()
    page.keyboard.press("t")
    expect(page.get_by_test_id("spot-rotation")).to_have_value("90")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Control+z")
    page.keyboard.press("Control+z")
    expect(page.get_by_test_id("spot-rotation")).to_have_value("0")
    page.keyboard.press("Control+d")
    page.keyboard.press("Control+a")
    expect(page.get_by_test_id("selection-title")).to_have_text("2 objects")
    page.get_by_test_id("first-label").fill("P08")
    page.get_by_test_id("label-all").click()
    side(page, "Objects")
    expect(page.get_by_test_id("object-P08")).to_be_visible()
    expect(page.get_by_test_id("object-P09")).to_be_visible()
    # Faults name the labels that were saved last.
    kept(page)
    side(page, "Faults")
    page.get_by_test_id("faults").get_by_role("button").first.click()
    side(page, "Properties")
    expect(page.get_by_test_id("selection-title")).to_have_text("2 objects")


@SIZES
def test_who_saves_second_is_told_and_nothing_is_overwritten(
    devices: Devices, car_park: Stack, opened: Open
) -> None:
    one, other = devices.desk(), opened(devices)
    elsewhere = car_park.start_web()
    car_park.command("grant-role", DRIVER[0], "operator")
    go_in(one, car_park.url, OWNER, "floors/B2")
    to_editor(one)
    go_in(other, elsewhere.url, DRIVER, "floors/B2")
    to_editor(other)
    expect(other.get_by_test_id("others")).to_have_text("Also here: Farid Ismail")

    choose(one, "A1")
    one.get_by_test_id("spot-label").fill("MINE-1")
    kept(one)
    choose(other, "A2")
    other.get_by_test_id("spot-label").fill("YOURS-1")

    told = other.get_by_test_id("overtaken")
    expect(told).to_contain_text("Farid Ismail saved this floor before you")
    with other.expect_download() as download:
        other.get_by_test_id("keep-mine").click()
    mine = json.loads(Path(download.value.path()).read_text())
    labels = {spot["label"] for spot in mine["plan"]["spaces"]}
    assert {"YOURS-1", "A1"} <= labels
    other.get_by_test_id("take-theirs").click()
    kept(other)
    side(other, "Objects")
    other.get_by_test_id("objects").get_by_role("searchbox").fill("MINE")
    expect(other.get_by_test_id("object-MINE-1")).to_be_visible()
    one.get_by_test_id("files").click()
    one.get_by_test_id("discard").click()
    one.get_by_test_id("discard").click()
    expect(one.get_by_test_id("kept")).to_have_text("As drivers see it")


@SIZES
def test_a_booking_that_loses_its_spot_is_shown_and_moved_when_it_is_published(
    devices: Devices, car_park: Stack, opened: Open
) -> None:
    driver, page = devices.phone(), opened(devices)
    label, reference = driving.book_as_guest(driver, car_park, in_hours(30))
    go_in(page, car_park.url, OWNER, f"floors/{driving.FLOOR}")
    to_editor(page)
    choose(page, label)
    page.get_by_test_id("remove").click()
    kept(page)
    page.get_by_test_id("publish").click()
    expect(page.get_by_test_id("what-changes")).to_contain_text(label)
    stranded = page.get_by_test_id(f"stranded-{reference}")
    expect(stranded).to_contain_text(re.compile(r"Moves to \w+ on \w+, for the same price"))
    found = re.search(r"Moves to (\w+) on", stranded.inner_text())
    assert found
    page.get_by_test_id("publish-now").click()
    expect(page.get_by_text(re.compile(r"Bookings moved: \d+; given back: 0"))).to_be_visible()

    driver.reload()
    expect(driver.get_by_text(found[1], exact=True).first).to_be_visible()
    assert label not in {spot["label"] for spot in floor_map(page, car_park.url, driving.FLOOR)["spaces"]}


@SIZES
def test_a_floor_goes_out_as_a_file_and_comes_in_again(
    devices: Devices, car_park: Stack, opened: Open, tmp_path: Path
) -> None:
    page = opened(devices)
    go_in(page, car_park.url, OWNER, "floors/G")
    to_editor(page)
    files = {}
    for form in ("parkpro", "apds"):
        page.get_by_test_id("files").click()
        with page.expect_download() as download:
            page.get_by_test_id(f"export-{form}").click()
        files[form] = json.loads(Path(download.value.path()).read_text())
        page.get_by_test_id("files-dialog").get_by_role("button", name="Close").click()
    assert files["parkpro"]["format"] == "parkpro-floor"
    first = files["parkpro"]["plan"]["spaces"][0]["label"]
    assert any(place["name"][0]["string"] == first for place in files["apds"]["places"])

    for place in files["apds"]["places"]:
        if place["name"][0]["string"] == first:
            place["name"][0]["string"] = "APDS-1"
    changed, broken = tmp_path / "floor.json", tmp_path / "broken.json"
    changed.write_text(json.dumps(files["apds"]))
    broken.write_text("[1, 2")
    page.get_by_test_id("files").click()
    page.get_by_test_id("import-file").set_input_files(broken)
    expect(page.get_by_test_id("import-problem")).to_have_text("This is no file of a floor.")
    page.get_by_test_id("import-file").set_input_files(changed)
    expect(page.get_by_text("floor.json is drawn now.")).to_be_visible()
    kept(page)
    choose(page, "APDS-1")
    page.get_by_test_id("undo").click()
    side(page, "Objects")
    page.get_by_test_id("objects").get_by_role("searchbox").fill(first)
    expect(page.get_by_test_id(f"object-{first}")).to_be_visible()
    kept(page)
    page.get_by_test_id("files").click()
    page.get_by_test_id("discard").click()
    page.get_by_test_id("discard").click()
    expect(page.get_by_test_id("kept")).to_have_text("As drivers see it")


def test_small_corrections_are_made_with_a_finger(devices: Devices, car_park: Stack) -> None:
    page = devices.phone()
    go_in(page, car_park.url, OWNER, "floors/L1")
    to_editor(page)
    spot = floor_map(page, car_park.url, "L1")["spaces"][0]
    middle = spot["x"] + spot["width"] / 2, spot["y"] + spot["height"] / 2

    page.touchscreen.tap(*at(page, *middle))
    expect(page.get_by_test_id("selection-title")).to_have_text(f"Spot {spot['label']}")
    page.get_by_test_id("move-right").click()
    expect(page.get_by_test_id("spot-x")).to_have_value(f"{(spot['x'] + 25) / 100:g}")
    page.get_by_test_id("spot-type").select_option("ev")
    page.get_by_test_id("spot-label").fill("EV-1")
    kept(page)
    page.get_by_test_id("remove").click()
    for _ in range(4):
        page.get_by_test_id("undo").click()
    kept(page)
    draft = page.request.get(f"{car_park.url}/api/admin/lots/{LOT}/floors/L1/draft").json()
    assert draft["plan"]["spaces"][0]["label"] == spot["label"]
    page.request.delete(
        f"{car_park.url}/api/admin/lots/{LOT}/floors/L1/draft", data={"revision": draft["revision"]}
    )
