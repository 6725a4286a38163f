"""The life of a web process: what it opens before it serves and closes when it ends."""

from __future__ import annotations

import asyncio
import signal
from contextlib import suppress
from types import FrameType

import httpx
from quart import Quart

from app.accounts.outside.provider import OutsideProvider
from app.config import Settings
from app.core.database.readiness import migrated_database
from app.payments.gateways.ringgitpay import RinggitPayClient
from app.realtime.follower import LogFollower
from app.realtime.hub import EventHub
from app.realtime.live import LiveFloors
from app.receipts.renderer import ReceiptRenderer
from app.web.context import Services


def install_lifecycle(app: Quart, settings: Settings) -> None:
    """Opens the database, the gateway client and the live floors around serving."""

    @app.while_serving
    async def life():  # type: ignore[no-untyped-def]
        async with (
            migrated_database(settings.database_url, pool_size=settings.database_pool_size),
            httpx.AsyncClient() as http,
        ):
            live, hub, provider = LiveFloors(), EventHub(), settings.outside_provider
            follower = LogFollower(live, hub)
            receipts = ReceiptRenderer()
            await live.load()
            following = asyncio.create_task(follower.run())
            try:
                app.extensions["parkpro"] = Services(
                    settings=settings,
                    gateway=RinggitPayClient(settings.ringgitpay, http=http),
                    live=live,
                    hub=hub,
                    follower=follower,
                    receipts=receipts,
                    outside=OutsideProvider(provider, http=http) if provider else None,
                )
                _close_streams_on_signal(hub)
                yield
            finally:
                hub.closing.set()
                following.cancel()
                with suppress(asyncio.CancelledError):
                    await following
                await receipts.close()


def _close_streams_on_signal(hub: EventHub) -> None:
    """Lets open event streams end when the server is told to stop, which else waits for them."""
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        earlier = signal.getsignal(number)

        def stop(signum: int, frame: FrameType | None, earlier: object = earlier) -> None:
            loop.call_soon_threadsafe(hub.closing.set)
            if callable(earlier):
                earlier(signum, frame)

        with suppress(ValueError):  # not in the main thread: a test's server
            signal.signal(number, stop)
