"""An address where somebody pays, by the gateway, for what staff hold or ask for."""

from __future__ import annotations

from app.core.actor import Actor
from app.payments.checkout_links import checkout_url
from app.payments.owed import PRICE, Wanted
from app.payments.paying import payment_to_begin
from app.web.context import settings
from app.web.schemas.admin_gate import PayLinkOut


async def begin_pay_link(booking_id: int, wanted: Wanted = PRICE, *, by: Actor) -> PayLinkOut:
    """Begins a payment, or goes on with one that was begun just now. Raises what `start_payment` raises."""
    payment = await payment_to_begin(booking_id, wanted, by=by)
    return PayLinkOut(url=checkout_url(settings().public_url, payment.id, settings().accepted_keys))
