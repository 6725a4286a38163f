"""The jobs process: `python -m jobs`. Two may run side by side."""

from __future__ import annotations

import asyncio
import signal

import httpx
import structlog

from app.config import Settings
from app.core.database.readiness import migrated_database
from app.payments.gateways.ringgitpay import RinggitPayClient
from app.process import run_process
from jobs.schedule import Jobs

log = structlog.get_logger()


async def run(settings: Settings) -> None:
    """Works until the process is told to stop; what is under way is finished first."""
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop.set)
    async with (
        migrated_database(settings.database_url, pool_size=settings.database_pool_size),
        httpx.AsyncClient() as http,
    ):
        jobs = Jobs(settings, RinggitPayClient(settings.ringgitpay, http=http))
        await jobs.run_until(stop)


if __name__ == "__main__":
    run_process(run)
