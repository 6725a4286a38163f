"""A blocked spot over HTTP: a photo, and at once another spot or the money; and a spot that is closed."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Iterable
from pathlib import Path
from typing import Any

import httpx
import pytest
from PIL import Image

from app.bookings.models import SpotReport
from app.core.actor import OPERATOR
from app.lots.drawing import Drawing
from app.lots.models import Area, Closure, Space, SpaceType
from app.lots.rules import FloorPlan, SpacePlan
from app.lots.service import add_area
from tests.bookings.test_photos import BROKEN, SECRET_PLACE, photo, photo_with_exif
from tests.flows.conftest import NewDriver
from tests.support.drivers import PATIENCE_SECONDS, Driver
from tests.support.stack import Stack
from tests.support.ways import BANK_APPROVES
from tests.support.world import World, in_hours, make_world


async def _park(driver: Driver, space: Space, hours: float = 2) -> Driver:
    """Books and pays a spot from now on."""
    await driver.book(space, starts_in=0, hours=hours)
    await driver.pay(BANK_APPROVES)
    await driver.sees("confirmed", "captured")
    return driver


async def _offer(driver: Driver) -> dict[str, Any]:
    answer = await driver.web.get(f"/api/bookings/{driver.reference}/blocked")
    assert answer.status_code == 200, answer.text
    offer: dict[str, Any] = answer.json()
    return offer


async def _report(driver: Driver, picture: bytes | None = None, **choice: Any) -> httpx.Response:
    return await driver.web.post(
        f"/api/bookings/{driver.reference}/blocked",
        data=choice,
        files={"photo": ("spot.jpg", photo() if picture is None else picture, "image/jpeg")},
    )


async def _in_chunks(photo: Iterable[bytes]) -> AsyncIterator[bytes]:
    """A form with that photo, whose length is not told beforehand."""
    yield b'--x\r\nContent-Disposition: form-data; name="photo"; filename="spot.jpg"\r\n\r\n'
    for chunk in photo:
        yield chunk
    yield b'\r\n--x\r\nContent-Disposition: form-data; name="choice"\r\n\r\nrefund\r\n--x--\r\n'


async def _next(lines: AsyncIterator[str], name: str) -> dict[str, Any]:
    """The data of the stream's next event of that name."""
    async with asyncio.timeout(PATIENCE_SECONDS):
        async for line in lines:
            if line == f"event: {name}":
                data = await anext(lines)
                found: dict[str, Any] = json.loads(data.removeprefix("data: "))
                return found
    raise AssertionError(f"the stream ended without {name}")


async def _second_floor(world: World) -> tuple[Area, Space]:
    """Another floor of the lot, with one spot."""
    plan = FloorPlan(
        width=world.area.width,
        height=world.area.height,
        drawing=Drawing.model_validate(world.area.drawing),
        spaces=(SpacePlan("Z1", SpaceType.STANDARD, 300, 200, 250, 500),),
    )
    area = await add_area(world.lot.id, code="B2", name="Basement 2", level=-2, plan=plan, by=OPERATOR)
    return area, await Space.get(area_id=area.id)


async def test_a_driver_shows_a_photo_and_gets_the_nearest_spot(
    driver: Driver, shop: Stack, tmp_path: Path
) -> None:
    world = await make_world(3)
    await _park(driver, world.spaces[0])
    assert (await driver.look())["canReportBlocked"]
    offer = await _offer(driver)
    assert (offer["mayMove"], offer["mayRefund"], offer["refundAmountSen"]) == (True, True, 848)
    assert [spot["label"] for spot in offer["nearest"]] == ["A2", "A3"]
    answer = await _report(driver, photo_with_exif(), choice="move", spaceId=offer["nearest"][0]["spaceId"])
    assert answer.status_code == 200, answer.text
    booking = answer.json()
    assert (booking["space"]["label"], booking["status"]) == ("A2", "confirmed")
    [move] = booking["moves"]
    assert (move["fromLabel"], move["toLabel"], move["cause"]) == ("A1", "A2", "blocked")
    assert not booking["canReportBlocked"]
    again = await _report(driver, choice="refund")
    assert (again.status_code, again.json()["code"]) == (409, "blocked_reported_already")

    lines = shop.command("spot-reports", "--save-photos", str(tmp_path)).splitlines()
    [line] = [line for line in lines if driver.reference in line]
    assert f"{world.lot.slug} B1 A1" in line
    saved = tmp_path / f"{line.split()[0]}-{driver.reference}.jpg"
    assert Image.open(saved).size == (640, 480)
    report = await SpotReport.get(booking__reference=driver.reference)
    assert SECRET_PLACE not in report.photo


async def test_or_the_whole_price_and_the_page_says_where_it_stands(driver: Driver) -> None:
    world = await make_world(1)
    await _park(driver, world.spaces[0])
    offer = await _offer(driver)
    assert (offer["mayMove"], offer["nearest"]) == (False, [])
    answer = await _report(driver, choice="refund")
    assert answer.status_code == 200, answer.text
    booking = answer.json()
    assert (booking["status"], booking["refund"]["amountSen"]) == ("displaced", 848)
    assert booking["canReportBlocked"] is False


@pytest.mark.parametrize("what", BROKEN)
async def test_what_is_no_photo_changes_nothing(driver: Driver, what: str) -> None:
    world = await make_world(2)
    await _park(driver, world.spaces[0])
    answer = await _report(driver, BROKEN[what](), choice="refund")
    assert (answer.status_code, answer.json()["code"]) == (422, "photo_not_understood")
    assert await SpotReport.filter(booking__reference=driver.reference).count() == 0
    assert (await driver.look())["status"] == "confirmed"


async def test_no_photo_is_read_of_who_has_nothing_to_report(driver: Driver) -> None:
    """Unpacking one is work, and a hold costs nothing."""
    world = await make_world(2)
    await driver.book(world.spaces[0], starts_in=0, hours=2)
    answer = await _report(driver, b"no photo", choice="refund")
    assert (answer.status_code, answer.json()["code"]) == (409, "blocked_report_not_possible")


async def test_what_is_no_report_is_refused_by_name(driver: Driver, new_driver: NewDriver) -> None:
    world = await make_world(2)
    await _park(driver, world.spaces[0])
    too_large = await _report(driver, bytes(3 * 1024 * 1024), choice="refund")
    assert (too_large.status_code, too_large.json()["code"]) == (413, "body_too_large")
    unmeasured = await driver.web.post(
        f"/api/bookings/{driver.reference}/blocked",
        content=_in_chunks(bytes(1024 * 1024) for _ in range(4)),
        headers={"Content-Type": "multipart/form-data; boundary=x"},
    )
    assert (unmeasured.status_code, unmeasured.json()["code"]) == (413, "body_too_large")
    for choice in (
        {},
        {"choice": "both"},
        {"choice": "move"},
        {"choice": "refund", "spaceId": 1},
        {"spaceId": "x"},
    ):
        answer = await _report(driver, **choice)
        assert (answer.status_code, answer.json()["code"]) == (400, "invalid_request"), choice
    path = f"/api/bookings/{driver.reference}/blocked"
    bodies: list[dict[str, Any]] = [
        {"json": {"choice": "refund"}},
        {"data": {"choice": "refund", "photo": "words"}},
        {"content": "a&" * 1_000_000, "headers": {"Content-Type": "application/x-www-form-urlencoded"}},
        {},
    ]
    for body in bodies:
        answer = await driver.web.post(path, **body)
        assert (answer.status_code, answer.json()["code"]) == (415, "not_multipart"), answer.text
    crowded = [(f"field-{number}", (None, "")) for number in range(9)]
    answer = await driver.web.post(path, files=crowded)
    assert (answer.status_code, answer.json()["code"]) == (413, "body_too_large")
    half = "multipart/form-data; boundary=x"
    for raw in (b'--x\r\nContent-Disposition: form-data; a="' + b";" * 2000, b"--x\r\n" + b"--xa=;" * 2000):
        answer = await driver.web.post(path, content=raw, headers={"Content-Type": half})
        assert (answer.status_code, answer.json()["code"]) == (413, "body_too_large")
    for raw in (b"--x\r\nContent-Disposition: form-data", b"", b"\xff" * 900):
        answer = await driver.web.post(path, content=raw, headers={"Content-Type": half})
        assert answer.status_code == 400, answer.text
    stranger = await new_driver()
    stranger.reference = driver.reference
    for answer in (await _report(stranger, choice="refund"), await stranger.web.get(path)):
        assert (answer.status_code, answer.json()["code"]) == (404, "booking_not_found")
    assert (await driver.look())["status"] == "confirmed"


async def test_of_two_who_flee_to_one_spot_one_gets_it_and_one_a_new_list(
    new_driver: NewDriver,
) -> None:
    world = await make_world(4)
    one, other = await new_driver(), await new_driver()
    await _park(one, world.spaces[0])
    await _park(other, world.spaces[3])
    wanted = world.spaces[1].id
    answers = await asyncio.gather(
        *(_report(driver, choice="move", spaceId=wanted) for driver in (one, other))
    )
    lost, won = sorted(answers, key=lambda answer: -answer.status_code)
    assert (won.status_code, won.json()["space"]["label"]) == (200, "A2")
    assert (lost.status_code, lost.json()["code"]) == (409, "space_already_taken")
    assert [spot["label"] for spot in lost.json()["nearest"]] == ["A3"]


async def test_watchers_of_both_floors_and_of_the_booking_are_told_of_a_move(driver: Driver) -> None:
    world = await make_world(1)
    area, refuge = await _second_floor(world)
    await _park(driver, world.spaces[0])
    period = {"from": in_hours(0.1).isoformat(), "to": in_hours(1).isoformat()}
    below = {"area": str(area.id), **period}
    above = {"area": str(world.area.id), **period, "booking": driver.reference}
    async with (
        driver.web.stream("GET", "/api/events", params=below) as lower,
        driver.web.stream("GET", "/api/events", params=above) as upper,
    ):
        feeds = [feed.aiter_lines() for feed in (lower, upper)]
        await _next(feeds[0], "availability")
        await _next(feeds[1], "booking")
        answer = await _report(driver, choice="move", spaceId=refuge.id)
        assert answer.status_code == 200, answer.text
        arrived = await _next(feeds[0], "spaces")
        left = await _next(feeds[1], "spaces")
        told = await _next(feeds[1], "booking")
    assert arrived["changes"] == [{"spaceId": refuge.id, "state": "taken"}]
    assert left["changes"] == [{"spaceId": world.spaces[0].id, "state": "closed"}] or left["changes"] == [
        {"spaceId": world.spaces[0].id, "state": "free"}
    ]
    assert told["reference"] == driver.reference


async def test_an_operator_closes_a_spot_and_opens_it_again(driver: Driver, shop: Stack) -> None:
    world = await make_world(2)
    await driver.book(world.spaces[0])
    await driver.pay(BANK_APPROVES)
    await driver.sees("confirmed")
    place = (world.lot.slug, "B1", "A1")
    said = shop.command("close-space", *place, "--reason", "Leak", "--until", "2099-01-01")
    assert f"moved: {driver.reference}" in said
    booking = await driver.look()
    assert (booking["space"]["label"], booking["moves"][0]["cause"]) == ("A2", "closure")
    assert booking["cancellation"]["refundPercent"] == 100
    assert "open again" in shop.command("reopen-space", *place)
    assert "not closed" in shop.command("reopen-space", *place)
    assert (await Closure.get(space_id=world.spaces[0].id)).reason == "Leak"
    assert "A2" in (await driver.look())["space"]["label"]
