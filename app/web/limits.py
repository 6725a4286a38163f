"""Rate limits. Every route has one; they count per web process (docs/decisions)."""

from __future__ import annotations

import hashlib
import hmac
import ipaddress
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from typing import ParamSpec, TypeVar, cast

from quart import request
from quart_rate_limiter import RateLimit, rate_limit
from quart_rate_limiter.store import RateLimiterStoreABC

from app.core import clock
from app.web.context import settings

P = ParamSpec("P")
T = TypeVar("T")

_PRUNE_ABOVE = 20_000


async def caller_address() -> str:
    """The caller's network as the server sees it: forwarded headers count only from trusted proxies."""
    return network_of(request.remote_addr or "unknown")


def network_of(address: str) -> str:
    """What one caller can have of addresses: one of IPv4, but a whole /64 of IPv6."""
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return address
    if isinstance(parsed, ipaddress.IPv4Address):
        return str(parsed)
    if parsed.ipv4_mapped is not None:
        return str(parsed.ipv4_mapped)
    return str(ipaddress.ip_network((int(parsed) >> 64 << 64, 64)))


async def _is_at_the_same_desk() -> bool:
    """On localhost everybody has one address, so it tells nothing about who calls."""
    return settings().is_local and _is_loopback(request.remote_addr)


def caller_origin() -> str | None:
    """A digest of the caller's network, to count by without keeping the address; None at the same desk."""
    address = request.remote_addr
    if address is None or (settings().is_local and _is_loopback(address)):
        return None
    network = network_of(address)
    return hmac.new(settings().key.encode(), network.encode(), hashlib.sha256).hexdigest()[:32]


def limited(
    count: int, *, seconds: int = 60, by: Callable[[], Awaitable[str]] = caller_address
) -> Callable[[Callable[P, Awaitable[T]]], Callable[P, Awaitable[T]]]:
    """At most `count` calls in `seconds` for each caller. Put it right below the route.

    Addresses are shared (mobile carriers put thousands of phones behind one), so limits by address are wide.
    """
    skip = _is_at_the_same_desk if by is caller_address else None
    limit = RateLimit(count, timedelta(seconds=seconds), by, skip)

    def decorate(view: Callable[P, Awaitable[T]]) -> Callable[P, Awaitable[T]]:
        mark = cast("Callable[[object], object]", rate_limit(limits=[limit]))
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


def _is_loopback(address: str | None) -> bool:
    try:
        return address is not None and ipaddress.ip_address(address).is_loopback
    except ValueError:
        return False
