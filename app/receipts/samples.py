"""A stay that nobody booked, for showing an operator how receipts and mails look."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from app.arrivals.rules import overstay_rule
from app.bookings.passes import PREVIEW_PASS
from app.core import clock, local_time
from app.core.money import ZERO, Money
from app.core.period import Period
from app.core.plain_text import one_line
from app.lots.models import Area, Lot, Space, SpaceStatus, SpaceType
from app.payments.receipt_numbers import Issuer
from app.pricing.overstays import quote_overstay
from app.pricing.queries import find_tariff
from app.pricing.rules import Quote
from app.pricing.service import price_stay, quote_extension, service_tax_of
from app.receipts.queries import tax_of
from app.receipts.view import ReceiptLine, ReceiptTax, ReceiptView

REFERENCE, PLATE = "PK-0000000", "ABC1234"
MORE_TIME = timedelta(hours=1)
TOO_LONG = timedelta(minutes=80)


@dataclass(frozen=True, slots=True)
class Sample:
    """Three hours tomorrow morning, on the lot's first spot.

    `quote`, `more_time` (an hour after it): None where there are no prices yet. `overstay`: 80 minutes too
    long, for nothing where the lot takes nothing for it.
    """

    area_code: str
    area_name: str
    space_label: str
    stay: Period
    quote: Quote | None
    more_time: Quote | None
    overstay: Quote

    @property
    def amount(self) -> Money:
        return self.quote.amount if self.quote else ZERO


async def make_sample(lot: Lot) -> Sample:
    """A place is made up where the lot has no floor yet."""
    starts_at = local_time.start_of_day(clock.now(), lot.time_zone) + timedelta(days=1, hours=9)
    stay = Period(starts_at, starts_at + timedelta(hours=3))
    tariff = await find_tariff(lot.id, stay.starts_at)
    area = await Area.filter(lot_id=lot.id).order_by("-level", "id").first()
    spots = Space.filter(area_id=area.id, status=SpaceStatus.ACTIVE) if area else None
    space = await spots.order_by("id").first() if spots else None
    return Sample(
        area_code=one_line(area.code) if area else "B1",
        area_name=one_line(area.name) if area else "B1",
        space_label=one_line(space.label) if space else "A1",
        stay=stay,
        quote=price_stay(lot, tariff, stay, SpaceType.STANDARD) if tariff else None,
        more_time=(
            await quote_extension(lot, SpaceType.STANDARD, stay, stay.ends_at + MORE_TIME) if tariff else None
        ),
        overstay=quote_overstay(
            overstay_rule(lot),
            Period(stay.ends_at, stay.ends_at + TOO_LONG),
            tax=service_tax_of(lot),
        ),
    )


def sample_number(lot: Lot) -> str:
    """The number of the first receipt that the lot would issue."""
    return f"{lot.slug.upper()}-000001"


async def sample_receipt(lot: Lot, language: str) -> ReceiptView:
    """The receipt of such a stay, with the lot as it is."""
    sample, issuer = await make_sample(lot), Issuer.of(lot)
    lines = sample.quote.lines if sample.quote else ()
    tax = tax_of(sample.quote.tax, issuer, lines) if sample.quote else ReceiptTax(ZERO, None, True, "")
    now = clock.now()
    return ReceiptView(
        language=language,
        zone=lot.time_zone,
        number=sample_number(lot),
        issued_at=now,
        operator_name=one_line(issuer.operator_name),
        operator_address=one_line(issuer.operator_address),
        company_registration=one_line(issuer.company_registration),
        operator_contact=one_line(issuer.contact),
        lot_name=one_line(issuer.lot_name),
        lot_address=one_line(issuer.lot_address),
        reference=REFERENCE,
        space_label=sample.space_label,
        space_type=SpaceType.STANDARD.value,
        area_code=sample.area_code,
        area_name=sample.area_name,
        period=sample.stay,
        plate_number=PLATE,
        lines=tuple(ReceiptLine(one_line(line.label(language)), line.amount) for line in lines),
        total=sample.amount,
        tax=tax,
        paid_at=now,
        payment_mode="FPX",
        transaction_ref="",
        order_id=REFERENCE,
        refunds=(),
        pass_text=PREVIEW_PASS,
    )
