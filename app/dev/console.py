"""What the developer's commands say, and how they end when something is missing."""

from __future__ import annotations

import sys


class SetupProblem(Exception):
    """Something the developer has to mend. The text is one line that says what to do."""


def say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def complain(line: str) -> None:
    sys.stdout.flush()
    sys.stderr.write(line + "\n")
    sys.stderr.flush()
