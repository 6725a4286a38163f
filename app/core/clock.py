"""The only place that knows what time it is, so that a test can move it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

_shift = timedelta(0)
_frozen_at: datetime | None = None


def now() -> datetime:
    """The present moment, aware, in UTC."""
    if _frozen_at is not None:
        return _frozen_at + _shift
    return datetime.now(UTC) + _shift


@contextmanager
def frozen(at: datetime) -> Iterator[None]:
    """Stops the clock at `at` (aware) until the block ends; `move` still works inside it."""
    global _frozen_at, _shift
    before = (_frozen_at, _shift)
    _frozen_at, _shift = at.astimezone(UTC), timedelta(0)
    try:
        yield
    finally:
        _frozen_at, _shift = before


def move(by: timedelta) -> None:
    """Moves a frozen clock forward by `by`."""
    if _frozen_at is None:
        raise RuntimeError("only a frozen clock can be moved")
    global _shift
    _shift += by
