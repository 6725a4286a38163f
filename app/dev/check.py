"""`make test` and its parts: runs every stage, then names those that failed.

`python -m app.dev.check [test|lint|types|format]`. The last line of `test` counts the tests of pytest.
"""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from types import FrameType
from xml.etree import ElementTree

from app.dev.console import SetupProblem, complain, say
from app.dev.node import node_environment
from app.dev.stages import PLANS, REPORTS, Stage


@dataclass(frozen=True)
class Counted:
    """What one run of pytest counted. A test that was skipped proved nothing, so it is told apart."""

    passed: int = 0
    failed: int = 0
    skipped: int = 0

    def __add__(self, other: Counted) -> Counted:
        return Counted(self.passed + other.passed, self.failed + other.failed, self.skipped + other.skipped)

    def __str__(self) -> str:
        skipped = f", {self.skipped} skipped" if self.skipped else ""
        return f"{self.passed} passed, {self.failed} failed{skipped}"


@dataclass(frozen=True)
class Outcome:
    stage: Stage
    is_good: bool
    seconds: float
    counted: Counted


class Checker:
    """Runs stages as processes; an interruption reaches them, so that they can put away what they started."""

    def __init__(self, environment: dict[str, str]) -> None:
        self._environment = environment
        self._running: set[subprocess.Popen[str]] = set()
        self._speaking = threading.Lock()
        self.was_interrupted = False

    def run(self, plan: list[list[list[Stage]]]) -> list[Outcome]:
        outcomes: list[Outcome] = []
        for lanes in plan:
            with ThreadPoolExecutor(len(lanes)) as pool:
                for lane in pool.map(self._run_lane, lanes):
                    outcomes.extend(lane)
        return outcomes

    def interrupt(self, number: int, frame: FrameType | None) -> None:
        self.was_interrupted = True
        for process in list(self._running):
            # The whole group, as a terminal would; a stage that has just ended needs nothing.
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGINT)

    def _run_lane(self, lane: list[Stage]) -> list[Outcome]:
        return [self._run_stage(stage) for stage in lane if not self.was_interrupted]

    def _run_stage(self, stage: Stage) -> Outcome:
        began = time.monotonic()
        if stage.report is not None:
            say(f"--- {stage.name}")
            stage.report.unlink(missing_ok=True)
        code, output = self._run_command(stage)
        counted = _read_report(stage)
        is_good = code == 0 and not counted.skipped
        outcome = Outcome(stage, is_good, time.monotonic() - began, counted)
        with self._speaking:
            if not is_good and output:
                say(f"--- {stage.name}\n{output.rstrip()}")
            say(_line(outcome))
        return outcome

    def _run_command(self, stage: Stage) -> tuple[int, str]:
        """The exit code and what was said; a run of pytest says it right away instead."""
        try:
            process = subprocess.Popen(
                stage.command,
                cwd=stage.folder,
                env=self._environment,
                stdout=None if stage.report else subprocess.PIPE,
                stderr=None if stage.report else subprocess.STDOUT,
                text=True,
                # Ctrl-C reaches them from here, once.
                start_new_session=True,
            )
        except OSError as error:
            return 127, f"{stage.command[0]}: {error.strerror}"
        self._running.add(process)
        output, _ = process.communicate()
        self._running.discard(process)
        return process.returncode, output or ""


def _read_report(stage: Stage) -> Counted:
    if stage.report is None:
        return Counted()
    if not stage.report.exists():
        return Counted(failed=1)  # pytest fell before it could count
    suites = ElementTree.parse(stage.report).getroot().iter("testsuite")  # noqa: S314 - our own file
    total = Counted()
    for suite in suites:
        count = {name: int(suite.get(name, "0")) for name in ("tests", "failures", "errors", "skipped")}
        failed = count["failures"] + count["errors"]
        passed = max(count["tests"] - failed - count["skipped"], 0)
        total += Counted(passed, failed, count["skipped"])
    return total


def _line(outcome: Outcome) -> str:
    verdict = "ok    " if outcome.is_good else "FAILED"
    counted = f"  {outcome.counted}" if outcome.stage.report else ""
    return f"{verdict}  {outcome.stage.name:<20} {outcome.seconds:6.1f} s{counted}"


def main(arguments: list[str]) -> int:
    name = arguments[0] if arguments else "test"
    if len(arguments) > 1 or name not in PLANS:
        complain(f"usage: python -m app.dev.check [{'|'.join(PLANS)}]")
        return 2
    REPORTS.mkdir(parents=True, exist_ok=True)
    try:
        checker = Checker({**node_environment(), "PYTHONUNBUFFERED": "1"})
    except SetupProblem as problem:
        complain(str(problem))
        return 1
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, checker.interrupt)
    began = time.monotonic()
    outcomes = checker.run(PLANS[name])
    return conclude(name, outcomes, time.monotonic() - began, interrupted=checker.was_interrupted)


def conclude(name: str, outcomes: list[Outcome], seconds: float, *, interrupted: bool) -> int:
    """Says what came of the plan `name`, and gives the exit code."""
    bad = [outcome.stage.name for outcome in outcomes if not outcome.is_good]
    if name == "test":
        say("")
        for outcome in outcomes:
            say(_line(outcome))
    say(f"{len(outcomes)} stages in {seconds:.0f} s")
    if interrupted:
        complain("Interrupted.")
    if bad:
        say(f"Failed: {', '.join(bad)}")
    if name == "test":
        say(str(sum((outcome.counted for outcome in outcomes), Counted())))
    return 1 if bad or interrupted else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
