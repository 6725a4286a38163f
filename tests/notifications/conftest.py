from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from app.notifications.context import DeliveryContext
from app.payments.gateways.ringgitpay import failure_reason
from app.receipts.renderer import ReceiptRenderer
from app.telegram.api import open_bot
from tests.notifications.mail_server import MailServer, start_mail_server
from tests.receipts.records import SECRET
from tests.support.telegram.person import Person
from tests.support.telegram.stand_in import TelegramStandIn


@pytest.fixture
def mail_server() -> Iterator[MailServer]:
    server, controller = start_mail_server()
    try:
        yield server
    finally:
        controller.stop()


@pytest.fixture
async def context(tmp_path: Path) -> AsyncIterator[DeliveryContext]:
    """An installation without a mail server: mail goes into `tmp_path`/mail."""
    receipts = ReceiptRenderer()
    yield DeliveryContext(
        public_url="https://parking.example",
        mail_from="parking@parking.example",
        var_dir=tmp_path,
        receipts=receipts,
        failure_reason=failure_reason,
        secret_key=SECRET,
    )
    await receipts.close()


@pytest.fixture
async def chatting(context: DeliveryContext, telegram: TelegramStandIn) -> AsyncIterator[DeliveryContext]:
    """An installation with a bot."""
    bot = open_bot(telegram.installation())
    yield replace(context, bot=bot)
    await bot.shutdown()


@pytest.fixture
def aina(telegram: TelegramStandIn) -> Person:
    """Somebody who has begun to talk to the bot."""
    person = telegram.person("Aina")
    person.starts()
    return person
