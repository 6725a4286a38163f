from __future__ import annotations

import asyncio

import pytest
from telegram.error import ChatMigrated, Forbidden, NetworkError, RetryAfter

from app.telegram.api import Bot
from tests.support.telegram.person import Person
from tests.support.telegram.stand_in import TelegramStandIn


async def test_patience_that_is_asked_for_in_one_chat_makes_no_other_wait(
    bot: Bot, aina: Person, telegram: TelegramStandIn
) -> None:
    bakar = telegram.person("Bakar")
    bakar.starts()
    telegram.asks_for_patience("sendMessage", seconds=30)

    async with asyncio.timeout(10):
        with pytest.raises(RetryAfter):
            await bot.send_message(aina.chat_id, "Paid")
        await bot.send_message(bakar.chat_id, "Paid as well")
    assert [message.text for message in aina.messages] == []
    assert [message.text for message in bakar.messages] == ["Paid as well"]
    assert [call.status for call in telegram.calls("sendMessage")] == [429, 200]


async def test_a_broken_telegram_does_nothing_once(bot: Bot, aina: Person, telegram: TelegramStandIn) -> None:
    telegram.breaks("sendMessage")

    with pytest.raises(NetworkError, match="Internal Server Error"):
        await bot.send_message(aina.chat_id, "Paid")
    await bot.send_message(aina.chat_id, "Paid indeed")
    assert [message.text for message in aina.messages] == ["Paid indeed"]


@pytest.mark.parametrize(("after_acting", "arrived"), [(False, []), (True, ["Paid"])])
async def test_a_dropped_connection_leaves_the_bot_in_doubt(
    bot: Bot, aina: Person, telegram: TelegramStandIn, after_acting: bool, arrived: list[str]
) -> None:
    telegram.drops("sendMessage", after_acting=after_acting)

    with pytest.raises(NetworkError):
        await bot.send_message(aina.chat_id, "Paid")
    assert [message.text for message in aina.messages] == arrived


async def test_a_group_throws_the_bot_out(bot: Bot, aina: Person, telegram: TelegramStandIn) -> None:
    group = telegram.group()
    aina.adds_bot_to(group)
    aina.removes_bot_from(group)

    with pytest.raises(Forbidden, match="bot was kicked from the group chat"):
        await bot.send_message(group.chat_id, "Alert")


async def test_a_group_moves_to_another_id(bot: Bot, aina: Person, telegram: TelegramStandIn) -> None:
    group = telegram.group()
    aina.adds_bot_to(group)
    old_id, new_id = group.chat_id, group.becomes_supergroup()

    with pytest.raises(ChatMigrated) as caught:
        await bot.send_message(old_id, "Alert")
    await bot.send_message(caught.value.new_chat_id, "Alert")
    assert caught.value.new_chat_id == new_id
    assert group.waits_for("Alert").chat.id == new_id
