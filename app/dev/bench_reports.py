"""`make bench-reports`: how long reports take over half a million ledger entries, and how they are found.

On a SQLite file of its own, or on the empty database that DATABASE_URL names: the demo's lots with a past of
four months. Prints the seconds of each report and the plan of each statement.
"""

from __future__ import annotations

import asyncio
import os
import tempfile
import time
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any

from tortoise import connections

from app.analytics.occupancy import measure
from app.analytics.occupancy_facts import read_facts
from app.analytics.revenue import read_revenue, read_revenue_of_spots
from app.analytics.till import read_till
from app.config import Settings
from app.core import clock
from app.core.database.connection import close_database, open_database
from app.core.database.dialect import is_sqlite, rows_of
from app.core.database.migrate import migrate_database
from app.core.days import Days, day_of
from app.demo.seed import seed_demo
from app.dev.console import say
from app.dev.machine import machine
from app.lots.models import Area, Lot

_HISTORY_DAYS = 120
_RUNS = 3


@dataclass(slots=True)
class _Statements:
    """What was asked of the database."""

    asked: list[tuple[str, list[Any]]] = field(default_factory=list)

    @contextmanager
    def noted(self) -> Iterator[None]:
        connection: Any = connections.get("default")
        ask = connection.execute_query_dict

        async def note(sql: str, values: list[Any] | None = None) -> Any:
            self.asked.append((sql, values or []))
            return await ask(sql, values)

        connection.execute_query_dict = note
        try:
            yield
        finally:
            connection.execute_query_dict = ask


async def run(url: str) -> None:
    await migrate_database(url)
    context = await open_database(url)
    try:
        begun = time.perf_counter()
        await seed_demo(_settings(url), history_days=_HISTORY_DAYS)
        [row] = await rows_of("SELECT COUNT(*) AS entries FROM ledger_entry")
        say(f"{machine()}\n{row['entries']} ledger entries, made in {time.perf_counter() - begun:.1f} s")
        await _measure_all()
    finally:
        await close_database(context)


async def _measure_all() -> None:
    lots = await Lot.all().order_by("id")
    last = day_of(clock.now(), lots[0].time_zone) - timedelta(days=1)
    largest = await Area.get(code="P1")
    for count in (7, 30, _HISTORY_DAYS):
        days = Days(last - timedelta(days=count - 1), last)
        period = days.in_zone(lots[0].time_zone)
        await _measure(f"revenue of all lots, {count} days", partial(read_revenue, lots, days))
        await _measure(f"till of all lots, {count} days", partial(read_till, lots, days))
        await _measure(
            f"revenue of the spots of a floor, {count} days",
            partial(read_revenue_of_spots, largest.id, period),
        )
        await _measure(f"use of the largest lot, {count} days", partial(_use, largest, days))


async def _use(area: Area, days: Days) -> None:
    measure(await read_facts(await Lot.get(id=area.lot_id), days))


async def _measure(name: str, report: Callable[[], Awaitable[object]]) -> None:
    statements = _Statements()
    with statements.noted():
        await report()
    seconds = []
    for _ in range(_RUNS):
        begun = time.perf_counter()
        await report()
        seconds.append(time.perf_counter() - begun)
    say(f"\n{name}: {min(seconds):.3f} s")
    for sql, values in statements.asked:
        for line in await _plan(sql, values):
            say(f"    {line}")


async def _plan(sql: str, values: list[Any]) -> list[str]:
    explain = "EXPLAIN QUERY PLAN" if is_sqlite() else "EXPLAIN"
    rows = await connections.get("default").execute_query_dict(f"{explain} {sql}", values)
    if is_sqlite():
        return [str(row["detail"]) for row in rows]
    return [f"{row['table']}: {row['type']} {row['key']} ({row['rows']} rows) {row['Extra']}" for row in rows]


def _settings(url: str) -> Settings:
    return Settings.model_validate(
        {
            "public_url": "http://localhost:8000",
            "secret_key": "a database that is thrown away has no secrets",
            "ringgitpay_app_id": "-",
            "ringgitpay_request_key": "-",
            "ringgitpay_response_key": "-",
            "database_url": url,
            "demo": True,
        }
    )


def main() -> None:
    with tempfile.TemporaryDirectory(prefix="parkpro-bench-") as folder:
        asyncio.run(run(os.environ.get("DATABASE_URL") or f"sqlite://{Path(folder) / 'bench.sqlite3'}"))


if __name__ == "__main__":
    main()
