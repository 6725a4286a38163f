"""Why nothing can be handed out or erased."""

from __future__ import annotations

from collections.abc import Sequence

from app.core.errors import DomainError, NotFound


class SubjectNotFound(NotFound):
    """Nothing is kept of this address."""

    code = "subject_not_found"


class ErasureNotPossible(DomainError):
    """Something is still going on with the person. Extra `reasons`: booking_current, car_inside, fee_owed,
    refund_open, refund_proposed, payment_open, has_role."""

    code = "erasure_not_possible"
    status = 409

    def __init__(self, reasons: Sequence[str]) -> None:
        super().__init__(extras={"reasons": list(reasons)})
