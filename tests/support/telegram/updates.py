"""What the bot has to be told, and the one who asks for it all the time."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from telegram import TelegramObject, Update

from tests.support.telegram.refusals import conflict

_FIRST = 1_000_001


@dataclass(frozen=True, slots=True)
class Webhook:
    """Where Telegram posts updates, and the secret that it shows there."""

    url: str
    secret: str


class Updates:
    """Waiting updates, oldest first. All calls are made by who holds `changed`.

    `allowed` are the kinds that the bot wants: empty for all. The latest trouble of the webhook stays known.
    """

    def __init__(self, changed: threading.Condition, is_closed: Callable[[], bool]) -> None:
        self._changed = changed
        self._is_closed = is_closed
        self._next_id = _FIRST
        self._poller = 0  # the number of the latest poll that waits
        self.waiting: list[dict[str, Any]] = []
        self.allowed: frozenset[str] = frozenset()
        self.webhook: Webhook | None = None
        self.trouble: tuple[datetime, str] | None = None

    def add(self, kind: str, told: TelegramObject) -> None:
        """Something happened that the bot hears of, if it wants that kind."""
        if self.allowed and kind not in self.allowed:
            return
        self.waiting.append(Update(self._next_id, **{kind: told}).to_dict())  # type: ignore[arg-type]
        self._next_id += 1
        self._changed.notify_all()

    def want(self, kinds: Collection[str] | None) -> None:
        """None leaves it as it was."""
        if kinds is not None:
            self.allowed = frozenset(kinds)

    def poll(self, offset: int, limit: int, timeout: float) -> list[dict[str, Any]]:
        """What waits from `offset` on; when there is nothing, waits for `timeout` seconds.

        A newer poll that has to wait ends this one, as a webhook does. Raises Refusal.
        """
        self._require_no_webhook()
        self._confirm(offset)
        deadline = time.monotonic() + timeout
        if not self.waiting and timeout > 0:
            self._poller += 1
            mine = self._poller
            self._changed.notify_all()
            while not (self.waiting or self._is_closed()) and (left := deadline - time.monotonic()) > 0:
                self._changed.wait(left)
                self._require_only(mine)
        return self.waiting[:limit]

    def set_webhook(self, webhook: Webhook | None) -> None:
        self.webhook = webhook
        self.trouble = None
        self._changed.notify_all()

    def drop(self) -> None:
        self.waiting.clear()

    def delivered(self, update_id: int) -> None:
        self.waiting = [update for update in self.waiting if update["update_id"] != update_id]
        self._changed.notify_all()

    def _confirm(self, offset: int) -> None:
        """What is before `offset` was received; a negative one forgets all but the last."""
        if offset < 0:
            self.waiting = self.waiting[offset:]
        self.waiting = [update for update in self.waiting if update["update_id"] >= offset]
        self._changed.notify_all()

    def _require_no_webhook(self) -> None:
        if self.webhook is not None:
            raise conflict(
                "can't use getUpdates method while webhook is active; "
                "use deleteWebhook to delete the webhook first"
            )

    def _require_only(self, poller: int) -> None:
        if self.webhook is not None:
            raise conflict("terminated by setWebhook request")
        if self._poller != poller:
            raise conflict(
                "terminated by other getUpdates request; make sure that only one bot instance is running"
            )
