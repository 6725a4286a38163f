"""From an update to its answer: who wrote, what they did, and what is said when it goes wrong."""

from __future__ import annotations

import secrets
from collections.abc import Awaitable
from contextlib import suppress
from datetime import timedelta

import structlog
from telegram import CallbackQuery, ChatMember, ChatMemberUpdated, Message, Update, User
from telegram.constants import ChatType
from telegram.error import BadRequest, Forbidden, NetworkError, RetryAfter, TelegramError

from app.core.errors import DomainError
from app.core.i18n import closest_language
from app.telegram.alerts import turn_alerts_off
from app.telegram.api import patience_asked_for
from app.telegram.buttons import read_act
from app.telegram.chats import enter_chat, find_chat, mark_blocked
from app.telegram.links import is_offered, normalise_code
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


async def tell_of_failure(update: Update, services: BotServices, *, number: str) -> None:
    """Tells whoever wrote that nothing came of it, under the number that the log has; if they can be told."""
    user, chat = update.effective_user, update.effective_chat
    if user is None or chat is None or chat.type != ChatType.PRIVATE or update.my_chat_member is not None:
        return
    talk = await _enter(services, user)
    with suppress(TelegramError):
        await talk.show(Screen(talk.plain("broken", number=number)))


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
            # No booking is being made: the nearest car park is what is wanted.
            here = BookingDraft(latitude=place.latitude, longitude=place.longitude)
            await CONVERSATIONS.go(talk, next_place(here))
        return
    elif text and await _hear(talk, text):
        return
    await talk.show(help_screen(talk))


async def _hear(talk: Talk, text: str) -> bool:
    """A code of the app's is taken whatever was asked; else what is typed answers. False for neither."""
    code = normalise_code(text)
    is_offer = code is not None and await is_offered(code)
    if not is_offer and await CONVERSATIONS.hear(talk, text):
        return True
    if code is None:
        return False
    await CONVERSATIONS.go(talk, Place("link_confirm", LinkDraft(code=code)))
    return True


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
    """A person blocked the bot, or took it back; whoever takes it back writes, and is met then. A group that
    put it out hears of no more alerts.
    """
    if change.new_chat_member.status not in _GONE:
        return
    if change.chat.type == ChatType.PRIVATE:
        await mark_blocked(change.chat.id)
    else:
        await turn_alerts_off(change.chat.id)


async def _guarded(talk: Talk, answering: Awaitable[None]) -> None:
    """Answers; what was refused is said in its words, and what broke in one kind sentence with a number."""
    try:
        try:
            await answering
        except DomainError as refusal:
            talk.pressed = None
            await talk.show(refusal_screen(refusal, talk.language))
        except BadRequest as error:  # ours to mend; to try again would change nothing
            await _apologise(talk, "telegram_refused", error=str(error))
        except TelegramError:
            raise
        except Exception:
            await _apologise(talk, "update_not_answered")
        await talk.end_query()
    except Forbidden:
        if talk.place is None:
            await mark_blocked(talk.chat.id)
    except BadRequest as error:
        log.error("apology_refused", error=str(error))
    except RetryAfter as error:
        raise TryAgainLater(patience_asked_for(error)) from error
    except NetworkError as error:
        raise TryAgainLater from error


async def _apologise(talk: Talk, event: str, **facts: str) -> None:
    """For what broke just now: logs it, and tells the person under which number."""
    number = secrets.token_hex(4)
    log.exception(event, number=number, **facts)
    talk.pressed = None
    await talk.show(Screen(talk.plain("broken", number=number)))
