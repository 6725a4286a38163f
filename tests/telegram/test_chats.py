"""The place in a conversation: kept, moved on once, and forgotten."""

from __future__ import annotations

import asyncio

from app.telegram.chats import (
    IDLE,
    enter_chat,
    find_chat,
    forget_place,
    mark_blocked,
    move_on,
    set_language,
)
from app.telegram.models import TelegramChat
from tests.support.databases import Database

CHAT = 5_000_000_000  # more than 32 bits


async def test_a_new_chat_stands_nowhere_and_speaks_what_its_phone_speaks(db: Database) -> None:
    chat = await enter_chat(CHAT, language="ms")
    assert (chat.person_id, chat.step, chat.draft) == (None, IDLE, {})
    await set_language(CHAT, "en")
    assert (await enter_chat(CHAT, language="ms")).language == "en"


async def test_two_that_meet_a_new_chat_at_once_write_it_once(db: Database) -> None:
    await asyncio.gather(*(enter_chat(CHAT, language="en") for _ in range(6)))
    assert await TelegramChat.all().count() == 1


async def test_of_two_that_answer_one_question_one_moves_on(db: Database) -> None:
    first = (await enter_chat(CHAT, language="en")).serial
    moves = [move_on(CHAT, first, step="when", draft={"lot_id": n}) for n in range(6)]
    assert (await asyncio.gather(*moves)).count(True) == 1
    chat = await find_chat(CHAT)
    assert chat is not None
    assert (chat.step, chat.serial) == ("when", first + 1)


async def test_what_is_forgotten_makes_the_buttons_of_the_last_question_late(db: Database) -> None:
    first = (await enter_chat(CHAT, language="en")).serial
    await move_on(CHAT, first, step="when", draft={"lot_id": 1})
    await forget_place(CHAT)
    chat = await find_chat(CHAT)
    assert chat is not None
    assert (chat.step, chat.draft, chat.serial) == (IDLE, {}, first + 2)


async def test_who_blocked_the_bot_and_writes_again_is_told_things_again(db: Database) -> None:
    await enter_chat(CHAT, language="en")
    await mark_blocked(CHAT)
    assert (await TelegramChat.get(id=CHAT)).blocked_at is not None
    await enter_chat(CHAT, language="en")
    assert (await TelegramChat.get(id=CHAT)).blocked_at is None
