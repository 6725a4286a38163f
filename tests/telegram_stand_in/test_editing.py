from __future__ import annotations

import pytest
from telegram import InlineKeyboardButton, InlineKeyboardMarkup, InputMediaPhoto, Message
from telegram.error import BadRequest

from app.telegram.api import Bot
from tests.support.telegram.person import Person
from tests.support.telegram.stand_in import TelegramStandIn
from tests.support.telegram.talk import NeverCame

YES = InlineKeyboardMarkup([[InlineKeyboardButton("Yes", callback_data="yes")]])


async def test_an_edit_replaces_the_text_and_takes_the_buttons_away(bot: Bot, aina: Person) -> None:
    sent = await bot.send_message(aina.chat_id, "Sure?", reply_markup=YES)
    before = aina.waits_for("Sure?")
    edited = await bot.edit_message_text("Done", aina.chat_id, sent.message_id)

    after = aina.waits_for("Done")
    assert isinstance(edited, Message)
    assert edited.edit_date is not None
    assert (after.id, after.rows, after.edits) == (before.id, (), 1)
    assert before.text == "Sure?"
    assert aina.sees(before) == after


async def test_captions_pictures_and_buttons_are_edited(bot: Bot, aina: Person, picture: bytes) -> None:
    sent = await bot.send_photo(aina.chat_id, picture, caption="B1", reply_markup=YES)
    await bot.edit_message_caption(aina.chat_id, sent.message_id, caption="B1, 3 free")
    await bot.edit_message_reply_markup(aina.chat_id, sent.message_id, reply_markup=YES)
    await bot.edit_message_media(InputMediaPhoto(picture, caption="B2"), aina.chat_id, sent.message_id)

    (message,) = aina.messages
    assert (message.caption, message.edits, message.rows) == ("B2", 3, ())
    assert message.photo is not None
    assert message.photo.id != sent.photo[-1].file_id


async def test_a_text_becomes_a_picture(bot: Bot, aina: Person, picture: bytes) -> None:
    sent = await bot.send_message(aina.chat_id, "Drawing the floor")
    await bot.edit_message_media(InputMediaPhoto(picture, caption="B2"), aina.chat_id, sent.message_id)

    assert [(message.text, message.caption) for message in aina.messages] == [("", "B2")]


async def test_an_edit_that_changes_nothing_is_refused(bot: Bot, aina: Person) -> None:
    sent = await bot.send_message(aina.chat_id, "Sure?", reply_markup=YES)

    with pytest.raises(BadRequest, match="Message is not modified"):
        await bot.edit_message_text("Sure?", aina.chat_id, sent.message_id, reply_markup=YES)
    with pytest.raises(BadRequest, match="Message is not modified"):
        await bot.edit_message_reply_markup(aina.chat_id, sent.message_id, reply_markup=YES)


async def test_what_is_not_there_or_of_another_kind_is_not_edited(
    bot: Bot, aina: Person, picture: bytes
) -> None:
    text = await bot.send_message(aina.chat_id, "Sure?")
    photo = await bot.send_photo(aina.chat_id, picture)

    with pytest.raises(BadRequest, match="Message to edit not found"):
        await bot.edit_message_text("Done", aina.chat_id, 999)
    with pytest.raises(BadRequest, match="Message can't be edited"):
        await bot.edit_message_text("Done", aina.chat_id, 1)
    with pytest.raises(BadRequest, match="There is no text in the message to edit"):
        await bot.edit_message_text("Done", aina.chat_id, photo.message_id)
    with pytest.raises(BadRequest, match="There is no caption in the message to edit"):
        await bot.edit_message_caption(aina.chat_id, text.message_id, caption="Done")


async def test_a_deleted_message_is_gone(bot: Bot, aina: Person) -> None:
    sent = await bot.send_message(aina.chat_id, "Sure?")
    seen = aina.waits_for("Sure?")
    await bot.delete_message(aina.chat_id, sent.message_id)

    assert aina.messages == []
    assert aina.sees(seen).is_deleted
    with pytest.raises(BadRequest, match="Message to delete not found"):
        await bot.delete_message(aina.chat_id, sent.message_id)
    with pytest.raises(BadRequest, match="Message to edit not found"):
        await bot.edit_message_text("Done", aina.chat_id, sent.message_id)


async def test_a_tap_is_told_and_its_answer_seen(bot: Bot, aina: Person) -> None:
    sent = await bot.send_message(aina.chat_id, "Sure?", reply_markup=YES)
    tap = aina.taps("Yes")
    *_, update = await bot.get_updates()

    query = update.callback_query
    assert query is not None
    assert (query.data, query.from_user.id, query.message) == ("yes", aina.user.id, sent)
    await query.answer("Booked", show_alert=True)
    answer = aina.waits_for_answer(tap)
    assert (answer.text, answer.is_alert) == ("Booked", True)


async def test_a_button_that_is_gone_can_still_be_pressed_by_who_saw_it(bot: Bot, aina: Person) -> None:
    sent = await bot.send_message(aina.chat_id, "Sure?", reply_markup=YES)
    seen = aina.waits_for("Sure?")
    await bot.edit_message_text("Done", aina.chat_id, sent.message_id)
    aina.taps("yes", of=seen)
    await bot.delete_message(aina.chat_id, sent.message_id)
    aina.taps("yes", of=seen)
    *_, late, later = [update.callback_query for update in await bot.get_updates()]

    assert late is not None
    assert isinstance(late.message, Message)
    assert late.message.text == "Done"
    assert later is not None
    assert later.message is not None
    assert not later.message.is_accessible
    with pytest.raises(AssertionError, match="there is no button"):
        aina.taps("yes")


async def test_a_tap_is_answered_too_late(bot: Bot, aina: Person, telegram: TelegramStandIn) -> None:
    await bot.send_message(aina.chat_id, "Sure?", reply_markup=YES)
    tap = aina.taps("Yes")
    telegram.forgets_taps()

    with pytest.raises(BadRequest, match="Query is too old"):
        await bot.answer_callback_query(tap.id)
    with pytest.raises(NeverCame, match=r"tap on \[Yes\] of #2: not answered"):
        aina.waits_for_answer(tap, timeout=0)
