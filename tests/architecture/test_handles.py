"""Tests and pictures take hold of pages by test ids: one that is gone is told here, not late by Chromium."""

from __future__ import annotations

import re

from tests.support.settings import ROOT

_NAMED = re.compile(r"get_by_test_id\(\s*\"([\w-]+)\"")
_TOLD = re.compile(r"(?:data-testid|testId)(?:=|: )(\"[^\"]+\"|\{[^{}`]+\})")
_GIVEN = re.compile(r"\"([\w-]+)\"")
_GIVEN_BY_RULE = re.compile(r"(?:data-testid|testId)=\{`([\w-]+)\$\{")
_ENDING = re.compile(r"(?:data-testid|testId)=\{`\$\{testId\}(-[\w-]+)`\}")


def test_every_test_id_that_a_test_names_stands_in_the_app() -> None:
    app = "\n".join(path.read_text() for path in (ROOT / "pwa" / "src").rglob("*.tsx"))
    given = {name for told in _TOLD.findall(app) for name in _GIVEN.findall(told)}
    given |= {name + ending for name in given for ending in _ENDING.findall(app)}
    beginnings = tuple(_GIVEN_BY_RULE.findall(app))
    named = {
        (name, path.relative_to(ROOT).as_posix())
        for folder in ("tests", "app/dev")
        for path in (ROOT / folder).rglob("*.py")
        for name in _NAMED.findall(path.read_text())
    }

    assert named
    assert sorted(one for one in named if one[0] not in given and not one[0].startswith(beginnings)) == []
