"""Alerts for the operator's own people, in their chat or in a group that one of them brought the bot into."""

from __future__ import annotations

from app.telegram.alerts import turn_alerts_off, turn_alerts_on
from bot.screen import Screen
from bot.talk import Talk

_OFF = "off"


async def alerts_screen(talk: Talk, chat_id: int, argument: str) -> Screen:
    """Turns the alerts of chat `chat_id` on, or with `off` off, by the word of the chat's person.

    Raises AlertsForStaffOnly.
    """
    if argument.casefold() == _OFF:
        was_on = await turn_alerts_off(chat_id)
        return Screen(talk.plain("alerts_off" if was_on else "alerts_were_off"))
    await turn_alerts_on(chat_id, person_id=talk.chat.person_id, language=talk.language)
    return Screen(talk.plain("alerts_on"))
