"""What people change about the messages they get."""

from __future__ import annotations

from app.core.events import DomainEvent


class MessagePreferencesChanged(DomainEvent):
    """`changed`: such as `reminders:email:on`."""

    person_id: int
    changed: tuple[str, ...]


class MessageSentAgain(DomainEvent):
    """Staff had a message about a booking queued once more."""

    delivery_id: int
    booking_id: int
    lot_id: int
    kind_of_message: str
    channel: str
