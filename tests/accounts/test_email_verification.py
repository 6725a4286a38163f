from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta

import pytest

from app.accounts import service
from app.accounts.errors import LinkNotValid, TooManyMails
from app.accounts.events import EmailVerificationRequested, EmailVerified
from app.accounts.models import Person
from app.core import clock
from app.core.actor import Actor
from tests.accounts.people import (
    POLICY,
    events_of,
    mailed_reset_token,
    mailed_verification_token,
    sign_up,
)
from tests.support.databases import Database

EMAIL = "aisyah@demo.example"
NOON = datetime(2027, 3, 1, 4, 0, tzinfo=UTC)


async def _verify(person: Person, token: str) -> Person:
    return await service.verify_email(person.id, token, by=Actor.driver(person.id))


async def _ask_again(person: Person) -> None:
    await service.request_email_verification(person.id, policy=POLICY, by=Actor.driver(person.id))


async def test_the_link_of_the_first_mail_verifies_the_address_once(db: Database) -> None:
    with clock.frozen(NOON):
        person = (await sign_up(EMAIL)).person
        token = await mailed_verification_token()

        assert (await _verify(person, token)).email_verified_at == NOON
        with pytest.raises(LinkNotValid):
            await _verify(person, token)

    assert (await Person.get(id=person.id)).email_verified_at == NOON
    assert await events_of(EmailVerified) == [EmailVerified(person_id=person.id)]


async def test_of_many_who_use_one_link_at_once_one_verifies(db: Database) -> None:
    person = (await sign_up(EMAIL)).person
    token = await mailed_verification_token()

    tries = await asyncio.gather(*(_verify(person, token) for _ in range(20)), return_exceptions=True)

    assert sum(isinstance(outcome, Person) for outcome in tries) == 1
    assert sum(isinstance(outcome, LinkNotValid) for outcome in tries) == 19
    assert len(await events_of(EmailVerified)) == 1


async def test_a_link_verifies_only_the_person_it_was_mailed_to(db: Database) -> None:
    aisyah = (await sign_up(EMAIL)).person
    token = await mailed_verification_token()
    ben = (await sign_up("ben@demo.example")).person

    with pytest.raises(LinkNotValid):
        await _verify(ben, token)

    assert (await Person.get(id=ben.id)).email_verified_at is None
    await _verify(aisyah, token)


async def test_a_link_is_good_for_a_day(db: Database) -> None:
    with clock.frozen(NOON):
        person = (await sign_up(EMAIL)).person
        token = await mailed_verification_token()
        clock.move(timedelta(hours=24))
        with pytest.raises(LinkNotValid):
            await _verify(person, token)
        await _ask_again(person)
        clock.move(timedelta(hours=23, minutes=59))
        await _verify(person, await mailed_verification_token())


async def test_the_link_for_a_password_verifies_no_address(db: Database) -> None:
    person = (await sign_up(EMAIL)).person

    with pytest.raises(LinkNotValid):
        await _verify(person, await mailed_reset_token(EMAIL))


async def test_every_link_is_used_up_once_the_address_is_verified(db: Database) -> None:
    person = (await sign_up(EMAIL)).person
    first = await mailed_verification_token()
    await _ask_again(person)
    await _verify(person, await mailed_verification_token())

    with pytest.raises(LinkNotValid):
        await _verify(person, first)
    await _ask_again(person)

    assert len(await events_of(EmailVerificationRequested)) == 2


async def test_five_mails_an_hour_and_then_a_kind_word(db: Database) -> None:
    with clock.frozen(NOON):
        person = (await sign_up(EMAIL)).person
        for _ in range(4):
            await _ask_again(person)
        with pytest.raises(TooManyMails) as refusal:
            await _ask_again(person)
        clock.move(timedelta(hours=1))
        await _ask_again(person)

    assert refusal.value.params == {"limit": 5}
    assert len(await events_of(EmailVerificationRequested)) == 6
