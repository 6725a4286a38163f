"""Rate limits. Every route has one; they count per web process (docs/decisions)."""

from __future__ import annotations

import ipaddress
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from typing import ParamSpec, TypeVar, cast

import structlog
from quart import Quart, request
from quart_rate_limiter import RateLimit, RateLimiter, rate_limit
from quart_rate_limiter.store import RateLimiterStoreABC

from app.core import clock
from app.core.origins import origin_digest
from app.web.context import settings

P = ParamSpec("P")
T = TypeVar("T")

_PRUNE_EVERY = timedelta(minutes=1)
_MOST_CALLERS = 100_000  # some 30 MB

log = structlog.get_logger()


def install_limits(app: Quart) -> None:
    """Counts calls, and says so when a proxy hides who calls: then all of its callers share one limit."""
    RateLimiter(app, key_function=caller_address, store=PruningStore())
    is_said = False

    @app.before_request
    async def look_at_proxy() -> None:
        nonlocal is_said
        if is_said or settings().is_local or not _is_behind_stranger():
            return
        is_said = True
        log.error(
            "proxy_not_trusted",
            peer=request.remote_addr,
            remedy="when this is your proxy, put its address into FORWARDED_ALLOW_IPS: "
            "until then all who come through it share one rate limit",
        )


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
    return origin_digest(settings().key, network_of(address))


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
    """Keeps arrival times in memory and forgets those that no longer matter, once a minute.

    The library's own store keeps every address it ever saw. Of more than `most` keys those go that were used
    longest ago, so that somebody with very many addresses makes no call slow and fills no memory.
    """

    def __init__(self, most: int = _MOST_CALLERS) -> None:
        self._most = most
        self._arrivals: dict[str, datetime] = {}  # in the order of their last use
        self._pruned_at = clock.now()

    def __len__(self) -> int:
        return len(self._arrivals)

    async def get(self, key: str, default: datetime) -> datetime:
        return self._arrivals.get(key, default)

    async def set(self, key: str, tat: datetime) -> None:
        now = clock.now()
        if now - self._pruned_at >= _PRUNE_EVERY:
            self._pruned_at = now
            self._arrivals = {key: arrival for key, arrival in self._arrivals.items() if arrival > now}
        self._arrivals.pop(key, None)
        if len(self._arrivals) >= self._most:
            del self._arrivals[next(iter(self._arrivals))]
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


def _is_behind_stranger() -> bool:
    """Whether the request was passed on by somebody whose word the server does not take.

    Of a trusted proxy's request the server replaces the sender's address by one of those in the header.
    """
    forwarded = ",".join(request.headers.getlist("X-Forwarded-For"))
    if not forwarded.strip(", "):
        return False
    sender = _address_in(request.remote_addr or "")
    return sender not in {_address_in(part) for part in forwarded.split(",")}


def _address_in(text: str) -> str:
    """The address of `203.0.113.7:80`, `2001:db8::7` or `[2001:db8::7]:80`, in one spelling."""
    bare = text.strip()
    if bare.startswith("["):
        bare = bare[1:].partition("]")[0]
    elif bare.count(":") == 1:
        bare = bare.partition(":")[0]
    try:
        return str(ipaddress.ip_address(bare))
    except ValueError:
        return bare
