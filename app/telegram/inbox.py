"""What Telegram told, kept until it was acted on: each update once, those of one chat one after another.

Whoever hears of an update (the process that polls, or the one that is called) writes it down; whoever is free
takes the next. So a restart, a second process and an update told twice all do no harm.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from tortoise.exceptions import IntegrityError
from tortoise.expressions import F, Q, Subquery
from tortoise.functions import Min

from app.core import clock
from app.core.database.transactions import transactional
from app.core.fields import is_row_id
from app.telegram.models import TelegramUpdate

LEASE = timedelta(seconds=10)
"""How long an update is its process's own, unless that says that it is still at it (`hold_on`)."""

MAX_ATTEMPTS = 5
"""What ended the process as often, or could not be answered, is given up: the rest of its chat waits."""

MOST_WAITING = 50
"""Of one chat. Whoever sends more than is answered is not heard meanwhile: nothing piles up without end."""

_PUT_BACK_FOR = timedelta(seconds=5)
_KEPT = timedelta(days=2)  # Telegram tells for a day at most


async def keep_update(body: Mapping[str, Any]) -> bool:
    """Writes an update down. False for one that is known, that is none, or of a chat with MOST_WAITING."""
    update_id = body.get("update_id")
    if not isinstance(update_id, int) or not is_row_id(update_id) or not _is_text(body):
        return False
    try:
        return await _keep(update_id, dict(body))
    except IntegrityError:
        return False  # told twice at once


async def claim_updates(limit: int = 20, *, resting: Collection[int] = ()) -> Sequence[TelegramUpdate]:
    """Up to `limit` updates to act on now: of each chat the oldest only, and none that another has taken.

    However much one chat sends, it keeps no other from being heard. Chats that are `resting` are left out.
    The `attempts` of what is claimed count this one.
    """
    now = clock.now()
    waiting = TelegramUpdate.filter(done_at__isnull=True)
    oldest = waiting.annotate(oldest=Min("id")).group_by("chat_id").values("oldest")
    # Telegram's calls overtake each other: an older one may come while a newer one is acted on.
    taken = waiting.filter(claimed_until__gt=now, chat_id__isnull=False).values("chat_id")
    others = ~Q(chat_id__in=Subquery(taken))
    if resting:
        others &= ~Q(chat_id__in=list(resting))
    due = waiting.filter(_free(now), Q(chat_id__isnull=True) | others, id__in=Subquery(oldest))
    return [update for update in await due.order_by("id").limit(limit) if await _claim(update)]


@transactional
async def finish_update(update_id: int) -> None:
    """It was acted on, or never will be. What it said is forgotten."""
    await TelegramUpdate.filter(id=update_id).update(done_at=clock.now(), body={})


@transactional
async def hold_on(update_id: int) -> None:
    """Whoever took the update is still at it."""
    await TelegramUpdate.filter(id=update_id).update(claimed_until=clock.now() + LEASE)


@transactional
async def put_back(update_id: int, wait: timedelta = _PUT_BACK_FOR) -> None:
    """Telegram was not reached, so nothing came of it: it is acted on again in a moment, or after `wait`.

    What the same chat said later waits behind it.
    """
    await TelegramUpdate.filter(id=update_id).update(claimed_until=clock.now() + wait)


@transactional
async def forget_updates() -> int:
    """Deletes what was acted on two days ago. Returns how many. For a job, daily."""
    return await TelegramUpdate.filter(done_at__lt=clock.now() - _KEPT).delete()


@transactional
async def _keep(update_id: int, body: dict[str, Any]) -> bool:
    if await TelegramUpdate.filter(id=update_id).exists():
        return False
    chat_id = chat_id_of(body)
    if await TelegramUpdate.filter(done_at__isnull=True, chat_id=chat_id).count() >= MOST_WAITING:
        return False
    await TelegramUpdate.create(id=update_id, chat_id=chat_id, body=body, received_at=clock.now())
    return True


@transactional
async def _claim(update: TelegramUpdate) -> bool:
    now = clock.now()
    row = TelegramUpdate.filter(_free(now), id=update.id, done_at__isnull=True)
    if not await row.update(claimed_until=now + LEASE, attempts=F("attempts") + 1):
        return False
    update.attempts += 1
    return True


def _free(now: datetime) -> Q:
    return Q(claimed_until__isnull=True) | Q(claimed_until__lte=now)


def chat_id_of(body: Mapping[str, Any]) -> int | None:
    """The chat that an update came from: what is sent from one chat is acted on in its order."""
    for kind in ("message", "edited_message", "callback_query", "my_chat_member"):
        part = body.get(kind)
        if isinstance(part, Mapping):
            holder = part.get("message") if kind == "callback_query" else part
            chat = holder.get("chat") if isinstance(holder, Mapping) else None
            found = chat.get("id") if isinstance(chat, Mapping) else None
            return found if isinstance(found, int) and is_row_id(abs(found)) else None
    return None


def _is_text(body: Mapping[str, Any]) -> bool:
    """Whether tables can hold it: what they refuse would be told again and again, and nothing after it."""
    try:
        json.dumps(body, ensure_ascii=False, allow_nan=False).encode()
    except (ValueError, RecursionError):
        return False
    return True
