"""What can go wrong with prices."""

from __future__ import annotations

from datetime import datetime

from app.core.errors import DomainError, NotFound
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


class TariffNotFound(NotFound):
    """The lot has no such rate table."""

    code = "tariff_not_found"


class TariffHasHeld(DomainError):
    """Prices that hold, or have held, are not changed: others begin after them."""

    code = "tariff_has_held"
    status = 409


class TariffChangedMeanwhile(DomainError):
    """Somebody else changed the same prices meanwhile; the extras say who and when."""

    code = "tariff_changed"
    status = 409

    def __init__(self, who: str | None, at: datetime | None) -> None:
        extras: dict[str, object] = {"editedBy": who, "editedAt": at and at.isoformat()}
        super().__init__(extras=extras, who=who or Phrase("staff.somebody"))


class TariffNotValid(DomainError):
    """A rate table says what no prices can be; the extras name the `field`."""

    code = "tariff_not_valid"

    def __init__(self, field: str, fault: str) -> None:
        super().__init__(extras={"field": field}, fault=Phrase(f"tariff_faults.{fault}"))


class PromoNotFound(NotFound):
    """The lot has no such code of its own."""

    code = "promo_not_found"


class PromoCodeTaken(DomainError):
    """There is, or was, a code of this spelling."""

    code = "promo_code_taken"
    status = 409


class PromoTermsNotValid(DomainError):
    """Nobody could ever use such a code; the extras name the `field`."""

    code = "promo_terms_not_valid"

    def __init__(self, field: str, fault: str) -> None:
        super().__init__(extras={"field": field}, fault=Phrase(f"tariff_faults.{fault}"))
