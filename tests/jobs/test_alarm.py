"""Jobs that fail ring for staff, once an hour, and never fail the more for it."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta

import pytest
from structlog.testing import capture_logs

from app.core import clock
from app.core.models import EventRecord, JobRun
from jobs.alarm import Alarm
from jobs.clockwork import Cron, Pulse

pytestmark = pytest.mark.usefixtures("db")

SLOT = datetime(2026, 11, 23, 6, 0, tzinfo=UTC)


async def _break() -> int:
    raise ZeroDivisionError("somebody's e-mail is aisyah@mail.example")


async def _rang() -> list[dict[str, object]]:
    return [event.data for event in await EventRecord.filter(kind="JobFailed").order_by("id")]


async def test_a_run_that_fails_rings_with_its_job_its_slot_and_the_kind_of_error() -> None:
    with clock.frozen(SLOT + timedelta(seconds=12)):
        await Cron("clean_up", "0 6 * * *", _break)._tick()
    assert await _rang() == [
        {"job": "clean_up", "slot": "2026-11-23T06:00:00Z", "error": "ZeroDivisionError"}
    ]
    assert (await JobRun.get()).outcome == "failed: ZeroDivisionError"


async def test_a_job_that_fails_all_the_time_rings_once_an_hour() -> None:
    job = Cron("remind_endings", "* * * * *", _break)
    with clock.frozen(SLOT):
        for _ in range(61):
            await job._tick()
            clock.move(timedelta(minutes=1))
    assert [ring["slot"] for ring in await _rang()] == ["2026-11-23T06:00:00Z", "2026-11-23T07:00:00Z"]


async def test_each_job_has_an_alarm_of_its_own() -> None:
    with clock.frozen(SLOT):
        for name in ("clean_up", "remind_endings"):
            await Cron(name, "* * * * *", _break)._tick()
    assert [ring["job"] for ring in await _rang()] == ["clean_up", "remind_endings"]


async def test_a_pulse_that_fails_rings_once_and_beats_on() -> None:
    stop, beats = asyncio.Event(), 0

    async def beat() -> int:
        nonlocal beats
        beats += 1
        if beats == 4:
            stop.set()
        return await _break()

    with clock.frozen(SLOT):
        await Pulse("expire_holds", 0.001, beat).run_until(stop)
    assert beats == 4
    assert [ring["job"] for ring in await _rang()] == ["expire_holds"]


async def test_an_alarm_that_could_not_be_heard_rings_the_next_time(monkeypatch: pytest.MonkeyPatch) -> None:
    alarm = Alarm("send_refunds")

    async def away(*given: object) -> None:
        raise OSError("the database is away")

    with clock.frozen(SLOT):
        monkeypatch.setattr("jobs.alarm._tell", away)
        with capture_logs() as logs:
            await alarm.ring(SLOT, ValueError())
        monkeypatch.undo()
        assert [log["event"] for log in logs] == ["alarm_silent"]
        assert await _rang() == []
        await alarm.ring(SLOT, ValueError())
        assert len(await _rang()) == 1
