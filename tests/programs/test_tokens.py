"""Access and refresh tokens: what is read, and what is refused."""

from __future__ import annotations

import base64
import json
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from joserfc import jwt
from joserfc.jwk import ECKey, OctKey

from app.core import clock
from app.core.p256 import new_private_key, read_private_key
from app.programs.rules import fits_challenge, is_redirect_uri, with_query
from app.programs.tokens import ACCESS_TOKEN_LIFE, Claims, Mint
from tests.programs.known import Secret

KEY, NEXT = new_private_key(), new_private_key()
MINT = Mint("https://parking.example", (KEY,), ("a secret of these tests", "an earlier one"))
CLAIMS = Claims("device-1", 1, None, "observations:write")


def _forged(header: dict[str, Any], key: Any = None, **changed: Any) -> str:
    """A token like ours, with other claims, signed by whoever made it."""
    now = int(clock.now().timestamp())
    claims = {
        "iss": MINT.issuer,
        "aud": MINT.audience,
        "sub": "device-1",
        "client_id": "device-1",
        "gen": 1,
        "scope": "observations:write",
        "nbf": now,
        "iat": now,
        "exp": now + 60,
        **changed,
    }
    claims = {name: value for name, value in claims.items() if value is not None}
    own = ECKey.import_key(read_private_key(KEY))
    head = {"alg": "ES256", "kid": own.thumbprint(), "typ": "at+jwt", **header}
    if head["alg"] == "none":
        parts = [base64.urlsafe_b64encode(json.dumps(part).encode()).rstrip(b"=") for part in (head, claims)]
        return b".".join([*parts, b""]).decode()
    return jwt.encode(head, claims, key or own, algorithms=[head["alg"]])


def test_a_token_says_who_it_is_for_and_is_read_again() -> None:
    token = MINT.access_token(CLAIMS, subject="device-1")
    head, body, _ = (part + "=" * (-len(part) % 4) for part in token.split("."))
    said = json.loads(base64.urlsafe_b64decode(body))

    assert MINT.read_access_token(token) == CLAIMS
    assert json.loads(base64.urlsafe_b64decode(head))["typ"] == "at+jwt"
    assert said["aud"] == "https://parking.example/api"
    assert said["exp"] - said["iat"] == ACCESS_TOKEN_LIFE.total_seconds() == 600
    assert {"iss", "sub", "nbf", "jti", "client_id", "scope"} <= said.keys()


def test_what_nobody_signed_or_somebody_else_did_is_no_token() -> None:
    public = json.dumps(MINT.public_keys()["keys"][0])
    stranger = ECKey.import_key(read_private_key(NEXT))
    assert MINT.read_access_token(_forged({})) is not None  # as it should be
    refused = {
        "alg none": _forged({"alg": "none"}),
        "a public key taken for a secret": _forged({"alg": "HS256"}, OctKey.import_key(public)),
        "another key": _forged({}, stranger),
        "an unknown kid": _forged({"kid": "elsewhere"}),
        "another kind of token": _forged({"typ": "JWT"}),
        "another issuer": _forged({}, iss="https://other.example"),
        "another audience": _forged({}, aud="https://parking.example"),
        "no audience": _forged({}, aud=None),
        "no end": _forged({}, exp=None),
        "an end that is a word": _forged({}, exp="tomorrow"),
        "over": _forged({}, exp=int(clock.now().timestamp()) - 60),
        "not yet": _forged({}, nbf=int(clock.now().timestamp()) + 600),
    }
    assert {why for why, token in refused.items() if MINT.read_access_token(token) is not None} == set()


def test_a_changed_letter_anywhere_makes_it_worthless() -> None:
    token = MINT.access_token(CLAIMS, subject="device-1")
    for at in range(0, len(token) - 1, 7):  # the last letter holds bits that say nothing
        changed = token[:at] + ("A" if token[at] != "A" else "B") + token[at + 1 :]
        assert MINT.read_access_token(changed) is None, at


@given(st.text(max_size=300))
def test_no_text_is_an_error(text: str) -> None:
    assert MINT.read_access_token(text) is None
    assert MINT.read_refresh_token(text) is None
    assert not fits_challenge(text, "x" * 43)
    is_redirect_uri(text)


def test_huge_tokens_are_not_looked_at() -> None:
    assert MINT.read_access_token("a." * 1_000_000) is None
    assert MINT.read_refresh_token("a" * 1_000_000) is None


def test_ten_minutes_later_it_is_over() -> None:
    token = MINT.access_token(CLAIMS, subject="device-1")
    with clock.frozen(clock.now() + ACCESS_TOKEN_LIFE + timedelta(seconds=10)):
        assert MINT.read_access_token(token) is None


def test_keys_change_with_an_overlap() -> None:
    """First the new key is published, then it signs, then the old one goes."""
    before = MINT
    announced = Mint(MINT.issuer, (KEY, NEXT), MINT.secrets)
    turned = Mint(MINT.issuer, (NEXT, KEY), MINT.secrets)
    after = Mint(MINT.issuer, (NEXT,), MINT.secrets)
    old, new = before.access_token(CLAIMS, "x"), turned.access_token(CLAIMS, "x")

    assert len(announced.public_keys()["keys"]) == 2
    assert all("d" not in key for key in announced.public_keys()["keys"])
    assert announced.read_access_token(new) is not None
    assert turned.read_access_token(old) is not None
    assert after.read_access_token(new) is not None
    assert after.read_access_token(old) is None


def test_a_refresh_token_is_of_one_grant_at_one_time_under_any_of_the_secrets() -> None:
    handle = "0f" * 16
    token = MINT.refresh_token(handle, 3)
    earlier = Mint(MINT.issuer, (KEY,), ("an earlier one",)).refresh_token(handle, 3)

    assert MINT.read_refresh_token(token) == MINT.read_refresh_token(earlier) == (handle, 3)
    assert MINT.read_refresh_token(token.replace(".3.", ".4.")) is None
    assert MINT.read_refresh_token(token[:-1] + ("A" if token[-1] != "A" else "B")) is None
    assert Mint(MINT.issuer, (KEY,), ("another",)).read_refresh_token(token) is None


def test_only_the_secret_itself_fits_the_challenge() -> None:
    secret = Secret.new()
    assert fits_challenge(secret.verifier, secret.challenge)
    assert not fits_challenge(Secret.new().verifier, secret.challenge)
    assert not fits_challenge(secret.challenge, secret.challenge)  # "plain"
    assert not fits_challenge("short", secret.challenge)


@pytest.mark.parametrize(
    "address",
    [
        "https://app.example/done?x=1",
        "http://localhost:4000/done",
        "http://127.0.0.1/x",
        "my.app.example:/done",
    ],
)
def test_people_may_be_sent_to(address: str) -> None:
    assert is_redirect_uri(address)


@pytest.mark.parametrize(
    "address",
    [
        "http://app.example/done",
        "https://app.example/#x",
        "https://user@app.example/",
        "javascript:alert(1)",
        "data:text/html,x",
        "/done",
        "https://",
        "https://app.example/\n",
        "https://app.example\\@other.example/",
        "myapp:/done",
        "https://app.example/" + "x" * 400,
        "http://[::1/",
    ],
)
def test_people_are_not_sent_to(address: str) -> None:
    assert not is_redirect_uri(address)


def test_what_is_told_stands_beside_what_was_there() -> None:
    assert with_query("https://a.example/?x=1", code="a b", state=None) == "https://a.example/?x=1&code=a+b"
