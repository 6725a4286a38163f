"""Processes under one supervisor, each test with a supervisor of its own in a process of its own."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.settings import ROOT

_STEADY = (
    "import signal, sys; signal.signal(15, lambda *_: sys.exit(0)); print('here', flush=True); signal.pause()"
)
_DEAF = "import signal; signal.signal(15, signal.SIG_IGN); print('here', flush=True); signal.pause()"
_FAILING = "import sys; print('no such table', flush=True); sys.exit(3)"
_SUPERVISOR = """
import asyncio, os, sys
from app.dev import supervisor
from app.dev.run import report
from app.dev.supervisor import Command, supervise

supervisor.PATIENCE_SECONDS = 1

async def nothing():
    return None

commands = [Command(name, [sys.executable, "-c", code]) for name, code in zip("ab", sys.argv[1:])]
sys.exit(report(asyncio.run(supervise(commands, os.environ, nothing))))
"""


def _supervise(*codes: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", _SUPERVISOR, *codes],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )


def _read_until_both_are_here(supervisor: subprocess.Popen[str]) -> None:
    assert supervisor.stdout is not None
    assert {supervisor.stdout.readline(), supervisor.stdout.readline()} == {"a | here\n", "b | here\n"}


def _children_of(pid: int) -> list[int]:
    return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_signal_ends_every_process_and_counts_as_a_good_end(number: signal.Signals) -> None:
    supervisor = _supervise(_STEADY, _STEADY)
    _read_until_both_are_here(supervisor)
    children = _children_of(supervisor.pid)

    supervisor.send_signal(number)
    output, _ = supervisor.communicate(timeout=30)

    assert (supervisor.returncode, output) == (0, "ParkPro has stopped.\n")
    assert len(children) == 2
    assert not any(Path(f"/proc/{child}").exists() for child in children)


def test_a_process_that_ends_by_itself_ends_the_others_and_is_named() -> None:
    supervisor = _supervise(_STEADY, _FAILING)

    output, _ = supervisor.communicate(timeout=30)

    assert supervisor.returncode == 1
    assert "b | no such table\n" in output
    assert "'b' ended by itself (exit code 3), so everything was stopped" in output


def test_a_process_that_does_not_listen_is_ended_all_the_same() -> None:
    supervisor = _supervise(_STEADY, _DEAF)
    _read_until_both_are_here(supervisor)
    children = _children_of(supervisor.pid)

    os.kill(supervisor.pid, signal.SIGTERM)
    supervisor.communicate(timeout=30)

    assert supervisor.returncode == 0
    assert not any(Path(f"/proc/{child}").exists() for child in children)
