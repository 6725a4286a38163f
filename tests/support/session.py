"""One run of pytest: its name and its folder, known to every worker of it."""

from __future__ import annotations

import contextlib
import fcntl
import os
import secrets
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

_VARIABLE = "PARKPRO_TEST_SESSION"
_PREFIX = "parkpro-test-"
_ALIVE = "alive"


@dataclass(frozen=True)
class Session:
    folder: Path

    @property
    def name(self) -> str:
        """Letters and digits only: it becomes part of database names."""
        return self.folder.name.rsplit("-", 1)[-1]

    @property
    def worker(self) -> str:
        return os.environ.get("PYTEST_XDIST_WORKER", "main")

    @contextmanager
    def alone(self, name: str) -> Iterator[None]:
        """One worker at a time does what has that `name`; the others wait."""
        with (self.folder / f"{name}.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield


def begin_session() -> tuple[Session, TextIO]:
    """Called once, before workers are started: they inherit the environment and so find it.

    The open file tells others that the run is alive: keep it until the end.
    """
    folder = Path(tempfile.gettempdir()) / f"{_PREFIX}{secrets.token_hex(4)}"
    folder.mkdir(mode=0o700)
    alive = (folder / _ALIVE).open("w")
    fcntl.flock(alive, fcntl.LOCK_EX)
    os.environ[_VARIABLE] = str(folder)
    return Session(folder), alive


def current_session() -> Session:
    return Session(Path(os.environ[_VARIABLE]))


def abandoned_sessions() -> Iterator[Session]:
    """Runs that were killed before they could put away what they made."""
    for alive in Path(tempfile.gettempdir()).glob(f"{_PREFIX}*/{_ALIVE}"):
        with contextlib.suppress(OSError), alive.open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            yield Session(alive.parent)


def end_session(session: Session) -> None:
    shutil.rmtree(session.folder, ignore_errors=True)
