from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta

import argon2
import pytest

from app.accounts import passwords, service, sessions
from app.accounts.errors import (
    EmailAlreadyRegistered,
    EmailNotUnderstood,
    PasswordTooShort,
    UnknownLanguage,
    WrongCredentials,
)
from app.accounts.events import PersonSignedUp, ProfileChanged, SignedIn, SignedOut
from app.accounts.models import Person, RoleGrant, Session
from app.core import clock
from app.core.actor import Actor
from app.core.events import read_events
from tests.accounts.people import PASSWORD, POLICY, events_of, mailed_reset_token, sign_up
from tests.support.databases import Database

NOON = datetime(2027, 3, 1, 4, 0, tzinfo=UTC)


@pytest.fixture
def verified_hashes(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The hashes that passwords are verified against from here on."""
    hashes: list[str] = []
    verify = passwords.verify_password

    async def noting(stored_hash: str, password: str) -> bool:
        hashes.append(stored_hash)
        return await verify(stored_hash, password)

    monkeypatch.setattr(passwords, "verify_password", noting)
    return hashes


async def test_who_signs_up_is_signed_in_without_any_role(db: Database) -> None:
    entered = await sign_up("Aisyah@Demo.example")

    resumed = await sessions.resume_session(entered.session_token)
    assert resumed is not None
    assert resumed.person.id == entered.person.id
    assert resumed.person.email == "aisyah@demo.example"
    assert resumed.person.email_verified_at is None
    assert await RoleGrant.all().count() == 0
    assert await events_of(PersonSignedUp) == [PersonSignedUp(person_id=entered.person.id)]


async def test_an_address_has_one_account_however_it_is_written(db: Database) -> None:
    await sign_up("aisyah@demo.example")

    with pytest.raises(EmailAlreadyRegistered):
        await sign_up(" AISYAH@demo.EXAMPLE")
    assert await Person.all().count() == 1


async def test_of_many_who_sign_up_with_one_address_at_once_one_gets_it(db: Database) -> None:
    tries = await asyncio.gather(*(sign_up() for _ in range(8)), return_exceptions=True)

    refused = [outcome for outcome in tries if isinstance(outcome, EmailAlreadyRegistered)]
    assert len(refused) == 7
    assert await Person.all().count() == 1
    assert len(await events_of(PersonSignedUp)) == 1


async def test_an_address_that_only_looks_alike_is_another_account(db: Database) -> None:
    mine = await sign_up("aisyah@demo.example")
    alike = await sign_up("aisyah@d\u0435mo.example")  # a Cyrillic e

    assert alike.person.id != mine.person.id
    with pytest.raises(EmailNotUnderstood):
        await sign_up("\u0430isyah@demo.example")  # a Cyrillic a


async def test_nothing_is_kept_of_a_sign_up_that_is_refused(db: Database) -> None:
    with pytest.raises(PasswordTooShort):
        await service.sign_up("aisyah@demo.example", "short", "Aisyah", "en", policy=POLICY)
    with pytest.raises(UnknownLanguage):
        await service.sign_up("aisyah@demo.example", PASSWORD, "Aisyah", "xx", policy=POLICY)

    assert await Person.all().count() == 0
    assert await read_events(0) == []


async def test_each_sign_in_is_a_session_of_its_own(db: Database) -> None:
    first = await sign_up()
    second = await service.sign_in("AISYAH@demo.example ", PASSWORD)

    assert second.session_token != first.session_token
    assert await sessions.resume_session(first.session_token) is not None
    assert await sessions.resume_session(second.session_token) is not None


async def test_signing_in_again_ends_the_session_the_browser_had(db: Database) -> None:
    first = await sign_up()
    second = await service.sign_in("aisyah@demo.example", PASSWORD, replaces=first.session_token)

    assert await sessions.resume_session(first.session_token) is None
    assert await sessions.resume_session(second.session_token) is not None


async def test_the_table_does_not_hold_the_token(db: Database) -> None:
    entered = await sign_up()

    (row,) = await Session.all().values()
    assert entered.session_token not in str(row)


@pytest.mark.parametrize(
    "email", ["aisyah@demo.example", "nobody@demo.example", "no address", "\u0430isyah@demo.example", ""]
)
async def test_wrong_passwords_and_unknown_addresses_take_the_same_path(
    db: Database, verified_hashes: list[str], email: str
) -> None:
    await sign_up("aisyah@demo.example")

    with pytest.raises(WrongCredentials) as refusal:
        await service.sign_in(email, "not the password")

    assert refusal.value.params == {}
    assert refusal.value.extras == {}
    (stored_hash,) = verified_hashes
    expected = argon2.extract_parameters(passwords.unmatchable_hash())
    assert argon2.extract_parameters(stored_hash) == expected
    assert len(await events_of(SignedIn)) == 1  # that of the sign-up


async def test_a_hash_with_old_parameters_is_made_anew_at_sign_in(db: Database) -> None:
    entered = await sign_up()
    old = argon2.PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash(PASSWORD)
    await Person.filter(id=entered.person.id).update(password_hash=old)

    with pytest.raises(WrongCredentials):
        await service.sign_in("aisyah@demo.example", "not the password")
    assert (await Person.get(id=entered.person.id)).password_hash == old
    await service.sign_in("aisyah@demo.example", PASSWORD)

    new = (await Person.get(id=entered.person.id)).password_hash
    assert not passwords.needs_rehash(new)
    assert await passwords.verify_password(new, PASSWORD)


async def test_a_password_reset_meanwhile_beats_a_sign_in_with_the_old_one(
    db: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    await sign_up()
    token = await mailed_reset_token("aisyah@demo.example")
    verify = passwords.verify_password

    async def slowly(stored_hash: str, password: str) -> bool:
        is_right = await verify(stored_hash, password)
        await service.reset_password(token, "another long password")
        return is_right

    monkeypatch.setattr(passwords, "verify_password", slowly)
    with pytest.raises(WrongCredentials):
        await service.sign_in("aisyah@demo.example", PASSWORD)

    assert await Session.filter(revoked_at__isnull=True).count() == 0


async def test_a_session_that_was_signed_out_is_over_and_the_others_are_not(db: Database) -> None:
    phone = await sign_up()
    desk = await service.sign_in("aisyah@demo.example", PASSWORD)

    await service.sign_out(phone.session_token)
    await service.sign_out(phone.session_token)
    await service.sign_out("a token nobody was given")

    assert await sessions.resume_session(phone.session_token) is None
    assert await sessions.resume_session(desk.session_token) is not None
    assert len(await events_of(SignedOut)) == 1


async def test_a_session_lasts_30_days_after_its_last_use(db: Database) -> None:
    with clock.frozen(NOON):
        entered = await sign_up()
        clock.move(timedelta(days=29))
        assert await sessions.resume_session(entered.session_token) is not None
        clock.move(timedelta(days=29))
        assert await sessions.resume_session(entered.session_token) is not None
        clock.move(timedelta(days=30))
        assert await sessions.resume_session(entered.session_token) is None


async def test_the_end_of_a_session_is_moved_once_a_day_at_most(db: Database) -> None:
    with clock.frozen(NOON):
        entered = await sign_up()
        token = entered.session_token

        async def is_extended(after: timedelta) -> bool:
            clock.move(after)
            resumed = await sessions.resume_session(token)
            assert resumed is not None
            return resumed.is_extended

        assert not await is_extended(timedelta(0))
        assert not await is_extended(timedelta(hours=24))
        assert await is_extended(timedelta(seconds=1))
        assert not await is_extended(timedelta(hours=12))
        assert await is_extended(timedelta(hours=13))


async def test_a_request_within_a_day_writes_nothing(db: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    async def refuse(session_id: int, now: datetime) -> bool:
        raise AssertionError("the session was written")

    monkeypatch.setattr(sessions, "_extend", refuse)
    with clock.frozen(NOON):
        entered = await sign_up()
        clock.move(timedelta(hours=24))
        assert await sessions.resume_session(entered.session_token) is not None
        clock.move(timedelta(seconds=1))
        with pytest.raises(AssertionError, match="was written"):
            await sessions.resume_session(entered.session_token)


async def test_of_many_requests_at_once_one_moves_the_end_of_the_session(db: Database) -> None:
    with clock.frozen(NOON):
        entered = await sign_up()
        clock.move(timedelta(days=2))

        resumed = await asyncio.gather(*(sessions.resume_session(entered.session_token) for _ in range(8)))

    assert all(one is not None for one in resumed)
    assert sum(one.is_extended for one in resumed if one is not None) == 1


async def test_what_ended_a_month_ago_is_forgotten_and_nothing_else(db: Database) -> None:
    with clock.frozen(NOON):
        gone = await sign_up()
        kept = await service.sign_in("aisyah@demo.example", PASSWORD)
        await mailed_reset_token("aisyah@demo.example")
        await service.sign_out(gone.session_token)
        clock.move(timedelta(days=15))
        assert await sessions.resume_session(kept.session_token) is not None
        assert await sessions.forget_ended() == 0
        clock.move(timedelta(days=20))

        assert await sessions.forget_ended() == 3  # one session, and the links for verification and reset
        assert await sessions.resume_session(kept.session_token) is not None


async def test_name_and_language_change_and_only_changes_are_logged(db: Database) -> None:
    person = (await sign_up()).person
    by = Actor.driver(person.id)

    changed = await service.change_profile(person.id, name=" Aisyah  R. ", language="ms", by=by)
    await service.change_profile(person.id, language="ms", by=by)
    with pytest.raises(UnknownLanguage):
        await service.change_profile(person.id, name="Somebody else", language="xx", by=by)

    assert (changed.name, changed.language) == ("Aisyah R.", "ms")
    assert await Person.all().values_list("name", "language") == [("Aisyah R.", "ms")]
    assert [event.fields for event in await events_of(ProfileChanged)] == [("name", "language")]
