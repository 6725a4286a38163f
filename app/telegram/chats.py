"""Chats with the bot, and the place where the conversation of each stands."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from tortoise.exceptions import IntegrityError
from tortoise.expressions import F

from app.core import clock
from app.core.database.ids import ids_of
from app.core.database.transactions import transactional
from app.telegram.models import TelegramChat

IDLE = "idle"
_KEPT = timedelta(days=60)  # a language and a guest's address, for the next time


async def enter_chat(chat_id: int, *, language: str) -> TelegramChat:
    """The chat, with its person; a new one is written down, in `language`. Who writes has not blocked us."""
    try:
        return await _enter(chat_id, language)
    except IntegrityError:
        return await _enter(chat_id, language)  # another process met the same chat and was faster


async def find_chat(chat_id: int) -> TelegramChat | None:
    """The chat with its person, as it stands now."""
    return await TelegramChat.get_or_none(id=chat_id).select_related("person")


async def find_chat_of(person_id: int) -> TelegramChat | None:
    """The chat that is linked to a person's account."""
    return await TelegramChat.get_or_none(person_id=person_id)


@transactional
async def move_on(chat_id: int, serial: int, *, step: str, draft: dict[str, Any]) -> bool:
    """Puts the conversation at `step`, if it still stands at `serial`. Of two that try, one gets True."""
    here = TelegramChat.filter(id=chat_id, serial=serial)
    return bool(await here.update(step=step, draft=draft, serial=serial + 1))


@transactional
async def forget_place(chat_id: int) -> None:
    """The conversation stands nowhere; buttons of its last question are good no more."""
    await TelegramChat.filter(id=chat_id).update(step=IDLE, draft={}, serial=F("serial") + 1)


@transactional
async def set_language(chat_id: int, language: str) -> None:
    await TelegramChat.filter(id=chat_id).update(language=language)


@transactional
async def remember_guest_email(chat_id: int, email: str) -> None:
    """Where a guest's receipts go, so that it is asked for once."""
    await TelegramChat.filter(id=chat_id).update(guest_email=email)


@transactional
async def mark_blocked(chat_id: int) -> None:
    """The person has blocked the bot: nothing is sent until they write again."""
    await TelegramChat.filter(id=chat_id, blocked_at__isnull=True).update(blocked_at=clock.now())


@transactional
async def forget_silent_chats() -> int:
    """Deletes chats in which nobody wrote for 60 days, blocked or not, unless they are an account's or follow
    a booking. Whoever writes again is met anew. Returns how many. For a job, daily.
    """
    silent = TelegramChat.filter(person_id__isnull=True, seen_at__lt=clock.now() - _KEPT)
    return await silent.filter(id__in=await ids_of(silent.filter(follows__id__isnull=True))).delete()


@transactional
async def _enter(chat_id: int, language: str) -> TelegramChat:
    now = clock.now()
    chat = await TelegramChat.get_or_none(id=chat_id).select_related("person")
    if chat is None:
        return await TelegramChat.create(
            id=chat_id,
            language=language,
            draft={},
            serial=int(now.timestamp()),  # beyond that of any question before the chat was forgotten
            created_at=now,
            seen_at=now,
            person=None,
        )
    await TelegramChat.filter(id=chat_id).update(seen_at=now, blocked_at=None)
    return chat
