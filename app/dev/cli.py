"""`make cli ARGS="…"`: a command of `python -m app`, with the settings of `make run`; or the list of them."""

from __future__ import annotations

import os
import subprocess
import sys

from app.dev.console import SetupProblem, complain
from app.dev.run import plan


def main(arguments: list[str]) -> int:
    try:
        settings = plan(dict(os.environ)).environment
    except SetupProblem as problem:
        complain(str(problem))
        return 1
    command = arguments or ["--help"]
    return subprocess.run([sys.executable, "-m", "app", *command], env=settings, check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
