"""What people may send with a slash, and the buttons of the menu that do the same."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping

from telegram import BotCommand

from app.core.i18n import DEFAULT_LANGUAGE, translate
from app.telegram.buttons import Act
from app.telegram.links import normalise_code
from bot.app_buttons import map_button
from bot.booking.draft import BookingDraft, next_place
from bot.bookings.overview import bookings_screen
from bot.chat.alerts import alerts_screen
from bot.chat.linking import LinkDraft
from bot.chat.menu import translate_menu
from bot.chat.welcome import help_screen, welcome_screen
from bot.conversation import Place
from bot.screen import Screen
from bot.steps import CONVERSATIONS
from bot.talk import Talk

Command = Callable[[Talk, str], Awaitable[None]]
"""Does what was asked for; the text is what came behind the word."""

LISTED = (
    "book",
    "bookings",
    "extend",
    "cancel",
    "receipt",
    "find",
    "vehicles",
    "map",
    "link",
    "language",
    "help",
)


def listed_commands(language: str) -> list[BotCommand]:
    """The commands as Telegram lists them behind its menu button."""
    return [BotCommand(name, translate(f"telegram.commands.{name}", language)) for name in LISTED]


async def _start(talk: Talk, payload: str) -> None:
    if talk.language != DEFAULT_LANGUAGE:
        await translate_menu(talk)
    code = normalise_code(payload)
    if code is not None:
        await CONVERSATIONS.go(talk, Place("link_confirm", LinkDraft(code=code)))
    else:
        await talk.show(welcome_screen(talk))


async def _help(talk: Talk, _: str) -> None:
    await talk.show(help_screen(talk))


async def _book(talk: Talk, _: str) -> None:
    await CONVERSATIONS.go(talk, next_place(BookingDraft()))


async def _bookings(talk: Talk, _: str) -> None:
    await talk.show(await bookings_screen(talk))


async def _map(talk: Talk, _: str) -> None:
    await talk.show(Screen(talk.plain("map"), [[map_button(talk)]]))


async def _alerts(talk: Talk, argument: str) -> None:
    await talk.show(await alerts_screen(talk, talk.chat.id, argument))


def _step(name: str) -> Command:
    async def ask(talk: Talk, _: str) -> None:
        await CONVERSATIONS.go(talk, Place(name))

    return ask


def _which(act: Act, question: str) -> Command:
    """Asks which booking; the button does the rest."""

    async def ask(talk: Talk, _: str) -> None:
        await talk.show(await bookings_screen(talk, act, question=question))

    return ask


COMMANDS: Mapping[str, Command] = {
    "start": _start,
    "help": _help,
    "book": _book,
    "bookings": _bookings,
    "extend": _which(Act.EXTEND, "which_to_extend"),
    "cancel": _which(Act.CANCEL, "which_to_cancel"),
    "receipt": _which(Act.RECEIPT, "which_receipt"),
    "find": _which(Act.FIND, "which_to_find"),
    "vehicles": _step("vehicles"),
    "link": _step("link"),
    "unlink": _step("unlink"),
    "language": _step("language"),
    "map": _map,
    "alerts": _alerts,
}
