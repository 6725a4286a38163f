"""`make bench-map`: the frames a second at which 2,000 spots on a floor move, with the CPU slowed four times.

Chromium at 390 x 844 with two device pixels to one, the app as it is built for production, gestures made by
the browser itself: a pinch in, two strokes that run on, a pinch out. Frames are counted where the page is
asked for one. An empty page under the same gestures tells what the machine can do at that moment; the CPU
time that the main thread took for a frame does not hang on who else uses the machine.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from statistics import median
from urllib.request import urlopen

from playwright.sync_api import Browser, CDPSession, Page, sync_playwright

from app.dev.browser import PHONE, NoChromium, chromium
from app.dev.console import SetupProblem, complain, say
from app.dev.machine import machine
from app.dev.node import node_environment
from app.dev.stamps import ROOT

_PORT = 9590
_SLOWER = 4
_RUNS = 5
_WANTED = 50
_MIDDLE = {"x": 195, "y": 560}
_EMPTY = "data:text/html,<body style='margin:0;height:100vh;touch-action:none'>"
_COUNT = """() => {
  window.frames_ = [];
  const note = (at) => { window.frames_.push(at); requestAnimationFrame(note); };
  requestAnimationFrame(note);
}"""


@dataclass(frozen=True)
class Run:
    """Frames a second, and the main thread's CPU time for each, in slowed milliseconds."""

    rate: float
    busy: float


def measure(browser: Browser, address: str) -> list[Run]:
    """Each run over the gestures, on one page."""
    context = browser.new_context(**PHONE)  # type: ignore[arg-type]  # a device is a handful of its options
    page = context.new_page()
    page.goto(address)
    if address != _EMPTY:
        page.locator("[data-testid=floor-drawing][data-view]").wait_for()
    page.wait_for_timeout(1500)
    page.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": _SLOWER})
    page.evaluate(_COUNT)
    runs = [_one_run(page) for _ in range(_RUNS)]
    context.close()
    return runs


def _one_run(page: Page) -> Run:
    session = page.context.new_cdp_session(page)
    session.send("Performance.enable", {"timeDomain": "threadTicks"})
    before = _busy_seconds(session)
    page.evaluate("() => { window.frames_.length = 0; }")
    pinch = {**_MIDDLE, "relativeSpeed": 600, "gestureSourceType": "touch"}
    stroke = {**_MIDDLE, "speed": 1200, "gestureSourceType": "touch", "preventFling": False}
    session.send("Input.synthesizePinchGesture", {**pinch, "scaleFactor": 2.5})
    session.send("Input.synthesizeScrollGesture", {**stroke, "xDistance": -150, "yDistance": -260})
    session.send("Input.synthesizeScrollGesture", {**stroke, "xDistance": 150, "yDistance": 260})
    session.send("Input.synthesizePinchGesture", {**pinch, "scaleFactor": 0.4})
    frames: list[float] = page.evaluate("() => window.frames_")
    busy = _busy_seconds(session) - before
    session.detach()
    return Run((len(frames) - 1) * 1000 / (frames[-1] - frames[0]), busy * 1000 / len(frames))


def _busy_seconds(session: CDPSession) -> float:
    metrics = session.send("Performance.getMetrics")["metrics"]
    return float(next(metric["value"] for metric in metrics if metric["name"] == "TaskDuration"))


@contextmanager
def fixture() -> Iterator[str]:
    """The built app over made-up answers. Raises SetupProblem."""
    pwa = ROOT / "pwa"
    if not (pwa / "dist" / "index.html").exists():
        raise SetupProblem("The web app is not built. Build it with: make build")
    vite = pwa / "node_modules" / "vite" / "bin" / "vite.js"
    options = ["--config", "test/fixture/vite.config.ts", "--port", str(_PORT), "--strictPort"]
    server = subprocess.Popen(
        ["node", str(vite), "preview", *options],
        cwd=pwa,
        env=node_environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    try:
        for line in server.stdout or ():
            if str(_PORT) in line:
                break
        address = f"http://127.0.0.1:{_PORT}"
        with urlopen(address, timeout=10):
            yield address
    finally:
        server.terminate()
        server.wait()


def main() -> int:
    try:
        with fixture() as address, sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=chromium(), args=["--no-sandbox"])
            version = browser.version
            empty = measure(browser, _EMPTY)
            runs = measure(browser, f"{address}/lots/huge")
            browser.close()
    except (SetupProblem, NoChromium) as problem:
        complain(str(problem))
        return 1
    say(f"2,000 spots, CPU slowed {_SLOWER} times; {machine()}; Chromium {version}")
    say(f"  the floor:     {_told(runs)}")
    say(f"  an empty page: {_told(empty)}")
    say(f"  the floor reaches {_rate(runs) / _rate(empty):.0%} of the empty page")
    return 0 if _rate(runs) >= _WANTED else 1


def _rate(runs: list[Run]) -> float:
    return median(run.rate for run in runs)


def _told(runs: list[Run]) -> str:
    rates = ", ".join(f"{run.rate:.1f}" for run in runs)
    worst, busy = min(run.rate for run in runs), median(run.busy for run in runs)
    return (
        f"median {_rate(runs):.1f} frames a second, worst {worst:.1f} ({rates}); {busy:.1f} ms busy a frame"
    )


if __name__ == "__main__":
    sys.exit(main())
