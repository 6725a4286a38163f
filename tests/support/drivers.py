"""A driver with a browser that runs no scripts: books over HTTP, pays at the sandbox, comes home."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from types import TracebackType
from typing import Any, Self
from uuid import uuid4

import httpx

from app.lots.models import Space
from app.payments.gateways.ringgitpay import PaymentForm
from tests.support.buyer import Buyer, Page
from tests.support.ways import Way, take
from tests.support.world import in_hours

PATIENCE_SECONDS = 30


@dataclass(frozen=True)
class Attempt:
    """One try to pay, whose form has not been sent yet. `checkout` is the page with the form."""

    order_id: str
    checkout: str
    form: PaymentForm


class Driver:
    """A guest at the web process at `url`. Use as an async context manager."""

    def __init__(self, url: str) -> None:
        self.web = httpx.AsyncClient(base_url=url, timeout=60, trust_env=False)
        self.buyer = Buyer()
        self.reference = ""

    async def __aenter__(self) -> Self:
        await self.buyer.__aenter__()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.buyer.__aexit__(kind, error, trace)
        await self.web.aclose()

    async def book(self, space: Space, starts_in: float = 30, hours: float = 3) -> Self:
        """Holds a spot, from so many hours ahead, for so many."""
        starts_at = in_hours(starts_in)
        answer = await self.web.post(
            "/api/bookings",
            headers={"Idempotency-Key": uuid4().hex},
            json={
                "spaceId": space.id,
                "startsAt": starts_at.isoformat(),
                "endsAt": (starts_at + timedelta(hours=hours)).isoformat(),
                "plateNumber": f"WXY {uuid4().int % 9000 + 1000}",
                "email": f"{uuid4().hex}@mail.example",
            },
        )
        assert answer.status_code == 201, answer.text
        self.reference = answer.json()["reference"]
        return self

    async def start_paying(self) -> Attempt:
        """Presses `Pay`: opens the page that leads to the gateway and reads its form."""
        return await self._open_checkout(await self.ask_to_pay())

    async def _open_checkout(self, answer: httpx.Response) -> Attempt:
        assert answer.status_code == 201, answer.text
        started = answer.json()
        page = await self.buyer.open(started["checkoutUrl"])
        [form] = page.forms
        assert (form.action, form.fields) == (started["action"], started["fields"])
        return Attempt(started["orderId"], started["checkoutUrl"], PaymentForm(form.action, form.fields))

    async def hold_longer(self, hours: float) -> dict[str, Any]:
        """Holds more time at the end of the booking; answers with the extension."""
        ends_at = datetime.fromisoformat((await self.look())["endsAt"]) + timedelta(hours=hours)
        answer = await self.web.post(
            f"/api/bookings/{self.reference}/extensions", json={"endsAt": ends_at.isoformat()}
        )
        assert answer.status_code == 201, answer.text
        extension: dict[str, Any] = answer.json()["extensions"][-1]
        return extension

    async def start_paying_for(self, extension_id: int) -> Attempt:
        """As `start_paying`, for more time."""
        return await self._open_checkout(
            await self.web.post(f"/api/bookings/{self.reference}/extensions/{extension_id}/payments")
        )

    async def ask_to_pay(self) -> httpx.Response:
        return await self.web.post(f"/api/bookings/{self.reference}/payments")

    async def pay(self, way: Way) -> Page:
        """A whole try at the gateway; ends at its result, not yet home."""
        return await self.take(way, await self.start_paying())

    async def take(self, way: Way, attempt: Attempt) -> Page:
        return await take(way, self.buyer, attempt.form)

    async def go_home(self, page: Page) -> None:
        """Presses the button that leads back, and is sent on to the booking's own page."""
        home = await self.buyer.go_home(page)
        assert home.url.endswith(f"/bookings/{self.reference}?from=payment"), home.url

    async def cancel(self) -> dict[str, Any]:
        answer = await self.web.post(f"/api/bookings/{self.reference}/cancel")
        assert answer.status_code == 200, answer.text
        booking: dict[str, Any] = answer.json()
        return booking

    async def look(self) -> dict[str, Any]:
        """The booking as its page shows it."""
        answer = await self.web.get(f"/api/bookings/{self.reference}")
        assert answer.status_code == 200, answer.text
        booking: dict[str, Any] = answer.json()
        return booking

    async def sees(self, status: str, payment: str | None = None) -> dict[str, Any]:
        """The booking once it stands so, and its payment; fails when it never does."""
        return await self.sees_that(
            lambda it: (
                it["status"] == status
                and (payment is None or (it["payment"] is not None and it["payment"]["status"] == payment))
            )
        )

    async def sees_that(self, condition: Callable[[dict[str, Any]], bool]) -> dict[str, Any]:
        async with asyncio.timeout(PATIENCE_SECONDS):
            while not condition(booking := await self.look()):  # noqa: ASYNC110 - other processes
                await asyncio.sleep(0.02)
        return booking
