"""The receipts of a booking, as files in the chat."""

from __future__ import annotations

from app.bookings.models import Booking
from app.payments.queries import list_receipts
from app.receipts.queries import get_receipt_view, of_payment
from bot.screen import Screen
from bot.talk import Talk


async def send_receipts(talk: Talk, booking: Booking) -> None:
    """Sends every receipt of the booking as a PDF, or says that there is none."""
    receipts = await list_receipts(booking.id)
    if not receipts:
        await talk.show(Screen(talk.plain("no_receipt", reference=booking.reference)))
    for receipt in receipts:
        view = await get_receipt_view(
            booking.id,
            secret_key=talk.services.settings.key,
            language=talk.language,
            which=of_payment(receipt.payment_id),
        )
        pdf = await talk.services.receipts.render(view)
        await talk.send_document(pdf, f"{view.number}.pdf", talk.plain("receipt", number=view.number))
