"""A chat in which somebody reads what the bot sends, and waits for it."""

from __future__ import annotations

from collections.abc import Callable

from tests.support.telegram.cloud import Chat, Cloud
from tests.support.telegram.messages import ChatMessage
from tests.support.telegram.transcript import transcript

PATIENCE_SECONDS = 20.0

Wanted = str | Callable[[ChatMessage], bool]


class NeverCame(AssertionError):
    """The bot did not do what was waited for; the text holds the whole chat."""


class Talk:
    """Reading one chat. Waiting blocks its thread: an async test gives it to `asyncio.to_thread`."""

    def __init__(self, cloud: Cloud, chat: Chat) -> None:
        self._cloud = cloud
        self._chat = chat
        self._acted = 0  # the latest change when somebody last did something here
        self._seen: set[int] = set()

    @property
    def chat_id(self) -> int:
        return self._chat.about.id

    @property
    def messages(self) -> list[ChatMessage]:
        """What the bot has sent and not deleted, as it stands now, oldest first."""
        with self._cloud.changed:
            return [
                message
                for message in self._chat.messages.values()
                if message.sender == self._cloud.bot and not message.is_deleted
            ]

    @property
    def keyboard(self) -> list[str]:
        """The buttons in place of the keyboard: whoever presses one types its text."""
        with self._cloud.changed:
            return [button.text for row in self._chat.reply_rows for button in row]

    def sees(self, message: ChatMessage) -> ChatMessage:
        """The message as it stands now; perhaps `is_deleted`."""
        with self._cloud.changed:
            return self._chat.messages[message.id]

    def waits_for(
        self, wanted: Wanted, timeout: float = PATIENCE_SECONDS, *, anywhere: bool = False
    ) -> ChatMessage:
        """The first message that the bot sent or edited since somebody last acted here, and that fits: with a
        text in its words, or as the function says. Each state of a message comes once.

        `anywhere`: in the whole chat, for what came by itself. Raises NeverCame.
        """
        found: list[ChatMessage] = []

        def has_come() -> bool:
            found[:] = [message for message in self._unseen(anywhere=anywhere) if _fits(message, wanted)][:1]
            return bool(found)

        self._wait(has_come, f"no message came that fits {wanted!r}", timeout)
        self._seen.add(found[0].change)
        return found[0]

    def waits_until(self, holds: Callable[[], bool], timeout: float = PATIENCE_SECONDS) -> None:
        """Until something holds of this chat, such as that a message is deleted. Raises NeverCame."""
        self._wait(holds, "what was waited for did not happen", timeout)

    def transcript(self) -> str:
        with self._cloud.changed:
            mine = [
                each for each in self._cloud.answered if each.call.text("chat_id") in ("", str(self.chat_id))
            ]
            return transcript(self._chat, mine)

    def _unseen(self, *, anywhere: bool) -> list[ChatMessage]:
        since = 0 if anywhere else self._acted
        fresh = [message for message in self.messages if message.change > since]
        return sorted(
            (message for message in fresh if message.change not in self._seen),
            key=lambda message: message.change,
        )

    def _wait(self, holds: Callable[[], bool], problem: str, timeout: float) -> None:
        with self._cloud.changed:
            if not self._cloud.changed.wait_for(holds, timeout):
                raise NeverCame(f"{problem}\n{self.transcript()}")


def _fits(message: ChatMessage, wanted: Wanted) -> bool:
    return wanted in message.words if isinstance(wanted, str) else wanted(message)
