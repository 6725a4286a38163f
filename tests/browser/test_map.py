"""The floor under fingers, mouse and keyboard: real input events in Chromium, against the real processes."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import datetime, timedelta
from math import dist
from typing import Any
from urllib.parse import urlencode
from uuid import uuid4

import httpx
import pytest
from playwright.sync_api import CDPSession, Locator, Page, expect

from app.core import clock
from app.dev.screens.stillness import wait_until_still, watch_stirring
from tests.support.browser import Devices
from tests.support.databases import fill_with_demo, fresh_database
from tests.support.stack import Stack

pytestmark = pytest.mark.browser

LOT = "plaza-damai"


@pytest.fixture(scope="module")
def web(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stack]:
    """The demo's web process. What is tested here is the same on every database."""
    folder = tmp_path_factory.mktemp("map")
    stack = Stack(fresh_database("sqlite", folder), folder)
    try:
        fill_with_demo(stack.database)
        stack.start_web()
        yield stack
    finally:
        stack.end()


class Floor:
    """A page that shows a floor, and where its drawing stands: scale and offset of the view."""

    def __init__(self, page: Page, stack: Stack, floor: str = "B1", **query: str) -> None:
        self.page = page
        self.fingers = Fingers(page.context.new_cdp_session(page))
        watch_stirring(page)
        page.goto(f"{stack.url}/lots/{LOT}?{urlencode({'floor': floor, **query})}")
        self.map: Locator = page.get_by_test_id("floor-map")
        self.drawing = page.get_by_test_id("floor-drawing")
        expect(self.map).to_be_visible()
        self.at_rest()

    def at_rest(self) -> tuple[float, float, float]:
        """The view once nothing moves any more."""
        wait_until_still(self.page)
        view = self.drawing.get_attribute("data-view")
        assert view
        scale, x, y = (float(part) for part in view.split())
        return scale, x, y

    @property
    def middle(self) -> tuple[float, float]:
        """The middle of the map on the screen."""
        box = self.map.bounding_box()
        assert box
        return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2

    def middle_of_floor(self) -> tuple[float, float]:
        """What is in the middle of the free part of the map, in centimetres."""
        scale, x, y = self.at_rest()
        box = self.map.bounding_box()
        assert box
        return (box["width"] / 2 - x) / scale, ((box["height"] - 68) / 2 - y) / scale


class Fingers:
    """Touches, as the screen reports them."""

    def __init__(self, session: CDPSession) -> None:
        self._session = session

    def send(self, kind: str, *points: tuple[float, float], at: float | None = None) -> None:
        touches = [{"x": x, "y": y, "id": number} for number, (x, y) in enumerate(points)]
        event: dict[str, object] = {"type": kind, "touchPoints": touches}
        if at is not None:
            event["timestamp"] = at
        self._session.send("Input.dispatchTouchEvent", event)

    def tap(self, x: float, y: float, times: int = 1) -> None:
        """Quick taps, however slow the machine is that sends them."""
        now = clock.now().timestamp()
        for number in range(times):
            self.send("touchStart", (x, y), at=now + number * 0.12)
            self.send("touchEnd", at=now + number * 0.12 + 0.04)

    def drag(self, start: tuple[float, float], by: tuple[float, float], steps: int = 12) -> None:
        self.send("touchStart", start)
        for step in range(1, steps + 1):
            self.send("touchMove", (start[0] + by[0] * step / steps, start[1] + by[1] * step / steps))
        time.sleep(0.12)  # it stands before it leaves, so that the floor does not run on
        self.send("touchEnd")

    def pinch(self, middle: tuple[float, float], start: float, end: float, steps: int = 12) -> None:
        x, y = middle
        for step in range(steps + 1):
            apart = start + (end - start) * step / steps
            kind = "touchMove" if step else "touchStart"
            self.send(kind, (x - apart, y), (x + apart, y))
        self.send("touchEnd")


@pytest.fixture
def phone(devices: Devices, web: Stack) -> Floor:
    return Floor(devices.phone(), web)


@pytest.fixture
def desk(devices: Devices, web: Stack) -> Floor:
    return Floor(devices.desk(), web)


def zoomed_in(floor: Floor) -> tuple[float, float, float]:
    """The view after a pinch that leaves room to move in every direction."""
    floor.fingers.pinch(floor.middle, 40, 110)
    return floor.at_rest()


def test_a_finger_moves_the_floor_as_far_as_it_goes(phone: Floor) -> None:
    scale, x, y = zoomed_in(phone)
    phone.fingers.drag(phone.middle, (60, -80))
    after = phone.at_rest()

    assert after[0] == scale
    assert after[1] - x == pytest.approx(60, abs=9)  # what tells a stroke from a tap is lost on the way
    assert after[2] - y == pytest.approx(-80, abs=9)
    assert "spot=" not in phone.page.url


def test_two_fingers_zoom_about_the_place_between_them(phone: Floor) -> None:
    zoomed_in(phone)
    before = phone.middle_of_floor()
    x, y = phone.middle
    scale = phone.at_rest()[0]
    phone.fingers.pinch((x, y - 34), 50, 80)

    assert phone.at_rest()[0] == pytest.approx(scale * 1.6, rel=0.02)
    assert phone.middle_of_floor() == pytest.approx(before, abs=40)
    phone.fingers.pinch((x, y - 34), 80, 50)
    assert phone.at_rest()[0] == pytest.approx(scale, rel=0.02)


def test_two_quick_taps_zoom_in(phone: Floor) -> None:
    scale, _, _ = phone.at_rest()
    x, y = phone.middle
    phone.fingers.tap(x, y, times=2)

    assert phone.at_rest()[0] > scale * 1.5


def test_a_tap_on_a_free_spot_chooses_it(phone: Floor, web: Stack) -> None:
    scale, x, y = zoomed_in(phone)
    middle = phone.middle_of_floor()
    spot = min(free_spots(web, clock.now()), key=lambda spot: dist(centre_of(spot), middle))
    at = centre_of(spot)
    box = phone.map.bounding_box()
    assert box
    phone.fingers.tap(box["x"] + x + at[0] * scale, box["y"] + y + at[1] * scale)

    expect(phone.page.get_by_test_id("spot-sheet")).to_contain_text(str(spot["label"]))


def test_the_wheel_zooms_about_the_pointer_and_a_sideways_stroke_pans(desk: Floor) -> None:
    x, y = desk.middle
    scale, _, _ = desk.at_rest()
    desk.page.mouse.move(x, y - 34)
    for _ in range(4):
        desk.page.mouse.wheel(0, -120)
    before = desk.at_rest()
    assert before[0] > scale * 1.5
    desk.page.mouse.wheel(90, 0)
    after = desk.at_rest()
    assert after == pytest.approx((before[0], before[1] - 90, before[2]), abs=0.01)


def test_a_mouse_drags_the_floor(desk: Floor) -> None:
    x, y = desk.middle
    desk.page.mouse.move(x, y)
    for _ in range(4):
        desk.page.mouse.wheel(0, -120)
    before = desk.at_rest()
    desk.page.mouse.down()
    desk.page.mouse.move(x + 100, y + 50, steps=8)
    desk.page.wait_for_timeout(150)
    desk.page.mouse.up()
    after = desk.at_rest()
    assert after[1] - before[1] == pytest.approx(100, abs=16)
    assert after[2] - before[2] == pytest.approx(50, abs=16)


def test_the_keyboard_walks_zooms_pans_chooses_and_gives_up(desk: Floor) -> None:
    keys = desk.page.keyboard
    whole = desk.at_rest()
    desk.map.focus()
    keys.press("+")
    keys.press("+")
    near = desk.at_rest()
    assert near[0] == pytest.approx(whole[0] * 2.25, rel=0.02)
    keys.press("Shift+ArrowLeft")
    assert desk.at_rest()[1] == pytest.approx(near[1] + 80, abs=1)
    keys.press("0")
    assert desk.at_rest()[0] == pytest.approx(whole[0], rel=0.02)
    for _ in range(30):
        keys.press("ArrowRight" if _ % 10 else "ArrowDown")
        said = desk.page.locator("p[aria-live=polite]").last.inner_text()
        if ", free" in said:
            break
    else:
        pytest.fail("the keyboard met no free spot")
    keys.press("Enter")
    expect(desk.page.get_by_test_id("spot-sheet")).to_contain_text(said.split(",")[0])
    desk.map.focus()
    keys.press("Escape")
    expect(desk.page.get_by_test_id("spot-sheet")).to_be_hidden()


def test_each_floor_opens_with_a_view_of_its_own(phone: Floor) -> None:
    zoomed_in(phone)
    phone.page.get_by_test_id("floor-B2").click()
    expect(phone.map).to_have_accessible_name("Map of Basement 2, Plaza Damai")
    phone.at_rest()
    phone.page.get_by_test_id("floor-B1").click()
    expect(phone.map).to_have_accessible_name("Map of Basement 1, Plaza Damai")


def test_turning_the_phone_keeps_what_was_in_the_middle(phone: Floor) -> None:
    zoomed_in(phone)
    phone.fingers.drag(phone.middle, (40, 60))
    before = phone.middle_of_floor()
    phone.page.set_viewport_size({"width": 844, "height": 390})
    turned = phone.middle_of_floor()
    phone.page.set_viewport_size({"width": 390, "height": 844})

    assert turned == pytest.approx(before, abs=60)
    assert phone.middle_of_floor() == pytest.approx(before, abs=60)


def test_what_others_do_arrives_without_a_jump(devices: Devices, web: Stack) -> None:
    start = (clock.now() + timedelta(hours=30)).replace(minute=0, second=0, microsecond=0)
    here = Floor(devices.phone(), web, **period_in_address(start))
    zoomed_in(here)
    here.fingers.drag(here.middle, (30, 40))
    before = here.drawing.get_attribute("data-view")
    tab = here.page.get_by_test_id("floor-B1")
    free = tab.inner_text()
    book_as_another_driver(web, start)

    expect(tab).not_to_have_text(free, use_inner_text=True)
    assert tab.inner_text() != free
    here.at_rest()
    assert here.drawing.get_attribute("data-view") == before


def period_in_address(start: datetime) -> dict[str, str]:
    iso = (start, start + timedelta(hours=2))
    return dict(zip(("from", "to"), (moment.strftime("%Y-%m-%dT%H:%MZ") for moment in iso), strict=True))


def free_spots(web: Stack, start: datetime, hours: int = 3) -> list[dict[str, Any]]:
    """The spots of the floor that nobody has in that time, with their places on the map."""
    with httpx.Client(base_url=web.url) as http:
        areas = http.get(f"/api/lots/{LOT}").json()["areas"]
        area = next(area["id"] for area in areas if area["code"] == "B1")
        spots: list[dict[str, Any]] = http.get(f"/api/areas/{area}/map").json()["spaces"]
        period = {"from": start.isoformat(), "to": (start + timedelta(hours=hours)).isoformat()}
        taken = http.get(f"/api/areas/{area}/availability", params=period).json()["taken"]
    busy = {space["spaceId"] for space in taken}
    return [spot for spot in spots if spot["id"] not in busy]


def centre_of(spot: dict[str, Any]) -> tuple[float, float]:
    return spot["x"] + spot["width"] / 2, spot["y"] + spot["height"] / 2


def book_as_another_driver(web: Stack, start: datetime) -> None:
    spot = free_spots(web, start)[0]
    booking = {
        "spaceId": spot["id"],
        "startsAt": start.isoformat(),
        "endsAt": (start + timedelta(hours=2)).isoformat(),
        "plateNumber": "WXY 4321",
        "email": "another@driver.example",
    }
    with httpx.Client(base_url=web.url) as http:
        answer = http.post("/api/bookings", json=booking, headers={"Idempotency-Key": uuid4().hex})
    assert answer.status_code == 201, answer.text
