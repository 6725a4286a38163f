"""What attendants tell a lot's gates over HTTP."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from tests.support.world import World
from tests.web.browsers import Browser


def path_at(world: World, rest: str) -> str:
    return f"/api/admin/lots/{world.lot.slug}/{rest}"


async def move(browser: Browser, world: World, direction: str, **how: Any) -> dict[str, Any]:
    answer = await browser.post(
        path_at(world, "movements"), {"direction": direction, "key": uuid4().hex, **how}
    )
    told: dict[str, Any] = await answer.get_json()
    return {**told, "status": answer.status_code}


async def stays_at(attendant: Browser, world: World) -> dict[str, Any]:
    told: dict[str, Any] = await (await attendant.get(path_at(world, "stays"))).get_json()
    return told
