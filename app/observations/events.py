"""What became of observations. No plates."""

from __future__ import annotations

from app.core.events import DomainEvent


class ObservationEvent(DomainEvent):
    observation_id: int
    lot_id: int
    direction: str


class ObservationDoubted(ObservationEvent):
    """Somebody has to look at it."""

    doubt: str


class ObservationAccepted(ObservationEvent):
    """`session_id`: None for a car that left and was never told to have come."""

    session_id: int | None


class ObservationDismissed(ObservationEvent):
    reason: str
