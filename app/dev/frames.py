"""Frames a second of the app as it is built for production, over made-up answers, on a slow machine."""

from __future__ import annotations

import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from statistics import median
from urllib.request import urlopen

from playwright.sync_api import CDPSession, Page

from app.dev.console import SetupProblem
from app.dev.node import node_environment
from app.dev.stamps import ROOT

SLOWER = 4
"""So many times is the CPU slowed."""
EMPTY = "data:text/html,<body style='margin:0;height:100vh;touch-action:none'>"
"""A page that paints nothing: what the machine can do at that moment."""

_PORT = 9590
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


def slow_down(page: Page) -> None:
    """Slows the page's CPU, and counts its frames from now on."""
    page.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    page.evaluate(_COUNT)


def measured(page: Page, act: Callable[[CDPSession], None]) -> Run:
    """The frames while something is done. Frames are counted where the page is asked for one."""
    session = page.context.new_cdp_session(page)
    session.send("Performance.enable", {"timeDomain": "threadTicks"})
    before = _busy_seconds(session)
    page.evaluate("() => { window.frames_.length = 0; }")
    act(session)
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


def rate_of(runs: list[Run]) -> float:
    return median(run.rate for run in runs)


def told(runs: list[Run]) -> str:
    """The runs in a line."""
    rates = ", ".join(f"{run.rate:.1f}" for run in runs)
    worst, busy = min(run.rate for run in runs), median(run.busy for run in runs)
    return (
        f"median {rate_of(runs):.1f} frames a second, worst {worst:.1f} ({rates}); {busy:.1f} ms busy a frame"
    )
