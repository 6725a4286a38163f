"""When each job runs. One clock for all of them."""

from __future__ import annotations

import asyncio

import structlog

from app.config import Settings
from app.payments.gateways.protocol import Gateway
from jobs.check_invariants import check_all_history, check_invariants
from jobs.clean_up import clean_up
from jobs.clockwork import Cron, Pulse
from jobs.complete_bookings import complete_bookings
from jobs.deliver_messages import MessageDelivery
from jobs.expire_holds import expire_holds
from jobs.give_up_no_shows import give_up_no_shows
from jobs.reconcile_payments import reconcile_payments
from jobs.remind_endings import remind_endings
from jobs.send_refunds import send_refunds
from jobs.watch_overstays import watch_overstays

log = structlog.get_logger()


class Jobs:
    """All jobs of one process.

    Those on a crontab run once a slot however many processes there are; the others run in
    every process and share the work by leases in the tables.
    """

    def __init__(self, settings: Settings, gateway: Gateway) -> None:
        self._messages = MessageDelivery(settings, gateway)
        self._crons = [
            Cron("reconcile_payments", "*/5 * * * *", lambda: reconcile_payments(gateway)),
            Cron("complete_bookings", "* * * * *", complete_bookings),
            Cron("watch_overstays", "* * * * *", lambda: watch_overstays(gateway)),
            Cron("give_up_no_shows", "* * * * *", give_up_no_shows),
            Cron("remind_endings", "* * * * *", remind_endings),
            Cron("check_invariants", "*/15 * * * *", check_invariants),
            # In the small hours of Malaysia:
            Cron("clean_up", "17 19 * * *", clean_up),
            Cron("check_all_history", "47 19 * * *", check_all_history),
        ]
        self._pulses = [
            Pulse("expire_holds", 2.0, expire_holds),
            Pulse("deliver_messages", 1.0, self._messages.run),
            Pulse("send_refunds", 10.0, lambda: send_refunds(gateway)),
        ]

    async def run_until(self, stop: asyncio.Event) -> None:
        names = [cron.name for cron in self._crons] + [pulse.name for pulse in self._pulses]
        log.info("jobs_started", jobs=names)
        for cron in self._crons:
            cron.start()
        await asyncio.gather(*(pulse.run_until(stop) for pulse in self._pulses))
        for cron in self._crons:
            await cron.finish()
        await self._messages.close()
        log.info("jobs_stopped")
