"""What Telegram would not take, so that no test passes with it."""

from __future__ import annotations

from io import BytesIO

import pytest
from PIL import Image
from telegram import BotCommand, InlineKeyboardButton, InlineKeyboardMarkup, WebAppInfo
from telegram.constants import ParseMode
from telegram.error import BadRequest, EndPointNotFound, Forbidden, InvalidToken

from app.telegram.api import Bot, open_bot
from app.telegram.installation import TelegramBot
from tests.support.telegram.person import Person
from tests.support.telegram.stand_in import NAME, TelegramStandIn, open_telegram


async def test_a_wrong_token_is_refused(telegram: TelegramStandIn) -> None:
    stranger = TelegramBot(NAME, telegram.url, uses_webhook=False, token="1:other", webhook_secret="")

    with pytest.raises(InvalidToken):
        async with open_bot(stranger):
            pass


async def test_a_method_that_the_stand_in_lacks_is_said_to_be_missing(bot: Bot) -> None:
    with pytest.raises(EndPointNotFound):
        await bot.do_api_request("sendPoem")


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "message text is empty"),
        ("<b> </b>", "message text is empty"),
        ("x" * 4097, "message is too long"),
        ("<p>Paid</p>", 'Unsupported start tag "p" at byte offset 0'),
        ("é <b>Paid", 'Can\'t find end tag corresponding to start tag "b"'),
        ("é <b>Paid</i>", 'Unmatched end tag at byte offset 10, expected "</b>", found "</i>"'),
        ("Paid</b>", "Unexpected end tag at byte offset 4"),
        ("2 < 3", 'Unsupported start tag "" at byte offset 2'),
        ("a <b", "Unclosed start tag at byte offset 2"),
    ],
)
async def test_a_text_that_telegram_cannot_read_is_refused(
    bot: Bot, aina: Person, text: str, reason: str
) -> None:
    with pytest.raises(BadRequest) as caught:
        await bot.send_message(aina.chat_id, text, parse_mode=ParseMode.HTML)

    assert reason.lower() in caught.value.message.lower()
    assert aina.messages == []


async def test_what_is_too_long_with_its_tags_alone_is_taken(bot: Bot, aina: Person) -> None:
    await bot.send_message(aina.chat_id, f"<b>{'x' * 4096}</b>", parse_mode=ParseMode.HTML)

    assert len(aina.messages[0].text) == 4096


async def test_a_caption_is_shorter_than_a_text(bot: Bot, aina: Person, picture: bytes) -> None:
    with pytest.raises(BadRequest, match="Message caption is too long"):
        await bot.send_photo(aina.chat_id, picture, caption="x" * 1025)


@pytest.mark.parametrize(
    ("button", "reason"),
    [
        (InlineKeyboardButton("Go", callback_data="é" * 33), "BUTTON_DATA_INVALID"),
        (InlineKeyboardButton("Go"), "Text buttons are unallowed"),
        (InlineKeyboardButton(" ", callback_data="go"), "text must be non-empty"),
        (InlineKeyboardButton("Go", url="parking"), "Wrong HTTP URL"),
        (InlineKeyboardButton("Go", url="http://localhost:8000/pay"), "Wrong HTTP URL"),
        (InlineKeyboardButton("Go", web_app=WebAppInfo("http://parking.example")), "Only HTTPS links"),
    ],
)
async def test_a_button_that_leads_nowhere_is_refused(
    bot: Bot, aina: Person, button: InlineKeyboardButton, reason: str
) -> None:
    with pytest.raises(BadRequest, match=f"(?i){reason}"):
        await bot.send_message(aina.chat_id, "Go?", reply_markup=InlineKeyboardMarkup([[button]]))


async def test_100_buttons_are_enough(bot: Bot, aina: Person) -> None:
    buttons = [[InlineKeyboardButton(str(number), callback_data="x" * 64)] for number in range(101)]
    await bot.send_message(aina.chat_id, "Spots", reply_markup=InlineKeyboardMarkup(buttons[1:]))

    with pytest.raises(BadRequest, match="Reply markup is too long"):
        await bot.send_message(aina.chat_id, "Spots", reply_markup=InlineKeyboardMarkup(buttons))


async def test_addresses_of_this_machine_are_taken_when_they_are_allowed() -> None:
    with open_telegram(local_addresses=True) as telegram:
        aina = telegram.person()
        aina.starts()
        rows = [
            [InlineKeyboardButton("Map", web_app=WebAppInfo("http://localhost:8000/map"))],
            [InlineKeyboardButton("Pay", url="http://localhost:8000/pay")],
        ]
        async with open_bot(telegram.installation()) as bot:
            await bot.send_message(aina.chat_id, "Go?", reply_markup=InlineKeyboardMarkup(rows))

        assert aina.opens("Map") == "http://localhost:8000/map"


async def test_pictures_that_are_none_are_refused(bot: Bot, aina: Person) -> None:
    strip = BytesIO()
    Image.new("L", (2100, 100)).save(strip, "PNG")

    with pytest.raises(BadRequest, match=r"(?i)IMAGE_PROCESS_FAILED"):
        await bot.send_photo(aina.chat_id, b"no picture")
    with pytest.raises(BadRequest, match=r"(?i)PHOTO_INVALID_DIMENSIONS"):
        await bot.send_photo(aina.chat_id, strip.getvalue())
    with pytest.raises(BadRequest, match="Wrong file identifier"):
        await bot.send_photo(aina.chat_id, "file-99")


async def test_who_never_wrote_cannot_be_written_to(bot: Bot, telegram: TelegramStandIn) -> None:
    with pytest.raises(BadRequest, match="Chat not found"):
        await bot.send_message(telegram.person("Budi").chat_id, "Hello")


async def test_who_blocked_the_bot_hears_nothing_until_they_write_again(bot: Bot, aina: Person) -> None:
    aina.blocks_bot()
    with pytest.raises(Forbidden, match="bot was blocked by the user"):
        await bot.send_message(aina.chat_id, "Hello")

    aina.types("Hi")
    await bot.send_message(aina.chat_id, "Hello again")

    moves = [update.my_chat_member for update in await bot.get_updates() if update.my_chat_member]
    assert [move.new_chat_member.status for move in moves] == ["kicked", "member"]
    assert aina.waits_for("Hello").text == "Hello again"


async def test_a_command_has_small_letters(bot: Bot) -> None:
    with pytest.raises(BadRequest, match=r"(?i)BOT_COMMAND_INVALID"):
        await bot.set_my_commands([BotCommand("Book", "Book a spot")])
