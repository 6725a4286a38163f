"""What happens to lots and their floors."""

from __future__ import annotations

from typing import Any

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


class FloorPublished(AreaMapPublished):
    """A draft became the map. `moved` and `displaced`: the bookings that had to leave their spots.

    `retired_labels`: what stood on the spots that are gone.
    """

    code: str
    spots_before: int
    spots_after: int
    added: int
    changed: int
    retired: int
    retired_labels: tuple[str, ...] = ()
    moved: int
    displaced: int


class FloorDraftDiscarded(DomainEvent):
    """What was drawn and not published is gone."""

    lot_id: int
    code: str
    revision: int


class LotChanged(DomainEvent):
    """Settings of a lot are others now: by the name of each field, what it was and what it is."""

    lot_id: int
    before: dict[str, Any]
    after: dict[str, Any]


class LotPhotoDescribed(DomainEvent):
    """What a photo shows is said in other words now: language -> text."""

    lot_id: int
    photo_id: int
    before: dict[str, Any]
    after: dict[str, Any]


class LotPhotosChanged(DomainEvent):
    """A lot shows these photos, by their ids in order."""

    lot_id: int
    photo_ids: tuple[int, ...]
