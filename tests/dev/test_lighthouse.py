"""Reading Lighthouse's report, and saying what is below the promise."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from app.dev.lighthouse import Figures, median_of, read_figures

GOOD = Figures(
    performance=95,
    accessibility=100,
    best_practices=100,
    seo=100,
    lcp=2000,
    tbt=100,
    cls=0.019,
    script_kb=130,
    faults=(),
)


def _request(url: str, kind: str, size: int, began: int, ended: int) -> dict[str, Any]:
    return {
        "url": f"http://localhost{url}",
        "resourceType": kind,
        "transferSize": size,
        "networkRequestTime": began,
        "networkEndTime": ended,
    }


def test_script_that_comes_after_the_drawing_does_not_count() -> None:
    requests = [
        _request("/assets/app.js", "Script", 2048, 10, 20),
        _request("/assets/app.css", "Stylesheet", 4096, 10, 20),
        _request("/api/areas/6/map", "Fetch", 900, 30, 40),
        _request("/assets/sheet.js", "Script", 8192, 50, 60),
    ]
    names = ("performance", "accessibility", "best-practices", "seo")
    times = ("largest-contentful-paint", "total-blocking-time", "cumulative-layout-shift")
    report = {
        "categories": {name: {"score": 0.97, "auditRefs": []} for name in names},
        "audits": {
            "network-requests": {"details": {"items": requests}},
            **{name: {"numericValue": 1.5} for name in times},
        },
    }

    assert read_figures(report).script_kb == 2
    assert read_figures(report).performance == 97


def test_the_promise_is_kept_at_its_edges_and_each_miss_is_named() -> None:
    assert list(GOOD.misses()) == []
    bad = replace(GOOD, performance=94, accessibility=99, seo=92, cls=0.02, script_kb=131)
    assert list(bad.misses()) == [
        "performance 94, promised 95",
        "accessibility 99, promised 100",
        "seo 92, promised 100",
        "layout shift 0.020, promised less than 0.02",
        "131 KB of script, promised 130",
    ]


def test_the_median_is_the_run_in_the_middle() -> None:
    runs = [replace(GOOD, performance=performance) for performance in (97, 80, 95)]

    assert median_of(runs).performance == 95
