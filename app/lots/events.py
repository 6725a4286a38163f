"""What happens to lots and their floors."""

from __future__ import annotations

from app.core.events import DomainEvent


class LotCreated(DomainEvent):
    """A lot was entered; it has no floors yet."""

    lot_id: int
    slug: str


class AreaMapPublished(DomainEvent):
    """A floor's map, new or changed, is what everybody sees from now on."""

    lot_id: int
    area_id: int
    version: int


class SpaceRetired(DomainEvent):
    """A spot takes no more bookings, for good."""

    lot_id: int
    area_id: int
    space_id: int
