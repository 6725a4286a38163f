"""The demo with its bot, shared by the tests of a module: each takes people of its own."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.support.databases import ENGINES, fill_with_demo, fresh_database
from tests.support.mariadb import NoMariaDB
from tests.support.stack import Stack
from tests.support.telegram.stand_in import TelegramStandIn, open_telegram


@pytest.fixture(scope="module")
def chats() -> Iterator[TelegramStandIn]:
    """The Bot API, as strict as Telegram's own."""
    with open_telegram() as opened:
        yield opened


@pytest.fixture(scope="module", params=ENGINES)
def car_park(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, chats: TelegramStandIn
) -> Iterator[Stack]:
    """Web, jobs, bot and the sandbox gateway on a demo of their own, at an address that buttons may open."""
    folder = tmp_path_factory.mktemp("car-park")
    try:
        database = fresh_database(request.param, folder)
    except NoMariaDB as problem:
        pytest.fail(str(problem), pytrace=False)
    fill_with_demo(database)
    stack = Stack(database, folder, chats)
    stack.open_at("127.0.0.1")
    try:
        stack.start()
        yield stack
    finally:
        stack.end()
