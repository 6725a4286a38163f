"""What can go wrong with prices."""

from __future__ import annotations

from app.core.errors import DomainError
from app.core.i18n import Phrase
from app.pricing.rules import PromoRefusal


class NoTariff(DomainError):
    """The lot has no prices for the time that was asked for."""

    code = "no_tariff"
    status = 422


class PromoNotValid(DomainError):
    """A code that does not count here, now, or for this driver. `refusal` says why, and so do the extras."""

    code = "promo_not_valid"
    status = 422

    def __init__(self, refusal: PromoRefusal) -> None:
        super().__init__(extras={"reason": refusal.value}, reason=Phrase(f"promo.{refusal}"))
        self.refusal = refusal
