"""What an operator's watchman is told."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import pytest
from quart import Quart

from app.core import clock
from app.core.models import JobRun
from app.web import health
from tests.support.databases import Database
from tests.web.browsers import Browser, application

NOON = datetime(2026, 11, 23, 4, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
async def noon() -> AsyncIterator[None]:
    with clock.frozen(NOON):
        yield


@pytest.fixture
def app(db: Database) -> Quart:
    app = application(db.url)
    app.extensions["parkpro"] = SimpleNamespace(live=SimpleNamespace(fresh_at=NOON))
    return app


async def test_a_process_is_ready_and_tells_when_the_jobs_last_began_one(app: Quart) -> None:
    for seconds in (130, 70):
        began = NOON - timedelta(seconds=seconds)
        await JobRun.create(job="complete_bookings", slot=began, started_at=began)
    answer = await Browser(app).get("/readyz")

    assert answer.status_code == 200
    assert await answer.get_json() == {"status": "ready", "problems": [], "secondsSinceLastJob": 70}


async def test_a_web_process_is_ready_without_jobs(app: Quart) -> None:
    answer = await Browser(app).get("/readyz")

    assert answer.status_code == 200
    assert (await answer.get_json())["secondsSinceLastJob"] is None


async def test_a_log_that_is_not_followed_is_a_problem(app: Quart) -> None:
    clock.move(timedelta(seconds=11))
    answer = await Browser(app).get("/readyz")

    assert answer.status_code == 503
    assert (await answer.get_json())["problems"] == ["event_log"]


async def test_a_database_that_does_not_answer_is_a_problem_soon(
    app: Quart, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def silence() -> None:
        await asyncio.Event().wait()

    monkeypatch.setattr(health, "find_last_run", silence)
    monkeypatch.setattr(health, "_PATIENCE_SECONDS", 0.01)
    answer = await Browser(app).get("/readyz")

    assert answer.status_code == 503
    assert await answer.get_json() == {
        "status": "unready",
        "problems": ["database"],
        "secondsSinceLastJob": None,
    }
