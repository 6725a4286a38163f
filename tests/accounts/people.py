"""People for tests, and the tokens that their mails would hold."""

from __future__ import annotations

from typing import TypeVar

from app.accounts import service
from app.accounts.events import EmailVerificationRequested, PasswordResetRequested
from app.accounts.policy import AccountPolicy
from app.accounts.queries import find_mailed_link
from app.accounts.service import SignIn
from app.core.actor import GUEST
from app.core.events import DomainEvent, read_events

E = TypeVar("E", bound=DomainEvent)

POLICY = AccountPolicy(secret_key="a-key-that-only-these-tests-know-0123456789")
PASSWORD = "four quiet words here"


async def sign_up(email: str = "aisyah@demo.example", name: str = "Aisyah binti Rahman") -> SignIn:
    return await service.sign_up(email, PASSWORD, name, "en", policy=POLICY)


async def mailed_verification_token() -> str:
    """The token in the newest verification mail."""
    (*_, event) = await events_of(EmailVerificationRequested)
    return await _token(event.token_id)


async def mailed_reset_token(email: str) -> str:
    """Asks for a reset mail and gives the token in it."""
    await service.request_password_reset(email, policy=POLICY, by=GUEST)
    (*_, event) = await events_of(PasswordResetRequested)
    return await _token(event.token_id)


async def events_of(kind: type[E]) -> list[E]:
    """The logged events of a kind, oldest first."""
    return [logged.event for logged in await read_events(0) if isinstance(logged.event, kind)]


async def _token(token_id: int) -> str:
    link = await find_mailed_link(token_id, secret_key=POLICY.secret_key)
    assert link is not None
    return link.token
