"""What staff and the test's own hand do beside the browser, in the stack's car park."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from urllib.parse import unquote, urlsplit
from uuid import uuid4

import pymysql
from playwright.sync_api import Page

from app.accounts.permissions import Role
from app.demo.people import DEMO_LOGINS
from tests.support.driving import FLOOR, LOT, in_hours
from tests.support.stack import Stack

OWNER = next((login.email, login.password) for login in DEMO_LOGINS if login.role is Role.OWNER)
DRIVER = (DEMO_LOGINS[0].email, DEMO_LOGINS[0].password)


def go_to_work(page: Page, url: str, path: str = "", login: tuple[str, str] = OWNER) -> None:
    """To the dashboard of the process at `url`, signed in."""
    email, password = login
    answer = page.request.post(f"{url}/api/sign-in", data={"email": email, "password": password})
    assert answer.ok, answer.text()
    page.add_init_script("localStorage.setItem('parkpro.signed-in', 'yes')")
    page.goto(f"{url}/admin/{LOT}{path}")


def somebody(name: str = "guest") -> str:
    """An address that nobody has used."""
    return f"{name}-{uuid4().hex[:10]}@driver.example"


class Desk:
    """The interface behind the dashboard, for whoever is signed in on `page`."""

    def __init__(self, page: Page, url: str) -> None:
        self._request = page.request
        self._here = f"{url}/api/admin/lots/{LOT}"
        self._url = url

    def hold(self, email: str, starts_at: datetime, hours: float = 2) -> dict[str, Any]:
        ends_at = starts_at + timedelta(hours=hours)
        return self.post(
            "bookings",
            {
                "spaceId": self._free_spot(starts_at, ends_at),
                "startsAt": starts_at.isoformat(),
                "endsAt": ends_at.isoformat(),
                "plateNumber": f"VBK {uuid4().int % 9000 + 1000}",
                "email": email,
                "name": "Kavitha Nair",
            },
        )

    def book(self, email: str, *, in_: float = 30) -> dict[str, Any]:
        """Held, and paid for in cash."""
        held = self.hold(email, in_hours(in_))
        return self.post(f"bookings/{held['reference']}/counter", {"tender": "cash"})

    def cancel(self, reference: str, percent: int | None = None) -> None:
        self.post(f"bookings/{reference}/cancel", {"reason": "By telephone", "refundPercent": percent})

    def booking(self, reference: str) -> dict[str, Any]:
        answer = self._request.get(f"{self._here}/bookings/{reference}")
        assert answer.ok, answer.text()
        told: dict[str, Any] = answer.json()
        return told

    def give_role(self, email: str, role: Role) -> int:
        """The id of the grant."""
        staff = self.post("staff", {"email": email, "role": role.value})["staff"]
        return next(int(one["id"]) for one in staff if one["email"] == email)

    def take_role(self, grant_id: int) -> None:
        assert self._request.delete(f"{self._here}/staff/{grant_id}").ok

    def post(self, path: str, data: dict[str, Any]) -> dict[str, Any]:
        headers = {"Idempotency-Key": uuid4().hex}
        answer = self._request.post(f"{self._here}/{path}", data=data, headers=headers)
        assert answer.ok, answer.text()
        told: dict[str, Any] = answer.json()
        return told

    def _free_spot(self, starts_at: datetime, ends_at: datetime) -> int:
        areas = self._request.get(f"{self._url}/api/lots/{LOT}").json()["areas"]
        area = f"{self._url}/api/areas/{next(one['id'] for one in areas if one['code'] == FLOOR)}"
        span: dict[str, str | float | bool] = {"from": starts_at.isoformat(), "to": ends_at.isoformat()}
        taken = self._request.get(f"{area}/availability", params=span).json()["taken"]
        gone = {one["spaceId"] for one in taken}
        spots = self._request.get(f"{area}/map").json()["spaces"]
        return next(int(one["id"]) for one in spots if one["id"] not in gone and one["type"] == "standard")


def write(stack: Stack, statement: str, *values: object) -> None:
    """Changes rows of the stack's database on MariaDB, behind everybody's back."""
    address = urlsplit(stack.database.url)
    connection = pymysql.connect(
        host=address.hostname or "127.0.0.1",
        port=address.port or 3306,
        user=unquote(address.username or "root"),
        password=unquote(address.password or ""),
        database=address.path.lstrip("/"),
        autocommit=True,
    )
    try:
        with connection.cursor() as cursor:
            cursor.execute(statement, values)
    finally:
        connection.close()
