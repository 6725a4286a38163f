"""Working through what is due, so that one that fails does not hold up the others."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable
from typing import TypeVar

import structlog

log = structlog.get_logger()

T = TypeVar("T")


async def one_by_one(due: Iterable[T], work: Callable[[T], Awaitable[bool]], *, name: str) -> int:
    """Does `work` for each; returns for how many it said that it did something.

    An error is logged under `name` and the next one has its turn; what failed is still due next time.
    """
    done = 0
    for one in due:
        try:
            done += await work(one)
        except Exception:
            log.exception("one_failed", work=name, subject=str(one))
    return done
