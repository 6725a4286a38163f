"""Whose account it is that an outside provider names: known, new, or to be proved by its password."""

from __future__ import annotations

from dataclasses import dataclass, replace

from tortoise.exceptions import IntegrityError

from app.accounts import rules
from app.accounts.errors import (
    EmailNotUnderstood,
    NameNotUnderstood,
    OutsideAccountToProve,
    OutsideEmailNotVerified,
)
from app.accounts.events import OutsideIdentityLinked, PersonSignedUp
from app.accounts.models import OutsideIdentity, Person
from app.accounts.outside.provider import OutsidePerson
from app.accounts.passwords import unmatchable_hash
from app.accounts.service import SignIn
from app.accounts.sessions import close_session, open_session
from app.accounts.tokens import digest_of
from app.core import clock
from app.core.actor import Actor
from app.core.database.transactions import record, transactional


@dataclass(frozen=True, slots=True)
class OutsideSignIn(SignIn):
    """`is_new`: the account was opened just now."""

    is_new: bool = False


async def enter_from_outside(
    came: OutsidePerson, language: str, *, replaces: str | None = None
) -> OutsideSignIn:
    """Signs in who came back from the provider. `replaces` as in `service.sign_in`.

    An address that the provider has not verified says nothing. An account that is there is never taken over
    by an address: its person proves it by the password, once. Raises OutsideEmailNotVerified,
    OutsideAccountToProve.
    """
    known = await find_linked(came)
    if known is not None:
        return OutsideSignIn(known, await _open(known.id, replaces))
    address = proved_address(came)
    if await Person.exists(email=address):
        raise OutsideAccountToProve
    try:
        return await _open_account(came, address, language, replaces)
    except IntegrityError as error:  # somebody opened it at this moment
        raise OutsideAccountToProve from error


async def link_after_proof(person: Person, came: OutsidePerson) -> bool:
    """Links the person who has just proved by password to be the one whom the provider named.

    Returns whether it did: not for another address, nor for somebody who is linked already.
    """
    try:
        if proved_address(came) != person.email:
            return False
        return await _link(person, came)
    except (OutsideEmailNotVerified, IntegrityError):
        return False


async def find_linked(came: OutsidePerson) -> Person | None:
    identity = await OutsideIdentity.get_or_none(digest=_digest(came)).prefetch_related("person")
    return identity.person if identity is not None and identity.person.erased_at is None else None


def proved_address(came: OutsidePerson) -> str:
    """The address in our form, if the provider verified it. Raises OutsideEmailNotVerified."""
    if not came.email_verified or came.email is None:
        raise OutsideEmailNotVerified
    try:
        return rules.normalise_email(came.email)
    except EmailNotUnderstood:
        raise OutsideEmailNotVerified from None


@transactional
async def _link(person: Person, came: OutsidePerson) -> bool:
    locked = await Person.filter(id=person.id).select_for_update().get()
    if await OutsideIdentity.exists(digest=_digest(came)):
        return False
    await _write_identity(person.id, came)
    if locked.email_verified_at is None:
        # Proved twice over: by the provider, and by the password.
        await Person.filter(id=person.id).update(email_verified_at=clock.now())
    return True


@transactional
async def _open_account(
    came: OutsidePerson, address: str, language: str, replaces: str | None
) -> OutsideSignIn:
    now = clock.now()
    person = await Person.create(
        email=address,
        name=_name(came, address),
        password_hash=unmatchable_hash(),
        language=language,
        email_verified_at=now,
        created_at=now,
    )
    record(PersonSignedUp(person_id=person.id), by=Actor.driver(person.id))
    await _write_identity(person.id, came)
    return OutsideSignIn(person, await _open(person.id, replaces), is_new=True)


async def _write_identity(person_id: int, came: OutsidePerson) -> None:
    cut = replace(came, issuer=came.issuer[:255], subject=came.subject[:255])
    await OutsideIdentity.create(
        digest=_digest(came),
        issuer=cut.issuer,
        subject=cut.subject,
        person_id=person_id,
        linked_at=clock.now(),
    )
    record(OutsideIdentityLinked(person_id=person_id), by=Actor.driver(person_id))


@transactional
async def _open(person_id: int, replaces: str | None) -> str:
    if replaces is not None:
        await close_session(replaces)
    return await open_session(person_id)


def _digest(came: OutsidePerson) -> str:
    return digest_of(f"{came.issuer}\0{came.subject}")


def _name(came: OutsidePerson, address: str) -> str:
    """As the provider calls them, or by their address."""
    for text in (came.name or "", address.partition("@")[0]):
        try:
            return rules.normalise_name(text[: rules.NAME_MAX_LENGTH])
        except NameNotUnderstood:
            continue
    return "Driver"
