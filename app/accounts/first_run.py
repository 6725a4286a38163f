"""The first owner: a link from the command line opens their account, once, while there is no owner."""

from __future__ import annotations

from datetime import timedelta

from tortoise.exceptions import IntegrityError

from app.accounts.errors import EmailAlreadyRegistered, LinkNotValid, OwnerExists
from app.accounts.models import FirstRunLink, RoleGrant
from app.accounts.permissions import Role
from app.accounts.policy import AccountPolicy
from app.accounts.service import SignIn, check_newcomer, open_account
from app.accounts.staff import grant_role
from app.accounts.tokens import digest_of, new_session_token
from app.core import clock
from app.core.actor import OPERATOR
from app.core.database.transactions import transactional

LINK_LIFE = timedelta(hours=24)


async def has_owner() -> bool:
    """Whether somebody owns all lots."""
    return await RoleGrant.exists(role=Role.OWNER, lot_id=None)


@transactional
async def make_first_run_link() -> str:
    """The token of a link that is good for a day; links made before are not good any more.

    Raises OwnerExists.
    """
    if await has_owner():
        raise OwnerExists
    token, now = new_session_token(), clock.now()
    await FirstRunLink.filter(used_at__isnull=True).delete()
    await FirstRunLink.create(token_digest=digest_of(token), created_at=now, expires_at=now + LINK_LIFE)
    return token


async def open_first_account(
    token: str,
    email: str,
    password: str,
    name: str,
    language: str,
    *,
    policy: AccountPolicy,
    replaces: str | None = None,
) -> SignIn:
    """Opens the account of the owner of everything, and signs them in. As `service.sign_up` otherwise.

    Raises OwnerExists, LinkNotValid, EmailAlreadyRegistered, and the errors of `rules`, which leave the link
    good.
    """
    address, called, password_hash = await check_newcomer(email, name, language, password)
    try:
        return await _open(token, address, password_hash, called, language, policy, replaces)
    except IntegrityError as error:
        raise EmailAlreadyRegistered from error


@transactional
async def _open(
    token: str,
    email: str,
    password_hash: str,
    name: str,
    language: str,
    policy: AccountPolicy,
    replaces: str | None,
) -> SignIn:
    # All of them, so that two browsers wait for each other, whichever links they have.
    links = await FirstRunLink.all().order_by("id").select_for_update()
    if await has_owner():
        raise OwnerExists
    now, digest = clock.now(), digest_of(token)
    good = [link for link in links if link.used_at is None and link.expires_at > now]
    if digest not in {link.token_digest for link in good}:
        raise LinkNotValid
    await FirstRunLink.filter(used_at__isnull=True).update(used_at=now)
    entered = await open_account(email, password_hash, name, language, policy, replaces)
    await grant_role(email, Role.OWNER, by=OPERATOR)
    return entered
