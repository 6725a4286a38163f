from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta

import pytest

from app.accounts import passwords, service, sessions
from app.accounts.errors import LinkNotValid, PasswordIsEmail, PasswordTooShort, WrongCredentials
from app.accounts.events import PasswordChanged, PasswordResetRequested
from app.accounts.models import EmailToken
from app.accounts.queries import find_mailed_link
from app.accounts.tokens import Purpose
from app.core import clock
from app.core.actor import GUEST
from app.core.events import read_events
from app.core.models import EventRecord
from tests.accounts.people import (
    PASSWORD,
    POLICY,
    events_of,
    mailed_reset_token,
    mailed_verification_token,
    sign_up,
)
from tests.support.databases import Database

EMAIL = "aisyah@demo.example"
NEW_PASSWORD = "another long password"
NOON = datetime(2027, 3, 1, 4, 0, tzinfo=UTC)


async def test_the_mailed_link_sets_a_new_password(db: Database) -> None:
    await sign_up(EMAIL)

    await service.reset_password(await mailed_reset_token(" AISYAH@Demo.example"), NEW_PASSWORD)

    assert (await service.sign_in(EMAIL, NEW_PASSWORD)).person.email == EMAIL
    with pytest.raises(WrongCredentials):
        await service.sign_in(EMAIL, PASSWORD)


async def test_a_new_password_ends_every_session_and_every_other_link_of_that_person_only(
    db: Database,
) -> None:
    phone, other = await sign_up(EMAIL), await sign_up("ben@demo.example")
    desk = await service.sign_in(EMAIL, PASSWORD)
    older, newer = await mailed_reset_token(EMAIL), await mailed_reset_token(EMAIL)
    of_other = await mailed_reset_token("ben@demo.example")

    await service.reset_password(newer, NEW_PASSWORD)

    assert await sessions.resume_session(phone.session_token) is None
    assert await sessions.resume_session(desk.session_token) is None
    assert await sessions.resume_session(other.session_token) is not None
    with pytest.raises(LinkNotValid):
        await service.reset_password(older, "a third long password")
    await service.reset_password(of_other, "a third long password")


async def test_of_many_who_use_one_link_at_once_one_sets_the_password(db: Database) -> None:
    await sign_up(EMAIL)
    token = await mailed_reset_token(EMAIL)
    wanted = [f"long password number {number}" for number in range(20)]

    tries = await asyncio.gather(
        *(service.reset_password(token, password) for password in wanted), return_exceptions=True
    )

    outcomes = zip(wanted, tries, strict=True)
    (winner,) = [password for password, outcome in outcomes if not isinstance(outcome, BaseException)]
    assert sum(isinstance(outcome, LinkNotValid) for outcome in tries) == 19
    assert len(await events_of(PasswordChanged)) == 1
    await service.sign_in(EMAIL, winner)


async def test_a_link_is_good_for_an_hour(db: Database) -> None:
    with clock.frozen(NOON):
        await sign_up(EMAIL)
        late, in_time = await mailed_reset_token(EMAIL), await mailed_reset_token(EMAIL)
        clock.move(timedelta(minutes=59, seconds=59))
        await service.reset_password(in_time, NEW_PASSWORD)
        clock.move(timedelta(seconds=1))
        with pytest.raises(LinkNotValid):
            await service.reset_password(late, PASSWORD)


async def test_a_link_that_ends_while_the_password_is_hashed_changes_nothing(
    db: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    hash_password = passwords.hash_password

    async def slowly(password: str) -> str:
        clock.move(timedelta(hours=1))
        return await hash_password(password)

    with clock.frozen(NOON):
        await sign_up(EMAIL)
        token = await mailed_reset_token(EMAIL)
        monkeypatch.setattr(passwords, "hash_password", slowly)
        with pytest.raises(LinkNotValid):
            await service.reset_password(token, NEW_PASSWORD)
        monkeypatch.undo()
        await service.sign_in(EMAIL, PASSWORD)


async def test_a_refused_password_leaves_the_link_good(db: Database) -> None:
    await sign_up(EMAIL)
    token = await mailed_reset_token(EMAIL)

    with pytest.raises(PasswordTooShort):
        await service.reset_password(token, "short")
    with pytest.raises(PasswordIsEmail):
        await service.reset_password(token, EMAIL.upper())

    await service.reset_password(token, NEW_PASSWORD)


@pytest.mark.parametrize("token", ["", "x", "A" * 43, "A" * 60_000, "' OR 1=1 --", "\ud800", "\x00"])
async def test_a_token_that_was_never_mailed_does_nothing(db: Database, token: str) -> None:
    await sign_up(EMAIL)
    await mailed_reset_token(EMAIL)

    with pytest.raises(LinkNotValid):
        await service.reset_password(token, NEW_PASSWORD)


async def test_the_link_that_verifies_an_address_sets_no_password(db: Database) -> None:
    await sign_up(EMAIL)

    with pytest.raises(LinkNotValid):
        await service.reset_password(await mailed_verification_token(), NEW_PASSWORD)


@pytest.mark.parametrize("email", ["nobody@demo.example", "no address", "\u0430isyah@demo.example"])
async def test_nobody_is_told_whether_there_is_an_account(db: Database, email: str) -> None:
    await sign_up(EMAIL)

    for address in (EMAIL, email):
        await service.request_password_reset(address, policy=POLICY, by=GUEST)

    assert len(await events_of(PasswordResetRequested)) == 1


async def test_five_mails_an_hour_are_sent_and_the_sixth_silently_not(db: Database) -> None:
    with clock.frozen(NOON):
        await sign_up(EMAIL)
        await sign_up("ben@demo.example")
        for _ in range(7):
            await service.request_password_reset(EMAIL, policy=POLICY, by=GUEST)
        assert len(await events_of(PasswordResetRequested)) == 5
        await service.request_password_reset("ben@demo.example", policy=POLICY, by=GUEST)
        assert len(await events_of(PasswordResetRequested)) == 6
        clock.move(timedelta(hours=1))
        await service.request_password_reset(EMAIL, policy=POLICY, by=GUEST)
        assert len(await events_of(PasswordResetRequested)) == 7


async def test_five_mails_an_hour_stay_five_when_many_ask_at_once(db: Database) -> None:
    await sign_up(EMAIL)

    await asyncio.gather(*(service.request_password_reset(EMAIL, policy=POLICY, by=GUEST) for _ in range(12)))

    assert len(await events_of(PasswordResetRequested)) == 5


async def test_no_table_and_no_event_holds_the_token(db: Database) -> None:
    await sign_up(EMAIL)
    tokens = [await mailed_verification_token(), await mailed_reset_token(EMAIL)]

    stored = str(await EmailToken.all().values()) + str(await EventRecord.all().values())
    assert [token for token in tokens if token in stored] == []
    assert EMAIL not in str(await read_events(0))


async def test_the_mail_is_told_all_it_needs(db: Database) -> None:
    person = (await sign_up(EMAIL)).person
    await mailed_reset_token(EMAIL)
    (event,) = await events_of(PasswordResetRequested)

    link = await find_mailed_link(event.token_id, secret_key=POLICY.secret_key)

    assert link is not None
    assert (link.purpose, link.person_id, link.email) == (Purpose.RESET_PASSWORD, person.id, EMAIL)
    assert (link.name, link.language) == ("Aisyah binti Rahman", "en")
    assert link.token not in repr(link)


async def test_no_mail_is_made_of_a_link_that_is_of_no_use(db: Database) -> None:
    with clock.frozen(NOON):
        await sign_up(EMAIL)
        token = await mailed_reset_token(EMAIL)
        (event,) = await events_of(PasswordResetRequested)
        assert await find_mailed_link(event.token_id, secret_key="another key altogether") is None
        assert await find_mailed_link(event.token_id + 1, secret_key=POLICY.secret_key) is None
        await service.reset_password(token, NEW_PASSWORD)
        assert await find_mailed_link(event.token_id, secret_key=POLICY.secret_key) is None

        await mailed_reset_token(EMAIL)
        (*_, second) = await events_of(PasswordResetRequested)
        clock.move(timedelta(hours=1))
        assert await find_mailed_link(second.token_id, secret_key=POLICY.secret_key) is None
