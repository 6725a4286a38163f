"""An address where somebody pays, by the gateway, for what staff hold or ask for."""

from __future__ import annotations

from app.core.actor import Actor
from app.payments.checkout_links import checkout_url, return_url
from app.payments.owed import PRICE, Wanted
from app.payments.service import start_payment
from app.web.context import services, settings
from app.web.schemas.admin_gate import PayLinkOut


async def begin_pay_link(booking_id: int, wanted: Wanted = PRICE, *, by: Actor) -> PayLinkOut:
    """Begins a payment. Raises what `start_payment` raises."""
    url = settings().public_url
    started = await start_payment(
        booking_id, wanted, gateway=services().gateway, return_url=return_url(url), by=by
    )
    return PayLinkOut(url=checkout_url(url, started.payment.id, settings().accepted_keys))
