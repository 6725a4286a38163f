"""The first screen, and help."""

from __future__ import annotations

from bot.app_buttons import map_button
from bot.screen import Button, Screen
from bot.talk import Talk

MENU = "menu"


def welcome_screen(talk: Talk) -> Screen:
    """What the bot does, in one screen, and the ways in."""
    is_linked = talk.person is not None
    rows = [
        [_menu(talk, "book"), _menu(talk, "bookings")],
        [map_button(talk)],
        [_menu(talk, "help")] if is_linked else [_menu(talk, "link"), _menu(talk, "help")],
    ]
    text = talk.text("welcome", name=talk.person.name if talk.person else None, is_linked=is_linked)
    return Screen(text, rows)


def help_screen(talk: Talk) -> Screen:
    return Screen(talk.text("help", is_linked=talk.person is not None), [[_menu(talk, "book")]])


def _menu(talk: Talk, command: str) -> Button:
    """A button that does what a command does."""
    return Button(talk.word(f"menu_{command}"), data=f"{MENU}:{command}")
