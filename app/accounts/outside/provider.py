"""The outside OpenID provider over HTTP: where to send people, and who came back (OpenID Connect Core)."""

from __future__ import annotations

import asyncio
import hashlib
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import quote, urlencode, urlsplit

import httpx
import structlog
from joserfc import jwt
from joserfc.errors import InvalidKeyIdError, JoseError
from joserfc.jwk import KeySet

from app.accounts.errors import OutsideProviderSilent, OutsideSignInFailed
from app.core import clock
from app.core.base64url import to_base64url

log = structlog.get_logger()

_ALGORITHMS = ["RS256", "PS256", "ES256", "EdDSA"]  # none of them without a public key
_PATIENCE = httpx.Timeout(5)
_LARGEST = 256 * 1024
_KNOWN_FOR = timedelta(hours=1)
_SILENT_FOR = timedelta(seconds=10)
_LONG_AGO = datetime.min.replace(tzinfo=UTC)
_CLOCKS_DIFFER = 60  # seconds
_MOST_KEYS = 50


@dataclass(frozen=True, slots=True)
class ProviderSettings:
    """What the provider's own pages gave the operator; `label` stands on the button."""

    issuer: str
    client_id: str
    client_secret: str = field(repr=False)
    label: str


@dataclass(frozen=True, slots=True)
class Attempt:
    """One try to sign in, kept by the browser that makes it until it comes back."""

    state: str = field(repr=False)
    nonce: str = field(repr=False)
    verifier: str = field(repr=False)

    @classmethod
    def new(cls) -> Attempt:
        return cls(*(secrets.token_urlsafe(32) for _ in range(3)))


@dataclass(frozen=True, slots=True)
class OutsidePerson:
    """Who came back. `email` is as the provider wrote it."""

    issuer: str
    subject: str
    email: str | None
    email_verified: bool
    name: str | None


@dataclass(frozen=True, slots=True)
class _Known:
    endpoints: dict[str, str]
    authenticates_by_post: bool
    keys: KeySet
    until: datetime


class OutsideProvider:
    """What the provider publishes is asked for when somebody signs in, and known for an hour."""

    def __init__(self, settings: ProviderSettings, *, http: httpx.AsyncClient) -> None:
        self._settings, self._http = settings, http
        self._known: _Known | None = None
        self._silent_until = _LONG_AGO
        self._asking = asyncio.Lock()

    async def address(self, attempt: Attempt, return_url: str) -> str:
        """Where the person goes to say who they are. Raises OutsideProviderSilent."""
        known = await self._look_up()
        challenge = to_base64url(hashlib.sha256(attempt.verifier.encode()).digest())
        asked = {
            "response_type": "code",
            "client_id": self._settings.client_id,
            "redirect_uri": return_url,
            "scope": "openid email profile",
            "state": attempt.state,
            "nonce": attempt.nonce,
            "code_challenge": challenge,
            "code_challenge_method": "S256",
        }
        endpoint = known.endpoints["authorization_endpoint"]
        return f"{endpoint}{'&' if urlsplit(endpoint).query else '?'}{urlencode(asked)}"

    async def person(self, code: str, attempt: Attempt, return_url: str) -> OutsidePerson:
        """Who came back with `code`. Raises OutsideProviderSilent, OutsideSignInFailed."""
        known = await self._look_up()
        answer = await self._exchange(known, code, attempt, return_url)
        text = answer.get("id_token")
        if not isinstance(text, str):
            raise OutsideSignInFailed
        said = await self._verified(known, text, attempt.nonce)
        if "email_verified" not in said:
            more = await self._userinfo(known, answer, said["sub"])
            # Verified is the address that is spoken of, and no other.
            if said.get("email", more.get("email")) == more.get("email"):
                said = {**more, **said}
        email, name = said.get("email"), said.get("name")
        return OutsidePerson(
            issuer=self._settings.issuer,
            subject=str(said["sub"]),
            email=email if isinstance(email, str) else None,
            email_verified=said.get("email_verified") is True,
            name=name if isinstance(name, str) else None,
        )

    async def _exchange(self, known: _Known, code: str, attempt: Attempt, return_url: str) -> dict[str, Any]:
        form = {
            "grant_type": "authorization_code",
            "code": code,
            "redirect_uri": return_url,
            "code_verifier": attempt.verifier,
        }
        secret = self._settings.client_secret
        by: httpx.BasicAuth | None = None
        if known.authenticates_by_post:
            form |= {"client_id": self._settings.client_id, "client_secret": secret}
        else:
            # Form-encoded before they are joined (RFC 6749, 2.3.1).
            by = httpx.BasicAuth(quote(self._settings.client_id, safe=""), quote(secret, safe=""))
        return await self._ask("POST", known.endpoints["token_endpoint"], data=form, auth=by)

    async def _verified(self, known: _Known, text: str, nonce: str) -> dict[str, Any]:
        """The claims of an id token that was signed by the provider, for us, for this very try."""
        try:
            token = jwt.decode(text, known.keys, algorithms=_ALGORITHMS)
        except (InvalidKeyIdError, ValueError):  # signed with a key that is newer than what we know
            self._known = None
            known = await self._look_up()
            try:
                token = jwt.decode(text, known.keys, algorithms=_ALGORITHMS)
            except (JoseError, ValueError, TypeError, KeyError) as error:
                raise self._refused(error) from error
        except (JoseError, TypeError, KeyError) as error:
            raise self._refused(error) from error
        registry = jwt.JWTClaimsRegistry(
            now=lambda: int(clock.now().timestamp()),
            leeway=_CLOCKS_DIFFER,
            iss={"essential": True, "value": self._settings.issuer},
            aud={"essential": True, "value": self._settings.client_id},
            exp={"essential": True},
            iat={"essential": True},
            sub={"essential": True},
            nonce={"essential": True, "value": nonce},
        )
        said = dict(token.claims)
        try:
            registry.validate(said)
        except (JoseError, ValueError, TypeError) as error:
            raise self._refused(error) from error
        others = said["aud"] if isinstance(said["aud"], list) else []
        if said.get("azp", self._settings.client_id) != self._settings.client_id or len(others) > 1:
            raise OutsideSignInFailed
        return said

    async def _userinfo(self, known: _Known, answer: Mapping[str, Any], subject: object) -> dict[str, Any]:
        """What the provider tells beside the id token; nothing of somebody else."""
        endpoint, token = known.endpoints.get("userinfo_endpoint"), answer.get("access_token")
        if endpoint is None or not isinstance(token, str):
            return {}
        said = await self._ask("GET", endpoint, headers={"Authorization": f"Bearer {token}"})
        return said if said.get("sub") == subject else {}

    async def _look_up(self) -> _Known:
        async with self._asking:
            if self._known is not None and self._known.until > clock.now():
                return self._known
            # Whoever waited meanwhile is not made to wait for the same silence again.
            if self._silent_until > clock.now():
                raise OutsideProviderSilent
            try:
                self._known = await self._read_published()
            except OutsideProviderSilent:
                self._silent_until = clock.now() + _SILENT_FOR
                raise
            return self._known

    async def _read_published(self) -> _Known:
        issuer = self._settings.issuer
        said = await self._ask("GET", f"{issuer.rstrip('/')}/.well-known/openid-configuration")
        if said.get("issuer") != issuer:
            raise self._silent("another issuer")
        endpoints = {name: self._endpoint(said, name) for name in _NEEDED}
        if "userinfo_endpoint" in said:
            endpoints["userinfo_endpoint"] = self._endpoint(said, "userinfo_endpoint")
        keys = await self._ask("GET", endpoints["jwks_uri"])
        methods = said.get("token_endpoint_auth_methods_supported", ["client_secret_basic"])
        return _Known(
            endpoints, "client_secret_basic" not in methods, self._keys(keys), clock.now() + _KNOWN_FOR
        )

    def _keys(self, said: dict[str, Any]) -> KeySet:
        listed = said.get("keys")
        usable = [
            key
            for key in (listed if isinstance(listed, list) else [])[:_MOST_KEYS]
            if isinstance(key, dict) and key.get("kty") in {"RSA", "EC", "OKP"} and key.get("use") != "enc"
        ]
        try:
            return KeySet.import_key_set({"keys": usable})
        except (JoseError, ValueError, TypeError, KeyError):
            raise self._silent("keys that cannot be read") from None

    def _endpoint(self, said: dict[str, Any], name: str) -> str:
        """An address that the provider published: by TLS, unless the provider itself is on this machine."""
        url = said.get(name)
        is_local = self._settings.issuer.startswith("http://")
        if not isinstance(url, str) or not url.startswith(
            ("https://", "http://") if is_local else "https://"
        ):
            raise self._silent(f"no {name}")
        return url

    async def _ask(self, method: str, url: str, **how: Any) -> dict[str, Any]:
        """The JSON object that is answered. Raises OutsideProviderSilent, OutsideSignInFailed."""
        try:
            async with self._http.stream(
                method, url, timeout=_PATIENCE, follow_redirects=False, **how
            ) as answer:
                body = b""
                async for piece in answer.aiter_bytes():
                    body += piece
                    if len(body) > _LARGEST:
                        raise self._silent("too long an answer")
            if answer.status_code >= 500 or (answer.status_code != 200 and method == "GET"):
                raise self._silent(f"status {answer.status_code}")
            said = httpx.Response(200, content=body).json()
        except (httpx.HTTPError, ValueError) as error:
            raise self._silent(type(error).__name__) from error
        if answer.status_code != 200 or not isinstance(said, dict):
            raise self._refused(said.get("error") if isinstance(said, dict) else "no object")
        return said

    def _silent(self, why: str) -> OutsideProviderSilent:
        log.warning("openid_provider_silent", issuer=self._settings.issuer, reason=why)
        return OutsideProviderSilent()

    def _refused(self, why: object) -> OutsideSignInFailed:
        log.warning("openid_sign_in_failed", issuer=self._settings.issuer, reason=str(why)[:100])
        return OutsideSignInFailed()


_NEEDED = ("authorization_endpoint", "token_endpoint", "jwks_uri")
