"""Every screen of the registry, for everybody: both themes, phone and desk, large text, no motion."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, ViewportSize, expect

from app.dev.browser import PHONE
from app.dev.demo import throwaway_demo
from app.dev.screens.registry import SCREENS
from app.dev.screens.screen import Screen
from app.dev.screens.town import HISTORY_DAYS, LOT, Town
from app.dev.screens.visit import Visit, visit
from tests.browser import axe

pytestmark = pytest.mark.browser

PHONE_SIZE: ViewportSize = {"width": 390, "height": 844}
LANDSCAPE: ViewportSize = {"width": 844, "height": 390}
DESK_SIZE: ViewportSize = {"width": 1440, "height": 900}
# Everything is measured in CSS pixels: four times as many to draw would tell nothing more.
_PLAIN_PHONE = {**PHONE, "device_scale_factor": 1}


@pytest.fixture(scope="module")
def town() -> Iterator[Town]:
    """One demo for all screens: what one visit leaves does not show in the next."""
    with throwaway_demo(history_days=HISTORY_DAYS) as run:
        yield Town(run)


@pytest.fixture
def visitor(browser: Browser, town: Town) -> Iterator[Visit]:
    with visit(browser, town) as visitor:
        yield visitor


@pytest.mark.parametrize("screen", SCREENS, ids=lambda screen: screen.name)
def test_a_screen_has_no_fault_that_a_machine_can_tell(browser: Browser, town: Town, screen: Screen) -> None:
    """At rest: nothing glides from one theme to the other, and the app is kept where the screen needs it."""
    with visit(browser, town, device=_PLAIN_PHONE, installs=screen.installed, moves=False) as visitor:
        screen.show(visitor)
        visitor.settle()
        axe.prepare(visitor.page)
        found = [f"{where}: {fault}" for where, fault in _look_at(visitor)]
    assert found == []


def _look_at(visitor: Visit) -> Iterator[tuple[str, str]]:
    """Every fault, and where. Each device and theme is come to once: standing still is what takes time."""
    page = visitor.page

    def on(where: str, *looks: Iterator[str]) -> Iterator[tuple[str, str]]:
        for faults in looks:
            yield from ((where, fault) for fault in faults)

    yield from on("phone", axe.ask_axe(page), axe.look_for_blur(page))
    yield from on("phone", axe.look_for_small_targets(page), axe.look_for_loss(page))
    visitor.dress("dark")
    yield from on("phone, dark", axe.ask_axe(page, only_contrast=True))
    _stand(visitor, DESK_SIZE)
    yield from on("desk, dark", axe.ask_axe(page, only_contrast=True))
    visitor.dress("light")
    yield from on("desk", axe.ask_axe(page), axe.look_for_blur(page))
    _stand(visitor, LANDSCAPE)
    yield from on("landscape", axe.look_for_loss(page))
    _stand(visitor, PHONE_SIZE)
    page.evaluate("() => { document.documentElement.style.fontSize = '200%' }")
    yield from on("large text", axe.look_for_loss(page))


def _stand(visitor: Visit, size: ViewportSize) -> None:
    """Turns or swaps the device, and waits until the app has taken note and stands still."""
    page = visitor.page
    page.set_viewport_size(size)
    # What watches the size is told before the next frame; the one after shows what it made of it.
    page.evaluate("() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
    visitor.settle()


def test_nothing_moves_for_who_asks_for_no_motion(visitor: Visit) -> None:
    page = visitor.page
    page.emulate_media(reduced_motion="reduce")
    # Skeletons breathe while the answer is on its way, and the sheet rises.
    page.route("**/api/lots", lambda route: None)
    visitor.open("/")
    page.locator(".animate-breathe").first.wait_for()
    assert not axe.is_moving(page)
    visitor.choose_spot()
    assert not axe.is_moving(page)


def test_colours_of_the_system_still_show_what_is_chosen(visitor: Visit) -> None:
    page = visitor.page
    page.emulate_media(forced_colors="active")
    visitor.open("/")
    visitor.press("preferences")
    choices = page.get_by_role("dialog").locator("[aria-pressed]")
    choices.first.wait_for()
    outlines = choices.evaluate_all(
        "(all) => all.map((one) => [one.ariaPressed, getComputedStyle(one).outlineStyle])"
    )
    assert {tuple(pair) for pair in outlines} == {("true", "solid"), ("false", "none")}


def test_who_asks_for_more_contrast_sees_no_glass(visitor: Visit) -> None:
    page = visitor.page
    visitor.open("/")
    visitor.see(f"lot-{LOT}")
    card = page.get_by_test_id(f"lot-{LOT}")
    assert "rgba" in card.evaluate(_GROUND)
    page.emulate_media(contrast="more")
    assert "rgba" not in card.evaluate(_GROUND)


_GROUND = """(one) => {
  one.style.transition = "none";
  return getComputedStyle(one).backgroundColor;
}"""


def test_the_page_says_which_language_it_speaks(browser: Browser, town: Town) -> None:
    for language in ("en", "ms"):
        with visit(browser, town, language=language) as visitor:
            visitor.open("/")
            visitor.see(f"lot-{LOT}")
            assert visitor.page.locator("html").get_attribute("lang") == language


@pytest.mark.parametrize(
    "name",
    [
        *("landing", "lot-map", "spot-guest", "period", "booking-held", "bookings"),
        *("admin-live", "admin-spot", "admin-staff", "admin-audit-details"),
    ],
)
def test_malay_fits_where_english_does(browser: Browser, town: Town, name: str) -> None:
    screen = next(screen for screen in SCREENS if screen.name == name)
    with visit(browser, town, language="ms") as visitor:
        screen.show(visitor)
        visitor.settle()
        assert list(axe.look_for_loss(visitor.page)) == []


def test_a_spot_is_booked_with_the_keyboard_alone(visitor: Visit) -> None:
    """From the landing page to the gateway; whatever has the focus shows it, and nothing lies over it."""
    page = visitor.page
    visitor.open("/")
    visitor.see(f"lot-{LOT}")
    _tab_to(page, f"[data-testid=lot-{LOT}]")
    page.keyboard.press("Enter")
    visitor.see("floor-map")
    visitor.settle()
    _tab_to(page, "[data-testid=floor-map]")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    visitor.see("total")
    _tab_to(page, "[name=plate]")
    page.keyboard.type("WXY 1234")
    _tab_to(page, "[name=email]")
    page.keyboard.type("keys@driver.example")
    _tab_to(page, "[data-testid=hold-and-pay]")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(re.escape(visitor.run.sandbox)))


_FOCUS = """(wanted) => {
  const one = document.activeElement;
  const box = one.getBoundingClientRect();
  const ringed = [one, one.parentElement, one.closest("label")].filter(Boolean)
    .some((it) => getComputedStyle(it).outlineStyle !== "none");
  const top = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
  const bare = top !== null && (one.contains(top) || top.contains(one));
  return { there: one.matches(wanted), name: one.outerHTML.slice(0, 120), ringed, bare };
}"""


def _tab_to(page: Page, wanted: str) -> None:
    """Presses Tab until what is `wanted` has the focus."""
    for _ in range(40):
        page.keyboard.press("Tab")
        focus = page.evaluate(_FOCUS, wanted)
        assert focus["ringed"], f"the focus does not show on {focus['name']}"
        assert focus["bare"], f"something lies over the focus on {focus['name']}"
        if focus["there"]:
            return
    pytest.fail(f"Tab never comes to {wanted}")
