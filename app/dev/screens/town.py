"""Bookings in every state, made the way drivers make them: held over HTTP, paid at the sandbox."""

from __future__ import annotations

import re
import sqlite3
import subprocess
import sys
from datetime import UTC, datetime, time, timedelta
from itertools import count
from typing import Any
from uuid import uuid4
from zoneinfo import ZoneInfo

from playwright.sync_api import APIResponse, Page

from app.core import clock
from app.dev.console import SetupProblem
from app.dev.run import LocalRun
from app.dev.stamps import ROOT

LOT = "menara-suria"
FLOOR = "P1"
"""The largest floor of the demo."""
HISTORY_DAYS = 16
"""The reports show a week beside the one before."""

Stay = tuple[datetime, datetime]

_ZONE = ZoneInfo("Asia/Kuala_Lumpur")


class Town:
    """The demo's car parks as a guest with a browser uses them."""

    def __init__(self, run: LocalRun) -> None:
        self.run = run
        self._cars = count(1234)
        self._sessions: dict[str, Any] = {}

    def hold(
        self, page: Page, name: str = "guest", *, stay: Stay | None = None, spot_id: int | None = None
    ) -> dict[str, Any]:
        """Tomorrow from ten to one, on the first ordinary spot that is free. The browser remembers it."""
        starts_at, ends_at = stay or tomorrow_from(10, 13)
        answer = page.request.post(
            f"{self.run.address}/api/bookings",
            headers={"Idempotency-Key": uuid4().hex},
            data={
                "spaceId": spot_id or self.free_spots(page, starts_at, ends_at)[0]["id"],
                "startsAt": starts_at.isoformat(),
                "endsAt": ends_at.isoformat(),
                "plateNumber": f"WXY {next(self._cars)}",  # one car may hold only so many
                "email": f"{name}@driver.example",
            },
        )
        booking: dict[str, Any] = _body(answer)
        return booking

    def free_spots(self, page: Page, starts_at: datetime, ends_at: datetime) -> list[dict[str, Any]]:
        """The ordinary spots of the floor that nobody has in that time."""
        area = self.area(page)
        around = f"{self.run.address}/api/areas/{area['id']}"
        span: dict[str, str | float | bool] = {"from": starts_at.isoformat(), "to": ends_at.isoformat()}
        taken = _body(page.request.get(f"{around}/availability", params=span))["taken"]
        gone = {one["spaceId"] for one in taken}
        spots = _body(page.request.get(f"{around}/map"))["spaces"]
        return [spot for spot in spots if spot["id"] not in gone and spot["type"] == "standard"]

    def area(self, page: Page) -> dict[str, Any]:
        lot = _body(page.request.get(f"{self.run.address}/api/lots/{LOT}"))
        area: dict[str, Any] = next(area for area in lot["areas"] if area["code"] == FLOOR)
        return area

    def pay(self, page: Page, reference: str, *, bank: str = "SBI A", corporate: bool = False) -> None:
        """From the booking to the gateway and back, as a buyer does it."""
        page.goto(self.start_paying(page, reference))
        page.get_by_role("link", name="Corporate banking" if corporate else "Online banking").click()
        page.get_by_text(bank, exact=False).first.click()
        page.get_by_role("button", name="Continue to the bank").click()
        page.locator("button[name=pay]").click()
        page.wait_for_url(re.compile(r"/bookings/PK-"))

    def extend(self, page: Page, booking: dict[str, Any], minutes: int) -> str:
        """Holds so many minutes on top; answers with what `pay` takes for them."""
        ends_at = datetime.fromisoformat(booking["endsAt"]) + timedelta(minutes=minutes)
        around = f"{self.run.address}/api/bookings/{booking['reference']}/extensions"
        extended = _body(page.request.post(around, data={"endsAt": ends_at.isoformat()}))
        held = next(one for one in extended["extensions"] if one["status"] == "held")
        return f"{booking['reference']}/extensions/{held['id']}"

    def start_paying(self, page: Page, reference: str) -> str:
        """The address of the page that leads to the gateway."""
        started = _body(page.request.post(f"{self.run.address}/api/bookings/{reference}/payments"))
        address: str = started["checkoutUrl"]
        return address

    def cancel(self, page: Page, reference: str) -> None:
        _body(page.request.post(f"{self.run.address}/api/bookings/{reference}/cancel"))

    def run_out(self, reference: str) -> None:
        """Lets the time of a hold pass: the jobs process does the rest within seconds."""
        self._write("UPDATE booking SET hold_expires_at = created_at WHERE reference = ?", reference)

    def displace(self, reference: str) -> None:
        """Makes of a booking that was cancelled, with its refund, one that lost its spot."""
        self._write("UPDATE booking SET status = 'displaced' WHERE reference = ?", reference)

    def ask_a_second_person_above(self, lot: str, sen: int) -> None:
        """Refunds beyond that take two."""
        self._write("UPDATE lot SET refund_approval_sen = ? WHERE slug = ?", str(sen), lot)

    def let_pass(self, page: Page, reference: str, days: int) -> None:
        """Lets a stay lie so many days back, and be over."""
        booking = _body(page.request.get(f"{self.run.address}/api/bookings/{reference}"))
        starts_at, ends_at = (
            str(datetime.fromisoformat(booking[name]).astimezone(UTC) - timedelta(days=days))
            for name in ("startsAt", "endsAt")
        )
        claim = "DELETE FROM space_claim WHERE booking_id = (SELECT id FROM booking WHERE reference = ?)"
        self._write(claim, reference)
        change = "UPDATE booking SET status = 'completed', starts_at = ?, ends_at = ? WHERE reference = ?"
        self._write(change, starts_at, ends_at, reference)

    def close_spot(self, label: str) -> None:
        """Closes the spot, so that who has it is given another, and opens it again."""
        self._operate("close-space", LOT, FLOOR, label, "--reason", "Sprinkler work")
        self._operate("reopen-space", LOT, FLOOR, label)

    def sign_up(self, page: Page) -> None:
        """A driver of whom nothing is known yet."""
        email = f"{somebody()}@driver.example"
        driver = {"email": email, "password": "senja-di-bumbung", "name": "Aina Rahman"}
        _body(page.request.post(f"{self.run.address}/api/sign-up", data=driver))

    def sign_in(self, page: Page, email: str, password: str) -> None:
        _body(
            page.request.post(f"{self.run.address}/api/sign-in", data={"email": email, "password": password})
        )

    def sign_in_again(self, page: Page, email: str, password: str) -> None:
        """As `sign_in`, with one session for all visits of that person: sign-ins are limited."""
        if email in self._sessions:
            page.context.add_cookies(self._sessions[email])
        else:
            self.sign_in(page, email, password)
            self._sessions[email] = page.context.cookies()

    def _write(self, change: str, *values: str) -> None:
        with sqlite3.connect(self.run.var / "parkpro.sqlite3", timeout=10) as database:
            database.execute(change, values)

    def _operate(self, *command: str) -> None:
        subprocess.run(
            [sys.executable, "-m", "app", *command],
            cwd=ROOT,
            env=self.run.environment,
            check=True,
            capture_output=True,
        )


def somebody() -> str:
    """Another guest each time: one may hold only so many spots at once."""
    return f"guest-{uuid4().hex[:6]}"


def tomorrow(hour: int) -> datetime:
    """That hour of the next day in Kuala Lumpur."""
    day = clock.now().astimezone(_ZONE).date() + timedelta(days=1)
    return datetime.combine(day, time(hour), _ZONE).astimezone(UTC)


def tomorrow_from(hour: int, until: int) -> Stay:
    return tomorrow(hour), tomorrow(until)


def from_now(hours: int) -> Stay:
    """From this minute on."""
    now = clock.now().replace(second=0, microsecond=0)
    return now, now + timedelta(hours=hours)


def _body(answer: APIResponse) -> Any:
    if not answer.ok:
        raise SetupProblem(f"The demo answered {answer.status} to {answer.url}: {answer.text()}")
    return answer.json()
