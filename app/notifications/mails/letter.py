"""A letter, and what the writers of letters share."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import quote

from app.notifications.channels.protocol import Outgoing
from app.notifications.context import DeliveryContext
from app.notifications.facts import BookingFacts
from app.notifications.mails.rendering import Rendered, render_mail
from app.receipts.view import ReceiptView

PICTURE_ID = "pass@parkpro"


@dataclass(frozen=True, slots=True)
class Letter:
    """A mail without its envelope. `receipt` is to be attached; the HTML shows `pass_png` as `PICTURE_ID`."""

    rendered: Rendered
    sender_name: str = "ParkPro"
    reply_to: str = ""
    pass_png: bytes | None = None
    receipt: ReceiptView | None = None


def booking_letter(
    outgoing: Outgoing,
    booking: BookingFacts,
    values: Mapping[str, object],
    *,
    receipt: ReceiptView | None = None,
    pass_png: bytes | None = None,
    **subject: object,
) -> Letter:
    """A letter about a booking; answers go to its operator. `subject`: what it names beside spot and lot."""
    rendered = render_mail(
        outgoing.kind,
        outgoing.language,
        {"booking": booking, **values},
        spot=booking.space_label,
        lot=booking.lot_name,
        **subject,
    )
    return Letter(rendered, reply_to=booking.operator_contact, pass_png=pass_png, receipt=receipt)


def with_receipt_values(receipt: ReceiptView | None, is_attached: bool) -> dict[str, object]:
    return {"receipt_number": receipt.number if receipt else None, "is_receipt_attached": is_attached}


def with_pass_values(booking: BookingFacts) -> dict[str, object]:
    return {
        "is_guest": "#" in booking.link,
        "has_pass": booking.pass_text is not None,
        "pass_cid": PICTURE_ID,
    }


def lot_link(booking: BookingFacts, context: DeliveryContext) -> str:
    return f"{context.public_url}/lots/{quote(booking.lot_slug)}"
