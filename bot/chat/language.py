"""The language that is spoken in the chat, in its pictures and in what is told there."""

from __future__ import annotations

from app.core.i18n import languages, translate
from app.telegram.chats import set_language
from bot.chat.menu import translate_menu
from bot.chat.welcome import welcome_screen
from bot.conversation import Done, Draft, NotAnAnswer, Outcome, Step
from bot.screen import Button, Screen
from bot.talk import Talk


class LanguageStep(Step[Draft]):
    draft_type = Draft

    async def show(self, talk: Talk, draft: Draft) -> Screen:
        names = [Button(translate("telegram.language_name", code), choice=code) for code in languages()]
        return Screen(talk.plain("language"), [names])

    async def choose(self, talk: Talk, draft: Draft, choice: str) -> Outcome:
        if choice not in languages():
            raise NotAnAnswer
        await set_language(talk.chat.id, choice)
        talk.chat.language = choice
        await translate_menu(talk)
        return Done([welcome_screen(talk)])
