"""Notifications in Chromium. Its maker's push service cannot be reached by tests: one of other hands takes
its place, and what that decrypts is handed to the real service worker."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.support.browser import Devices
from tests.support.driving import book_now
from tests.support.push_service import PushService, Subscribed, push_service
from tests.support.stack import Stack

pytestmark = [pytest.mark.browser, pytest.mark.parametrize("database", ["sqlite"], indirect=True)]

_SUBSCRIBED = """({ endpoint, keys }) => {
  const subscription = () => ({
    endpoint, options: { applicationServerKey: null }, toJSON: () => ({ endpoint, keys }),
  })
  PushManager.prototype.getSubscription = async () => subscription()
}"""
_SHOWN = """async () => {
  const registration = await navigator.serviceWorker.ready
  return (await registration.getNotifications()).map(({ title, body, tag }) => ({ title, body, tag }))
}"""


@pytest.fixture
def service(tmp_path: Path) -> Iterator[PushService]:
    with push_service(tmp_path) as running:
        yield running


def _arrived(page: Page, service: PushService, browser: Subscribed) -> dict[str, Any]:
    """The first message for the browser, once it is there."""
    for _ in range(120):
        if messages := service.arrived(browser):
            return messages[0]
        page.wait_for_timeout(250)
    raise AssertionError("nothing was pushed")


def _deliver(page: Page, stack: Stack, payload: dict[str, Any]) -> None:
    """What the browser does with a message when it has decrypted it."""
    tools = page.context.new_cdp_session(page)
    versions: list[dict[str, Any]] = []
    tools.on("ServiceWorker.workerVersionUpdated", lambda event: versions.extend(event["versions"]))
    tools.send("ServiceWorker.enable")
    for _ in range(200):
        if versions:
            break
        page.wait_for_timeout(50)
    assert versions, "no service worker is known"
    tools.send(
        "ServiceWorker.deliverPushMessage",
        {"origin": stack.url, "registrationId": versions[0]["registrationId"], "data": json.dumps(payload)},
    )


def test_a_driver_who_wants_it_is_told_of_the_payment(
    stack: Stack, devices: Devices, service: PushService
) -> None:
    browser = service.subscribe()
    page = devices.phone()
    page.context.grant_permissions(["notifications"], origin=stack.url)
    page.add_init_script(f"({_SUBSCRIBED})({json.dumps(browser.as_json())})")
    page.goto(f"{stack.url}/account")
    page.get_by_test_id("push-switch").click()
    expect(page.get_by_test_id("push-switch")).to_have_attribute("aria-checked", "true")

    reference = book_now(page, stack)
    expect(page.get_by_test_id("remind-on")).to_be_visible()

    arrived = _arrived(page, service, browser)
    assert arrived["title"].endswith(" is yours")
    assert arrived["url"] == f"/bookings/{reference}"
    for _ in range(2):  # as after a crash between sending and writing it down
        _deliver(page, stack, arrived)
    # They are handled in turn: once this one shows, nothing of those before it can still come.
    _deliver(page, stack, {**arrived, "tag": "the-last"})
    page.wait_for_function(f"async () => (await ({_SHOWN})()).some((one) => one.tag === 'the-last')")
    (shown,) = [one for one in page.evaluate(_SHOWN) if one["tag"] != "the-last"]
    assert shown == {name: arrived[name] for name in ("title", "body", "tag")}


def test_a_driver_who_blocks_notifications_is_told_how_to_allow_them_and_is_left_in_peace(
    stack: Stack, devices: Devices
) -> None:
    page = devices.phone()
    _deny(page, stack)
    book_now(page, stack)
    expect(page.get_by_test_id("remind")).to_have_count(0)
    expect(page.get_by_test_id("push-denied")).to_have_count(0)

    page.goto(f"{stack.url}/account")
    expect(page.get_by_test_id("push-denied")).to_contain_text("Allow them in the browser's settings")


def _deny(page: Page, stack: Stack) -> None:
    tools = page.context.new_cdp_session(page)
    target = tools.send("Target.getTargetInfo")["targetInfo"]
    tools.send(
        "Browser.setPermission",
        {
            "permission": {"name": "notifications"},
            "setting": "denied",
            "origin": stack.url,
            "browserContextId": target["browserContextId"],
        },
    )
