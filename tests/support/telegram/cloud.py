"""All that Telegram knows: chats, their messages, files, and what the bot has yet to be told."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from telegram import BotCommand, CallbackQuery, InaccessibleMessage, InlineKeyboardButton, User
from telegram import Chat as TelegramChat

from app.core import clock
from tests.support.telegram.calls import Answered
from tests.support.telegram.faults import Faults
from tests.support.telegram.files import Files
from tests.support.telegram.keyboards import ReplyRows
from tests.support.telegram.messages import ChatMessage
from tests.support.telegram.refusals import Refusal, bad_request
from tests.support.telegram.updates import Updates


@dataclass(frozen=True, slots=True)
class CallbackAnswer:
    """What the person saw after a tap: a line, or a box to close (`is_alert`); empty texts for nothing."""

    text: str
    is_alert: bool
    url: str


@dataclass(slots=True)
class Tap:
    """A button that a person pressed, after the message `after`."""

    id: str
    label: str
    message_id: int
    after: int
    answer: CallbackAnswer | None = None
    is_too_old: bool = False


@dataclass(slots=True)
class Chat:
    """Messages by id, as they stand now, and the taps on their buttons.

    `barred` is why the bot may not write: the person has blocked it, or the group has thrown it out.
    """

    about: TelegramChat
    messages: dict[int, ChatMessage] = field(default_factory=dict)
    taps: list[Tap] = field(default_factory=list)
    reply_rows: ReplyRows = ()
    is_known: bool = False  # to the bot: once somebody has written to it there
    barred: Refusal | None = None

    @property
    def is_private(self) -> bool:
        return self.about.type == TelegramChat.PRIVATE


class Cloud:
    """Read and changed by who holds `changed`; every change notifies those who wait on it."""

    def __init__(self, token: str, bot: User, *, local_addresses: bool) -> None:
        self.changed = threading.Condition(threading.RLock())
        self.is_closed = False
        self.token = token
        self.bot = bot
        self.local_addresses = local_addresses
        self.chats: dict[int, Chat] = {}
        self.files = Files()
        self.faults = Faults()
        self.answered: list[Answered] = []
        self.updates = Updates(self.changed, lambda: self.is_closed)
        self.commands: dict[tuple[str, str], tuple[BotCommand, ...]] = {}
        self.menu_buttons: dict[int | None, Mapping[str, Any]] = {}
        self._message_id = 0
        self._change = 0
        self._tap_id = 0

    @property
    def change(self) -> int:
        """The number of the latest change of any message."""
        return self._change

    def get_chat(self, chat_id: int) -> Chat:
        """The chat that a bot means. Raises Refusal."""
        chat = self.chats.get(chat_id)
        if chat is None or not chat.is_known:
            raise bad_request("chat not found")
        if chat.barred is not None:
            raise chat.barred
        return chat

    def post(self, chat: Chat, sender: User, **content: Any) -> ChatMessage:
        """A new message in a chat."""
        self._message_id += 1
        message = ChatMessage(
            self._message_id, chat.about, sender, clock.now(), self._next_change(), **content
        )
        chat.messages[message.id] = message
        return message

    def edit(self, chat: Chat, message: ChatMessage, **content: Any) -> ChatMessage:
        """The message with other content. Raises Refusal when that changes nothing."""
        changed = replace(message, **content)
        if changed == message and changed.links == message.links:  # entities are alike with other links
            raise bad_request(
                "message is not modified: specified new message content and reply markup are exactly the "
                "same as a current content and reply markup of the message"
            )
        chat.messages[message.id] = replace(
            changed, change=self._next_change(), edits=message.edits + 1, edited_at=clock.now()
        )
        return chat.messages[message.id]

    def delete(self, chat: Chat, message: ChatMessage) -> None:
        chat.messages[message.id] = replace(message, is_deleted=True, change=self._next_change())

    def tap(self, chat: Chat, person: User, message: ChatMessage, button: InlineKeyboardButton) -> Tap:
        """A person presses a button of a message that they see, or saw before it was changed or deleted."""
        self._tap_id += 1
        tap = Tap(f"tap-{self._tap_id}", button.text, message.id, self._message_id)
        chat.taps.append(tap)
        now = chat.messages[message.id]
        shown = InaccessibleMessage(chat.about, message.id) if now.is_deleted else now.as_telegram()
        query = CallbackQuery(
            tap.id, person, str(chat.about.id), message=shown, data=str(button.callback_data)
        )
        self.updates.add("callback_query", query)
        return tap

    def find_tap(self, tap_id: str) -> Tap | None:
        return next((tap for chat in self.chats.values() for tap in chat.taps if tap.id == tap_id), None)

    def _next_change(self) -> int:
        self._change += 1
        self.changed.notify_all()
        return self._change
