"""A gate without a network believes what the API gave it earlier."""

from __future__ import annotations

from base64 import b32decode, urlsafe_b64decode
from datetime import UTC, datetime, timedelta

import pytest
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from app.bookings.passes import Pass, issue_pass
from app.core.period import Period
from tests.accounts.people import POLICY
from tests.support.databases import Database
from tests.web.browsers import Browser, application

EARLIER = "an-earlier-secret-key-that-only-tests-know-012345"
STARTS = datetime(2026, 11, 23, 6, 0, tzinfo=UTC)
FACTS = Pass("PK-7F3K9QX", "WXY1234", "plaza-damai", "B1", "B4", Period(STARTS, STARTS + timedelta(hours=3)))


async def keys_of(database: Database, **settings: str) -> list[dict[str, object]]:
    answer = await Browser(application(database.url, **settings)).get("/api/passes/keys")
    assert answer.status_code == 200
    keys: list[dict[str, object]] = (await answer.get_json())["keys"]
    return keys


def verify(key: object, text: str) -> None:
    """As docs/pass.md tells makers of gates, with nothing of the house. Raises InvalidSignature."""
    signed = b32decode(text + "=" * (-len(text) % 8))
    raw = urlsafe_b64decode(f"{key}=")
    Ed25519PublicKey.from_public_bytes(raw).verify(signed[-64:], signed[:-64])


async def test_a_gate_verifies_a_pass_with_the_key_it_fetched(db: Database) -> None:
    (key,) = await keys_of(db)
    assert key["version"] == 1
    text = issue_pass(POLICY.secret_key, FACTS)
    verify(key["key"], text)
    with pytest.raises(InvalidSignature):
        verify(key["key"], issue_pass(EARLIER, FACTS))


async def test_passes_signed_before_the_secret_changed_are_still_verified(db: Database) -> None:
    present, earlier = await keys_of(db, secret_key_fallbacks=EARLIER)
    verify(present["key"], issue_pass(POLICY.secret_key, FACTS))
    verify(earlier["key"], issue_pass(EARLIER, FACTS))
