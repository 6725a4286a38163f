"""A jobs process in a hurry: its five-minute job is due every second. `python -m tests.support.brisk_jobs`.

The slots stay those of the minute, as everywhere. It says `beat` each time the clock has struck.
"""

from __future__ import annotations

import asyncio
import signal

import aiocron

from app.config import load_settings
from app.core.database.connection import close_database, open_database
from app.logs import configure_logs
from app.payments.gateways.ringgitpay import RinggitPayClient
from jobs.clockwork import Cron
from jobs.reconcile_payments import reconcile_payments

_EVERY_SECOND = "* * * * * *"


async def main() -> None:
    settings = load_settings()
    configure_logs(settings)
    stop = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, stop.set)
    database = await open_database(settings.database_url)
    try:
        async with RinggitPayClient(settings.ringgitpay) as gateway:
            cron = Cron("reconcile_payments", _EVERY_SECOND, lambda: reconcile_payments(gateway))
            cron.start()
            beat = aiocron.crontab(_EVERY_SECOND, func=_beat, start=True)
            await stop.wait()
            beat.stop()
            await cron.finish()
    finally:
        await close_database(database)


async def _beat() -> None:
    print("beat")  # noqa: T201


if __name__ == "__main__":
    asyncio.run(main())
