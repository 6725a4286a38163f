"""Requests that nobody sends by accident. Each is refused in its own words; none is a server error."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import httpx
import pytest

from tests.flows.test_bad_input import Site
from tests.support.stack import Stack

JSON = {"Content-Type": "application/json"}
PAGE = {"Accept": "text/html"}
NUMBERS = [0, 2**63 - 1, 2**63, 10**30]
# First and last moments that are written down, and have no UTC; and what only looks like a moment.
PERIODS = [
    ("9999-12-31T23:00:00-12:00", "9999-12-31T23:59:59-12:00"),
    ("0001-01-01T00:00:00+14:00", "0001-01-01T01:00:00+14:00"),
    ("0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-12:00"),
    ("0001-01-01T00:00:00Z", "9999-12-31T23:59:59Z"),
    ("2020-12-01T00:00:00+23:59", "2020-12-01T10:00:00-23:59"),
    ("1e300", "2e300"),
]


@pytest.fixture
def site(bare_stack: Stack) -> Site:
    return Site(bare_stack)


class Attacker:
    """Sends, and remembers every answer that was a server error."""

    def __init__(self, site: Site, http: httpx.Client) -> None:
        self._site, self._http = site, http
        self.broke: list[str] = []

    def send(self, method: str, path: str, **how: Any) -> httpx.Response:
        answer = self._http.request(method, path, **how)
        if answer.status_code >= 500:
            self.broke.append(f"{answer.status_code} {method} {path[:60]} {str(how)[:100]}")
        return answer

    def book(self, **changes: Any) -> httpx.Response:
        key = {"Idempotency-Key": uuid4().hex}
        return self.send("POST", "/api/bookings", json=self._site.booking(**changes), headers=key)

    def quote(self, **changes: Any) -> httpx.Response:
        asked = {name: self._site.booking()[name] for name in ("spaceId", "startsAt", "endsAt")}
        return self.send("POST", "/api/quotes", json={**asked, **changes})


def test_no_request_is_a_server_error(site: Site) -> None:
    with site.client() as http:
        attacker = Attacker(site, http)
        slug = http.get("/api/lots").json()["lots"][0]["slug"]
        area = http.get(f"/api/lots/{slug}").json()["areas"][0]["id"]
        for number in NUMBERS:
            attacker.send("GET", f"/api/areas/{number}/map")
            attacker.send("GET", f"/api/areas/{number}/availability", params=_query(PERIODS[3]))
            attacker.quote(spaceId=number)
            attacker.book(spaceId=number)
            attacker.send("PATCH", f"/api/vehicles/{number}", json={})
        for number in NUMBERS[2:]:
            attacker.send("GET", "/api/events", params={"area": number})
        for period in PERIODS:
            attacker.send("GET", f"/api/areas/{area}/availability", params=_query(period))
            attacker.send("GET", f"/api/lots/{slug}/availability", params=_query(period))
            attacker.quote(startsAt=period[0], endsAt=period[1])
            attacker.book(startsAt=period[0], endsAt=period[1])
        for code in ("ß" * 24, "ŉ" * 24, "\u0000", "😀" * 24):
            attacker.quote(promoCode=code)
            attacker.book(promoCode=code)
        for nested in ("[" * 60_000, '{"a":' * 9_000 + "1" + "}" * 9_000):
            for path in ("/api/quotes", "/api/sign-in"):
                attacker.send("POST", path, content=nested, headers=JSON)
        for path in (f"/{'a' * 300}", f"/{'a/' * 3000}", "//etc/passwd", "/a%00b", "/%ff"):
            attacker.send("GET", path, headers=PAGE)
        attacker.send("GET", f"/api/lots/{'x' * 4000}")
        attacker.send("GET", f"/api/lots/{'x' * 4000}/availability", params=_query(PERIODS[3]))
        attacker.send("GET", f"/api/bookings/{'A' * 4000}")
    assert attacker.broke == []
    assert site.count("booking") == 0


def _query(period: tuple[str, str]) -> dict[str, str]:
    return {"from": period[0], "to": period[1]}
