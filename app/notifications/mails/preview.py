"""How the confirmation of a lot's bookings looks in the mail, of a booking that nobody made."""

from __future__ import annotations

from base64 import b64encode
from datetime import timedelta

from app.bookings.models import BookingStatus
from app.bookings.passes import pass_qr_png
from app.core import clock, local_time
from app.core.money import ZERO
from app.core.period import Period
from app.core.plain_text import one_line
from app.lots.models import Area, Lot, Space, SpaceType
from app.notifications.facts import BookingFacts, PriceLine
from app.notifications.mails.letter import PICTURE_ID
from app.notifications.mails.letters import ways_to
from app.notifications.mails.rendering import Rendered, render_mail
from app.notifications.models import MessageKind
from app.pricing.queries import find_tariff
from app.pricing.rules import Quote
from app.pricing.service import price_stay

_REFERENCE, _PLATE, _RECEIPT = "PK-0000000", "ABC 1234", "000001"
_PASS = "This is no pass."  # noqa: S105


async def preview_confirmation(lot: Lot, language: str, *, public_url: str) -> Rendered:
    """The mail in `language`; the picture of its pass is part of the HTML, and opens no gate."""
    starts_at = local_time.start_of_day(clock.now(), lot.time_zone) + timedelta(days=1, hours=9)
    stay = Period(starts_at, starts_at + timedelta(hours=3))
    tariff = await find_tariff(lot.id, stay.starts_at)
    quote = price_stay(lot, tariff, stay, SpaceType.STANDARD) if tariff else None
    facts = _facts(lot, await _spot(lot), stay, quote, language, public_url)
    rendered = render_mail(
        MessageKind.BOOKING_CONFIRMED,
        language,
        {
            "booking": facts,
            "receipt_number": f"{lot.slug.upper()}-{_RECEIPT}" if facts.amount else None,
            "is_receipt_attached": True,
            "is_guest": False,
            "has_pass": True,
            "pass_cid": PICTURE_ID,
            "ways": ways_to(facts),
        },
        spot=facts.space_label,
        lot=facts.lot_name,
        starts=facts.starts,
    )
    picture = "data:image/png;base64," + b64encode(pass_qr_png(_PASS)).decode()
    html = rendered.html.replace(f"cid:{PICTURE_ID}", picture)
    return Rendered(rendered.subject, html, rendered.text)


async def _spot(lot: Lot) -> tuple[str, str, str]:
    """The code and the name of a floor, and the label of a spot on it; made up where there is none yet."""
    area = await Area.filter(lot_id=lot.id).order_by("-level", "id").first()
    space = await Space.filter(area_id=area.id, status="active").order_by("id").first() if area else None
    return area.code if area else "B1", area.name if area else "B1", space.label if space else "A1"


def _facts(
    lot: Lot, spot: tuple[str, str, str], stay: Period, quote: Quote | None, language: str, public_url: str
) -> BookingFacts:
    area_code, area_name, label = map(one_line, spot)
    zone = lot.time_zone
    return BookingFacts(
        id=0,
        reference=_REFERENCE,
        status=BookingStatus.CONFIRMED,
        name="Aisyah binti Rahman",
        lot_name=one_line(lot.name),
        lot_slug=lot.slug,
        lot_address=one_line(lot.address),
        latitude=lot.latitude,
        longitude=lot.longitude,
        zone_id=zone,
        operator_name=one_line(lot.operator_name),
        operator_contact=one_line(lot.contact),
        area_code=area_code,
        area_name=area_name,
        space_label=label,
        space_type=SpaceType.STANDARD.value,
        plate=_PLATE,
        period=local_time.period_words(stay, zone, language),
        period_lines=local_time.period_lines(stay, zone, language),
        starts=local_time.moment_words(stay.starts_at, zone, language),
        ends=local_time.moment_words(stay.ends_at, zone, language),
        zone=local_time.zone_words(zone, language),
        starts_at=stay.starts_at,
        ends_at=stay.ends_at,
        ends_time=local_time.time_words(stay.ends_at, zone, language),
        hold_expires_at=stay.starts_at,
        amount=quote.amount if quote else ZERO,
        lines=tuple(
            PriceLine(one_line(line.label(language)), line.amount) for line in (quote.lines if quote else ())
        ),
        link=f"{public_url}/lots/{lot.slug}",
        pass_text=_PASS,
    )
