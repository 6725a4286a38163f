"""The jobs process: `python -m jobs`. Two may run side by side."""

from __future__ import annotations

import asyncio
import signal
import sys

import httpx
import structlog

from app.config import Settings, SettingsError, load_settings
from app.core.database.readiness import DatabaseNotReady, migrated_database
from app.logs import configure_logs
from app.payments.gateways.ringgitpay import RinggitPayClient
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


def main() -> None:
    try:
        settings = load_settings()
        configure_logs(settings)
        asyncio.run(run(settings))
    except (SettingsError, DatabaseNotReady) as error:
        sys.stderr.write(f"{error}\n")
        sys.exit(1)


if __name__ == "__main__":
    main()
