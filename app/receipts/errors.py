"""Why a receipt cannot be handed out now. That there is none is `app.payments.errors.ReceiptNotFound`."""

from __future__ import annotations

from app.core.errors import DomainError


class ReceiptNotDrawn(DomainError):
    """Drawing the PDF took too long or broke down. The receipt itself stands; asking again may do."""

    code = "receipt_not_drawn"
    status = 503
