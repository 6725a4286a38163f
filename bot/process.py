"""The bot's process: what it opens, and in which order it starts and ends."""

from __future__ import annotations

import asyncio
import signal
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

import httpx
import structlog
from telegram.error import BadRequest, InvalidToken, TelegramError

from app.config import Settings, SettingsError
from app.core.database.readiness import migrated_database
from app.core.i18n import DEFAULT_LANGUAGE, languages
from app.payments.gateways.ringgitpay import RinggitPayClient
from app.realtime.follower import LogFollower
from app.realtime.hub import EventHub
from app.realtime.live import LiveFloors
from app.receipts.renderer import ReceiptRenderer
from app.telegram.api import open_bot
from bot.chat.menu import menu_button
from bot.commands import listed_commands
from bot.listening import ask_for_updates, be_called
from bot.services import BotServices
from bot.working import work

log = structlog.get_logger()

_PAUSE, _LONGEST_PAUSE = 1.0, 60.0
_UNKNOWN_TOKEN = SettingsError("TELEGRAM_BOT_TOKEN: Telegram does not know this token")


async def run(settings: Settings) -> None:
    """Works until the process is told to stop. Telegram need not be reached for it to start."""
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop.set)
    async with _services(settings) as services:
        heard = asyncio.Event()
        following = asyncio.create_task(services.follower.run())
        hearing = asyncio.create_task(_hear(services, heard))
        hearing.add_done_callback(lambda done: stop.set())
        try:
            await work(services, heard, stop)
            if hearing.done() and not hearing.cancelled() and (fault := hearing.exception()) is not None:
                raise fault
        finally:
            for task in (hearing, following):
                task.cancel()
                with suppress(asyncio.CancelledError, Exception):
                    await task
            await services.bot.shutdown()
            await services.receipts.close()
            log.info("bot_stopped")


@asynccontextmanager
async def _services(settings: Settings) -> AsyncIterator[BotServices]:
    telegram = settings.telegram
    if telegram is None:
        raise SettingsError("TELEGRAM_BOT_TOKEN: is not set, so there is no bot; see docs/telegram.md")
    async with (
        migrated_database(settings.database_url, pool_size=settings.database_pool_size),
        httpx.AsyncClient() as http,
    ):
        live = LiveFloors()
        await live.load()
        yield BotServices(
            settings=settings,
            telegram=telegram,
            bot=open_bot(telegram),
            gateway=RinggitPayClient(settings.ringgitpay, http=http),
            live=live,
            follower=LogFollower(live, EventHub()),
            receipts=ReceiptRenderer(),
        )


async def _hear(services: BotServices, heard: asyncio.Event) -> None:
    """Introduces the bot to Telegram, and listens. Raises SettingsError for a wrong token or name."""
    pause = _PAUSE
    while not await _is_introduced(services):
        await asyncio.sleep(pause)
        pause = min(pause * 2, _LONGEST_PAUSE)
    log.info("bot_started", webhook=services.telegram.uses_webhook)
    if services.telegram.uses_webhook:
        await asyncio.Event().wait()  # the web process is called
    try:
        await ask_for_updates(services.bot, heard)
    except InvalidToken:
        raise _UNKNOWN_TOKEN from None


async def _is_introduced(services: BotServices) -> bool:
    """Whether Telegram was reached, and took what it was told."""
    try:
        await _introduce(services)
    except InvalidToken:
        raise _UNKNOWN_TOKEN from None
    except BadRequest as error:  # an address that it does not call, for instance
        log.error("telegram_refused", reason=error.message)
        return False
    except TelegramError as error:
        log.warning("telegram_not_reached", error=type(error).__name__)
        return False
    return True


async def _introduce(services: BotServices) -> None:
    bot, telegram, settings = services.bot, services.telegram, services.settings
    await bot.initialize()
    if (bot.username or "").casefold() != telegram.name.casefold():
        raise SettingsError(f"TELEGRAM_BOT_NAME: the token is that of {bot.username}")
    for code in languages():
        language = None if code == DEFAULT_LANGUAGE else code
        await bot.set_my_commands(listed_commands(code), language_code=language)
    await bot.set_chat_menu_button(menu_button=menu_button(settings.public_url, DEFAULT_LANGUAGE))
    if telegram.uses_webhook:
        await be_called(bot, telegram, settings)
