"""Why an observation is not taken, or not decided."""

from __future__ import annotations

from app.core.errors import DomainError, NotFound


class ObservationFromFuture(DomainError):
    """Param `seconds`: a reader's clock is further ahead than that."""

    code = "observation_from_future"


class DirectionMissing(DomainError):
    """The reader sees cars come and go, and did not say which this was; or says another than it sees."""

    code = "direction_not_possible"


class NotAPlateReader(DomainError):
    """The token is no plate reader's."""

    code = "not_a_plate_reader"
    status = 403


class ObservationNotFound(NotFound):
    """The lot has no such observation."""

    code = "observation_not_found"


class ObservationDecided(DomainError):
    """Somebody decided it before, or it was never doubtful."""

    code = "observation_decided"
    status = 409


class DismissalReasonMissing(DomainError):
    """What is dismissed needs a reason."""

    code = "dismissal_reason_missing"
