from __future__ import annotations

import argon2
import pytest

from app.accounts import passwords
from tests.support.passwords import INSTALLED

PASSWORD = "four quiet words here"


@pytest.fixture(autouse=True)
def as_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(passwords, "_hasher", INSTALLED)


async def test_a_password_opens_its_own_hash_only() -> None:
    stored = await passwords.hash_password(PASSWORD)

    assert stored.startswith("$argon2id$v=19$m=19456,t=2,p=1$")
    assert await passwords.verify_password(stored, PASSWORD)
    assert not await passwords.verify_password(stored, PASSWORD.upper())
    assert not await passwords.verify_password(stored, "")


async def test_the_same_password_is_hashed_with_fresh_salt() -> None:
    assert await passwords.hash_password(PASSWORD) != await passwords.hash_password(PASSWORD)


async def test_a_password_is_the_same_from_every_keyboard() -> None:
    stored = await passwords.hash_password("caf\u00e9 di Kuala")

    assert await passwords.verify_password(stored, "cafe\u0301 di Kuala")


async def test_the_hash_for_an_unknown_address_costs_as_much_and_opens_to_nothing() -> None:
    stored, unmatchable = await passwords.hash_password(PASSWORD), passwords.unmatchable_hash()

    assert argon2.extract_parameters(unmatchable) == argon2.extract_parameters(stored)
    assert not await passwords.verify_password(unmatchable, PASSWORD)
    assert not await passwords.verify_password(unmatchable, "")


@pytest.mark.parametrize("password", [pytest.param("x" * 100_000, id="long"), "\x00\x00\x00", "\ud800"])
async def test_strange_passwords_are_wrong_and_nothing_worse(password: str) -> None:
    assert not await passwords.verify_password(passwords.unmatchable_hash(), password)


async def test_a_broken_hash_opens_to_nothing() -> None:
    assert not await passwords.verify_password("not a hash", PASSWORD)


def test_a_hash_with_other_parameters_is_to_be_made_anew() -> None:
    old = argon2.PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash(PASSWORD)

    assert passwords.needs_rehash(old)
    assert not passwords.needs_rehash(passwords.unmatchable_hash())
