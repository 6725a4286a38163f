"""A stretch of time, half-open: it holds its start and not its end."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta


@dataclass(frozen=True, order=True, slots=True)
class Period:
    """`[starts_at, ends_at)`, both aware; kept in UTC. Raises ValueError unless it ends after it starts."""

    starts_at: datetime
    ends_at: datetime

    def __post_init__(self) -> None:
        if self.starts_at.tzinfo is None or self.ends_at.tzinfo is None:
            raise ValueError("a period needs aware times")
        object.__setattr__(self, "starts_at", self.starts_at.astimezone(UTC))
        object.__setattr__(self, "ends_at", self.ends_at.astimezone(UTC))
        if self.ends_at <= self.starts_at:
            raise ValueError("a period ends after it starts")

    def overlaps(self, other: Period) -> bool:
        """Whether they have a moment in common; what only touches has none."""
        return self.starts_at < other.ends_at and other.starts_at < self.ends_at

    @property
    def duration(self) -> timedelta:
        return self.ends_at - self.starts_at
