"""By what a caller is counted."""

from __future__ import annotations

import pytest
from quart import Quart

from app.web.limits import network_of
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
        for number in range(1, 12)
    ]
    assert [answer.status_code for answer in answers] == [422] * 10 + [429]
    neighbour = Browser(app, "2001:db8:1:3::1")
    assert (await neighbour.post("/api/sign-out")).status_code == 204
