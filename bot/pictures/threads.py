"""Drawing beside the conversations."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import ParamSpec, TypeVar

Asked = ParamSpec("Asked")
Drawn = TypeVar("Drawn")

_POOL = ThreadPoolExecutor(2, thread_name_prefix="picture")
"""Two at once: each picture takes some thirty megabytes while it is drawn."""


async def in_thread(draw: Callable[Asked, Drawn], *args: Asked.args, **kwargs: Asked.kwargs) -> Drawn:
    """`draw(...)` in a thread: `await in_thread(draw_way, floor, spot.id, language="ms")`."""
    return await asyncio.get_running_loop().run_in_executor(_POOL, partial(draw, *args, **kwargs))
