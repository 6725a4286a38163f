"""By what a caller is counted."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from quart import Quart
from structlog.testing import capture_logs

from app.core import clock
from app.web.limits import PruningStore, network_of
from tests.support.databases import Database
from tests.web.browsers import Browser, application


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("203.0.113.7", "203.0.113.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:0DB8:0001:0002::", "2001:db8:1:2::/64"),
        ("2001:db8:1:3::1", "2001:db8:1:3::/64"),
        ("::ffff:203.0.113.7", "203.0.113.7"),
        ("fe80::1%eth0", "fe80::/64"),
        ("a socket", "a socket"),
    ],
)
def test_a_caller_is_one_address_or_one_home_network(address: str, network: str) -> None:
    assert network_of(address) == network


async def test_a_home_full_of_addresses_is_limited_as_one_caller(db: Database) -> None:
    app: Quart = application(db.url)
    answers = [
        await Browser(app, f"2001:db8:1:2::{number:x}").post(
            "/api/sign-up", {"email": "nobody", "password": "short", "name": "A"}
        )
        for number in range(1, 62)
    ]
    assert [answer.status_code for answer in answers] == [422] * 60 + [429]
    neighbour = Browser(app, "2001:db8:1:3::1")
    assert (await neighbour.post("/api/sign-out")).status_code == 204


PROXY, SHOP = "10.0.0.9", "https://parking.example"


async def _complaints(app: Quart, peer: str, forwarded: str) -> list[str]:
    """What the log says of FORWARDED_ALLOW_IPS when `peer` passes such a request on, twice."""
    with capture_logs() as lines:
        for _ in range(2):
            assert (await Browser(app, peer).get("/healthz", X_Forwarded_For=forwarded)).status_code == 200
    return [line["peer"] for line in lines if "FORWARDED_ALLOW_IPS" in str(line)]


@pytest.mark.parametrize("forwarded", ["203.0.113.7", "198.51.100.4, 203.0.113.7", "10.0.0.91"])
async def test_a_proxy_that_is_not_trusted_is_said_once(db: Database, forwarded: str) -> None:
    assert await _complaints(application(db.url, public_url=SHOP), PROXY, forwarded) == [PROXY]


@pytest.mark.parametrize(
    ("peer", "forwarded"),
    [
        ("203.0.113.7", "203.0.113.7"),
        ("203.0.113.7", "1.1.1.1, 203.0.113.7:5312, 10.0.0.9"),
        ("2001:db8::7", "[2001:db8::7]:5312"),
        ("2001:db8::7", "2001:DB8:0::7"),
    ],
)
async def test_a_trusted_proxy_is_silent(db: Database, peer: str, forwarded: str) -> None:
    """The server has put the caller's address in the proxy's place."""
    assert await _complaints(application(db.url, public_url=SHOP), peer, forwarded) == []


async def test_nothing_is_said_of_proxies_on_localhost(db: Database) -> None:
    assert await _complaints(application(db.url), "127.0.0.1", "203.0.113.7") == []


NOON = datetime(2026, 11, 23, 4, 0, tzinfo=UTC)


async def test_callers_that_may_call_again_are_forgotten_once_a_minute() -> None:
    with clock.frozen(NOON):
        store = PruningStore()
        for number in range(100):
            await store.set(f"caller-{number}", NOON + timedelta(seconds=30 if number else 90))
        clock.move(timedelta(seconds=59))
        await store.set("late", NOON + timedelta(seconds=100))
        assert len(store) == 101
        clock.move(timedelta(seconds=2))
        await store.set("later", NOON + timedelta(seconds=100))

        assert len(store) == 3
        assert await store.get("caller-0", NOON) == NOON + timedelta(seconds=90)
        assert await store.get("caller-1", NOON) == NOON


async def test_more_callers_than_can_be_kept_push_out_those_that_called_longest_ago() -> None:
    store = PruningStore(most=3)
    with clock.frozen(NOON):
        for caller in ("a", "b", "c", "a", "d"):
            await store.set(caller, NOON + timedelta(seconds=5))

        assert len(store) == 3
        assert await store.get("b", NOON) == NOON
        assert await store.get("a", NOON) == NOON + timedelta(seconds=5)


@pytest.mark.parametrize(
    ("path", "count"),
    [
        ("/api/app", 3000),
        ("/api/lots", 3000),
        ("/api/lots/none", 3000),
        ("/api/lots/none/availability", 3000),
        ("/api/areas/1/map", 3000),
        ("/api/areas/1/availability", 3000),
        ("/api/events", 1200),
        ("/none.js", 6000),
    ],
)
async def test_reads_are_wide_enough_for_a_mall_behind_one_address(
    db: Database, path: str, count: int
) -> None:
    answer = await Browser(application(db.url)).get(path)

    assert answer.headers["RateLimit-Limit"] == str(count)
