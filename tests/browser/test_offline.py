"""A phone in a basement: started cold, without a network and without a server."""

from __future__ import annotations

import re

import pytest
import segno
from playwright.sync_api import Page, expect

from tests.browser.desk import open_as_owner
from tests.browser.phone import (
    book,
    cached_on,
    go_underground,
    kept_on,
    lose_signal,
    sent_by,
    settle_in,
    sign_in,
    until,
    wait_for_staffs_files,
    wait_until_kept,
)
from tests.support.browser import Devices
from tests.support.driving import LOT, hold_a_spot, open_present_booking
from tests.support.stack import Stack

# The browser's own store is tested here: one database behind the server is enough.
pytestmark = [pytest.mark.browser, pytest.mark.parametrize("database", ["sqlite"], indirect=True)]


def modules_of(page: Page) -> set[tuple[int, int]]:
    """The dark modules of the pass as the phone drew it, quiet zone included in the coordinates."""
    dark = page.get_by_test_id("pass-code").locator("path").nth(1).get_attribute("d")
    assert dark
    return {(int(x), int(y)) for x, y in re.findall(r"M(\d+) (\d+)h1v1h-1z", dark)}


def drawings_of(text: str) -> list[set[tuple[int, int]]]:
    """`text` as a QR as the server draws it, with each of the masks that a drawer may choose."""
    return [
        {
            (x, y)
            for y, row in enumerate(segno.make(text, error="m", micro=False, mask=mask).matrix_iter(border=4))
            for x, module in enumerate(row)
            if module
        }
        for mask in range(8)
    ]


def test_a_cold_start_without_a_signal_shows_the_pass_the_spot_and_the_way(
    devices: Devices, stack: Stack
) -> None:
    page = devices.phone()
    reference = book(page, stack)
    signed = page.request.get(f"{stack.url}/api/bookings/{reference}").json()["pass"]
    page = lose_signal(page, stack)

    page.goto(f"{stack.url}/bookings")
    expect(page.get_by_test_id("now-card")).to_contain_text("Menara Suria")
    expect(page.get_by_test_id("seen")).to_contain_text("Seen")

    page.get_by_test_id("now-card").get_by_role("link").first.click()
    expect(page.get_by_test_id("pass-code")).to_be_visible()
    assert modules_of(page) in drawings_of(signed)
    page.get_by_test_id("find-open").scroll_into_view_if_needed()
    expect(page.get_by_test_id("way-words")).to_contain_text(re.compile(r"From .+: \d+\sm, .+, row [A-Z]"))

    page.goto(f"{stack.url}/find")
    expect(page.get_by_test_id("find-label")).to_have_text(re.compile(r"[A-Z]\d+"))
    expect(page.get_by_test_id("find-distance")).to_have_text(re.compile(r"\d+\sm"))
    expect(page.get_by_test_id("floor-map")).to_be_visible()
    nearest = page.get_by_test_id("way-words").inner_text()
    page.locator("[data-testid^=from-][aria-pressed=false]").first.click()
    expect(page.get_by_test_id("way-words")).not_to_have_text(nearest)

    page.goto(f"{stack.url}/bookings/{reference}?find=1")
    expect(page.get_by_test_id("find-dialog").get_by_test_id("floor-map")).to_be_visible()


def test_a_lot_seen_before_is_there_and_tells_nothing_that_it_cannot_know(
    devices: Devices, stack: Stack
) -> None:
    page = devices.phone()
    page.goto(f"{stack.url}/")
    page.get_by_test_id("lot-plaza-damai").click()
    expect(page.get_by_test_id("floor-map")).to_be_visible()
    settle_in(page)
    wait_until_kept(page, '"map"')
    page = lose_signal(page, stack)

    page.goto(f"{stack.url}/")
    expect(page.get_by_test_id("lot-plaza-damai")).to_contain_text("Free spots are not known now")
    page.get_by_test_id("lot-plaza-damai").click()
    expect(page.get_by_test_id("floor-map")).to_be_visible()
    expect(page.get_by_text("not which are free")).to_be_visible()
    expect(page.get_by_text(re.compile(r"\d free"))).to_have_count(0)
    page.get_by_test_id("toggle-list").click()
    expect(page.get_by_test_id("spot-list")).to_contain_text("not known now")


def test_the_floor_of_a_booking_is_fetched_ahead_without_being_looked_at(
    devices: Devices, stack: Stack
) -> None:
    page = devices.phone()
    book(page, stack)
    page.goto(f"{stack.url}/account")
    page.evaluate("""new Promise((resolve) => {
      const opening = indexedDB.open("parkpro-public");
      opening.onsuccess = () => {
        const store = opening.result.transaction("kept", "readwrite").objectStore("kept");
        store.clear().onsuccess = () => { opening.result.close(); resolve(); };
      };
    })""")
    page.reload()
    wait_until_kept(page, '"map"')
    wait_until_kept(page, "menara-suria")
    page = lose_signal(page, stack)
    page.goto(f"{stack.url}/find")
    expect(page.get_by_test_id("floor-map")).to_be_visible()


def test_nothing_that_was_asked_for_without_a_signal_is_sent_later(devices: Devices, stack: Stack) -> None:
    page = devices.phone()
    hold_a_spot(page, stack)
    open_present_booking(page, stack)
    expect(page.get_by_test_id("pay")).to_be_enabled()
    sent = sent_by(page)

    page.context.set_offline(True)
    expect(page.get_by_text("Paying needs a connection.")).to_be_visible()
    expect(page.get_by_test_id("pay")).to_be_disabled()
    page.context.set_offline(False)
    expect(page.get_by_test_id("pay")).to_be_enabled()
    page.wait_for_timeout(2_000)
    assert sent == []

    page.goto(f"{stack.url}/lots/plaza-damai?floor=B2")
    page.get_by_test_id("toggle-list").click()
    page.get_by_test_id("spot-list").get_by_role("button", name="Standard").first.click()
    expect(page.get_by_test_id("hold-and-pay")).to_be_enabled()
    page.context.set_offline(True)
    expect(page.get_by_text("No connection. Booking needs one")).to_be_visible()
    expect(page.get_by_test_id("hold-and-pay")).to_be_disabled()
    page.context.set_offline(False)
    expect(page.get_by_test_id("hold-and-pay")).to_be_enabled()
    page.wait_for_timeout(2_000)
    # The price is asked for by POST and moves nothing.
    assert [one for one in sent if not one.endswith("/api/quotes")] == []


def test_a_network_that_leads_nowhere_is_noticed_and_its_return_too(devices: Devices, stack: Stack) -> None:
    page = devices.phone()
    page.goto(f"{stack.url}/lots/plaza-damai")
    expect(page.get_by_test_id("floor-map")).to_be_visible()
    page.route("**/api/**", lambda route: route.abort())
    page.route(
        "**/healthz", lambda route: route.fulfill(content_type="text/html", body="Welcome to our Wi-Fi")
    )
    page.goto(f"{stack.url}/lots/plaza-damai")
    assert page.evaluate("navigator.onLine")
    expect(page.get_by_text("No connection.")).to_be_visible()
    page.unroute_all()
    expect(page.get_by_text("No connection.")).to_be_hidden()
    expect(page.get_by_text(re.compile(r"\d free")).first).to_be_visible()


def test_signing_out_takes_everything_private_with_it_in_every_tab(devices: Devices, stack: Stack) -> None:
    page = devices.phone()
    sign_in(page, stack)
    other = page.context.new_page()
    other.goto(f"{stack.url}/account")
    expect(other.get_by_text("aina@driver.example")).to_be_visible()

    page.get_by_test_id("sign-out").click()
    expect(page.get_by_text("You are signed out.")).to_be_visible()
    expect(other.get_by_text("You are not signed in")).to_be_visible()
    assert_nothing_private(page)
    assert_nothing_private(other)


def test_signing_out_without_a_signal_forgets_at_once_and_tells_the_server_first_thing(
    devices: Devices, stack: Stack
) -> None:
    page = devices.phone()
    sign_in(page, stack)
    page = go_underground(page)
    page.goto(f"{stack.url}/account")
    expect(page.get_by_text("aina@driver.example")).to_be_visible()
    page.get_by_test_id("sign-out").click()
    expect(page.get_by_text("Signed out on this phone.")).to_be_visible()
    assert_nothing_private(page)
    sent = sent_by(page)
    page.context.set_offline(False)
    until(page, "localStorage.getItem('parkpro.sign-out-owed') === null")
    assert sent == [f"POST {stack.url}/api/sign-out"]
    assert page.request.get(f"{stack.url}/api/me").status == 401


def test_a_session_that_ended_on_the_server_takes_the_private_data_with_it(
    devices: Devices, stack: Stack
) -> None:
    page = devices.phone()
    sign_in(page, stack)
    page.context.clear_cookies()
    page.goto(f"{stack.url}/account")
    expect(page.get_by_text("You are not signed in")).to_be_visible()
    assert_nothing_private(page)


def assert_nothing_private(page: Page) -> None:
    for _ in range(50):
        if not kept_on(page)["parkpro-private"]:
            break
        page.wait_for_timeout(100)
    assert kept_on(page)["parkpro-private"] == []
    left = page.evaluate("Object.keys(localStorage).concat(Object.keys(sessionStorage))")
    nobodys = {"parkpro.theme", "parkpro.language", "parkpro.sign-out-owed", "parkpro.install-quiet-since"}
    assert set(left) <= nobodys
    assert [path for path in cached_on(page) if path.startswith(("/api/", "/pay", "/demo/"))] == []


def test_the_dashboard_is_on_the_phones_of_those_who_open_it_alone(devices: Devices, stack: Stack) -> None:
    page = devices.phone()
    sign_in(page, stack)
    assert [path for path in cached_on(page) if path.startswith("/assets/staff/")] == []
    page.context.close()

    page = open_as_owner(devices, "phone", f"{stack.url}/admin/{LOT}")
    wait_for_staffs_files(page)


def test_a_phone_without_room_keeps_the_bookings_and_gives_up_maps(devices: Devices, stack: Stack) -> None:
    page = devices.phone()
    reference = book(page, stack)
    used = page.evaluate("navigator.storage.estimate().then((it) => it.usage)")
    tool = page.context.new_cdp_session(page)
    tool.send("Storage.overrideQuotaForOrigin", {"origin": stack.url, "quotaSize": used + 40_000})
    for lot in ("plaza-damai", "pasar-seni-baru"):
        page.goto(f"{stack.url}/lots/{lot}")
        expect(page.get_by_test_id("floor-map")).to_be_visible()
        page.wait_for_timeout(500)
    page = go_underground(page)
    page.goto(f"{stack.url}/bookings/{reference}")
    expect(page.get_by_test_id("pass-code")).to_be_visible()


def test_a_cleared_store_costs_nothing_but_what_was_kept(devices: Devices, stack: Stack) -> None:
    page = devices.phone()
    reference = book(page, stack)
    page.goto("about:blank")
    tool = page.context.new_cdp_session(page)
    kinds = "indexeddb,cache_storage,service_workers"
    tool.send("Storage.clearDataForOrigin", {"origin": stack.url, "storageTypes": kinds})
    page.goto(f"{stack.url}/bookings/{reference}")
    expect(page.get_by_test_id("pass-code")).to_be_visible()
    settle_in(page)
    tool.send("Storage.clearDataForOrigin", {"origin": stack.url, "storageTypes": "indexeddb"})
    page = go_underground(page)
    page.goto(f"{stack.url}/find")
    expect(page.get_by_role("alert")).to_contain_text("No connection")
