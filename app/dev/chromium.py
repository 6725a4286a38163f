"""Finding the Chromium that the browser tests drive."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

from app.dev.console import SetupProblem, say

_NAMES = ("chromium", "google-chrome-stable", "google-chrome", "chrome", "chromium-browser")


def find_chromium() -> str | None:
    """PARKPRO_CHROMIUM, else a Chromium or Chrome on PATH, else the one Playwright keeps.

    A program that can't tell its version is passed over: Ubuntu's `chromium-browser` may be
    a note about the snap. Raises SetupProblem when PARKPRO_CHROMIUM itself does not work.
    """
    told = os.environ.get("PARKPRO_CHROMIUM")
    if told:
        if not _tells_its_version(told):
            raise SetupProblem(
                f"PARKPRO_CHROMIUM={told} does not run: set it to a Chromium or Chrome program."
            )
        return told
    for name in _NAMES:
        found = shutil.which(name)
        if found and _tells_its_version(found):
            return found
    return next((str(path) for path in _kept_by_playwright() if _tells_its_version(str(path))), None)


def ensure_chromium(python: Path) -> None:
    """Has Playwright install one when none is found; `python` is the environment's.

    Raises SetupProblem with the command to give when that needs rights we don't have.
    """
    if find_chromium() is not None:
        return
    install = [str(python), "-m", "playwright", "install", "--with-deps", "chromium"]
    if os.geteuid() != 0:
        raise SetupProblem(
            "No Chromium for the browser tests. Set PARKPRO_CHROMIUM to a Chromium or Chrome program, "
            f"or install one with: {' '.join(install)}"
        )
    say("Installing Chromium for the browser tests")
    finished = subprocess.run(install, stdout=subprocess.DEVNULL, check=False)
    if finished.returncode != 0 or find_chromium() is None:
        raise SetupProblem(
            "Chromium could not be installed; the reason stands above. "
            "Install Chromium or Chrome yourself and set PARKPRO_CHROMIUM to it."
        )


def _kept_by_playwright() -> list[Path]:
    folder = os.environ.get("PLAYWRIGHT_BROWSERS_PATH")
    if folder is None:
        caches = "Library/Caches" if sys.platform == "darwin" else ".cache"
        folder = str(Path.home() / caches / "ms-playwright")
    return sorted(Path(folder).glob("chromium-*/chrome-linux*/chrome"), reverse=True)


def _tells_its_version(program: str) -> bool:
    try:
        finished = subprocess.run([program, "--version"], capture_output=True, timeout=30, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return False
    return finished.returncode == 0
