"""Mailed links: made, and used once."""

from __future__ import annotations

from datetime import timedelta

from tortoise.queryset import QuerySet

from app.accounts.models import EmailToken
from app.accounts.policy import AccountPolicy
from app.accounts.tokens import Purpose, digest_of, new_nonce, raw_token
from app.core import clock
from app.core.database.ids import ids_of


async def find_owner(purpose: Purpose, token: str) -> int | None:
    """The id of the person whose unused link of this purpose has that token."""
    usable = _usable(purpose).filter(token_digest=digest_of(token))
    person_ids = await ids_of(usable, "person_id")
    return person_ids[0] if person_ids else None


async def make_link(person_id: int, purpose: Purpose, policy: AccountPolicy) -> int | None:
    """A new link's id, within a transaction that has locked the person.

    None when the person was sent as many as an hour allows.
    """
    now = clock.now()
    recent = EmailToken.filter(person_id=person_id, purpose=purpose, created_at__gt=now - timedelta(hours=1))
    if await recent.count() >= policy.mails_per_hour:
        return None
    nonce = new_nonce()
    life = policy.reset_link_life if purpose is Purpose.RESET_PASSWORD else policy.verification_link_life
    row: EmailToken = await EmailToken.create(
        nonce=nonce,
        token_digest=digest_of(raw_token(policy.secret_key, purpose, nonce)),
        purpose=purpose,
        person_id=person_id,
        created_at=now,
        expires_at=now + life,
    )
    return int(row.id)


async def use_link(person_id: int, purpose: Purpose, token: str) -> bool:
    """Uses a link up, and all others of its kind with it. Of many who try at once one gets True."""
    now = clock.now()
    mine = _usable(purpose).filter(person_id=person_id)
    if not await mine.filter(token_digest=digest_of(token)).update(used_at=now):
        return False
    await mine.update(used_at=now)
    return True


def _usable(purpose: Purpose) -> QuerySet[EmailToken]:
    return EmailToken.filter(purpose=purpose, used_at__isnull=True, expires_at__gt=clock.now())
