from __future__ import annotations

from telegram import (
    BotCommand,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InputMediaDocument,
    InputMediaPhoto,
    KeyboardButton,
    MenuButtonWebApp,
    ReplyKeyboardMarkup,
    ReplyKeyboardRemove,
    WebAppInfo,
)
from telegram.constants import ChatAction, ParseMode

from app.telegram.api import Bot
from tests.support.telegram.person import Person
from tests.support.telegram.stand_in import NAME, TelegramStandIn

BUTTONS = InlineKeyboardMarkup(
    [
        [
            InlineKeyboardButton("Book", callback_data="book:1"),
            InlineKeyboardButton("Stop", callback_data="stop"),
        ],
        [InlineKeyboardButton("Pay", url="https://pay.example/1")],
        [InlineKeyboardButton("Map", web_app=WebAppInfo("https://parking.example/map"))],
    ]
)


async def test_the_bot_learns_its_own_name(bot: Bot) -> None:
    assert bot.username == NAME
    assert bot.bot.is_bot
    assert bot.can_join_groups


async def test_a_text_arrives_as_people_read_it(bot: Bot, aina: Person) -> None:
    sent = await bot.send_message(
        aina.chat_id,
        "<b>Spot &lt;B1-007&gt; 🅿️</b>, <a href='https://parking.example/pass'>your pass</a>",
        parse_mode=ParseMode.HTML,
        reply_markup=BUTTONS,
    )

    message = aina.waits_for("your pass")
    assert message.text == "Spot <B1-007> 🅿️, your pass"
    assert message.links == ["https://parking.example/pass"]
    assert [[button.text for button in row] for row in message.rows] == [["Book", "Stop"], ["Pay"], ["Map"]]
    assert aina.opens("Pay") == "https://pay.example/1"
    assert aina.opens("Map") == "https://parking.example/map"
    assert sent.message_id == message.id
    assert sent.reply_markup == BUTTONS
    assert [sent.parse_entity(entity) for entity in sent.entities] == ["Spot <B1-007> 🅿️", "your pass"]


async def test_a_picture_arrives_and_can_be_sent_again_by_its_id(
    bot: Bot, aina: Person, picture: bytes
) -> None:
    sent = await bot.send_photo(aina.chat_id, picture, caption="<i>Floor B1</i>", parse_mode=ParseMode.HTML)
    again = await bot.send_photo(aina.chat_id, sent.photo[-1].file_id)

    first, second = aina.messages
    assert first.photo is not None
    assert first.caption == "Floor B1"
    assert first.photo.content == picture
    assert (sent.photo[-1].width, sent.photo[-1].height) == (40, 30)
    assert second.photo == first.photo
    assert again.photo == sent.photo


async def test_a_document_arrives_with_its_name_and_can_be_fetched(bot: Bot, aina: Person) -> None:
    sent = await bot.send_document(
        aina.chat_id, b"%PDF-1.7 receipt", filename="receipt.pdf", caption="Paid", reply_markup=BUTTONS
    )

    document = aina.waits_for("Paid").document
    assert document is not None
    assert (document.name, document.content) == ("receipt.pdf", b"%PDF-1.7 receipt")
    assert sent.document is not None
    assert sent.document.mime_type == "application/pdf"
    file = await bot.get_file(sent.document.file_id)
    assert await file.download_as_bytearray() == b"%PDF-1.7 receipt"


async def test_an_album_arrives_whole(bot: Bot, aina: Person, picture: bytes) -> None:
    sent = await bot.send_media_group(
        aina.chat_id, [InputMediaPhoto(picture, caption="B1"), InputMediaPhoto(picture, caption="B2")]
    )

    assert [message.caption for message in aina.messages] == ["B1", "B2"]
    assert len({message.media_group_id for message in sent}) == 1


async def test_an_album_of_files_keeps_their_names(bot: Bot, aina: Person) -> None:
    media = [InputMediaDocument(b"1", filename="receipt.pdf"), InputMediaDocument(b"2", filename="pass.pdf")]
    await bot.send_media_group(aina.chat_id, media)

    assert [message.document.name for message in aina.messages if message.document] == [
        "receipt.pdf",
        "pass.pdf",
    ]


async def test_places_arrive(bot: Bot, aina: Person) -> None:
    await bot.send_location(aina.chat_id, 3.139, 101.6869)
    venue = await bot.send_venue(aina.chat_id, 3.139, 101.6869, "Plaza Damai", "Jalan Damai 1")

    place, named = aina.messages
    assert place.location is not None
    assert (place.location.latitude, place.location.longitude) == (3.139, 101.6869)
    assert named.venue == venue.venue


async def test_buttons_take_the_place_of_the_keyboard_until_they_are_removed(bot: Bot, aina: Person) -> None:
    keyboard = ReplyKeyboardMarkup([[KeyboardButton("Share where I am", request_location=True)]])
    await bot.send_message(aina.chat_id, "Where are you?", reply_markup=keyboard)
    shown = aina.keyboard
    await bot.send_message(aina.chat_id, "Thank you", reply_markup=ReplyKeyboardRemove())

    assert shown == ["Share where I am"]
    assert aina.keyboard == []


async def test_commands_the_menu_and_being_at_work_are_kept(
    bot: Bot, aina: Person, telegram: TelegramStandIn
) -> None:
    await bot.set_my_commands([BotCommand("book", "Book a spot")], language_code="ms")
    await bot.set_chat_menu_button(
        menu_button=MenuButtonWebApp("Map", WebAppInfo("https://parking.example/map"))
    )
    await bot.send_chat_action(aina.chat_id, ChatAction.UPLOAD_PHOTO)

    assert telegram.commands["default", "ms"] == (BotCommand("book", "Book a spot"),)
    assert telegram.menu_buttons[None]["web_app"] == {"url": "https://parking.example/map"}
    assert telegram.waits_for_call("sendChatAction").call.text("action") == "upload_photo"


async def test_a_chat_can_be_asked_for(bot: Bot, aina: Person) -> None:
    chat = await bot.get_chat(aina.chat_id)

    assert (chat.type, chat.first_name) == ("private", "Aina")
