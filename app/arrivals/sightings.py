"""What somebody saw at a gate."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from app.arrivals.models import Method

OLDEST = timedelta(days=3)
"""What was seen longer ago says nothing about today."""


@dataclass(frozen=True, slots=True)
class Sighting:
    """A car was seen at a gate: how and when; told under a `key` twice, it happens once."""

    method: Method
    at: datetime
    key: str | None = None
