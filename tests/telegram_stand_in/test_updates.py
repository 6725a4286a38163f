from __future__ import annotations

import asyncio
import json

import pytest
from telegram import Update
from telegram.error import Conflict

from app.telegram.api import Bot, open_bot
from tests.support.push_service import moody_service
from tests.support.telegram.person import Person
from tests.support.telegram.stand_in import TelegramStandIn, open_telegram
from tests.support.telegram.webhook import SECRET_HEADER


async def test_what_a_person_does_is_told_in_order_until_it_is_confirmed(bot: Bot, aina: Person) -> None:
    aina.starts("link_7F3K9")
    aina.types("esok 9 pagi")
    aina.shares_location(3.139, 101.6869)
    told = await bot.get_updates()
    rest = await bot.get_updates(offset=told[1].update_id + 1)

    _, start, words, place = [update.message for update in told]
    assert [update.update_id for update in told] == [1_000_001 + number for number in range(4)]
    assert start is not None
    assert [start.parse_entity(entity) for entity in start.entities] == ["/start"]
    assert start.from_user is not None
    assert (start.text, start.chat_id) == ("/start link_7F3K9", aina.chat_id)
    assert start.from_user.language_code == "ms"
    assert words is not None
    assert words.text == "esok 9 pagi"
    assert place is not None
    assert place.location is not None
    assert place.location.latitude == 3.139
    assert [update.update_id for update in rest] == [update.update_id for update in told[2:]]


async def test_files_of_people_can_be_fetched(bot: Bot, aina: Person, picture: bytes) -> None:
    aina.sends_photo(picture, caption="My plate")
    aina.sends_document("grant.pdf", b"%PDF-1.7")
    _, photo, document = [update.message for update in await bot.get_updates()]

    assert photo is not None
    assert photo.caption == "My plate"
    assert await (await photo.photo[-1].get_file()).download_as_bytearray() == picture
    assert document is not None
    assert document.document is not None
    assert document.document.file_name == "grant.pdf"


async def test_a_poll_waits_for_what_comes(bot: Bot, telegram: TelegramStandIn) -> None:
    polling = asyncio.create_task(bot.get_updates(timeout=30))
    telegram.person().starts()
    (update,) = await polling

    assert update.message is not None
    assert update.message.text == "/start"


async def test_only_one_may_poll(telegram: TelegramStandIn) -> None:
    async with open_bot(telegram.installation()) as one, open_bot(telegram.installation()) as other:
        polls = [asyncio.create_task(bot.get_updates(timeout=30)) for bot in (one, other)]
        ended, going_on = await asyncio.wait(polls, return_when=asyncio.FIRST_COMPLETED)
        telegram.person().starts()
        (told,) = await asyncio.gather(*going_on)

        assert len(told) == 1
        with pytest.raises(Conflict, match="terminated by other getUpdates request"):
            await ended.pop()


async def test_unwanted_kinds_are_not_told(bot: Bot, aina: Person) -> None:
    await bot.get_updates(offset=-1, allowed_updates=[Update.MESSAGE])
    aina.blocks_bot()
    aina.types("Hi")

    assert [update.my_chat_member for update in await bot.get_updates()] == [None, None]


async def test_the_webhook_gets_every_update_with_the_secret_until_it_takes_it() -> None:
    with open_telegram(local_addresses=True) as telegram, moody_service() as site:
        site.answers = [(403, {}), (500, {}), (200, {}), (200, {})]
        async with open_bot(telegram.installation()) as bot:
            await bot.set_webhook(site.url, secret_token="s3cret_-", allowed_updates=[Update.MESSAGE])
            aina = telegram.person()
            aina.types("first")
            aina.types("second")
            await asyncio.to_thread(telegram.waits_until_heard)
            info = await bot.get_webhook_info()

        updates = [Update.de_json(json.loads(body), None) for body in site.bodies]
        assert [update.message.text for update in updates if update.message] == ["first"] * 3 + ["second"]
        assert {headers[SECRET_HEADER.lower()] for headers in site.received} == {"s3cret_-"}
        assert (info.url, info.pending_update_count) == (site.url, 0)
        assert info.last_error_message == "Wrong response from the webhook: 500 Internal Server Error"


async def test_polls_and_a_webhook_exclude_one_another(bot: Bot, aina: Person) -> None:
    await bot.get_updates(offset=2_000_000)
    polling = asyncio.create_task(bot.get_updates(timeout=30))
    await bot.set_webhook("https://parking.example/telegram/updates")

    with pytest.raises(Conflict, match=r"(?i)webhook"):
        await polling
    with pytest.raises(Conflict, match="can't use getUpdates method while webhook is active"):
        await bot.get_updates()
    aina.types("Hi")
    await bot.delete_webhook(drop_pending_updates=True)
    assert await bot.get_updates() == ()


async def test_groups_tell_the_bot_their_commands_only(
    bot: Bot, aina: Person, telegram: TelegramStandIn
) -> None:
    group = telegram.group("Staff")
    aina.adds_bot_to(group)
    aina.types("good morning", into=group)
    aina.types("/alerts", into=group)
    await bot.send_message(group.chat_id, "Alerts come here now")
    _, added, command = await bot.get_updates()

    assert added.my_chat_member is not None
    assert added.my_chat_member.chat.title == "Staff"
    assert command.message is not None
    assert (command.message.text, command.message.chat_id) == ("/alerts", group.chat_id)
    assert [message.text for message in group.messages] == ["Alerts come here now"]
    assert aina.messages == []
