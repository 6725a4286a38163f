"""The first words that a page comes with: what the app draws stands in the same place."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page, Route, expect

from tests.support.browser import Devices
from tests.support.stack import Stack

pytestmark = pytest.mark.browser

_PLACES = """() => [...document.querySelectorAll("h1, h1 + p")].map((it) => {
  const { x, y, width } = it.getBoundingClientRect();
  return { text: it.textContent, x, y, width };
})"""


_STYLED = """() => {
  const sheets = [...document.querySelectorAll("link[rel=stylesheet]")];
  return sheets.length > 0 && sheets.every((it) => it.sheet);
}"""


@pytest.fixture
def held_back() -> list[Route]:
    return []


def without_app(page: Page, held_back: list[Route]) -> None:
    """The app's script does not come before it is let go."""
    page.route("**/assets/start-*.js", lambda route: held_back.append(route))


def places(page: Page) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = page.evaluate(_PLACES)
    return found


@pytest.mark.parametrize("path", ["/", "/lots/menara-suria?floor=P1"])
@pytest.mark.parametrize("device", ["phone", "desk"])
@pytest.mark.parametrize("language", ["en", "ms"])
def test_the_words_stand_where_the_app_draws_them(
    devices: Devices, car_park: Stack, held_back: list[Route], path: str, device: str, language: str
) -> None:
    page = devices.phone(language=language) if device == "phone" else devices.desk(language=language)
    without_app(page, held_back)
    page.goto(car_park.url + path, wait_until="commit")
    expect(page.locator("h1")).to_be_visible()
    page.wait_for_function(_STYLED)
    page.evaluate("document.fonts.ready.then(() => undefined)")
    before, title = places(page), page.title()
    assert len(before) == 2

    for route in held_back:
        route.continue_()
    expect(page.locator("main#main h1")).to_be_visible()
    assert places(page) == before
    assert page.title() == title


def test_words_in_another_language_than_the_driver_chose_are_not_shown(
    devices: Devices, car_park: Stack, held_back: list[Route]
) -> None:
    page = devices.phone()
    page.goto(car_park.url + "/favicon.ico")
    page.evaluate("localStorage.setItem('parkpro.language', 'ms')")
    without_app(page, held_back)
    page.goto(car_park.url, wait_until="commit")
    expect(page.locator("h1")).to_be_attached()
    expect(page.locator("h1")).to_be_hidden()

    for route in held_back:
        route.continue_()
    expect(page.get_by_role("heading", level=1)).to_have_text("Petak anda, sebelum anda tiba")
