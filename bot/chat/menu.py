"""Telegram's own button beside the field where one types: the map, in the language of the chat."""

from __future__ import annotations

from telegram import MenuButton, MenuButtonCommands, MenuButtonWebApp, WebAppInfo

from app.core.i18n import translate
from app.telegram.buttons import takes_app
from bot.talk import Talk


def menu_button(public_url: str, language: str) -> MenuButton:
    """The map inside Telegram, which opens what has a certificate only; else the commands."""
    if not takes_app(public_url):
        return MenuButtonCommands()
    return MenuButtonWebApp(
        translate("telegram.menu_map", language), WebAppInfo(f"{public_url}/telegram/app")
    )


async def translate_menu(talk: Talk) -> None:
    """Commands know the language of a phone; this button has to be told, chat by chat."""
    button = menu_button(talk.services.settings.public_url, talk.language)
    await talk.services.bot.set_chat_menu_button(talk.chat.id, menu_button=button)
