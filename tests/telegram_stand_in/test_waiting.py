from __future__ import annotations

import asyncio

import pytest
from telegram import InlineKeyboardButton, InlineKeyboardMarkup
from telegram.error import BadRequest

from app.telegram.api import Bot
from tests.support.telegram.person import Person
from tests.support.telegram.talk import NeverCame


async def test_a_person_waits_for_what_has_yet_to_come(bot: Bot, aina: Person) -> None:
    waiting = asyncio.create_task(asyncio.to_thread(aina.waits_for, "Paid"))
    await bot.send_message(aina.chat_id, "One moment")
    await bot.send_message(aina.chat_id, "Paid")

    assert (await waiting).text == "Paid"


async def test_each_state_of_a_message_comes_once(bot: Bot, aina: Person) -> None:
    sent = await bot.send_message(aina.chat_id, "Held for 10 minutes")
    await bot.send_message(aina.chat_id, "Held for you")
    first, second = aina.waits_for("Held"), aina.waits_for("Held")
    await bot.edit_message_text("Held for 9 minutes", aina.chat_id, sent.message_id)

    assert [first.text, second.text] == ["Held for 10 minutes", "Held for you"]
    assert aina.waits_for("Held").text == "Held for 9 minutes"
    with pytest.raises(NeverCame):
        aina.waits_for("Held", timeout=0)


async def test_what_came_before_a_person_acted_is_no_answer_to_it(bot: Bot, aina: Person) -> None:
    await bot.send_message(aina.chat_id, "Paid")
    aina.types("/bookings")

    with pytest.raises(NeverCame):
        aina.waits_for("Paid", timeout=0)
    assert aina.waits_for(lambda message: message.text == "Paid", anywhere=True).id == 2


async def test_whoever_waits_in_vain_reads_the_whole_chat(bot: Bot, aina: Person, picture: bytes) -> None:
    button = InlineKeyboardMarkup([[InlineKeyboardButton("Yes", callback_data="go:yes")]])
    sent = await bot.send_message(aina.chat_id, "Sure?", reply_markup=button)
    tap = aina.taps("Yes")
    await bot.answer_callback_query(tap.id, "Just a moment")
    await bot.edit_message_text("Is it?\nReally?", aina.chat_id, sent.message_id, reply_markup=button)
    await bot.send_photo(aina.chat_id, picture, caption="B1")
    with pytest.raises(BadRequest):
        await bot.send_message(aina.chat_id, "")

    with pytest.raises(NeverCame) as caught:
        aina.waits_for("Paid", timeout=0)
    assert str(caught.value) == "\n".join(
        [
            "no message came that fits 'Paid'",
            f"=== Aina (chat {aina.chat_id})",
            "  #1 Aina: /start",
            "  #2 the bot: Is it?",
            "      Really? (edited 1x)",
            "      [Yes -> go:yes]",
            "  tap on [Yes] of #2: answered 'Just a moment'",
            "  #3 the bot: [photo] B1",
            "  sendMessage -> 400: Bad Request: message text is empty",
        ]
    )
