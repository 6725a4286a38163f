"""The verbs of accounts: sign up, sign in, passwords and mailed links. `vehicles` and `staff` have theirs.

Hashing a password takes as long as many queries, so it happens before the transaction begins: the verbs that
hash (`sign_up`, `sign_in`, `reset_password`) are not to be called inside one.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from tortoise.exceptions import IntegrityError

from app.accounts import passwords, rules, sessions
from app.accounts.errors import (
    EmailAlreadyRegistered,
    LinkNotValid,
    PersonNotFound,
    TooManyMails,
    WrongCredentials,
)
from app.accounts.events import (
    EmailVerificationRequested,
    EmailVerified,
    PasswordChanged,
    PasswordResetRequested,
    PersonSignedUp,
    ProfileChanged,
)
from app.accounts.links import find_owner, make_link, use_link
from app.accounts.models import Person
from app.accounts.policy import AccountPolicy
from app.accounts.queries import find_person_by_email, get_person
from app.accounts.tokens import Purpose
from app.core import clock
from app.core.actor import Actor
from app.core.database.transactions import record, transactional


@dataclass(frozen=True, slots=True)
class SignIn:
    """A person who has just signed in, and the token of the new session."""

    person: Person
    session_token: str = field(repr=False)


async def sign_up(
    email: str,
    password: str,
    name: str,
    language: str,
    *,
    policy: AccountPolicy,
    replaces: str | None = None,
) -> SignIn:
    """Opens an account, signs its person in and asks for the mail that verifies the address.

    `replaces` as in `sign_in`. Raises EmailAlreadyRegistered, and the errors of `rules` for what is not
    acceptable.
    """
    address, called, password_hash = await check_newcomer(email, name, language, password)
    try:
        return await open_account(address, password_hash, called, language, policy, replaces)
    except IntegrityError as error:
        raise EmailAlreadyRegistered from error


async def check_newcomer(email: str, name: str, language: str, password: str) -> tuple[str, str, str]:
    """The address, the name and the hash of the password of an account to be opened.

    Raises the errors of `rules` for what is not acceptable.
    """
    address, called = rules.normalise_email(email), rules.normalise_name(name)
    rules.check_language(language)
    rules.check_password(password, address)
    return address, called, await passwords.hash_password(password)


async def sign_in(email: str, password: str, *, replaces: str | None = None) -> SignIn:
    """Begins a new session. `replaces`: the token of the browser's session so far, which ends.

    Raises WrongCredentials, the same and as late for an unknown address as for a wrong password.
    """
    person = await find_person_by_email(email)
    stored = person.password_hash if person else passwords.unmatchable_hash()
    is_right = await passwords.verify_password(stored, password)
    if person is None or not is_right:
        raise WrongCredentials
    new_hash = await passwords.hash_password(password) if passwords.needs_rehash(stored) else stored
    return await _enter(person.id, stored, new_hash, replaces)


async def sign_out(session_token: str) -> None:
    """Ends the session. One that has ended already is no error."""
    await sessions.close_session(session_token)


@transactional
async def change_profile(
    person_id: int, *, name: str | None = None, language: str | None = None, by: Actor
) -> Person:
    """Changes what is given. Raises NameNotUnderstood or UnknownLanguage."""
    person = await _locked(person_id)
    wanted = {
        "name": person.name if name is None else rules.normalise_name(name),
        "language": person.language if language is None else rules.check_language(language),
    }
    changed = tuple(key for key, value in wanted.items() if getattr(person, key) != value)
    if changed:
        await person.update_from_dict(wanted).save(update_fields=changed)
        record(ProfileChanged(person_id=person_id, fields=changed), by=by)
    return person


async def request_password_reset(email: str, *, policy: AccountPolicy, by: Actor) -> None:
    """Asks for the mail with a reset link. Says nothing of whether there is such an account,
    nor of the limit on such mails."""
    person = await find_person_by_email(email)
    if person is not None:
        await _request_password_reset(person.id, policy, by)


async def reset_password(token: str, password: str) -> int:
    """Sets a new password by a mailed link; every session and every other reset link ends. Returns whose.

    Raises LinkNotValid, or the errors of `rules.check_password`, which leave the link good.
    """
    person_id = await find_owner(Purpose.RESET_PASSWORD, token)
    if person_id is None:
        raise LinkNotValid
    rules.check_password(password, (await get_person(person_id)).email)
    password_hash = await passwords.hash_password(password)
    await _replace_password(person_id, token, password_hash)
    return person_id


@transactional
async def request_email_verification(person_id: int, *, policy: AccountPolicy, by: Actor) -> None:
    """Asks for the mail that verifies the address; nothing to do if it is verified. Raises TooManyMails."""
    person = await _locked(person_id)
    if person.email_verified_at is not None:
        return
    token_id = await make_link(person_id, Purpose.VERIFY_EMAIL, policy)
    if token_id is None:
        raise TooManyMails(limit=policy.mails_per_hour)
    record(EmailVerificationRequested(person_id=person_id, token_id=token_id), by=by)


@transactional
async def verify_email(person_id: int, token: str, *, by: Actor) -> Person:
    """Marks the address of the signed-in person as theirs, by the link that was mailed to it.

    Both are asked for, the link and the session: else somebody could sign up with another's address, wait for
    them to follow the link, and be given their guest bookings. Raises LinkNotValid.
    """
    person = await _locked(person_id)
    if not await use_link(person_id, Purpose.VERIFY_EMAIL, token):
        raise LinkNotValid
    person.email_verified_at = clock.now()
    await person.save(update_fields=["email_verified_at"])
    record(EmailVerified(person_id=person_id), by=by)
    return person


@transactional
async def open_account(
    email: str,
    password_hash: str,
    name: str,
    language: str,
    policy: AccountPolicy,
    replaces: str | None,
) -> SignIn:
    """As `sign_up`, of what was checked and hashed. Raises IntegrityError for an address that has one."""
    person = await Person.create(
        email=email, name=name, password_hash=password_hash, language=language, created_at=clock.now()
    )
    by = Actor.driver(person.id)
    record(PersonSignedUp(person_id=person.id), by=by)
    await request_email_verification(person.id, policy=policy, by=by)
    return SignIn(person, await _open_session(person.id, replaces))


@transactional
async def _enter(person_id: int, verified_hash: str, new_hash: str, replaces: str | None) -> SignIn:
    person = await _locked(person_id)
    if person.password_hash != verified_hash:
        # It was reset while we were verifying: the old password opens nothing any more.
        raise WrongCredentials
    if new_hash != verified_hash:
        person.password_hash = new_hash
        await person.save(update_fields=["password_hash"])
    return SignIn(person, await _open_session(person_id, replaces))


async def _open_session(person_id: int, replaces: str | None) -> str:
    if replaces is not None:
        await sessions.close_session(replaces)
    return await sessions.open_session(person_id)


@transactional
async def _request_password_reset(person_id: int, policy: AccountPolicy, by: Actor) -> None:
    await _locked(person_id)
    token_id = await make_link(person_id, Purpose.RESET_PASSWORD, policy)
    if token_id is not None:
        record(PasswordResetRequested(person_id=person_id, token_id=token_id), by=by)


@transactional
async def _replace_password(person_id: int, token: str, password_hash: str) -> None:
    person = await _locked(person_id)
    if not await use_link(person_id, Purpose.RESET_PASSWORD, token):
        raise LinkNotValid
    person.password_hash, person.programs_out_at = password_hash, clock.now()
    await person.save(update_fields=["password_hash", "programs_out_at"])
    await sessions.revoke_sessions(person_id)
    record(PasswordChanged(person_id=person_id), by=Actor.driver(person_id))


async def _locked(person_id: int) -> Person:
    person = await Person.filter(id=person_id).select_for_update().first()
    if person is None:
        raise PersonNotFound
    return person
