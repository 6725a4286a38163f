"""Signed-in browsers. A session's token is in its cookie; the table holds the digest, and can revoke it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from tortoise.expressions import Q
from tortoise.queryset import QuerySet

from app.accounts.events import SignedIn, SignedOut
from app.accounts.models import EmailToken, Person, Session
from app.accounts.policy import SESSION_LIFE
from app.accounts.tokens import digest_of, new_session_token
from app.core import clock
from app.core.actor import Actor
from app.core.database.transactions import record, transactional

_EXTEND_EVERY = timedelta(days=1)
_KEPT_AFTER_END = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class ResumedSession:
    """`is_extended`: its end was moved, so the cookie is to be written again."""

    person: Person
    is_extended: bool


@transactional
async def open_session(person_id: int) -> str:
    """Begins a session and returns its token, the only copy there is."""
    token, now = new_session_token(), clock.now()
    session = await Session.create(
        token_digest=digest_of(token), person_id=person_id, created_at=now, expires_at=now + SESSION_LIFE
    )
    record(SignedIn(person_id=person_id, session_id=session.id), by=Actor.driver(person_id))
    return token


async def resume_session(token: str) -> ResumedSession | None:
    """Who is signed in with this token; None for one that is unknown, ended or revoked.

    A session in use goes on; that is written down once a day at most.
    """
    now = clock.now()
    session = await _live(now).filter(token_digest=digest_of(token)).select_related("person").first()
    if session is None:
        return None
    is_stale = session.expires_at < now + SESSION_LIFE - _EXTEND_EVERY
    return ResumedSession(session.person, is_stale and await _extend(session.id, now))


async def find_session_id(token: str) -> int | None:
    """The live session of this token."""
    session = await _live(clock.now()).filter(token_digest=digest_of(token)).first()
    return session.id if session else None


@transactional
async def close_session(token: str) -> None:
    """Revokes the session of this token, if it is live."""
    now = clock.now()
    session = await _live(now).filter(token_digest=digest_of(token)).first()
    if session is not None and await _live(now).filter(id=session.id).update(revoked_at=now):
        by = Actor.driver(session.person_id)
        record(SignedOut(person_id=session.person_id, session_id=session.id), by=by)


async def revoke_sessions(person_id: int) -> int:
    """Ends every session of a person, within the caller's transaction. Returns how many."""
    now = clock.now()
    return await _live(now).filter(person_id=person_id).update(revoked_at=now)


@transactional
async def forget_ended() -> int:
    """Deletes sessions and mailed links that ended a month ago. Returns how many. For a job, daily."""
    before = clock.now() - _KEPT_AFTER_END
    sessions = await Session.filter(Q(expires_at__lt=before) | Q(revoked_at__lt=before)).delete()
    return sessions + await EmailToken.filter(expires_at__lt=before).delete()


@transactional
async def _extend(session_id: int, now: datetime) -> bool:
    stale = _live(now).filter(id=session_id, expires_at__lt=now + SESSION_LIFE - _EXTEND_EVERY)
    return bool(await stale.update(expires_at=now + SESSION_LIFE))


def _live(now: datetime) -> QuerySet[Session]:
    return Session.filter(revoked_at__isnull=True, expires_at__gt=now)
