"""The checks that `make test` is made of. What stands in one lane runs in order, lanes run side by side."""

from __future__ import annotations

import sys
from dataclasses import dataclass, field
from pathlib import Path

from app.dev.node import PWA
from app.dev.stamps import ROOT, VAR

REPORTS = VAR / "test"


@dataclass(frozen=True)
class Stage:
    """One check: a command that must end with 0.

    A stage with a `report` is a run of pytest that writes what it counted there, and is watched live.
    """

    name: str
    command: tuple[str, ...]
    folder: Path = field(default=ROOT)
    report: Path | None = None


def _python(name: str, *arguments: str) -> Stage:
    return Stage(name, (sys.executable, "-m", *arguments))


def _npm(name: str, script: str) -> Stage:
    return Stage(name, ("npm", "run", "--silent", script), PWA)


def _pytest(name: str, *arguments: str) -> Stage:
    report = REPORTS / f"{name.replace(' ', '-')}.xml"
    # Workers steal from each other's queue, since a few tests take much longer than the rest.
    command = (sys.executable, "-m", "pytest", "-q", "-n", "2", "--dist", "worksteal", *arguments)
    return Stage(name, (*command, f"--junitxml={report}"), report=report)


RUFF = _python("ruff", "ruff", "check", ".")
RUFF_FORMAT = _python("ruff format", "ruff", "format", "--check", ".")
IMPORTS = Stage("import directions", (str(Path(sys.executable).parent / "lint-imports"),))
MYPY = _python("mypy", "mypy")
DRIFT = _python("OpenAPI drift", "app.dev.openapi", "check")
PWA_LINT = _npm("pwa lint and types", "lint")
PWA_TESTS = _npm("pwa tests", "test")
PWA_BUILD = _python("pwa build", "app.dev.bootstrap", "build")
PWA_SIZE = _npm("pwa size", "check:size")
TESTS = _pytest("tests", "-m", "not browser")
BROWSER_TESTS = _pytest("browser tests", "-m", "browser")

FORMATTERS = [
    _python("ruff fixes", "ruff", "check", "--fix", "."),
    _python("ruff format", "ruff", "format", "."),
    _npm("prettier", "format"),
]

# Steps follow each other; a step is its lanes.
PLANS: dict[str, list[list[list[Stage]]]] = {
    "test": [
        # Two lanes that take about as long.
        [[RUFF, RUFF_FORMAT, IMPORTS, MYPY, DRIFT, PWA_LINT], [PWA_TESTS, PWA_BUILD, PWA_SIZE]],
        [[TESTS]],
        [[BROWSER_TESTS]],
    ],
    "lint": [[[RUFF, RUFF_FORMAT, IMPORTS], [PWA_LINT]]],
    "types": [[[MYPY], [_npm("pwa types", "types")]]],
    "format": [[FORMATTERS]],
}
