"""Conventions that hold for every module."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

from tests.support.settings import ROOT

_LONGEST_MODULE = 400
_APPLICATION = ("app", "bot", "jobs")


def _modules(*folders: str) -> list[Path]:
    found = (path for folder in folders for path in (ROOT / folder).rglob("*.py"))
    return sorted(path for path in found if "migrations" not in path.parts)


def _calls(tree: ast.AST) -> Iterator[ast.Call]:
    return (node for node in ast.walk(tree) if isinstance(node, ast.Call))


def test_no_module_is_longer_than_a_reader_can_hold() -> None:
    modules = _modules(*_APPLICATION, "tests")
    lengths = {path.relative_to(ROOT).as_posix(): len(path.read_text().splitlines()) for path in modules}

    assert lengths
    assert {path: length for path, length in lengths.items() if length > _LONGEST_MODULE} == {}


def test_the_application_logs_and_never_prints() -> None:
    printing = [
        f"{path.relative_to(ROOT)}:{call.lineno}"
        for path in _modules(*_APPLICATION)
        for call in _calls(ast.parse(path.read_text()))
        if isinstance(call.func, ast.Name) and call.func.id == "print"
    ]

    assert printing == []


def test_only_the_clock_knows_what_time_it_is() -> None:
    """Anything else that asks the machine could not be moved by a test."""
    reading = [
        f"{path.relative_to(ROOT)}:{call.lineno}"
        for path in _modules(*_APPLICATION)
        if path != ROOT / "app" / "core" / "clock.py"
        for call in _calls(ast.parse(path.read_text()))
        if isinstance(call.func, ast.Attribute)
        and call.func.attr in {"now", "utcnow", "today"}
        and isinstance(call.func.value, ast.Name)
        and call.func.value.id in {"datetime", "date"}
    ]

    assert reading == []


def test_every_folder_of_tests_is_a_package() -> None:
    """So that two files of one name, in two folders, are two modules."""
    folders = {path.parent for path in (ROOT / "tests").rglob("test_*.py")}

    assert [str(path) for path in sorted(folders) if not (path / "__init__.py").exists()] == []
