"""`make lighthouse`: measures the production build as a driver with a modest phone meets it.

Runs Lighthouse's mobile preset on the real demo, three times a page, takes the median and writes
docs/lighthouse.md. Ends with 1 when a figure is below what is promised.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from app.core import clock
from app.dev.browser import QUIET, NoChromium, chromium, open_chromium
from app.dev.console import SetupProblem, complain, say
from app.dev.demo import throwaway_demo
from app.dev.machine import machine
from app.dev.node import PWA, node_environment
from app.dev.run import LocalRun
from app.dev.screens.town import FLOOR, LOT, Town
from app.dev.screens.visit import visit
from app.dev.stamps import ROOT

REPORT = ROOT / "docs" / "lighthouse.md"
RUNS = 3
_PROGRAM = PWA / "node_modules" / "lighthouse" / "cli" / "index.js"
_CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
_SLOWEST_SECONDS = 180
_TRIES = 3


@dataclass(frozen=True, slots=True)
class Target:
    """A page to measure; `headers` go with every request."""

    name: str
    url: str
    headers: dict[str, str]


@dataclass(frozen=True, slots=True)
class Figures:
    """What one run found: scores from 0 to 100, times in milliseconds, `script_kb` compressed."""

    performance: int
    accessibility: int
    best_practices: int
    seo: int
    lcp: int
    tbt: int
    cls: float
    script_kb: float
    faults: tuple[str, ...]

    def misses(self) -> Iterator[str]:
        """What is below the promise."""
        if self.performance < 95:
            yield f"performance {self.performance}, promised 95"
        for name in ("accessibility", "best_practices", "seo"):
            if getattr(self, name) < 100:
                yield f"{name.replace('_', ' ')} {getattr(self, name)}, promised 100"
        if self.cls >= 0.02:
            yield f"layout shift {self.cls:.3f}, promised less than 0.02"
        if self.script_kb > 130:
            yield f"{self.script_kb:.0f} KB of script, promised 130"


def read_figures(report: dict[str, Any]) -> Figures:
    """The figures of Lighthouse's own JSON report."""
    audits = report["audits"]
    scores = [round((report["categories"][name]["score"] or 0) * 100) for name in _CATEGORIES]
    performance, accessibility, best_practices, seo = scores
    return Figures(
        performance=performance,
        accessibility=accessibility,
        best_practices=best_practices,
        seo=seo,
        lcp=round(audits["largest-contentful-paint"]["numericValue"]),
        tbt=round(audits["total-blocking-time"]["numericValue"]),
        cls=round(audits["cumulative-layout-shift"]["numericValue"], 4),
        script_kb=_script_before_the_map(audits["network-requests"]["details"]["items"]) / 1024,
        faults=tuple(_faults(report)),
    )


def _script_before_the_map(requests: list[dict[str, Any]]) -> int:
    """Bytes of compressed script that was asked for before the floor's drawing had come, or all of it.

    The files' own: what the wire adds to each, its headers, says nothing about the script.
    """
    drawn = [one["networkEndTime"] for one in requests if one["url"].endswith("/map")]
    until = min(drawn, default=float("inf"))
    return sum(
        _compressed_size(one)
        for one in requests
        if one.get("resourceType") == "Script" and one["networkRequestTime"] < until
    )


def _compressed_size(request: dict[str, Any]) -> int:
    """As the build laid it beside the file; as it travelled, for what is no file of the build."""
    compressed = PWA / "dist" / f"{urlsplit(request['url']).path.lstrip('/')}.br"
    return compressed.stat().st_size if compressed.is_file() else int(request["transferSize"])


def _faults(report: dict[str, Any]) -> Iterator[str]:
    """The audits that cost points, but for those that only tell of speed."""
    for name in _CATEGORIES[1:]:
        for ref in report["categories"][name]["auditRefs"]:
            audit = report["audits"][ref["id"]]
            if ref["weight"] and audit["score"] is not None and audit["score"] < 1:
                yield audit["title"]


def median_of(runs: list[Figures]) -> Figures:
    """The run in the middle by performance."""
    return sorted(runs, key=lambda figures: (figures.performance, -figures.lcp))[len(runs) // 2]


def measure(target: Target, folder: Path) -> Figures:
    """One run of Lighthouse; on a busy machine it now and then asks to be run again.

    Raises SetupProblem with what it said when it fails each time.
    """
    for _ in range(_TRIES - 1):
        with suppress(SetupProblem):
            return _run_lighthouse(target, folder)
    return _run_lighthouse(target, folder)


def _run_lighthouse(target: Target, folder: Path) -> Figures:
    output = folder / "report.json"
    finished = subprocess.run(
        [
            *("node", str(_PROGRAM), target.url, "--quiet", "--output=json", f"--output-path={output}"),
            f"--only-categories={','.join(_CATEGORIES)}",
            f"--extra-headers={json.dumps(target.headers)}",
            f"--chrome-flags=--headless=new {' '.join(QUIET)}",
        ],
        env={**node_environment(), "CHROME_PATH": chromium()},
        capture_output=True,
        text=True,
        check=False,
        timeout=_SLOWEST_SECONDS,
    )
    if finished.returncode != 0:
        raise SetupProblem(f"Lighthouse failed on {target.url}:\n{finished.stderr.strip()}")
    return read_figures(json.loads(output.read_text()))


def targets(run: LocalRun) -> list[Target]:
    """The landing page, the largest floor, and the page of a booking that is paid."""
    with open_chromium() as browser, visit(browser, Town(run)) as guest:
        booking = guest.town.hold(guest.page)
        guest.town.pay(guest.page, booking["reference"])
    return [
        Target("landing", f"{run.address}/", {}),
        Target("map", f"{run.address}/lots/{LOT}?floor={FLOOR}", {}),
        Target(
            "booking",
            f"{run.address}/bookings/{booking['reference']}",
            {"Booking-Key": booking["accessKey"]},
        ),
    ]


def table(found: dict[str, Figures]) -> str:
    """The figures as a table of Markdown."""
    head = (
        "| page | performance | accessibility | best practices | SEO | LCP | TBT | CLS | script |\n"
        "|---|---|---|---|---|---|---|---|---|"
    )
    rows = [
        f"| {name} | {it.performance} | {it.accessibility} | {it.best_practices} | {it.seo} "
        f"| {it.lcp / 1000:.2f} s | {it.tbt} ms | {it.cls:.3f} | {it.script_kb:.0f} KB |"
        for name, it in found.items()
    ]
    return "\n".join([head, *rows])


def _browser() -> str:
    version = subprocess.run([chromium(), "--version"], capture_output=True, text=True, check=False).stdout
    return " ".join(version.split()[:2])


def _write(found: dict[str, Figures]) -> None:
    text = REPORT.read_text()
    head, mark, _ = text.partition("<!-- figures -->")
    today = clock.now().date()
    REPORT.write_text(
        f"{head}{mark}\n\n{today}, {machine()}, {_browser()}; the median of {RUNS} runs.\n\n{table(found)}\n"
    )


def main() -> int:
    try:
        with throwaway_demo() as run:
            found: dict[str, Figures] = {}
            for target in targets(run):
                runs = [measure(target, run.var) for _ in range(RUNS)]
                found[target.name] = median_of(runs)
                say(f"{target.name}: performance {', '.join(str(one.performance) for one in runs)}")
    except (SetupProblem, NoChromium) as problem:
        complain(str(problem))
        return 1
    say(table(found))
    _write(found)
    problems = [f"{name}: {miss}" for name, it in found.items() for miss in it.misses()]
    problems += [f"{name}: {fault}" for name, it in found.items() for fault in it.faults]
    for line in problems:
        complain(line)
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
