"""What can go wrong with lots, floors and spots."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from app.core.errors import DomainError, NotFound
from app.core.i18n import Phrase
from app.lots.faults import MapFault


class LotNotFound(NotFound):
    """No lot has this slug."""

    code = "lot_not_found"


class AreaNotFound(NotFound):
    """No floor has this id."""

    code = "area_not_found"


class SpaceNotFound(NotFound):
    """No spot has this id, or it has been retired."""

    code = "space_not_found"


class MapNotSound(DomainError):
    """Spots lie over one another, over a lane or a wall, or outside the floor; the extras list `faults`."""

    code = "map_not_sound"
    status = 422

    def __init__(self, faults: Sequence[MapFault]) -> None:
        told = [str(fault) for fault in faults]
        super().__init__(extras={"faults": told}, fault=faults[0].phrase, count=len(faults))
        self.faults = faults


class DraftNotFound(NotFound):
    """Nobody has begun to change this floor, or it was published or discarded."""

    code = "draft_not_found"


class DraftChanged(DomainError):
    """Somebody else saved, published or discarded the draft meanwhile; the extras say who and when."""

    code = "draft_changed"
    status = 409

    def __init__(self, revision: int, who: str | None, at: datetime | None) -> None:
        extras: dict[str, object] = {"revision": revision, "editedBy": who, "editedAt": at and at.isoformat()}
        super().__init__(extras=extras, who=who or Phrase("staff.somebody"))


class MapChanged(DomainError):
    """The floor was published since the draft was drawn; the extras hold the `mapVersion` of now."""

    code = "map_changed"
    status = 409

    def __init__(self, version: int) -> None:
        super().__init__(extras={"mapVersion": version})


class FloorTooDetailed(DomainError):
    """A drawing has more lines or landmarks than can be looked at in time."""

    code = "floor_too_detailed"


class FloorNotUnderstood(DomainError):
    """What was to be imported is no document of a floor, or of places. The extras list `errors`."""

    code = "floor_not_understood"

    def __init__(self, errors: Sequence[Mapping[str, str]]) -> None:
        super().__init__(extras={"errors": list(errors)})


class LotSettingNotValid(DomainError):
    """Settings that cannot hold together; the extras name the `field`."""

    code = "lot_setting_not_valid"

    def __init__(self, field: str, fault: str) -> None:
        super().__init__(extras={"field": field}, fault=Phrase(f"lot_faults.{fault}"))


class LotSettingsChanged(DomainError):
    """Somebody else changed the same settings meanwhile; the extras name the `fields`, who and when."""

    code = "lot_settings_changed"
    status = 409

    def __init__(self, fields: Sequence[str], who: str | None, at: datetime | None) -> None:
        extras: dict[str, object] = {
            "fields": list(fields),
            "editedBy": who,
            "editedAt": at and at.isoformat(),
        }
        super().__init__(extras=extras, who=who or Phrase("staff.somebody"))


class SlugTaken(DomainError):
    """Another lot has this slug."""

    code = "slug_taken"
    status = 409


class NoSuchPreview(NotFound):
    """There is no preview of this kind of mail."""

    code = "no_such_preview"


class LotPhotoNotFound(NotFound):
    """The lot has no such photo, or not any more."""

    code = "lot_photo_not_found"


class TooManyLotPhotos(DomainError):
    """The lot shows as many photos as it may."""

    code = "too_many_lot_photos"
