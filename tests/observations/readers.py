"""A camera at a gate, and the queue of what it is not sure of."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import uuid4

from quart import Response

from app.core import clock
from tests.programs.known import ProgramOnline, bearer
from tests.support.world import World
from tests.web.browsers import Browser


class Reader:
    """A camera at a gate."""

    def __init__(self, online: ProgramOnline) -> None:
        self._online = online

    async def send(
        self,
        plate: str,
        direction: str | None = "in",
        confidence: float = 0.95,
        at: datetime | None = None,
        key: str | None = None,
        **more: Any,
    ) -> Response:
        told = {
            "plate": plate,
            "confidence": confidence,
            "direction": direction,
            "observedAt": (at or clock.now()).isoformat(),
            "key": key or uuid4().hex,
            **more,
        }
        return await self._online.http.post("/api/observations", told, **bearer(await self._online.token()))

    async def see(self, plate: str, direction: str | None = "in", **how: Any) -> dict[str, Any]:
        answer = await self.send(plate, direction, **how)
        assert answer.status_code == 200, await answer.get_data()
        seen: dict[str, Any] = await answer.get_json()
        return seen

    async def ask(self, key: str) -> Response:
        return await self._online.http.get(f"/api/observations/{key}", **bearer(await self._online.token()))


def path_of(world: World, rest: str = "") -> str:
    return f"/api/admin/lots/{world.lot.slug}/observations{rest}"


async def queue_of(browser: Browser, world: World) -> list[dict[str, Any]]:
    answer = await browser.get(path_of(world))
    waiting: list[dict[str, Any]] = (await answer.get_json())["observations"]
    return waiting
