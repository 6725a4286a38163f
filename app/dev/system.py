"""Packages of the operating system: which are missing, and how they get there."""

from __future__ import annotations

import ctypes
import importlib.util
import os
import shutil
import socket
import subprocess
import sys
from pathlib import Path

from app.dev.chromium import find_chromium
from app.dev.console import SetupProblem, say
from app.dev.python_packages import environment_is_made

# What WeasyPrint loads when it draws a receipt.
_LIBRARIES = {
    "libpango-1.0.so.0": "libpango-1.0-0",
    "libpangoft2-1.0.so.0": "libpangoft2-1.0-0",
    "libharfbuzz-subset.so.0": "libharfbuzz-subset0",
}
# What the driver of the browser tests is linked with.
_TEST_LIBRARIES = {"libatomic.so.1": "libatomic1"}
_FONT_FOLDERS = (Path("/usr/share/fonts"), Path("/usr/local/share/fonts"), Path.home() / ".local/share/fonts")
# The server's programs without the service that the package mariadb-server would start.
_MARIADB_PACKAGES = ["mariadb-server-core", "mariadb-client-core"]
_MARIADB_PROGRAMS = ("mariadbd", "mariadb-install-db", "my_print_defaults")


def ensure_system_packages(*, for_tests: bool) -> None:
    """Installs what is missing when run as root; otherwise raises SetupProblem that names it all at once."""
    missing = _missing_packages(for_tests=for_tests)
    if not missing:
        return
    names = " ".join(missing)
    if shutil.which("apt-get") is None:
        raise SetupProblem(
            f"Missing on this system (names as in Debian): {names}. Install them, then try again."
        )
    install = f"apt-get install -y --no-install-recommends {names}"
    if os.geteuid() != 0:
        raise SetupProblem(
            f"Missing system packages. Install them with: sudo apt-get update && sudo {install}"
        )
    say(f"Installing system packages: {names}")
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for command in ("apt-get update -qq", install.replace("install -y", "install -y -qq")):
        finished = subprocess.run(
            command.split(),
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )
        if finished.returncode != 0:
            say(finished.stdout.rstrip())
            raise SetupProblem(f"'{command}' failed; its reason stands above.")
    still_missing = _missing_packages(for_tests=for_tests)
    if still_missing:
        raise SetupProblem(f"Still missing after apt-get: {' '.join(still_missing)}.")


def _missing_packages(*, for_tests: bool) -> list[str]:
    libraries = _LIBRARIES | (_TEST_LIBRARIES if for_tests else {})
    missing = [package for library, package in libraries.items() if not _can_load(library)]
    if not any(folder.is_dir() and any(folder.rglob("DejaVuSans.ttf")) for folder in _FONT_FOLDERS):
        missing.append("fonts-dejavu-core")
    if not environment_is_made() and importlib.util.find_spec("ensurepip") is None:
        # Debian keeps it apart from Python itself.
        missing.append(f"python{sys.version_info.major}.{sys.version_info.minor}-venv")
    if for_tests:
        if not (_answers_as_mariadb() or all(_find_program(name) for name in _MARIADB_PROGRAMS)):
            missing.extend(_MARIADB_PACKAGES)
        if _apt_has_chromium() and find_chromium() is None:
            missing.append("chromium")
    return missing


def _can_load(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def _find_program(name: str) -> str | None:
    """Like `which`, with the folders that only root has on its PATH."""
    return shutil.which(name) or shutil.which(name, path="/usr/sbin:/usr/local/sbin:/sbin")


def _answers_as_mariadb() -> bool:
    """Whether the tests have a server already: the one they are told of, or one on the usual port."""
    if os.environ.get("PARKPRO_TEST_MYSQL"):
        return True
    try:
        socket.create_connection(("127.0.0.1", 3306), timeout=1).close()
    except OSError:
        return False
    return True


def _apt_has_chromium() -> bool:
    """Debian's apt has it. Ubuntu's package only points at the snap, so there Playwright brings one."""
    try:
        release = Path("/etc/os-release").read_text()
    except OSError:
        return False
    return "ID=debian" in release.splitlines()
