"""What lies on a phone, and what a phone without a signal can do."""

from __future__ import annotations

import contextlib
from typing import Any

from playwright.sync_api import Error, Page, expect

from app.dev.screens.underground import kept_on, settle_in, wait_for_staffs_files, wait_until_kept
from tests.support import driving
from tests.support.stack import Stack

__all__ = ["kept_on", "settle_in", "wait_for_staffs_files", "wait_until_kept"]

DRIVER = ("aina@driver.example", "senja-di-bumbung")

_CACHED = """async () => {
  const addresses = [];
  for (const name of await caches.keys()) {
    const cache = await caches.open(name);
    for (const request of await cache.keys()) addresses.push(new URL(request.url).pathname);
  }
  return addresses;
}"""


def cached_on(page: Page) -> list[str]:
    """The paths of everything in the browser's caches."""
    cached: list[str] = page.evaluate(_CACHED)
    return cached


def until(page: Page, expression: str) -> None:
    """Until the expression is true in the page, whose policy lets no other kind of waiting evaluate it."""
    for _ in range(150):
        # A page that is being loaded again has nothing to say.
        with contextlib.suppress(Error):
            if page.evaluate(expression):
                return
        page.wait_for_timeout(100)
    raise AssertionError(f"never came true: {expression}")


def book(page: Page, stack: Stack) -> str:
    """A guest's paid booking, with what it needs kept on the phone; answers with its reference."""
    reference = driving.book_now(page, stack)
    settle_in(page)
    wait_until_kept(page, '"map"')
    wait_until_kept(page, reference)
    return reference


def sign_in(page: Page, stack: Stack) -> None:
    page.goto(f"{stack.url}/sign-in?next=/account")
    driving.sign_in(page, *DRIVER)
    expect(page.get_by_test_id("sign-out")).to_be_visible()
    settle_in(page)
    wait_until_kept(page, '["vehicles"]')
    wait_until_kept(page, '["bookings","list","current"]')


def lose_signal(page: Page, stack: Stack) -> Page:
    """The server is gone and the network too; the app is closed. Answers with a new page of the phone."""
    stack.webs[0].stop()
    return go_underground(page)


def go_underground(page: Page) -> Page:
    context = page.context
    page.close()
    context.set_offline(True)
    return context.new_page()


def sent_by(page: Page) -> list[str]:
    """Grows by every request of the page that could change something."""
    sent: list[str] = []

    def note(request: Any) -> None:
        if request.method not in {"GET", "HEAD"}:
            sent.append(f"{request.method} {request.url}")

    page.on("request", note)
    return sent
