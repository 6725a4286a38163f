"""What people change about the messages they get."""

from __future__ import annotations

from app.core.events import DomainEvent


class MessagePreferencesChanged(DomainEvent):
    """`changed`: such as `reminders:email:on`."""

    person_id: int
    changed: tuple[str, ...]
