"""The stand-in as Telegram is, a client of the library at it, and somebody whom the bot knows."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from io import BytesIO

import pytest
from PIL import Image

from app.telegram.api import Bot, open_bot
from tests.support.telegram.person import Person
from tests.support.telegram.stand_in import TelegramStandIn, open_telegram


@pytest.fixture
def telegram() -> Iterator[TelegramStandIn]:
    """As strict about addresses as Telegram."""
    with open_telegram() as opened:
        yield opened


@pytest.fixture
async def bot(telegram: TelegramStandIn) -> AsyncIterator[Bot]:
    async with open_bot(telegram.installation()) as opened:
        yield opened


@pytest.fixture
def aina(telegram: TelegramStandIn) -> Person:
    person = telegram.person("Aina", language="ms")
    person.starts()
    return person


@pytest.fixture(scope="session")
def picture() -> bytes:
    """A PNG of 40 x 30."""
    content = BytesIO()
    Image.new("RGB", (40, 30), "white").save(content, "PNG")
    return content.getvalue()
