from __future__ import annotations

from app.accounts.policy import AccountPolicy
from app.accounts.tokens import Purpose, digest_of, new_nonce, new_session_token, raw_token

NONCE = "00112233445566778899aabbccddeeff"


def test_the_token_of_a_link_is_the_same_each_time_it_is_derived() -> None:
    assert raw_token("key", Purpose.RESET_PASSWORD, NONCE) == raw_token("key", Purpose.RESET_PASSWORD, NONCE)


def test_secret_purpose_and_nonce_each_change_the_token() -> None:
    tokens = {
        raw_token("key", Purpose.RESET_PASSWORD, NONCE),
        raw_token("other key", Purpose.RESET_PASSWORD, NONCE),
        raw_token("key", Purpose.VERIFY_EMAIL, NONCE),
        raw_token("key", Purpose.RESET_PASSWORD, new_nonce()),
    }

    assert len(tokens) == 4
    assert {len(token) for token in tokens} == {43}  # 256 bits


def test_session_tokens_hold_256_bits_and_never_repeat() -> None:
    tokens = {new_session_token() for _ in range(100)}

    assert len(tokens) == 100
    assert {len(token) for token in tokens} == {43}


def test_a_digest_fits_its_column_and_does_not_show_the_token() -> None:
    token = new_session_token()

    assert len(digest_of(token)) == 64
    assert token not in digest_of(token)
    assert len(digest_of("\ud800")) == 64


def test_a_printed_policy_does_not_show_the_secret() -> None:
    assert "hush" not in repr(AccountPolicy(secret_key="hush"))
