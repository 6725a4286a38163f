"""People at their phones, and the groups they share with the bot."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from telegram import Chat as TelegramChat
from telegram import (
    ChatMember,
    ChatMemberBanned,
    ChatMemberLeft,
    ChatMemberMember,
    ChatMemberUpdated,
    InlineKeyboardButton,
    Location,
    User,
)

from app.core import clock
from tests.support.telegram.calls import Upload
from tests.support.telegram.cloud import CallbackAnswer, Chat, Cloud, Tap
from tests.support.telegram.formatting import find_commands
from tests.support.telegram.messages import ChatMessage
from tests.support.telegram.refusals import Refusal, forbidden
from tests.support.telegram.talk import PATIENCE_SECONDS, Talk

_FOR_EVER = datetime.fromtimestamp(0, UTC)


class Group(Talk):
    """A group chat. A bot hears only the commands that are typed there."""

    def acted(self) -> None:
        """Somebody did something here: what came before is not waited for any more."""
        self._acted = self._cloud.change

    @property
    def chat(self) -> Chat:
        return self._chat

    def becomes_supergroup(self) -> int:
        """Telegram gives it another id, which is returned; under the old one the bot hears of that."""
        with self._cloud.changed:
            old, new_id = self._chat, self.chat_id - 1_000_000_000_000
            about = TelegramChat(new_id, TelegramChat.SUPERGROUP, title=old.about.title)
            self._chat = self._cloud.chats[new_id] = Chat(about, is_known=True)
            reason = "Bad Request: group chat was upgraded to a supergroup chat"
            old.barred = Refusal(400, reason, {"migrate_to_chat_id": new_id})
            return new_id


class Person(Talk):
    """Somebody with their own chat with the bot, which does not know them before they write."""

    def __init__(self, cloud: Cloud, user: User) -> None:
        super().__init__(cloud, cloud.chats[user.id])
        self.user = user
        self._in, self._out = ChatMemberMember(cloud.bot), ChatMemberBanned(cloud.bot, _FOR_EVER)

    def starts(self, payload: str = "") -> None:
        """Opens the chat by a deep link, or by the button that every new chat has."""
        self.types(f"/start {payload}".strip())

    def types(self, text: str, into: Group | None = None) -> None:
        self._says(into, is_heard=text.startswith("/"), text=text, entities=find_commands(text))

    def shares_location(self, latitude: float, longitude: float) -> None:
        self._says(location=Location(longitude, latitude))

    def sends_photo(self, content: bytes, caption: str = "") -> None:
        with self._cloud.changed:
            photo = self._cloud.files.add_photo(Upload("", content))
            self._says(photo=photo, caption=caption)

    def sends_document(self, name: str, content: bytes) -> None:
        with self._cloud.changed:
            self._says(document=self._cloud.files.add_document(Upload(name, content)))

    def taps(self, label: str, of: ChatMessage | None = None) -> Tap:
        """Presses the button of that text or data, of the newest message that has one.

        `of`: a message as it once was, whose button may be gone or another by now.
        """
        with self._cloud.changed:
            message, button = self._find(label, of)
            assert button.callback_data is not None, f"[{label}] opens an address: see `opens`"
            chat = self._cloud.chats[message.chat.id]
            tap = self._cloud.tap(chat, self.user, message, button)
            self._acted = self._cloud.change
            return tap

    def forges(self, button: InlineKeyboardButton, message: ChatMessage) -> Tap:
        """Sends what a button would that the message does not have, as a client of one's own can."""
        with self._cloud.changed:
            tap = self._cloud.tap(self._cloud.chats[message.chat.id], self.user, message, button)
            self._acted = self._cloud.change
            return tap

    def opens(self, label: str, of: ChatMessage | None = None) -> str:
        """The address that a button opens, in the browser or as a Mini App."""
        with self._cloud.changed:
            _, button = self._find(label, of)
            address = button.url or (button.web_app.url if button.web_app else None)
            assert address is not None, f"[{label}] opens nothing: see `taps`"
            return address

    def waits_for_answer(self, tap: Tap, timeout: float = PATIENCE_SECONDS) -> CallbackAnswer:
        """What the phone shows after a tap. Raises NeverCame."""
        self._wait(lambda: tap.answer is not None, f"the tap on [{tap.label}] was not answered", timeout)
        assert tap.answer is not None
        return tap.answer

    def blocks_bot(self) -> None:
        with self._cloud.changed:
            self._chat.barred = forbidden("bot was blocked by the user")
            self._moves_bot(self._chat, self._in, self._out)

    def unblocks_bot(self) -> None:
        with self._cloud.changed:
            self._chat.barred = None
            self._moves_bot(self._chat, self._out, self._in)

    def adds_bot_to(self, group: Group) -> None:
        with self._cloud.changed:
            group.chat.barred, group.chat.is_known = None, True
            self._moves_bot(group.chat, ChatMemberLeft(self._cloud.bot), self._in)

    def removes_bot_from(self, group: Group) -> None:
        with self._cloud.changed:
            group.chat.barred = forbidden("bot was kicked from the group chat")
            self._moves_bot(group.chat, self._in, self._out)

    def _says(self, into: Group | None = None, *, is_heard: bool = True, **content: Any) -> None:
        with self._cloud.changed:
            if into is None:
                self._chat.is_known = True
                if self._chat.barred is not None:
                    self.unblocks_bot()
            chat = into.chat if into else self._chat
            message = self._cloud.post(chat, self.user, **content)
            if chat.is_private or (is_heard and chat.is_known and chat.barred is None):
                self._cloud.updates.add("message", message.as_telegram())
            if into is None:
                self._acted = self._cloud.change
            else:
                into.acted()

    def _find(self, label: str, of: ChatMessage | None) -> tuple[ChatMessage, InlineKeyboardButton]:
        """Raises AssertionError with the whole chat when there is no such button."""
        for message in [of] if of else reversed(self.messages):
            button = message.find_button(label)
            if button is not None:
                return message, button
        raise AssertionError(f"there is no button [{label}]\n{self.transcript()}")

    def _moves_bot(self, chat: Chat, before: ChatMember, after: ChatMember) -> None:
        told = ChatMemberUpdated(chat.about, self.user, clock.now(), before, after)
        self._cloud.updates.add("my_chat_member", told)
