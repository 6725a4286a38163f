"""What operators and callers rely on is written down."""

from __future__ import annotations

import importlib
import pkgutil
import re
from collections import Counter
from pathlib import Path

import app
from app.config import Settings
from app.core.errors import DomainError, all_error_classes
from tests.support.settings import ROOT


def _words_in(document: str) -> set[str]:
    """What stands between backquotes."""
    return set(re.findall(r"`([A-Za-z0-9_]+)`", (ROOT / "docs" / document).read_text()))


def _every_error() -> list[type[DomainError]]:
    for module in pkgutil.walk_packages(app.__path__, "app."):
        if module.name.rsplit(".", 1)[-1] != "__main__":
            importlib.import_module(module.name)
    return [error for error in all_error_classes() if error.__module__.startswith("app.")]


def test_every_setting_is_documented() -> None:
    settings = {name.upper() for name in Settings.model_fields}

    assert sorted(settings - _words_in("settings.md")) == []


def test_every_error_code_is_documented() -> None:
    codes = {error.code for error in _every_error()}

    assert "not_found" in codes
    assert sorted(codes - _words_in("errors.md")) == []


def test_every_error_code_means_one_thing() -> None:
    codes = Counter(error.code for error in _every_error())

    assert [code for code, times in codes.items() if times > 1] == []


def test_every_error_code_is_lower_case_words() -> None:
    assert [error.code for error in _every_error() if not re.fullmatch(r"[a-z]+(_[a-z]+)*", error.code)] == []


def test_the_documents_of_the_readme_exist() -> None:
    readme = ROOT / "README.md"
    links = re.findall(r"\]\((?!https?://|#)([^)#]+)", readme.read_text())

    assert [link for link in links if not Path(readme.parent / link).exists()] == []
