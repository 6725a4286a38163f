"""Refusals are documented as they are."""

from __future__ import annotations

import re

import pytest
from quart import Quart, abort

from app.web.errors import install_errors
from tests.support.errors import every_code, every_error
from tests.support.settings import ROOT

_ROW = re.compile(r"^\| `([a-z_]+)` \| ([0-9]{3}) \|", re.MULTILINE)


def _documented() -> dict[str, int]:
    rows = _ROW.findall((ROOT / "docs" / "errors.md").read_text(encoding="utf-8"))
    return {code: int(status) for code, status in rows}


def test_every_code_is_documented_and_every_documented_code_exists() -> None:
    assert sorted(_documented()) == sorted(every_code())


def test_every_error_is_documented_with_its_status() -> None:
    documented = _documented()
    differing = {
        error.code: (error.status, documented.get(error.code))
        for error in every_error()
        if error.status != documented.get(error.code)
    }

    assert differing == {}


def test_the_documented_codes_are_in_alphabetical_order() -> None:
    assert list(_documented()) == sorted(_documented())


def test_every_error_tells_what_it_means() -> None:
    assert [error.code for error in every_error() if not (error.__doc__ or "").strip()] == []


@pytest.mark.parametrize("status", [400, 403, 404, 405, 408, 413, 415, 418, 429, 500, 502, 503])
async def test_whatever_the_framework_refuses_is_answered_by_a_documented_code(status: int) -> None:
    app = Quart(__name__)
    install_errors(app)

    @app.get("/")
    async def refuse() -> str:
        abort(status)

    answer = await app.test_client().get("/")
    problem = await answer.get_json(force=True)

    assert answer.status_code == problem["status"] == status
    assert problem["code"] in _documented()
    assert problem["detail"]
