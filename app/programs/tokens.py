"""The tokens of programs: signed access tokens (RFC 9068), derived refresh tokens, secrets."""

from __future__ import annotations

import hmac
import re
import secrets
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from functools import cached_property
from typing import Any

from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import ECKey, KeySet

from app.accounts.tokens import digest_of
from app.core import clock
from app.core.base64url import to_base64url
from app.core.p256 import read_private_key

ACCESS_TOKEN_LIFE = timedelta(minutes=10)
ALGORITHM = "ES256"
_TYPE = "at+jwt"
_LONGEST = 4096
_REFRESH = re.compile(r"([0-9a-f]{32})\.([0-9]{1,9})\.([A-Za-z0-9_-]{43})", re.ASCII)
_DERIVATION = "parkpro refresh token 1"
_CLOCKS_DIFFER = 5  # seconds, between web processes on several machines


@dataclass(frozen=True, slots=True)
class Claims:
    """What an access token says. `grant`: the handle of what a person allowed; None for itself."""

    client_id: str
    generation: int
    grant: str | None
    scope: str


@dataclass(frozen=True)
class Mint:
    """Makes and reads this installation's tokens.

    `issuer` is its address. The first of `private_keys` (`core.p256`) signs; what any of them signed is good.
    `secrets` derive refresh tokens, the first those that are given out.
    """

    issuer: str
    private_keys: tuple[str, ...] = field(repr=False)
    secrets: tuple[str, ...] = field(repr=False)

    @property
    def audience(self) -> str:
        return f"{self.issuer}/api"

    @cached_property
    def _keys(self) -> KeySet:
        keys = [ECKey.import_key(read_private_key(each)) for each in self.private_keys]
        return KeySet([ECKey.import_key({**key.as_dict(private=True), **_use(key)}) for key in keys])

    def public_keys(self) -> dict[str, Any]:
        """The JWK set by which anybody checks the tokens."""
        return dict(self._keys.as_dict(private=False))

    def access_token(self, claims: Claims, subject: str) -> str:
        key, now = self._keys.keys[0], int(clock.now().timestamp())
        return jwt.encode(
            {"alg": ALGORITHM, "kid": key.kid, "typ": _TYPE},
            {
                "iss": self.issuer,
                "sub": subject,
                "aud": self.audience,
                "client_id": claims.client_id,
                "scope": claims.scope,
                "iat": now,
                "nbf": now,
                "exp": now + int(ACCESS_TOKEN_LIFE.total_seconds()),
                "jti": secrets.token_urlsafe(16),
                "gen": claims.generation,
                **({"grant": claims.grant} if claims.grant else {}),
            },
            key,
            algorithms=[ALGORITHM],
        )

    def read_access_token(self, text: str) -> Claims | None:
        """None for one that is not ours, not yet or no longer good, or for somebody else."""
        if not text.isascii() or len(text) > _LONGEST:
            return None
        registry = jwt.JWTClaimsRegistry(
            now=lambda: int(clock.now().timestamp()),
            leeway=_CLOCKS_DIFFER,
            iss={"essential": True, "value": self.issuer},
            aud={"essential": True, "value": self.audience},
            exp={"essential": True},
            nbf={"essential": True},
        )
        try:
            token = jwt.decode(text, self._keys, algorithms=[ALGORITHM])
            registry.validate(token.claims)
        except (JoseError, ValueError, TypeError, KeyError):
            return None
        if token.header.get("typ") != _TYPE:
            return None
        said = token.claims
        return Claims(
            client_id=str(said.get("client_id")),
            generation=int(said.get("gen", 0)),
            grant=said.get("grant"),
            scope=str(said.get("scope", "")),
        )

    def refresh_token(self, handle: str, sequence: int) -> str:
        """The token of a grant when it was changed so often. Derived: the table holds none."""
        return f"{handle}.{sequence}.{_mac(self.secrets[0], handle, sequence)}"

    def read_refresh_token(self, text: str) -> tuple[str, int] | None:
        """Handle and sequence of a token that we gave out; None for anything else."""
        match = _REFRESH.fullmatch(text)
        if match is None:
            return None
        handle, sequence = match[1], int(match[2])
        macs = [_mac(secret, handle, sequence) for secret in self.secrets]
        return (handle, sequence) if any(hmac.compare_digest(mac, match[3]) for mac in macs) else None


def new_secret() -> str:
    """256 random bits: a program's secret, an authorization code."""
    return secrets.token_urlsafe(32)


def is_secret(given: str, digest: str | None) -> bool:
    """Whether `given` is the secret of which `digest` is kept, in constant time."""
    return hmac.compare_digest(digest_of(given), digest or "0" * 64)


def _mac(secret: str, handle: str, sequence: int) -> str:
    message = "\0".join((_DERIVATION, handle, str(sequence))).encode()
    return to_base64url(hmac.digest(secret.encode(), message, "sha256"))


def _use(key: ECKey) -> dict[str, str]:
    return {"kid": key.thumbprint(), "use": "sig", "alg": ALGORITHM}


def check_keys(keys: Sequence[str]) -> None:
    """Raises ValueError unless each is a private key, and no two are the same."""
    for key in keys:
        read_private_key(key)
    if len(set(keys)) < len(keys):
        raise ValueError("the same key twice")
