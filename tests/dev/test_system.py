from __future__ import annotations

import os

import pytest

from app.dev import system
from app.dev.chromium import find_chromium
from app.dev.console import SetupProblem


def _nothing_is_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(library: str) -> None:
        raise OSError(library)

    monkeypatch.setattr("ctypes.CDLL", refuse)
    monkeypatch.setattr(system, "_FONT_FOLDERS", ())


def test_someone_who_is_not_root_is_told_every_missing_package_in_one_line(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    _nothing_is_installed(monkeypatch)
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    monkeypatch.setattr("shutil.which", lambda name: f"/usr/bin/{name}")

    with pytest.raises(SetupProblem) as problem:
        system.ensure_system_packages(for_tests=False)

    assert str(problem.value) == (
        "Missing system packages. Install them with: sudo apt-get update && sudo apt-get install -y "
        "--no-install-recommends libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 fonts-dejavu-core"
    )


def test_a_system_without_apt_is_told_the_names(monkeypatch: pytest.MonkeyPatch) -> None:
    _nothing_is_installed(monkeypatch)
    monkeypatch.setattr("shutil.which", lambda name: None)

    with pytest.raises(
        SetupProblem, match=r"^Missing on this system .*: libpango-1\.0-0 .*fonts-dejavu-core\."
    ):
        system.ensure_system_packages(for_tests=False)


def test_what_this_test_run_stands_on_is_found_installed() -> None:
    system.ensure_system_packages(for_tests=True)


def test_a_chromium_that_was_named_but_does_not_run_is_told_by_name(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PARKPRO_CHROMIUM", "/nowhere/chromium")

    with pytest.raises(SetupProblem, match="PARKPRO_CHROMIUM=/nowhere/chromium does not run"):
        find_chromium()
