"""What staff do over the interface, so that the desk's screens have something to show."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

from playwright.sync_api import APIResponse

from app.accounts.permissions import Role
from app.demo.people import DEMO_LOGINS
from app.dev.console import SetupProblem
from app.dev.screens.desk.shell import FLOOR, LOT
from app.dev.screens.town import Stay, somebody, tomorrow_from
from app.dev.screens.visit import Visit

_DRIVER = DEMO_LOGINS[0]


class Work:
    """The owner at work in one visit."""

    def __init__(self, visit: Visit) -> None:
        self.visit = visit
        self._request = visit.page.request
        self._here = f"{visit.run.address}/api/admin/lots/{LOT}"
        visit.sign_in_as_owner()

    def open(self, path: str = "") -> None:
        self.visit.open(f"/admin/{LOT}{path}")

    def hold(self, *, email: str | None = None, stay: Stay | None = None) -> dict[str, Any]:
        """Holds a free spot of the floor for somebody, tomorrow from ten to one; if none is, a day later."""
        starts_at, ends_at = stay or tomorrow_from(10, 13)
        while (spot := self._free_spot(starts_at, ends_at)) is None:
            starts_at, ends_at = starts_at + timedelta(days=1), ends_at + timedelta(days=1)
        return self.post(
            "bookings",
            {
                "spaceId": spot,
                "startsAt": starts_at.isoformat(),
                "endsAt": ends_at.isoformat(),
                "plateNumber": f"VBK {uuid4().int % 9000 + 1000}",
                "email": email or f"{somebody()}@driver.example",
                "name": "Kavitha Nair",
            },
        )

    def book(self, **more: Any) -> dict[str, Any]:
        """As `hold`, and paid for at the counter."""
        held = self.hold(**more)
        return self.post(f"bookings/{held['reference']}/counter", {"tender": "cash"})

    def cancel(self, reference: str, percent: int | None = None) -> None:
        self.post(f"bookings/{reference}/cancel", {"reason": "Asked by telephone", "refundPercent": percent})

    def give_back(self, booking: dict[str, Any], sen: int, reason: str) -> dict[str, Any]:
        (paid,) = (one for one in booking["payments"] if one["status"] == "captured")
        return self.post(f"payments/{paid['id']}/refunds", {"amountSen": sen, "reason": reason})

    def as_an_operator(self, booking: dict[str, Any], sen: int, reason: str) -> None:
        """A refund that somebody else asks for: the demo's driver, who has a role for that long."""
        staff = self.post("staff", {"email": _DRIVER.email, "role": Role.OPERATOR.value})["staff"]
        grant = next(one["id"] for one in staff if one["email"] == _DRIVER.email)
        (paid,) = (one for one in booking["payments"] if one["status"] == "captured")
        browser = self.visit.page.context.browser
        if browser is None:
            raise SetupProblem("The visit has no browser of its own.")
        elsewhere = browser.new_context()
        try:
            login = {"email": _DRIVER.email, "password": _DRIVER.password}
            must_be_good(elsewhere.request.post(f"{self.visit.run.address}/api/sign-in", data=login))
            refund = {"amountSen": sen, "reason": reason}
            path = f"{self._here}/payments/{paid['id']}/refunds"
            headers = {"Idempotency-Key": uuid4().hex}
            must_be_good(elsewhere.request.post(path, data=refund, headers=headers))
        finally:
            elsewhere.close()
        must_be_good(self._request.delete(f"{self._here}/staff/{grant}"))

    def misbehave(self, **how: object) -> None:
        """What the gateway does with the next payment."""
        must_be_good(
            self._request.post(f"{self.visit.run.sandbox}/sandbox/behaviour", data={"scope": "next", **how})
        )

    def post(self, path: str, data: dict[str, Any]) -> dict[str, Any]:
        headers = {"Idempotency-Key": uuid4().hex}
        told: dict[str, Any] = _body(self._request.post(f"{self._here}/{path}", data=data, headers=headers))
        return told

    def _free_spot(self, starts_at: datetime, ends_at: datetime) -> int | None:
        address = self.visit.run.address
        areas = _body(self._request.get(f"{address}/api/lots/{LOT}"))["areas"]
        area = f"{address}/api/areas/{next(one['id'] for one in areas if one['code'] == FLOOR)}"
        span: dict[str, str | float | bool] = {"from": starts_at.isoformat(), "to": ends_at.isoformat()}
        gone = {
            one["spaceId"] for one in _body(self._request.get(f"{area}/availability", params=span))["taken"]
        }
        spots = _body(self._request.get(f"{area}/map"))["spaces"]
        free = (one for one in spots if one["id"] not in gone and one["type"] == "standard")
        return next((int(one["id"]) for one in free), None)


def must_be_good(answer: APIResponse) -> APIResponse:
    if not answer.ok:
        raise SetupProblem(f"The demo answered {answer.status} to {answer.url}: {answer.text()}")
    return answer


def _body(answer: APIResponse) -> Any:
    return must_be_good(answer).json()
