"""The operator's dashboard: what happens in the car park shows on the desk, and each role sees its own."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from playwright.sync_api import Page, expect

from app.accounts.permissions import Role
from app.demo.people import DEMO_LOGINS
from tests.browser.phone import DRIVER
from tests.support import driving
from tests.support.browser import Devices
from tests.support.driving import FLOOR, LOT
from tests.support.stack import Stack

pytestmark = pytest.mark.browser

OWNER = next((login.email, login.password) for login in DEMO_LOGINS if login.role is Role.OWNER)


def _go_in(page: Page, car_park: Stack, login: tuple[str, str], path: str = f"/admin/{LOT}") -> None:
    """To the dashboard, by way of the sign-in that it asks for."""
    page.goto(f"{car_park.url}{path}")
    driving.sign_in(page, *login)


def _spots_now(page: Page, url: str) -> tuple[list[dict[str, Any]], set[int]]:
    """The floor's spots, and which of them are not free in this hour."""
    now = datetime.now(UTC)
    areas = page.request.get(f"{url}/api/lots/{LOT}").json()["areas"]
    area = next(f"{url}/api/areas/{one['id']}" for one in areas if one["code"] == FLOOR)
    span: dict[str, str | float | bool] = {
        "from": now.isoformat(),
        "to": (now + timedelta(hours=2)).isoformat(),
    }
    taken = page.request.get(f"{area}/availability", params=span).json()["taken"]
    return page.request.get(f"{area}/map").json()["spaces"], {one["spaceId"] for one in taken}


def _hold_now(page: Page, url: str) -> str:
    """Somebody holds a free spot from this minute on; its label."""
    spots, taken = _spots_now(page, url)
    spot = next(one for one in spots if one["id"] not in taken and one["type"] == "standard")
    starts_at = datetime.now(UTC).replace(second=0, microsecond=0)
    answer = page.request.post(
        f"{url}/api/bookings",
        headers={"Idempotency-Key": uuid4().hex},
        data={
            "spaceId": spot["id"],
            "startsAt": starts_at.isoformat(),
            "endsAt": (starts_at + timedelta(hours=1)).isoformat(),
            "plateNumber": "WXY 4321",
            "email": f"guest-{uuid4().hex[:10]}@driver.example",
        },
    )
    assert answer.status == 201, answer.text()
    label: str = spot["label"]
    return label


def test_what_a_driver_does_at_another_process_shows_on_the_owners_desk(
    devices: Devices, car_park: Stack
) -> None:
    page = devices.desk()
    _go_in(page, car_park, OWNER, f"/admin/{LOT}?floor={FLOOR}")
    expect(page.get_by_test_id("floor-map")).to_be_visible()
    expect(page.get_by_test_id("live")).to_have_text("Live")
    expect(page.get_by_test_id("figure-in-use")).to_contain_text(re.compile(r"\d+ %"))
    held = page.get_by_test_id("count-held")
    before = int(held.inner_text())
    elsewhere = car_park.start_web()

    label = _hold_now(devices.phone(), elsewhere.url)

    expect(held).to_have_text(str(before + 1))
    page.get_by_test_id("toggle-list").click()
    page.get_by_test_id(f"spot-{label}").click()
    expect(page.get_by_test_id("spot-state")).to_have_text("held")
    expect(page.get_by_test_id("spot-panel")).to_contain_text("WXY 4321")

    car_park.command("close-space", LOT, FLOOR, label, "--reason", "Leak")
    expect(page.get_by_test_id("spot-state")).to_have_text("closed")
    expect(page.get_by_test_id("spot-panel")).to_contain_text("Leak")


def test_an_owner_makes_an_attendant_who_sees_the_floor_and_no_staff(
    devices: Devices, car_park: Stack
) -> None:
    owner, attendant = devices.desk(), devices.phone()
    _go_in(owner, car_park, OWNER, f"/admin/{LOT}/staff")
    owner.get_by_label("E-mail address").fill(DRIVER[0])
    owner.get_by_test_id("give").click()
    expect(owner.get_by_test_id(f"take-back-{DRIVER[0]}")).to_be_visible()

    _go_in(attendant, car_park, DRIVER, "/admin")
    expect(attendant).to_have_url(f"{car_park.url}/admin/{LOT}")
    expect(attendant.get_by_test_id("figures")).to_be_visible()
    expect(attendant.get_by_role("link", name="Live")).to_be_visible()
    expect(attendant.get_by_role("link", name="Staff")).to_have_count(0)
    attendant.goto(f"{car_park.url}/admin/{LOT}/staff")
    expect(attendant.get_by_role("heading", level=1)).to_have_text("Not part of your role")

    owner.get_by_test_id(f"take-back-{DRIVER[0]}").click()
    owner.get_by_test_id("take-back-confirm").click()
    expect(owner.get_by_test_id(f"take-back-{DRIVER[0]}")).to_have_count(0)
    attendant.goto(f"{car_park.url}/admin")
    expect(attendant.get_by_role("heading", level=1)).to_have_text("This part is for staff")
    owner.get_by_role("link", name="Audit trail").click()
    expect(owner.get_by_test_id("audit")).to_contain_text("A role was taken back")


def test_a_desk_without_a_connection_says_so_and_goes_on_by_itself(devices: Devices, car_park: Stack) -> None:
    page = devices.desk()
    _go_in(page, car_park, OWNER)
    expect(page.get_by_test_id("live")).to_have_text("Live")

    page.context.set_offline(offline=True)
    expect(page.get_by_text("No connection. What stands here is old")).to_be_visible()
    expect(page.get_by_test_id("live")).to_contain_text("Not live, as of")
    page.context.set_offline(offline=False)

    expect(page.get_by_test_id("live")).to_have_text("Live")
