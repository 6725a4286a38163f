"""The chats that hear what staff have to look at."""

from __future__ import annotations

from app.accounts.queries import list_roles
from app.core import clock
from app.core.database.transactions import transactional
from app.telegram.chats import find_chat_of
from app.telegram.errors import AlertsForStaffOnly
from app.telegram.models import TelegramAlertChat


@transactional
async def turn_alerts_on(chat_id: int, *, person_id: int | None, language: str) -> None:
    """The chat hears of alerts from now on, as long as `person_id` is staff. Raises AlertsForStaffOnly."""
    if person_id is None or not await list_roles(person_id):
        raise AlertsForStaffOnly
    await TelegramAlertChat.update_or_create(
        id=chat_id,
        defaults={"person_id": person_id, "language": language, "created_at": clock.now()},
    )


@transactional
async def turn_alerts_off(chat_id: int) -> bool:
    """The chat hears of no more alerts. Returns whether it did."""
    return bool(await TelegramAlertChat.filter(id=chat_id).delete())


@transactional
async def move_alerts(chat_id: int, new_id: int) -> None:
    """Telegram has given the group another number: what was turned on there stays on."""
    moved = await TelegramAlertChat.get_or_none(id=chat_id)
    if moved is None:
        return
    await TelegramAlertChat.update_or_create(
        id=new_id,
        defaults={
            "person_id": moved.person_id,
            "language": moved.language,
            "created_at": moved.created_at,
        },
    )
    await moved.delete()


async def list_alert_chats() -> list[TelegramAlertChat]:
    """Those whose person is staff still, and linked still: a Telegram that was unlinked hears nothing."""
    return [chat for chat in await TelegramAlertChat.all().order_by("id") if await _is_good(chat)]


async def may_be_alerted(chat_id: int) -> bool:
    """Whether alerts go to a chat, as things stand now."""
    chat = await TelegramAlertChat.get_or_none(id=chat_id)
    return chat is not None and await _is_good(chat)


async def _is_good(chat: TelegramAlertChat) -> bool:
    own = await find_chat_of(chat.person_id)
    if own is None or not await list_roles(chat.person_id):
        return False
    is_group = chat.id < 0
    return is_group or (chat.id == own.id and own.blocked_at is None)
