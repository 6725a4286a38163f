"""Staying longer over HTTP: asked, held, paid at the gateway's own pages, receipted."""

from __future__ import annotations

from io import BytesIO

from pypdf import PdfReader

from tests.flows.conftest import NewDriver
from tests.support.drivers import Driver
from tests.support.ways import BANK_APPROVES, BANK_FAILS
from tests.support.world import make_world


async def test_a_guest_extends_pays_after_a_failure_and_gets_a_second_receipt(driver: Driver) -> None:
    await driver.book((await make_world(1)).spaces[0])
    await driver.pay(BANK_APPROVES)
    before = await driver.sees("confirmed", "captured")
    assert (before["canExtend"], before["paidSen"], before["extensions"]) == (True, 1272, [])

    held = await driver.hold_longer(2)
    assert (held["status"], held["amountSen"]) == ("held", 848)
    page = await driver.take(BANK_FAILS, await driver.start_paying_for(held["id"]))
    failed = await driver.sees_that(lambda it: it["extensions"][0]["payment"]["status"] == "failed")
    await driver.go_home(page)
    assert failed["extensions"][0]["payment"]["canRetry"]
    assert failed["extensions"][0]["payment"]["message"]
    assert failed["payment"]["status"] == "captured"

    page = await driver.take(BANK_APPROVES, await driver.start_paying_for(held["id"]))
    after = await driver.sees_that(lambda it: it["extensions"][0]["status"] == "confirmed")
    await driver.go_home(page)
    assert after["endsAt"] == held["endsAt"]
    assert after["pass"] != before["pass"]
    assert (after["amountSen"], after["paidSen"]) == (1272, 1272 + 848)
    numbers = [after["receiptNumber"], after["extensions"][0]["receiptNumber"]]
    assert [number[-6:] for number in numbers] == ["000001", "000002"]
    texts = [await _receipt(driver, f"receipts/{number}.pdf") for number in numbers]
    assert [("RM 12.72" in text, "RM 8.48" in text) for text in texts] == [(True, False), (False, True)]
    assert (await driver.web.get(f"/api/bookings/{driver.reference}/receipts/X-1.pdf")).status_code == 404


async def test_who_wants_anothers_time_is_told_until_when_it_is_free_and_what_is_near(
    new_driver: NewDriver,
) -> None:
    world = await make_world(2)
    first, second = await new_driver(), await new_driver()
    await first.book(world.spaces[0], starts_in=30, hours=3)
    await first.pay(BANK_APPROVES)
    booking = await first.sees("confirmed")
    await second.book(world.spaces[0], starts_in=34, hours=2)
    asked = {"endsAt": (await second.look())["endsAt"]}
    path = f"/api/bookings/{first.reference}/extensions"
    quoted = (await first.web.post(f"{path}/quote", json=asked)).json()
    refused = await first.web.post(path, json=asked)
    assert refused.status_code == 409
    assert (quoted["available"], refused.json()["code"]) == (False, "space_already_taken")
    starts_at = (await second.look())["startsAt"]
    assert quoted["freeUntil"] == starts_at > booking["endsAt"]
    assert [[space["label"] for space in it["nearest"]] for it in (quoted, refused.json())] == [["A2"]] * 2
    stranger = await second.web.post(path, json=asked)
    assert (stranger.status_code, stranger.json()["code"]) == (404, "booking_not_found")
    for wrong in ("x", "0", "9" * 40):
        answer = await first.web.post(f"{path}/{wrong}/cancel")
        assert (answer.status_code, answer.json()["code"]) == (404, "extension_not_found")


async def _receipt(driver: Driver, name: str) -> str:
    answer = await driver.web.get(f"/api/bookings/{driver.reference}/{name}")
    assert answer.headers["content-type"] == "application/pdf"
    text = "\n".join(page.extract_text() for page in PdfReader(BytesIO(answer.content)).pages)
    return text.replace("\xa0", " ")
