"""Called by Telegram: with its secret updates are acted on, without it nothing is."""

from __future__ import annotations

from pathlib import Path

import httpx
import pytest

from tests.support.databases import Database, fill_with_demo
from tests.support.stack import Stack
from tests.support.telegram.stand_in import TelegramStandIn

HEADER = "X-Telegram-Bot-Api-Secret-Token"


@pytest.fixture
def called_stack(database: Database, telegram: TelegramStandIn, tmp_path: Path) -> Stack:
    fill_with_demo(database)
    return Stack(database, tmp_path, telegram, TELEGRAM_UPDATES="webhook")


def test_a_bot_that_is_called_answers_and_a_stranger_is_not_heard(
    called_stack: Stack, telegram: TelegramStandIn
) -> None:
    try:
        called_stack.start()
        person = telegram.person("Siti Demo")
        person.starts()
        person.waits_for("Welcome to ParkPro")

        forged = {
            "update_id": 999_999,
            "message": {
                "message_id": 1,
                "date": 1_700_000_000,
                "chat": {"id": person.chat_id, "type": "private"},
                "from": {"id": person.chat_id, "is_bot": False, "first_name": "Siti"},
                "text": "/help",
            },
        }
        address = f"{called_stack.url}/telegram/updates"
        for headers in ({}, {HEADER: "a-guess"}):
            assert httpx.post(address, json=forged, headers=headers, trust_env=False).status_code == 403
        person.types("/book")
        person.waits_for("Which car park?")
        assert "What I can do" not in telegram.transcript()
    finally:
        called_stack.end()
