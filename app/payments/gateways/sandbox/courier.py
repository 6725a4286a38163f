"""Carries server-to-server messages to the merchant, and again with growing gaps until it answers 200."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import httpx

from app.core import clock
from app.payments.gateways.sandbox.config import SandboxConfig
from app.payments.gateways.sandbox.records import Delivery, DeliveryState
from app.payments.gateways.sandbox.store import Store

_TIMEOUT = 10.0


class Courier:
    """Sends deliveries. Each is in one pair of hands at a time."""

    def __init__(self, config: SandboxConfig, store: Store) -> None:
        self._config = config
        self._store = store
        # The merchant is reached directly, whatever proxy the environment names for the world outside.
        self._http = httpx.AsyncClient(timeout=_TIMEOUT, follow_redirects=False, trust_env=False)
        self._under_way: dict[int, asyncio.Task[None]] = {}

    async def close(self) -> None:
        """Drops what is under way: it is still due, and goes out after the next start."""
        for task in list(self._under_way.values()):
            task.cancel()
        await asyncio.gather(*self._under_way.values(), return_exceptions=True)
        await self._http.aclose()

    def send(self, delivery: Delivery) -> asyncio.Task[None]:
        """Starts one attempt, or joins the one under way."""
        task = self._under_way.get(delivery.id)
        if task is None:
            task = asyncio.create_task(self._attempt(delivery))
            self._under_way[delivery.id] = task
            task.add_done_callback(lambda _: self._under_way.pop(delivery.id, None))
        return task

    async def _attempt(self, delivery: Delivery) -> None:
        headers = {"X-API-Key": self._config.api_key} if self._config.api_key else {}
        try:
            response = await self._http.post(
                self._config.callback_url, data=dict(delivery.fields), headers=headers
            )
            is_taken, note = response.status_code == httpx.codes.OK, f"HTTP {response.status_code}"
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            is_taken, note = False, f"not reached: {type(error).__name__}"
        now = clock.now()
        state: DeliveryState
        gaps = self._config.resend_gaps
        if is_taken:
            state, due_at = "delivered", now
        elif delivery.attempts < len(gaps):
            gap = gaps[delivery.attempts]
            state, due_at = "waiting", now + timedelta(seconds=gap)
            note += f"; again in {gap:g} s"
        else:
            state, due_at = "given_up", now
            note += "; given up"
        await asyncio.to_thread(self._store.log, delivery.order_id, now, delivery.kind, delivery.fields, note)
        await asyncio.to_thread(self._store.record_attempt, delivery.id, state, due_at)
