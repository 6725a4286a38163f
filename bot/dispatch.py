"""From an update to its answer: who wrote, what they did, and what is said when it goes wrong."""

from __future__ import annotations

import secrets
from collections.abc import Awaitable
from datetime import timedelta

import structlog
from telegram import CallbackQuery, ChatMember, ChatMemberUpdated, Message, Update, User
from telegram.constants import ChatType
from telegram.error import BadRequest, Forbidden, NetworkError, RetryAfter, TelegramError

from app.core.errors import DomainError
from app.core.i18n import closest_language
from app.telegram.api import patience_asked_for
from app.telegram.buttons import read_act
from app.telegram.chats import enter_chat, find_chat, mark_blocked
from app.telegram.links import normalise_code
from bot.acts import act
from bot.booking.draft import BookingDraft, next_place
from bot.chat.alerts import alerts_screen
from bot.chat.linking import LinkDraft
from bot.chat.welcome import MENU, help_screen
from bot.commands import COMMANDS
from bot.conversation import Place, refusal_screen
from bot.screen import Screen, read_choice
from bot.services import BotServices
from bot.steps import CONVERSATIONS
from bot.talk import Talk

log = structlog.get_logger()

_GONE = (ChatMember.BANNED, ChatMember.LEFT)


class TryAgainLater(Exception):
    """Telegram was not reached, or asks for patience: what was not answered is to be acted on once more.

    `wait`: for how long it asks.
    """

    def __init__(self, wait: timedelta | None = None) -> None:
        super().__init__(wait)
        self.wait = wait


async def answer(update: Update, services: BotServices) -> None:
    """Acts on an update. Raises TryAgainLater; everything else that goes wrong is told and logged."""
    membership, message, query = update.my_chat_member, update.message, update.callback_query
    if membership is not None:
        await _follow_membership(membership)
    elif message is not None and message.from_user is not None:
        if message.chat.type == ChatType.PRIVATE:
            talk = await _enter(services, message.from_user)
            await _guarded(talk, _answer_message(talk, message))
        else:
            await _answer_group(services, message, message.from_user)
    elif query is not None and query.message is not None and query.message.chat.type == ChatType.PRIVATE:
        talk = await _enter(services, query.from_user)
        talk.query_id = query.id
        talk.pressed = query.message if isinstance(query.message, Message) else None
        await _guarded(talk, _answer_press(talk, query))


async def _enter(services: BotServices, user: User) -> Talk:
    chat = await enter_chat(user.id, language=closest_language(user.language_code))
    return Talk(services, chat)


async def _answer_message(talk: Talk, message: Message) -> None:
    text = (message.text or "").strip()
    if text.startswith("/"):
        word, _, rest = text[1:].partition(" ")
        command = COMMANDS.get(word.partition("@")[0].casefold())
        if command is not None:
            await command(talk, rest.strip())
            return
    elif message.location is not None:
        place = message.location
        if not await CONVERSATIONS.locate(talk, place.latitude, place.longitude):
            # Nothing was asked: the nearest car park is what is wanted.
            here = BookingDraft(latitude=place.latitude, longitude=place.longitude)
            await CONVERSATIONS.go(talk, next_place(here))
        return
    elif text:
        if await CONVERSATIONS.hear(talk, text):
            return
        code = normalise_code(text)
        if code is not None:
            await CONVERSATIONS.go(talk, Place("link_confirm", LinkDraft(code=code)))
            return
    await talk.show(help_screen(talk))


async def _answer_press(talk: Talk, query: CallbackQuery) -> None:
    data = query.data or ""
    about, choice = read_act(data), read_choice(data)
    if about is not None:
        await act(talk, CONVERSATIONS, *about)
    elif choice is not None:
        await CONVERSATIONS.choose(talk, *choice)
    else:
        prefix, _, name = data.partition(":")
        if prefix == MENU and name in COMMANDS:
            talk.pressed = None  # the menu stays
            await COMMANDS[name](talk, "")
        else:
            await talk.note("late_button")


async def _answer_group(services: BotServices, message: Message, user: User) -> None:
    """In a group the bot listens to `/alerts` only."""
    word, _, rest = (message.text or "").strip().partition(" ")
    command, _, addressee = word.partition("@")
    if command != "/alerts" or addressee.casefold() not in ("", services.telegram.name.casefold()):
        return
    known = await find_chat(user.id)
    talk = await _enter(services, user) if known is None else Talk(services, known)
    talk.place = message.chat.id
    await _guarded(talk, _answer_alerts(talk, message.chat.id, rest.strip()))


async def _answer_alerts(talk: Talk, chat_id: int, argument: str) -> None:
    await talk.show(await alerts_screen(talk, chat_id, argument))


async def _follow_membership(change: ChatMemberUpdated) -> None:
    """A person blocked the bot, or took it back; whoever takes it back writes, and is met then."""
    if change.chat.type == ChatType.PRIVATE and change.new_chat_member.status in _GONE:
        await mark_blocked(change.chat.id)


async def _guarded(talk: Talk, answering: Awaitable[None]) -> None:
    """Answers; what was refused is said in its words, and what broke in one kind sentence with a number."""
    try:
        try:
            await answering
        except DomainError as refusal:
            talk.pressed = None
            await talk.show(refusal_screen(refusal, talk.language))
        except TelegramError:
            raise
        except Exception:
            number = secrets.token_hex(4)
            log.exception("update_not_answered", number=number)
            talk.pressed = None
            await talk.show(Screen(talk.plain("broken", number=number)))
        await talk.end_query()
    except Forbidden:
        if talk.place is None:
            await mark_blocked(talk.chat.id)
    except BadRequest as error:  # ours to mend; to try again would change nothing
        log.exception("telegram_refused", error=str(error))
    except RetryAfter as error:
        raise TryAgainLater(patience_asked_for(error)) from error
    except NetworkError as error:
        raise TryAgainLater from error
