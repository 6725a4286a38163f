"""What Telegram told, kept until it was acted on: each update once, those of one chat one after another.

Whoever hears of an update (the process that polls, or the one that is called) writes it down; whoever is free
takes the next. So a restart, a second process and an update told twice all do no harm.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

from tortoise.exceptions import IntegrityError
from tortoise.expressions import F, Q
from tortoise.functions import Min

from app.core import clock
from app.core.database.transactions import transactional
from app.core.fields import is_row_id
from app.telegram.models import TelegramUpdate

LEASE = timedelta(seconds=10)
"""How long an update is its process's own, unless that says that it is still at it (`hold_on`)."""

MAX_ATTEMPTS = 5
"""What ended the process as often, or could not be answered, is given up: the rest of its chat waits."""

_PUT_BACK_FOR = timedelta(seconds=5)
_KEPT = timedelta(days=2)  # Telegram tells for a day at most
_CHATS_LOOKED_AT = 500


async def keep_update(body: Mapping[str, Any]) -> bool:
    """Writes an update down. False for one that is known, or that is none."""
    update_id = body.get("update_id")
    if not isinstance(update_id, int) or not is_row_id(update_id):
        return False
    try:
        return await _keep(update_id, dict(body))
    except IntegrityError:
        return False  # told twice at once


async def claim_updates(limit: int = 20) -> Sequence[TelegramUpdate]:
    """Up to `limit` updates to act on now: of each chat the oldest only, and none that another has taken.
    Their `attempts` count this one.
    """
    free = Q(claimed_until__isnull=True) | Q(claimed_until__lte=clock.now())
    next_ones = TelegramUpdate.filter(free, id__in=await _oldest_of_each_chat()).order_by("id")
    claimed: list[TelegramUpdate] = []
    for update in await next_ones:
        if len(claimed) == limit:
            break
        if await _claim(update):
            update.attempts += 1
            claimed.append(update)
    return claimed


@transactional
async def finish_update(update_id: int) -> None:
    """It was acted on, or never will be. What it said is forgotten."""
    await TelegramUpdate.filter(id=update_id).update(done_at=clock.now(), body={})


@transactional
async def hold_on(update_id: int) -> None:
    """Whoever took the update is still at it."""
    await TelegramUpdate.filter(id=update_id).update(claimed_until=clock.now() + LEASE)


@transactional
async def put_back(update_id: int) -> None:
    """Telegram was not reached, so nothing came of it: it is acted on again in a moment."""
    await TelegramUpdate.filter(id=update_id).update(claimed_until=clock.now() + _PUT_BACK_FOR)


@transactional
async def forget_updates() -> int:
    """Deletes what was acted on two days ago. Returns how many. For a job, daily."""
    return await TelegramUpdate.filter(done_at__lt=clock.now() - _KEPT).delete()


@transactional
async def _keep(update_id: int, body: dict[str, Any]) -> bool:
    if await TelegramUpdate.filter(id=update_id).exists():
        return False
    await TelegramUpdate.create(id=update_id, chat_id=chat_id_of(body), body=body, received_at=clock.now())
    return True


async def _oldest_of_each_chat() -> list[int]:
    """The ids of what is next in each chat: one that says very much is one of many all the same."""
    waiting = TelegramUpdate.filter(done_at__isnull=True).annotate(oldest=Min("id")).group_by("chat_id")
    oldest = waiting.order_by("oldest").limit(_CHATS_LOOKED_AT).values_list("oldest", flat=True)
    return [int(str(update_id)) for update_id in await oldest]


@transactional
async def _claim(update: TelegramUpdate) -> bool:
    now = clock.now()
    free = Q(claimed_until__isnull=True) | Q(claimed_until__lte=now)
    row = TelegramUpdate.filter(free, id=update.id, done_at__isnull=True)
    return bool(await row.update(claimed_until=now + LEASE, attempts=F("attempts") + 1))


def chat_id_of(body: Mapping[str, Any]) -> int | None:
    """The chat that an update came from: what is sent from one chat is acted on in its order."""
    for kind in ("message", "edited_message", "callback_query", "my_chat_member"):
        part = body.get(kind)
        if isinstance(part, Mapping):
            holder = part.get("message") if kind == "callback_query" else part
            chat = holder.get("chat") if isinstance(holder, Mapping) else None
            found = chat.get("id") if isinstance(chat, Mapping) else None
            return found if isinstance(found, int) else None
    return None
