"""How fast a chat is answered: whoever presses without end must not make all others wait."""

from __future__ import annotations

from collections.abc import Set
from datetime import datetime, timedelta

from app.core import clock

_AT_ONCE, _THEN_EVERY = 30, timedelta(seconds=1)
# Telegram takes twenty messages a minute for a group, and what is sent beyond them would wait in here.
_AT_ONCE_IN_GROUPS, _THEN_EVERY_IN_GROUPS = 5, timedelta(seconds=5)


class Pace:
    """A handful of updates at once, then one at a time; of each chat, in this process."""

    def __init__(self) -> None:
        self._rested_at: dict[int, datetime] = {}  # when all that was answered will have been slept off

    def note(self, chat_id: int | None) -> None:
        """One more update of the chat is acted on now."""
        if chat_id is not None:
            now, every = clock.now(), _every(chat_id)
            self._rested_at[chat_id] = max(self._rested_at.get(chat_id, now), now) + every

    def resting(self) -> Set[int]:
        """The chats that have to wait for their next one."""
        now = clock.now()
        self._rested_at = {chat_id: moment for chat_id, moment in self._rested_at.items() if moment > now}
        return {chat_id for chat_id, moment in self._rested_at.items() if moment > now + _slack(chat_id)}


def _every(chat_id: int) -> timedelta:
    return _THEN_EVERY if chat_id > 0 else _THEN_EVERY_IN_GROUPS


def _slack(chat_id: int) -> timedelta:
    at_once = _AT_ONCE if chat_id > 0 else _AT_ONCE_IN_GROUPS
    return (at_once - 1) * _every(chat_id)
