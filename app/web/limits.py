"""Rate limits. Every route has one; they count per web process (docs/decisions)."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from typing import ParamSpec, TypeVar, cast

from quart import request
from quart_rate_limiter import RateLimit, rate_limit
from quart_rate_limiter.store import RateLimiterStoreABC

from app.core import clock

P = ParamSpec("P")
T = TypeVar("T")

_PRUNE_ABOVE = 20_000


async def caller_address() -> str:
    """The caller's address as the server sees it: forwarded headers count only from trusted proxies."""
    return request.remote_addr or "unknown"


def limited(
    count: int, *, seconds: int = 60, by: Callable[[], Awaitable[str]] = caller_address
) -> Callable[[Callable[P, Awaitable[T]]], Callable[P, Awaitable[T]]]:
    """At most `count` calls in `seconds` for each caller. Put it right below the route."""

    def decorate(view: Callable[P, Awaitable[T]]) -> Callable[P, Awaitable[T]]:
        mark = cast(
            "Callable[[object], object]",
            rate_limit(limits=[RateLimit(count, timedelta(seconds=seconds), by)]),
        )
        mark(view)  # only sets an attribute on it
        return view

    return decorate


class PruningStore(RateLimiterStoreABC):
    """Keeps arrival times in memory and forgets those that no longer matter.

    The library's own store keeps every address it ever saw.
    """

    def __init__(self) -> None:
        self._arrivals: dict[str, datetime] = {}

    async def get(self, key: str, default: datetime) -> datetime:
        return self._arrivals.get(key, default)

    async def set(self, key: str, tat: datetime) -> None:
        if len(self._arrivals) > _PRUNE_ABOVE:
            now = clock.now()
            self._arrivals = {key: arrival for key, arrival in self._arrivals.items() if arrival > now}
        self._arrivals[key] = tat

    async def before_serving(self) -> None:
        """Nothing to open."""

    async def after_serving(self) -> None:
        """Nothing to close."""
