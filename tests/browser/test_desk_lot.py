"""The lot's section: what is saved there, drivers see; two who save the same are told of each other."""

from __future__ import annotations

import io
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
from PIL import Image
from playwright.sync_api import Locator, Page, expect

from app.accounts.permissions import Role
from app.demo.people import DEMO_LOGINS
from tests.support import driving
from tests.support.browser import Devices
from tests.support.stack import Stack

pytestmark = [pytest.mark.browser, pytest.mark.parametrize("size", ["desk", "phone"])]

OWNER = next((login.email, login.password) for login in DEMO_LOGINS if login.role is Role.OWNER)
LOT = "menara-suria"
_HOME = ZoneInfo("Asia/Kuala_Lumpur")


def _open(devices: Devices, size: str) -> Page:
    return devices.desk() if size == "desk" else devices.phone()


def _go_in(page: Page, url: str, part: str) -> None:
    page.goto(f"{url}/admin/{LOT}/lot/{part}")
    driving.sign_in(page, *OWNER)
    expect(page.get_by_test_id("part-about")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def _facts(page: Page, url: str, size: str) -> None:
    """The driver's page of the lot, with what it says in words; on a phone on a sheet."""
    page.goto(f"{url}/lots/{LOT}")
    if size == "phone":
        page.get_by_test_id("facts").click()


def _seen(page: Page, test_id: str) -> Locator:
    return page.locator(f"[data-testid={test_id}]:visible")


def _settings(page: Page, url: str) -> dict[str, Any]:
    settings: dict[str, Any] = page.request.get(f"{url}/api/admin/lots/{LOT}/settings").json()
    return settings


def test_what_is_saved_a_driver_reads_at_another_process(
    devices: Devices, car_park: Stack, size: str
) -> None:
    owner, driver = _open(devices, size), _open(devices, size)
    elsewhere = car_park.start_web()
    _go_in(owner, car_park.url, "rules")
    rule = f"Engines off, please ({uuid4().hex[:6]})."
    owner.locator("[name=rules-en]").fill(rule)
    owner.get_by_test_id("house-rules-save").click()
    expect(owner.get_by_test_id("house-rules-save")).to_have_count(0)
    owner.get_by_test_id("part-about").click()
    owner.locator("[name=phone]").fill("+60 3-2000 0000")
    owner.locator("[name=whatsapp]").fill("+60 12-000 0000")
    owner.get_by_test_id("contact-save").click()
    expect(owner.get_by_test_id("contact-save")).to_have_count(0)

    _facts(driver, elsewhere.url, size)
    expect(_seen(driver, "house-rules")).to_have_text(rule)
    expect(driver.get_by_role("link", name="+60 3-2000 0000")).to_be_visible()
    expect(driver.get_by_role("link", name="WhatsApp")).to_have_attribute("href", "https://wa.me/60120000000")

    owner.goto(f"{car_park.url}/admin/{LOT}/audit")
    owner.locator("summary", has_text="Settings of the car park were changed").first.click()
    expect(owner.get_by_text("none → +60 3-2000 0000").first).to_be_visible()
    # For the next.
    clean = {"phone": "", "whatsapp": "", "houseRules": {}}
    assert owner.request.patch(f"{car_park.url}/api/admin/lots/{LOT}/settings", data=clean).ok


def test_two_operators_save_the_same_card(devices: Devices, car_park: Stack, size: str) -> None:
    one, other = _open(devices, size), _open(devices, size)
    elsewhere = car_park.start_web()
    _go_in(one, car_park.url, "rules")
    _go_in(other, elsewhere.url, "rules")
    before = int(one.get_by_test_id("exit-grace").input_value())
    one.get_by_test_id("exit-grace").fill(str(before + 5))
    other.get_by_test_id("exit-grace").fill(str(before + 9))

    one.get_by_test_id("grace-save").click()
    expect(one.get_by_test_id("grace-save")).to_have_count(0)
    other.get_by_test_id("grace-save").click()
    conflict = other.get_by_test_id("conflict")
    expect(conflict).to_contain_text("has changed the same meanwhile")
    expect(conflict).to_contain_text(f"Now: {before + 5} minutes")
    expect(conflict).to_contain_text(f"Yours: {before + 9} minutes")
    assert _settings(one, car_park.url)["exitGraceMinutes"] == before + 5

    other.get_by_test_id("keep-mine").click()
    expect(other.get_by_test_id("grace-save")).to_have_count(0)
    expect(conflict).to_have_count(0)
    assert _settings(one, car_park.url)["exitGraceMinutes"] == before + 9
    back = {"exitGraceMinutes": before}
    assert one.request.patch(f"{car_park.url}/api/admin/lots/{LOT}/settings", data=back).ok


def test_a_photo_is_shown_to_a_driver_with_its_words(devices: Devices, car_park: Stack, size: str) -> None:
    owner, driver = _open(devices, size), _open(devices, size)
    _go_in(owner, car_park.url, "photos")
    picture = io.BytesIO()
    Image.new("RGB", (2400, 1800), "teal").save(picture, "JPEG")
    file = {"name": "gate.jpg", "mimeType": "image/jpeg", "buffer": picture.getvalue()}
    owner.get_by_test_id("photo-file").set_input_files(file)  # type: ignore[arg-type]
    photo = owner.get_by_test_id("lot-photo")
    expect(photo).to_have_count(1)
    photo.locator("[name=alt-en]").fill("The gate from the street")
    owner.get_by_test_id("save-alt").click()
    expect(owner.get_by_test_id("save-alt")).to_have_count(0)

    _facts(driver, car_park.url, size)
    shown = driver.get_by_role("img", name="The gate from the street")
    shown.scroll_into_view_if_needed()
    expect(shown).to_be_visible()
    expect(shown).to_have_js_property("naturalWidth", 1600)

    photo.get_by_role("button", name="Remove photo 1").click()
    owner.get_by_test_id("remove-photo").click()
    expect(photo).to_have_count(0)


def test_a_special_day_refuses_a_booking_and_says_why(devices: Devices, car_park: Stack, size: str) -> None:
    owner, driver = _open(devices, size), _open(devices, size)
    _go_in(owner, car_park.url, "hours")
    day = (datetime.now(UTC).astimezone(_HOME) + timedelta(days=9)).date()
    owner.get_by_test_id("special-date").fill(day.isoformat())
    owner.get_by_test_id("special-add").click()
    owner.get_by_test_id("special-days-save").click()
    expect(owner.get_by_test_id("special-days-save")).to_have_count(0)
    named = f"{day:%a} {day.day} {day:%b} {day.year}"

    _facts(driver, car_park.url, size)
    expect(_seen(driver, "special-days")).to_contain_text(named)
    driver.keyboard.press("Escape")
    driver.get_by_test_id("when").first.click()
    picker = driver.get_by_test_id("period-picker")
    picker.get_by_label("Arrive").fill(f"{day.isoformat()}T10:00")
    picker.get_by_label("Leave").fill(f"{day.isoformat()}T12:00")
    expect(driver.get_by_test_id("closed-then")).to_contain_text(f"Special day, {named}: Closed")
    expect(driver.get_by_test_id("period-apply")).to_be_disabled()
    stay: dict[str, str | float | bool] = {"from": f"{day}T10:00:00+08:00", "to": f"{day}T12:00:00+08:00"}
    answer = driver.request.get(f"{car_park.url}/api/lots/{LOT}/prices", params=stay)
    assert (answer.status, answer.json()["code"]) == (422, "outside_opening_hours")

    settings = f"{car_park.url}/api/admin/lots/{LOT}/settings"
    assert owner.request.patch(settings, data={"specialDays": []}).ok


def test_mails_and_the_receipt_are_seen_before_anybody_gets_them(
    devices: Devices, car_park: Stack, size: str
) -> None:
    page = _open(devices, size)
    _go_in(page, car_park.url, "receipt")
    sheet = page.frame_locator("[data-testid=receipt-page]")
    expect(sheet.locator(".number")).to_have_text("MENARA-SURIA-000001")
    pdf = page.request.get(f"{car_park.url}/api/admin/lots/{LOT}/receipt-preview.pdf")
    assert pdf.body().startswith(b"%PDF")

    page.get_by_test_id("part-mail").click()
    page.get_by_test_id("mail-kind").select_option("no_show")
    page.get_by_role("button", name="Bahasa Melayu").click()
    mail = page.frame_locator("[data-testid=mail-page]")
    expect(mail.get_by_role("heading", level=1)).to_be_visible()
    expect(page.get_by_test_id("mail-subject")).to_contain_text("Petak anda dilepaskan")
