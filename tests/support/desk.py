"""The sandbox gateway's console, as a program uses it: misbehaviour, buttons, and the log of messages."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import TypedDict

import httpx


class Said(TypedDict):
    """A message in the console's log."""

    kind: str
    note: str
    fields: dict[str, str]


class Sent(TypedDict):
    """A server-to-server message on its way."""

    kind: str
    state: str
    attempts: int


class Facts(TypedDict):
    """What the console knows about an order."""

    orderId: str
    transactionRef: str
    statusCode: str
    stage: str
    amountSen: int
    refundedSen: int
    messages: list[Said]
    deliveries: list[Sent]


class SandboxDesk:
    """The console of the sandbox at `url`."""

    def __init__(self, url: str) -> None:
        self.url = url

    async def misbehave(self, order_id: str, **settings: object) -> None:
        """Asks for misbehaviour about one order."""
        await self.control("/sandbox/behaviour", {"scope": "order", "orderId": order_id, **settings})

    async def control(self, path: str, document: object) -> httpx.Response:
        """POSTs JSON to the control API; it must be taken."""
        async with httpx.AsyncClient(trust_env=False) as http:
            response = await http.post(f"{self.url}{path}", json=document)
        assert response.status_code == 201, response.text
        return response

    async def press(self, order_id: str, button: str, **fields: str) -> None:
        """Presses one of the console's buttons for an order."""
        async with httpx.AsyncClient(trust_env=False) as http:
            response = await http.post(f"{self.url}/sandbox/payments/{order_id}/{button}", data=fields)
        assert response.status_code == 303, response.text

    async def facts(self, order_id: str) -> Facts:
        """What the console knows about an order."""
        async with httpx.AsyncClient(trust_env=False) as http:
            response = await http.get(f"{self.url}/sandbox/payments/{order_id}.json")
        assert response.status_code == 200, response.text
        facts: Facts = response.json()
        return facts

    async def facts_once(self, order_id: str, condition: Callable[[Facts], bool]) -> Facts:
        """The facts about an order once they meet `condition`; fails when they never do."""
        async with asyncio.timeout(20):
            while not condition(facts := await self.facts(order_id)):  # noqa: ASYNC110 - another process
                await asyncio.sleep(0.02)
        return facts
