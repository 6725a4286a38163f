"""A demo of one's own: the processes of `make run` on free ports, with fresh data, gone at the end."""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
import subprocess
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

from app.dev.console import SetupProblem
from app.dev.preflight import free_port
from app.dev.run import LocalRun, is_ready, plan, prepare
from app.dev.stamps import ROOT
from app.dev.supervisor import PATIENCE_SECONDS

# Settings of the developer's own shell stay outside.
_FROM_THE_MACHINE = ("PATH", "HOME", "LANG", "TMPDIR")


@contextmanager
def throwaway_demo(*, history_days: int = 0) -> Iterator[LocalRun]:
    """The demo, ready and seeded, until the block ends. Raises SetupProblem."""
    with _ended_in_order(), tempfile.TemporaryDirectory(prefix="parkpro-demo-") as folder:
        own = {"PORT": str(free_port()), "SANDBOX_PORT": str(free_port()), "HISTORY_DAYS": str(history_days)}
        machine = {name: os.environ[name] for name in _FROM_THE_MACHINE if name in os.environ}
        run = plan({**machine, "VAR_DIR": folder, **own})
        prepare(run)
        processes = [_start(command.name, command.arguments, run) for command in run.commands()]
        try:
            if not _is_ready(run):
                raise SetupProblem(f"The demo did not start:\n{_logs(run)}")
            yield run
        finally:
            for process in processes:
                _end(process)


@contextmanager
def _ended_in_order() -> Iterator[None]:
    """SIGTERM ends the block as Ctrl-C does, so that no process is left behind."""
    earlier = signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, earlier)


def _is_ready(run: LocalRun) -> bool:
    """In a thread of its own, for Playwright may have an event loop in this one."""
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(asyncio.run, is_ready(run)).result()


def _start(name: str, arguments: list[str], run: LocalRun) -> subprocess.Popen[bytes]:
    with _log(run, name).open("ab") as output:
        return subprocess.Popen(
            arguments,
            cwd=ROOT,
            env=run.environment,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )


def _end(process: subprocess.Popen[bytes]) -> None:
    process.terminate()
    with contextlib.suppress(subprocess.TimeoutExpired):
        process.wait(PATIENCE_SECONDS)
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def _log(run: LocalRun, name: str) -> Path:
    return run.var / f"{name}.log"


def _logs(run: LocalRun) -> str:
    return "\n".join(file.read_text(errors="replace") for file in sorted(run.var.glob("*.log")))
