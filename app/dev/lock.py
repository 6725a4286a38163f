"""`make lock`: freezes what pyproject.toml allows, for the application and for its tests."""

from __future__ import annotations

import subprocess
import sys
import tempfile
import tomllib
from pathlib import Path

from app.dev.console import say
from app.dev.python_packages import RUNTIME, TESTS
from app.dev.stamps import ROOT

_HEADER = "Frozen from pyproject.toml by `make lock`."


def main() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run([sys.executable, "-m", "venv", folder], check=True)
        python = Path(folder) / "bin" / "python"
        runtime = _frozen_after_installing(python, project["dependencies"])
        both = _frozen_after_installing(python, [*runtime, *project["optional-dependencies"]["dev"]])
    RUNTIME.write_text("\n".join([f"# {_HEADER}", *runtime, ""]))
    only_tests = [line for line in both if line not in runtime]
    heading = f"# What the tests need beside the application. {_HEADER}"
    TESTS.write_text("\n".join([heading, "-r ../requirements.txt", *only_tests, ""]))
    say(f"{len(runtime)} packages for the application, {len(only_tests)} more for the tests")


def _frozen_after_installing(python: Path, requirements: list[str]) -> list[str]:
    subprocess.run([python, "-m", "pip", "install", "--quiet", *requirements], check=True)
    frozen = subprocess.run([python, "-m", "pip", "freeze"], check=True, capture_output=True, text=True)
    return sorted(frozen.stdout.split(), key=str.lower)


if __name__ == "__main__":
    main()
