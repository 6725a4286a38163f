"""A chat as a reader of a failed test wants to see it."""

from __future__ import annotations

from collections.abc import Iterable

from telegram import InlineKeyboardButton

from tests.support.telegram.calls import Answered
from tests.support.telegram.cloud import Chat, Tap
from tests.support.telegram.messages import ChatMessage


def transcript(chat: Chat, answered: Iterable[Answered]) -> str:
    """Who said what, the buttons, the taps and how they were answered; then what the bot was refused."""
    said = [((message.id, 0), _message(message)) for message in chat.messages.values()]
    tapped = [((tap.after, number), _tap(tap)) for number, tap in enumerate(chat.taps, 1)]
    lines = [text for _, text in sorted([*said, *tapped])]
    refused = [_refusal(each) for each in answered if each.refusal]
    barred = [f"  the bot may not write: {chat.barred.description}"] if chat.barred else []
    name = chat.about.title or chat.about.first_name
    return "\n".join([f"=== {name} (chat {chat.about.id})", *lines, *barred, *refused])


def _message(message: ChatMessage) -> str:
    kinds = {
        "photo": message.photo,
        "document": message.document,
        "place": message.venue or message.location,
    }
    holds = [f"[{kind}{_name(thing)}]" for kind, thing in kinds.items() if thing is not None]
    marks = ["(deleted)"] if message.is_deleted else []
    if message.edits:
        marks.append(f"(edited {message.edits}x)")
    words = message.words.replace("\n", "\n      ")
    first = " ".join(
        part for part in [f"  #{message.id}", f"{_who(message)}:", *holds, words, *marks] if part
    )
    return "\n".join([first, *("      " + " ".join(map(_button, row)) for row in message.rows)])


def _who(message: ChatMessage) -> str:
    return "the bot" if message.sender.is_bot else message.sender.first_name


def _name(thing: object) -> str:
    name = getattr(thing, "name", "")
    return f" {name}" if name else ""


def _button(button: InlineKeyboardButton) -> str:
    leads_to = button.callback_data or button.url or (button.web_app.url if button.web_app else "")
    return f"[{button.text} -> {leads_to}]"


def _tap(tap: Tap) -> str:
    answer = f"answered {tap.answer.text!r}" if tap.answer else "not answered"
    return f"  tap on [{tap.label}] of #{tap.message_id}: {answer}"


def _refusal(answered: Answered) -> str:
    return f"  {answered.call.method} -> {answered.status or 'no answer'}: {answered.refusal}"
