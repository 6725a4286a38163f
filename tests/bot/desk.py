"""The bot in the test's own process: what people do is acted on when the test says so, one after another."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import httpx

from app.config import Settings
from app.payments.gateways.ringgitpay import RinggitPayClient
from app.realtime.follower import LogFollower
from app.realtime.hub import EventHub
from app.realtime.live import LiveFloors
from app.receipts.renderer import ReceiptRenderer
from app.telegram.api import open_bot
from bot.dispatch import answer
from bot.services import BotServices
from tests.support.settings import SECRETS
from tests.support.telegram.stand_in import TelegramStandIn


class Desk:
    """Reads what came to the stand-in, and answers it."""

    def __init__(self, services: BotServices) -> None:
        self.services = services
        self._offset = 0

    async def answer_all(self) -> None:
        """Raises what `answer` raises; what it was raised for is not told again."""
        await self.services.follower.catch_up()
        for update in await self.services.bot.get_updates(offset=self._offset, timeout=0):
            self._offset = update.update_id + 1
            await answer(update, self.services)


@asynccontextmanager
async def open_desk(database_url: str, telegram: TelegramStandIn) -> AsyncIterator[Desk]:
    """On a database that this process is connected to."""
    secrets = {name.lower(): value for name, value in SECRETS.items()}
    settings = Settings.model_validate(
        {**secrets, "database_url": database_url, "public_url": "https://parkpro.example"}
    )
    live = LiveFloors()
    await live.load()
    receipts = ReceiptRenderer()
    async with open_bot(telegram.installation()) as bot, httpx.AsyncClient() as http:
        yield Desk(
            BotServices(
                settings=settings,
                telegram=telegram.installation(),
                bot=bot,
                gateway=RinggitPayClient(settings.ringgitpay, http=http),
                live=live,
                follower=LogFollower(live, EventHub()),
                receipts=receipts,
            )
        )
    await receipts.close()
