"""`make bench-editor`: frames a second of the floor editor over 2,000 spots, with the CPU slowed four times.

Chromium at 1440 x 900, the app as it is built for production, hands played by the browser's own mouse: 200
selected spots are dragged about, the floor is moved with the middle button, and zoomed by the wheel. An empty
page under the same mouse tells what the machine can do at that moment.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from math import cos, pi, sin
from typing import Any

from playwright.sync_api import Browser, BrowserContext, CDPSession, Page, sync_playwright

from app.dev.browser import DESK, NoChromium, chromium
from app.dev.console import SetupProblem, complain, say
from app.dev.frames import EMPTY, SLOWER, Run, fixture, measured, rate_of, slow_down, told
from app.dev.machine import machine

_RUNS = 5
_WANTED = 50
_STEPS = 90  # of the mouse, about one for each frame
_SELECTED = 200
_MIDDLE = (640, 500)
Act = Callable[[CDPSession], None]


def main() -> int:
    try:
        with fixture() as address, sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=chromium(), args=["--no-sandbox"])
            version = browser.version
            found = {
                "an empty page": _empty(browser),
                f"dragging {_SELECTED} spots": _dragging(browser, address),
                "moving the floor": _viewing(browser, address, _stroke_with("middle")),
                "zooming": _viewing(browser, address, _wheel),
            }
            browser.close()
    except (SetupProblem, NoChromium) as problem:
        complain(str(problem))
        return 1
    say(f"The editor over 2,000 spots, CPU slowed {SLOWER} times; {machine()}; Chromium {version}")
    for name, runs in found.items():
        say(f"  {name + ':':<22} {told(runs)}")
    return 0 if all(rate_of(runs) >= _WANTED for runs in found.values()) else 1


def _empty(browser: Browser) -> list[Run]:
    context = browser.new_context(**DESK)  # type: ignore[arg-type]  # a device is a handful of its options
    page = context.new_page()
    page.goto(EMPTY)
    return _runs(context, page, _stroke_with("left"))


def _viewing(browser: Browser, address: str, act: Act) -> list[Run]:
    context, page = _open(browser, address)
    return _runs(context, page, act)


def _dragging(browser: Browser, address: str) -> list[Run]:
    """Four rows of fifty, taken by a band around them."""
    context, page = _open(browser, address)
    drawing = page.get_by_test_id("floor-drawing")
    box = drawing.bounding_box() or {"x": 0, "y": 0}
    scale, left, top = map(float, (drawing.get_attribute("data-view") or "").split())

    def on_page(x: float, y: float) -> tuple[float, float]:
        return box["x"] + left + x * scale, box["y"] + top + y * scale

    page.mouse.move(*on_page(700, 210))
    page.mouse.down()
    page.mouse.move(*on_page(15_500, 3950), steps=5)
    page.mouse.up()
    title = page.get_by_test_id("selection-title").inner_text()
    if title != f"{_SELECTED} objects":
        raise SetupProblem(f"The band took {title}, not {_SELECTED}: mend app/dev/bench_editor.py")
    return _runs(context, page, _stroke_with("left", on_page(2225, 600)))


def _open(browser: Browser, address: str) -> tuple[BrowserContext, Page]:
    context = browser.new_context(**DESK)  # type: ignore[arg-type]  # a device is a handful of its options
    context.add_cookies([{"name": "as", "value": "owner", "url": address}])
    context.add_init_script("localStorage.setItem('parkpro.signed-in', 'yes')")
    page = context.new_page()
    page.goto(f"{address}/admin/plaza-damai/floors/XL")
    page.locator("[data-testid=floor-drawing][data-view]").wait_for()
    return context, page


def _runs(context: BrowserContext, page: Page, act: Act) -> list[Run]:
    page.wait_for_timeout(1500)
    slow_down(page)
    runs = []
    for _ in range(_RUNS):
        runs.append(measured(page, act))
        page.wait_for_timeout(800)  # what was drawn comes to rest
    context.close()
    return runs


def _stroke_with(button: str, start: tuple[float, float] = _MIDDLE) -> Act:
    """Once around a circle, back to where it began."""

    def act(session: CDPSession) -> None:
        held: dict[str, Any] = {"button": button, "buttons": 1 if button == "left" else 4, "clickCount": 1}
        _mouse(session, "mouseMoved", *start)
        _mouse(session, "mousePressed", *start, **held)
        for number in range(1, _STEPS + 1):
            turn = 2 * pi * number / _STEPS
            x, y = start[0] + 90 * (1 - cos(turn)), start[1] + 90 * sin(turn)
            _mouse(session, "mouseMoved", x, y, **held)
        _mouse(session, "mouseReleased", *start, **held)

    return act


def _wheel(session: CDPSession) -> None:
    for number in range(_STEPS):
        _mouse(session, "mouseWheel", *_MIDDLE, deltaX=0, deltaY=-30 if number < _STEPS / 2 else 30)


def _mouse(session: CDPSession, kind: str, x: float, y: float, **more: Any) -> None:
    session.send("Input.dispatchMouseEvent", {"type": kind, "x": x, "y": y, **more})


if __name__ == "__main__":
    sys.exit(main())
