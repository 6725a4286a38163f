"""Speaking in one chat: whom to, in which language, and in place of which message."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from html import escape

from telegram import (
    InputFile,
    InputMediaPhoto,
    KeyboardButton,
    LinkPreviewOptions,
    Message,
    ReplyKeyboardMarkup,
)
from telegram.constants import ParseMode
from telegram.error import BadRequest

from app.accounts.models import Person
from app.core.actor import GUEST, Actor
from app.core.i18n import translate
from app.telegram.models import TelegramChat
from app.telegram.texts import render, split_text
from bot.screen import Screen
from bot.services import BotServices

_NO_PREVIEW = LinkPreviewOptions(is_disabled=True)
_MOST_OF_NOTE = 200  # characters that a note over the chat may have
_UNCHANGED = "message is not modified"


@dataclass(slots=True)
class Talk:
    """One update that is being answered. `pressed`: the message whose button was pressed, as long as what is
    shown next takes its place; `query_id`: of the press, until it was answered. `place`: the chat that is
    spoken in, when that is a group and not the person's own.
    """

    services: BotServices
    chat: TelegramChat
    pressed: Message | None = None
    query_id: str | None = None
    place: int | None = None

    @property
    def chat_id(self) -> int:
        """Where what is said appears."""
        return self.chat.id if self.place is None else self.place

    @property
    def language(self) -> str:
        return self.chat.language

    @property
    def person(self) -> Person | None:
        """Whose account the chat is linked to."""
        return self.chat.person if self.chat.person_id is not None else None

    @property
    def actor(self) -> Actor:
        return Actor.driver(self.chat.person_id) if self.chat.person_id is not None else GUEST

    def text(self, template: str, /, **values: object) -> str:
        """The text of a template of `templates/telegram`."""
        return render(template, self.language, **values)

    def plain(self, key: str, /, **params: object) -> str:
        """The sentence `telegram.<key>` as a text."""
        return escape(self.word(key, **params), quote=False)

    def word(self, key: str, /, **params: object) -> str:
        """The sentence `telegram.<key>` for a button or a note, which know no HTML."""
        return translate(f"telegram.{key}", self.language, **params)

    async def show(self, screen: Screen, *, serial: int = 0) -> None:
        """Shows a screen: in place of the message whose button was pressed, else below all others."""
        pressed, self.pressed = self.pressed, None
        if pressed is not None and await self._replace(pressed, screen, serial):
            return
        if pressed is not None:
            with suppress(BadRequest):  # too old to be taken away, or gone
                await self.services.bot.delete_message(self.chat_id, pressed.message_id)
        await self._send(screen, serial)

    async def note(self, key: str, **params: object) -> None:
        """Answers a press with a line over the chat that goes away by itself."""
        await self._answer_query(self.word(key, **params)[:_MOST_OF_NOTE])

    async def end_query(self) -> None:
        """Takes the waiting sign from the pressed button, if that was not done."""
        await self._answer_query(None)

    async def send_document(self, document: bytes, name: str, caption: str) -> None:
        await self.services.bot.send_document(
            self.chat_id, InputFile(document, filename=name), caption=caption, parse_mode=ParseMode.HTML
        )

    async def send_place(self, latitude: float, longitude: float, title: str, address: str) -> None:
        """A pin that the phone's own map opens."""
        await self.services.bot.send_venue(
            self.chat_id, latitude=latitude, longitude=longitude, title=title, address=address
        )

    async def _answer_query(self, text: str | None) -> None:
        if self.query_id is None:
            return
        query_id, self.query_id = self.query_id, None
        with suppress(BadRequest):  # pressed too long ago
            await self.services.bot.answer_callback_query(query_id, text=text)

    async def _replace(self, pressed: Message, screen: Screen, serial: int) -> bool:
        """Whether the pressed message could become the screen: a text a text, a picture a picture."""
        bot, (text, markup) = self.services.bot, screen.compose(serial)
        is_alike = bool(pressed.photo) == (screen.picture is not None) and not pressed.document
        if not is_alike or screen.location_key is not None:
            return False
        try:
            if screen.picture is not None:
                media = InputMediaPhoto(screen.picture, caption=text, parse_mode=ParseMode.HTML)
                await bot.edit_message_media(
                    media, chat_id=self.chat_id, message_id=pressed.message_id, reply_markup=markup
                )
            else:
                await bot.edit_message_text(
                    text,
                    chat_id=self.chat_id,
                    message_id=pressed.message_id,
                    parse_mode=ParseMode.HTML,
                    link_preview_options=_NO_PREVIEW,
                    reply_markup=markup,
                )
        except BadRequest as refusal:
            return _UNCHANGED in str(refusal).lower()
        return True

    async def _send(self, screen: Screen, serial: int) -> None:
        bot, (text, markup) = self.services.bot, screen.compose(serial)
        if screen.picture is not None:
            await bot.send_photo(
                self.chat_id,
                screen.picture,
                caption=text,
                parse_mode=ParseMode.HTML,
                reply_markup=markup,
            )
            return
        *pieces, last = split_text(text) or [text]
        for piece in pieces:
            await self._send_text(piece, None)
        await self._send_text(last, _location_keys(screen.location_key) if screen.location_key else markup)

    async def _send_text(self, text: str, markup: object) -> None:
        await self.services.bot.send_message(
            self.chat_id,
            text,
            parse_mode=ParseMode.HTML,
            link_preview_options=_NO_PREVIEW,
            reply_markup=markup,  # type: ignore[arg-type]  # one of Telegram's kinds of keyboard
        )


def _location_keys(word: str) -> ReplyKeyboardMarkup:
    key = KeyboardButton(word, request_location=True)
    return ReplyKeyboardMarkup([[key]], resize_keyboard=True, one_time_keyboard=True)
