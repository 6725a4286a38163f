"""Acting on what was heard, of many chats at once and of one in its order."""

from __future__ import annotations

import asyncio
from contextlib import suppress

import structlog
from telegram import Update

from app.core.events import current_request_id
from app.telegram.inbox import LEASE, MAX_ATTEMPTS, claim_updates, finish_update, hold_on, put_back
from app.telegram.models import TelegramUpdate
from bot.dispatch import TryAgainLater, answer, tell_of_failure
from bot.pacing import Pace
from bot.services import BotServices

log = structlog.get_logger()

_LOOK_EVERY = 0.2  # seconds; the process that asks Telegram is told at once
_AT_ONCE = 20
_AFTER_TROUBLE = 1.0


async def work(services: BotServices, heard: asyncio.Event, stop: asyncio.Event) -> None:
    """Answers updates until told to stop; what is under way then is finished."""
    under_way, pace = set[asyncio.Task[None]](), Pace()
    while not stop.is_set():
        heard.clear()
        try:
            free = _AT_ONCE - len(under_way)
            claimed = await claim_updates(free, resting=pace.resting()) if free else []
        except Exception as error:
            log.error("inbox_unreadable", error=type(error).__name__)
            await asyncio.sleep(_AFTER_TROUBLE)
            continue
        for update in claimed:
            pace.note(update.chat_id)
            task = asyncio.create_task(_act(services, update, heard))
            under_way.add(task)
            task.add_done_callback(under_way.discard)
        if not claimed:
            with suppress(TimeoutError):
                await asyncio.wait_for(heard.wait(), _LOOK_EVERY)
    await asyncio.gather(*under_way)


async def _act(services: BotServices, kept: TelegramUpdate, heard: asyncio.Event) -> None:
    token = current_request_id.set(f"telegram-{kept.id}")
    holding = asyncio.create_task(_hold_on(kept.id))
    try:
        update = Update.de_json(kept.body, services.bot)
        if kept.attempts <= MAX_ATTEMPTS and update is not None:
            await answer(update, services)
        else:
            log.error("update_given_up", update_id=kept.id, attempts=MAX_ATTEMPTS)
            if update is not None:
                await tell_of_failure(update, services, number=str(kept.id))
        await finish_update(kept.id)
    except TryAgainLater as cause:
        log.warning("update_put_back", update_id=kept.id, error=type(cause.__cause__).__name__)
        await (put_back(kept.id, cause.wait) if cause.wait else put_back(kept.id))
    except Exception:
        log.exception("update_failed", update_id=kept.id)  # its lease brings it again
    finally:
        holding.cancel()
        current_request_id.reset(token)
        heard.set()  # the same chat may have said more


async def _hold_on(update_id: int) -> None:
    """Until cancelled. A process that ends stops saying so, and another takes what it had soon after."""
    while True:
        await asyncio.sleep(LEASE.total_seconds() / 3)
        try:
            await hold_on(update_id)
        except Exception as error:  # the next time may do: the lease is longer
            log.warning("lease_not_kept", update_id=update_id, error=type(error).__name__)
