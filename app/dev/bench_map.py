"""`make bench-map`: the frames a second at which 2,000 spots on a floor move, with the CPU slowed four times.

Chromium at 390 x 844 with two device pixels to one, the app as it is built for production, gestures made by
the browser itself: a pinch in, two strokes that run on, a pinch out. Frames are counted where the page is
asked for one. An empty page under the same gestures tells what the machine can do at that moment; the CPU
time that the main thread took for a frame does not hang on who else uses the machine.
"""

from __future__ import annotations

import sys

from playwright.sync_api import Browser, CDPSession, sync_playwright

from app.dev.browser import PHONE, NoChromium, chromium
from app.dev.console import SetupProblem, complain, say
from app.dev.frames import EMPTY, SLOWER, Run, fixture, measured, rate_of, slow_down, told
from app.dev.machine import machine

_RUNS = 5
_WANTED = 50
_MIDDLE = {"x": 195, "y": 560}


def measure(browser: Browser, address: str) -> list[Run]:
    """Each run over the gestures, on one page."""
    context = browser.new_context(**PHONE)  # type: ignore[arg-type]  # a device is a handful of its options
    page = context.new_page()
    page.goto(address)
    if address != EMPTY:
        page.locator("[data-testid=floor-drawing][data-view]").wait_for()
    page.wait_for_timeout(1500)
    slow_down(page)
    runs = [measured(page, _gestures) for _ in range(_RUNS)]
    context.close()
    return runs


def _gestures(session: CDPSession) -> None:
    pinch = {**_MIDDLE, "relativeSpeed": 600, "gestureSourceType": "touch"}
    stroke = {**_MIDDLE, "speed": 1200, "gestureSourceType": "touch", "preventFling": False}
    session.send("Input.synthesizePinchGesture", {**pinch, "scaleFactor": 2.5})
    session.send("Input.synthesizeScrollGesture", {**stroke, "xDistance": -150, "yDistance": -260})
    session.send("Input.synthesizeScrollGesture", {**stroke, "xDistance": 150, "yDistance": 260})
    session.send("Input.synthesizePinchGesture", {**pinch, "scaleFactor": 0.4})


def main() -> int:
    try:
        with fixture() as address, sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=chromium(), args=["--no-sandbox"])
            version = browser.version
            empty = measure(browser, EMPTY)
            runs = measure(browser, f"{address}/lots/huge")
            browser.close()
    except (SetupProblem, NoChromium) as problem:
        complain(str(problem))
        return 1
    say(f"2,000 spots, CPU slowed {SLOWER} times; {machine()}; Chromium {version}")
    say(f"  the floor:     {told(runs)}")
    say(f"  an empty page: {told(empty)}")
    say(f"  the floor reaches {rate_of(runs) / rate_of(empty):.0%} of the empty page")
    return 0 if rate_of(runs) >= _WANTED else 1


if __name__ == "__main__":
    sys.exit(main())
