"""The stand-in as a test holds it: its address, its people, its moods, and all that was asked of it."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from telegram import BotCommand, User
from telegram import Chat as TelegramChat

from app.telegram.installation import TelegramBot
from tests.support.serving import serve
from tests.support.telegram.calls import Answered
from tests.support.telegram.cloud import Chat, Cloud
from tests.support.telegram.faults import Drop, broken, patience
from tests.support.telegram.person import Group, Person
from tests.support.telegram.server import open_server
from tests.support.telegram.talk import PATIENCE_SECONDS, NeverCame, Talk
from tests.support.telegram.webhook import Postman

TOKEN = "123456:token-of-the-bot-of-the-tests"
NAME = "damai_test_bot"
_BOT_ID = int(TOKEN.split(":")[0])
_FIRST_PERSON, _FIRST_GROUP = 700_000_001, -4_000_001


class TelegramStandIn:
    """`url` has no slash at its end. People and groups get the same ids in every run."""

    def __init__(self, cloud: Cloud, url: str) -> None:
        self.url = url
        self._cloud = cloud
        self.people: list[Person] = []
        self.groups: list[Group] = []

    def installation(self, *, uses_webhook: bool = False) -> TelegramBot:
        """The bot, for a test that talks to the stand-in by itself."""
        return TelegramBot(NAME, self.url, uses_webhook, TOKEN, webhook_secret="secret-of-the-tests")

    def settings(self, updates: str = "polling") -> dict[str, str]:
        """The settings of processes that use it."""
        return {
            "TELEGRAM_BOT_TOKEN": TOKEN,
            "TELEGRAM_BOT_NAME": NAME,
            "TELEGRAM_API_URL": self.url,
            "TELEGRAM_UPDATES": updates,
        }

    def person(self, name: str = "Aina", language: str = "en") -> Person:
        """Somebody whose phone is set to `language`."""
        with self._cloud.changed:
            number = _FIRST_PERSON + len(self.people)
            user = User(number, name, is_bot=False, language_code=language)
            self._cloud.chats[number] = Chat(TelegramChat(number, TelegramChat.PRIVATE, first_name=name))
            self.people.append(Person(self._cloud, user))
            return self.people[-1]

    def group(self, title: str = "Car park staff") -> Group:
        """A group that the bot is not in yet."""
        with self._cloud.changed:
            number = _FIRST_GROUP - len(self.groups)
            chat = self._cloud.chats[number] = Chat(TelegramChat(number, TelegramChat.GROUP, title=title))
            self.groups.append(Group(self._cloud, chat))
            return self.groups[-1]

    def asks_for_patience(self, method: str, seconds: int = 1, times: int = 1) -> None:
        """The next calls of a method are refused with 429 and `retry_after`."""
        with self._cloud.changed:
            self._cloud.faults.add(method, patience(seconds), times)

    def breaks(self, method: str, times: int = 1) -> None:
        """The next calls of a method are answered with 500."""
        with self._cloud.changed:
            self._cloud.faults.add(method, broken(), times)

    def drops(self, method: str, times: int = 1, *, after_acting: bool = False) -> None:
        """The next calls of a method get no answer; with `after_acting` they are done nevertheless."""
        with self._cloud.changed:
            self._cloud.faults.add(method, Drop(after_acting), times)

    def forgets_taps(self) -> None:
        """No tap so far can be answered any more, as after some time."""
        with self._cloud.changed:
            for chat in self._cloud.chats.values():
                for tap in chat.taps:
                    tap.is_too_old = True

    def calls(self, method: str = "") -> list[Answered]:
        """What the bot has asked for so far and how it went; polls that still wait are not among it."""
        with self._cloud.changed:
            return [each for each in self._cloud.answered if method.lower() in ("", each.call.method.lower())]

    def waits_for_call(self, method: str, times: int = 1, timeout: float = PATIENCE_SECONDS) -> Answered:
        """The call that makes it `times` of a method. Raises NeverCame."""
        with self._cloud.changed:
            if not self._cloud.changed.wait_for(lambda: len(self.calls(method)) >= times, timeout):
                raise NeverCame(f"{method} was not called {times} times\n{self.transcript()}")
            return self.calls(method)[times - 1]

    @property
    def waiting(self) -> list[dict[str, Any]]:
        """The updates that the bot has not taken yet."""
        with self._cloud.changed:
            return list(self._cloud.updates.waiting)

    def waits_until_heard(self, timeout: float = PATIENCE_SECONDS) -> None:
        """Until the bot has taken every update. Raises NeverCame."""
        with self._cloud.changed:
            if not self._cloud.changed.wait_for(lambda: not self._cloud.updates.waiting, timeout):
                raise NeverCame(f"{len(self.waiting)} updates were not taken\n{self.transcript()}")

    @property
    def commands(self) -> Mapping[tuple[str, str], tuple[BotCommand, ...]]:
        """By scope (`default`, `all_private_chats`, …) and language (empty for all others)."""
        with self._cloud.changed:
            return dict(self._cloud.commands)

    @property
    def menu_buttons(self) -> Mapping[int | None, Mapping[str, Any]]:
        """By chat; None for those that have none of their own."""
        with self._cloud.changed:
            return dict(self._cloud.menu_buttons)

    def transcript(self) -> str:
        talks: list[Talk] = [*self.people, *self.groups]
        return "\n".join(talk.transcript() for talk in talks)


@contextmanager
def open_telegram(*, local_addresses: bool = False) -> Iterator[TelegramStandIn]:
    """`local_addresses`: buttons, web apps and webhooks may name this machine, which Telegram refuses."""
    cloud = Cloud(
        TOKEN, User(_BOT_ID, "Damai Parking", is_bot=True, username=NAME), local_addresses=local_addresses
    )
    server, postman = open_server(cloud), Postman(cloud)
    serve(server)
    threading.Thread(target=postman.run, daemon=True).start()
    try:
        yield TelegramStandIn(cloud, f"http://127.0.0.1:{server.server_port}")
    finally:
        with cloud.changed:
            cloud.is_closed = True
            cloud.changed.notify_all()
        postman.end()
        server.shutdown()
        server.server_close()
