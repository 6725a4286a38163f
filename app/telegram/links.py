"""Linking a chat to an account: by a code that the signed-in app shows, once and within minutes."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from tortoise.queryset import QuerySet

from app.accounts.models import Person
from app.accounts.tokens import digest_of
from app.core import clock
from app.core.actor import Actor
from app.core.database.transactions import record, transactional
from app.core.references import ALPHABET
from app.telegram.chats import forget_place
from app.telegram.errors import TelegramCodeNotValid, TelegramLinkedElsewhere, TooManyTelegramCodes
from app.telegram.events import TelegramLinked, TelegramUnlinked
from app.telegram.models import TelegramChat, TelegramLinkCode

CODE_LIFE = timedelta(minutes=10)
CODES_PER_HOUR = 20
_LENGTH = 10  # 50 random bits: guessing is hopeless within ten minutes
_GROUP = 5
_KEPT = timedelta(days=30)  # as long as sessions and mailed links that ended


@dataclass(frozen=True, slots=True)
class LinkOffer:
    """The account that a code would link to."""

    person_id: int
    email: str


@dataclass(frozen=True, slots=True)
class NewCode:
    """A code, as people read it (`7F3K9-QXM2A`), and until when it is good."""

    code: str
    expires_at: datetime


@transactional
async def make_code(person_id: int) -> NewCode:
    """A fresh code for this person's account. The earlier ones are good no more.

    Raises TooManyTelegramCodes.
    """
    await Person.filter(id=person_id).select_for_update().get()
    now = clock.now()
    mine = TelegramLinkCode.filter(person_id=person_id)
    if await mine.filter(created_at__gt=now - timedelta(hours=1)).count() >= CODES_PER_HOUR:
        raise TooManyTelegramCodes(limit=CODES_PER_HOUR)
    await _usable(now).filter(person_id=person_id).update(used_at=now)
    code = "".join(secrets.choice(ALPHABET) for _ in range(_LENGTH))
    await TelegramLinkCode.create(
        code_digest=digest_of(code), person_id=person_id, created_at=now, expires_at=now + CODE_LIFE
    )
    return NewCode(f"{code[:_GROUP]}-{code[_GROUP:]}", now + CODE_LIFE)


def normalise_code(text: str) -> str | None:
    """`text` as a code, or None when it cannot be one. Forgives case, spaces and hyphens."""
    compact = "".join(text.upper().split()).replace("-", "")
    is_one = len(compact) == _LENGTH and all(character in ALPHABET for character in compact)
    return compact if is_one else None


async def find_offer(code: str) -> LinkOffer:
    """Whose account the code would link. Uses nothing up. Raises TelegramCodeNotValid."""
    row = await _usable_code(code, clock.now()).select_related("person").first()
    if row is None:
        raise TelegramCodeNotValid
    return LinkOffer(row.person.id, row.person.email)


async def is_offered(code: str) -> bool:
    """Whether the code would link to somebody's account now."""
    return await _usable_code(code, clock.now()).exists()


@transactional
async def link_chat(chat_id: int, code: str) -> int:
    """Makes the chat that of the code's account, and of no other; returns the person's id.

    The account's earlier chat is nobody's then. Raises TelegramCodeNotValid, TelegramLinkedElsewhere.
    """
    offer = await find_offer(code)
    await Person.filter(id=offer.person_id).select_for_update().get()
    now = clock.now()
    if not await _usable_code(code, now).update(used_at=now):
        raise TelegramCodeNotValid
    chat = await TelegramChat.filter(id=chat_id).select_for_update().get()
    if chat.person_id not in (None, offer.person_id):
        raise TelegramLinkedElsewhere
    earlier = TelegramChat.filter(person_id=offer.person_id).exclude(id=chat_id)
    await _leave(earlier)
    if chat.person_id is None:
        chat.person_id, chat.linked_at = offer.person_id, now
        await chat.save(update_fields=["person_id", "linked_at"])
    record(TelegramLinked(person_id=offer.person_id), by=Actor.driver(offer.person_id))
    return offer.person_id


@transactional
async def unlink_person(person_id: int) -> bool:
    """Makes the person's chat nobody's; codes are good no more. Returns whether there was one."""
    await Person.filter(id=person_id).select_for_update().get()
    now = clock.now()
    await _usable(now).filter(person_id=person_id).update(used_at=now)
    if not await _leave(TelegramChat.filter(person_id=person_id)):
        return False
    record(TelegramUnlinked(person_id=person_id), by=Actor.driver(person_id))
    return True


@transactional
async def forget_codes() -> int:
    """Deletes codes that are good no more, after 30 days. Returns how many. For a job, daily."""
    return await TelegramLinkCode.filter(expires_at__lt=clock.now() - _KEPT).delete()


async def _leave(chats: QuerySet[TelegramChat]) -> int:
    """What was half asked for in them may hold things of the account: it is forgotten as well."""
    left = 0
    for chat in await chats.select_for_update():
        await TelegramChat.filter(id=chat.id).update(person_id=None, linked_at=None)
        await forget_place(chat.id)
        left += 1
    return left


def _usable(now: datetime) -> QuerySet[TelegramLinkCode]:
    return TelegramLinkCode.filter(used_at__isnull=True, expires_at__gt=now)


def _usable_code(code: str, now: datetime) -> QuerySet[TelegramLinkCode]:
    """The one row of a code as somebody typed it, if it is good for anything."""
    return _usable(now).filter(code_digest=digest_of(normalise_code(code) or ""))
