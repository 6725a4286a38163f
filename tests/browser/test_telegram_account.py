"""Telegram and the app: an account's chat is linked, and the app is opened inside Telegram, as on a phone and
as in a frame of Telegram Web."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from urllib.parse import urlencode

import pytest
from playwright.sync_api import Browser, Page, expect

from app.core import clock
from app.core.database.connection import close_database, open_database
from app.telegram.chats import enter_chat
from app.telegram.links import link_chat
from tests.support.browser import Devices
from tests.support.databases import Database, fill_with_demo
from tests.support.driving import LOT, sign_up
from tests.support.stack import Stack
from tests.telegram.mini_apps import BOT, TOKEN, init_data

pytestmark = [pytest.mark.browser, pytest.mark.parametrize("database", ["sqlite"], indirect=True)]

CHAT = 4_815_162_342
DARK = '{"bg_color":"#17212b","text_color":"#f5f5f5"}'
WEB = "https://web.telegram.org/a/"

# What Telegram's own browser puts into its pages.
_BRIDGE = """
window.told = [];
window.TelegramWebviewProxy = { postEvent: (type, data) => window.told.push([type, JSON.parse(data)]) };
"""
_GROUND = "getComputedStyle(document.documentElement).colorScheme"


@pytest.fixture
def parking(database: Database, bare_stack: Stack) -> Stack:
    """The demo with a bot's token and name. Nobody speaks for the bot here."""
    fill_with_demo(database)
    bare_stack.settings |= {"TELEGRAM_BOT_TOKEN": TOKEN, "TELEGRAM_BOT_NAME": BOT}
    bare_stack.start()
    return bare_stack


def _in_database(stack: Stack, work: Coroutine[Any, Any, None]) -> None:
    """Does the work on the stack's database, in a thread: Playwright has an event loop in this one."""

    async def connected() -> None:
        database = await open_database(stack.database.url)
        try:
            await work
        finally:
            await close_database(database)

    with ThreadPoolExecutor(1) as pool:
        pool.submit(asyncio.run, connected()).result()


async def _link(code: str) -> None:
    """What the bot does when somebody sends it the code."""
    await enter_chat(CHAT, language="en")
    await link_chat(CHAT, code)


def _link_in_app(page: Page, stack: Stack) -> None:
    page.goto(f"{stack.url}/account")
    page.get_by_test_id("telegram-link").click()
    code = page.get_by_test_id("telegram-code").inner_text()
    expect(page.get_by_test_id("telegram-open")).to_have_attribute(
        "href", f"https://t.me/{BOT}?start={code.replace('-', '')}"
    )
    _in_database(stack, _link(code))
    expect(page.get_by_test_id("telegram-since")).to_be_visible()


def _mini_app(stack: Stack, start: str = "", theme: str = DARK) -> str:
    """The address that Telegram opens."""
    given = {
        "tgWebAppData": init_data(CHAT, clock.now()),
        "tgWebAppVersion": "8.0",
        "tgWebAppPlatform": "android",
        "tgWebAppThemeParams": theme,
    }
    query = f"?tgWebAppStartParam={start}" if start else ""
    return f"{stack.url}/telegram/app{query}#{urlencode(given)}"


def test_a_driver_links_a_chat_chooses_its_messages_and_unlinks_it(parking: Stack, devices: Devices) -> None:
    page = devices.phone()
    sign_up(page, parking)
    _link_in_app(page, parking)

    topic = "refunds"
    choice = page.get_by_test_id(f"{topic}-telegram")
    expect(choice).to_be_enabled()
    choice.click()
    expect(choice).to_have_attribute("aria-checked", "false")
    expect(choice).to_have_attribute("aria-busy", "false")  # the server has it
    page.reload()
    expect(choice).to_have_attribute("aria-checked", "false")

    page.get_by_test_id("telegram-unlink").click()
    page.get_by_test_id("telegram-unlink-confirm").click()
    expect(page.get_by_test_id("telegram-link")).to_be_visible()
    expect(choice).to_be_disabled()


def test_inside_telegram_the_driver_is_signed_in_and_the_app_wears_its_look(
    parking: Stack, devices: Devices
) -> None:
    desk = devices.desk()
    email = sign_up(desk, parking)
    _link_in_app(desk, parking)

    page = devices.phone()
    page.add_init_script(_BRIDGE)
    page.goto(_mini_app(parking, start=f"lot_{LOT}"))
    expect(page.get_by_test_id("floor-map")).to_be_visible()
    assert page.url.split("?")[0] == f"{parking.url}/lots/{LOT}"
    assert "tgWebApp" not in page.url
    assert page.evaluate(_GROUND) == "dark"
    told = page.evaluate("window.told.map(([type]) => type)")
    assert {"web_app_ready", "web_app_expand"} <= set(told)

    page.evaluate("Telegram.WebView.receiveEvent('theme_changed', { theme_params: { bg_color: '#ffffff' } })")
    assert page.evaluate(_GROUND) == "light"
    page.evaluate("Telegram.WebView.receiveEvent('back_button_pressed')")
    expect(page.get_by_test_id(f"lot-{LOT}")).to_be_visible()

    page.goto(f"{parking.url}/account")
    expect(page.get_by_text(email)).to_be_visible()
    assert page.evaluate(_GROUND) == "light"
    # Neither a worker nor an offer to install: Telegram is the place where the app lives.
    page.evaluate("dispatchEvent(new Event('beforeinstallprompt'))")
    expect(page.get_by_test_id("install")).to_have_count(0)
    expect(page.get_by_test_id("push-switch")).to_have_count(0)
    assert page.evaluate("navigator.serviceWorker.getRegistrations().then((all) => all.length)") == 0


def test_a_link_with_somebodys_start_signs_nobody_in_outside_telegram(
    parking: Stack, devices: Devices
) -> None:
    desk = devices.desk()
    sign_up(desk, parking)
    _link_in_app(desk, parking)

    page = devices.phone()
    page.goto(_mini_app(parking))
    expect(page.get_by_test_id(f"lot-{LOT}")).to_be_visible()
    assert page.url == f"{parking.url}/"
    assert page.request.get(f"{parking.url}/api/me").status == 401


def test_telegram_web_shows_the_app_in_a_frame_where_the_driver_is_signed_in(
    parking: Stack, devices: Devices, browser: Browser
) -> None:
    desk = devices.desk()
    email = sign_up(desk, parking)
    _link_in_app(desk, parking)

    # The demo is on this machine; a page of the web asks before it looks there.
    context = browser.new_context(permissions=["local-network-access"])
    try:
        page = context.new_page()
        shown = f'<!doctype html><iframe src="{_mini_app(parking)}" width="800" height="700"></iframe>'
        page.route(f"{WEB}**", lambda route: route.fulfill(body=shown, content_type="text/html"))
        page.goto(WEB)
        app = page.frame_locator("iframe")
        expect(app.get_by_test_id(f"lot-{LOT}")).to_be_visible()
        app.get_by_role("link", name="Account").first.click()
        expect(app.get_by_text(email)).to_be_visible()
        cookie = next(one for one in context.cookies() if one["name"] == "parkpro_session")
        assert (cookie["sameSite"], cookie["secure"]) == ("None", True)
        assert cookie["partitionKey"]
    finally:
        context.close()
