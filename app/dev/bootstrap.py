"""`python3 -m app.dev.bootstrap run|test|tools|build|measure`: everything that must be there first.

Runs under the system's Python with nothing installed. Each step is stamped with what it was
made from, so that a second call finds all in place and needs no network.
"""

from __future__ import annotations

import sys

if sys.version_info < (3, 11):  # noqa: UP036 - the sentence is for those who have an older one
    present = sys.version.split()[0]
    sys.exit("ParkPro needs Python 3.11 or newer; this is " + present + ". Try: make PYTHON=python3.12 run")

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager

from app.dev.chromium import ensure_chromium
from app.dev.console import SetupProblem, complain
from app.dev.node import ensure_build, ensure_node_packages
from app.dev.python_packages import PYTHON, ensure_python_packages
from app.dev.stamps import VAR
from app.dev.system import ensure_system_packages


def prepare(goal: str) -> None:
    """Sets up what `goal` needs. Raises SetupProblem."""
    for_tests = goal in {"test", "tools", "measure"}
    ensure_system_packages(for_tests=goal == "test")
    ensure_python_packages(for_tests=for_tests)
    if goal in {"test", "measure"}:
        ensure_chromium(PYTHON)
    if for_tests:
        ensure_node_packages()
    if goal not in {"test", "tools"}:
        ensure_build()


@contextmanager
def alone() -> Iterator[None]:
    """Two set-ups of one checkout would trip over each other: the second waits."""
    try:
        VAR.mkdir(exist_ok=True)
        lock = (VAR / "setup.lock").open("w")
    except OSError as error:
        raise SetupProblem(
            f"Cannot write in {VAR}: {error.strerror}. Make it yours, then try again."
        ) from error
    with lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def main(arguments: list[str]) -> int:
    if len(arguments) != 1 or arguments[0] not in {"run", "test", "tools", "build", "measure"}:
        complain("usage: python3 -m app.dev.bootstrap run|test|tools|build|measure")
        return 2
    try:
        with alone():
            prepare(arguments[0])
    except SetupProblem as problem:
        complain(str(problem))
        return 1
    except KeyboardInterrupt:
        return 130
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
