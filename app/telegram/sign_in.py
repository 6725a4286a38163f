"""Signing in by Telegram: whoever writes in a linked chat is its account's person."""

from __future__ import annotations

from app.accounts import sessions
from app.accounts.models import Person
from app.accounts.service import SignIn
from app.core.database.transactions import transactional
from app.telegram.chats import find_chat
from app.telegram.models import TelegramChat


@transactional
async def sign_in_from_chat(chat_id: int, *, present: str | None = None) -> SignIn | None:
    """Signs the person of the chat in; None when the chat is nobody's.

    `present`: the token of the browser's session so far. It goes on if it is the same person's, else it ends.
    """
    chat = await find_chat(chat_id)
    if chat is None or chat.person_id is None:
        return None
    # Whoever links or unlinks locks the person first.
    person = await Person.filter(id=chat.person_id).select_for_update().get()
    if not await TelegramChat.filter(id=chat_id, person_id=person.id).exists():
        return None
    if present is not None:
        resumed = await sessions.resume_session(present)
        if resumed is not None and resumed.person.id == person.id:
            return SignIn(person, present)
        await sessions.close_session(present)
    return SignIn(person, await sessions.open_session(person.id))
