"""The Python environment in `.venv`, with exactly the packages of the requirements files."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from app.dev.console import SetupProblem, say
from app.dev.stamps import ROOT, Stamp

VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
RUNTIME = ROOT / "requirements.txt"
TESTS = ROOT / "tests" / "requirements.txt"


def environment_is_made() -> bool:
    return PYTHON.exists() and any((VENV / "lib").glob("python3.*/site-packages/pip"))


def ensure_python_packages(*, for_tests: bool) -> None:
    """Makes `.venv` and installs the frozen packages, unless that is done. Raises SetupProblem."""
    _ensure_environment()
    wanted = _stamp(for_tests=for_tests)
    if wanted.is_current():
        return
    wanted.clear()
    say("Installing Python packages (about a minute the first time)")
    install("-r", str(TESTS if for_tests else RUNTIME))
    wanted.write()
    if for_tests:
        _stamp(for_tests=False).write()


def install(*what: str) -> None:
    """`pip install` into the environment. Raises SetupProblem."""
    # Some packages come as sources only; pip is to build them the way it will always do.
    options = ["--quiet", "--disable-pip-version-check", "--use-pep517"]
    command = [str(PYTHON), "-m", "pip", "install", *options, *what]
    if subprocess.run(command, cwd=ROOT, check=False).returncode != 0:
        raise SetupProblem(f"pip could not install {' '.join(what)}; its reason stands above.")


def _stamp(*, for_tests: bool) -> Stamp:
    files = [RUNTIME, TESTS] if for_tests else [RUNTIME]
    # pyvenv.cfg names the Python behind the environment: another one needs its packages anew.
    return Stamp(VENV / (".tests" if for_tests else ".runtime"), [*files, VENV / "pyvenv.cfg"])


def _ensure_environment() -> None:
    if environment_is_made():
        return
    if Path(sys.executable).is_relative_to(VENV):
        raise SetupProblem("The environment .venv is broken: leave it with 'deactivate', then try again.")
    say("Making the Python environment .venv")
    made = subprocess.run(
        [sys.executable, "-m", "venv", "--clear", str(VENV)], capture_output=True, text=True, check=False
    )
    if made.returncode != 0:
        reason = (made.stderr or made.stdout).strip().splitlines()
        raise SetupProblem(
            f"'{sys.executable} -m venv .venv' failed: {reason[-1] if reason else 'no reason given'}"
        )
