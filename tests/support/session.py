"""One run of pytest: its name and its folder, known to every worker of it."""

from __future__ import annotations

import os
import secrets
import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path

_VARIABLE = "PARKPRO_TEST_SESSION"


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


def begin_session() -> Session:
    """Called once, before workers are started: they inherit the environment and so find it."""
    name = f"parkpro-test-{secrets.token_hex(4)}"
    folder = Path(tempfile.gettempdir()) / name
    folder.mkdir(mode=0o700)
    os.environ[_VARIABLE] = str(folder)
    return Session(folder)


def current_session() -> Session:
    return Session(Path(os.environ[_VARIABLE]))


def end_session(session: Session) -> None:
    shutil.rmtree(session.folder, ignore_errors=True)
