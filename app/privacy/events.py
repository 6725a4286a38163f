"""What was done with people's data. Who a guest was is not told."""

from __future__ import annotations

from app.core.events import DomainEvent


class PersonalDataExported(DomainEvent):
    """`person_id`: None for a guest's address."""

    person_id: int | None


class PersonalDataErased(DomainEvent):
    """`bookings`: how many were emptied of it. `person_id`: None for a guest's address."""

    person_id: int | None
    bookings: int
