"""The small page that carries the signed form to the gateway, with or without JavaScript."""

from __future__ import annotations

from urllib.parse import urlsplit

from quart import Blueprint, Response

from app.core import local_time
from app.core.i18n import translate
from app.core.money import Money
from app.core.templates import TEMPLATES, template_environment
from app.payments import checkout_links, paying
from app.payments.errors import CheckoutLinkInvalid
from app.payments.owed import owed_by
from app.payments.queries import get_booking_of, get_payment
from app.web.access import callers
from app.web.context import language, services, settings
from app.web.limits import limited
from app.web.refusals import lead_to_booking, lead_to_chat, seen_by_people
from app.web.requests import CONTENT_SECURITY_POLICY
from app.web.schemas.bookings import StartedPaymentOut

blueprint = Blueprint("checkout", __name__)

_ASSETS = TEMPLATES / "payment"


def present_started(started: paying.StartedPayment) -> StartedPaymentOut:
    payment, form = started.payment, started.form
    return StartedPaymentOut(
        order_id=payment.order_id,
        status=payment.status,
        amount_sen=payment.amount.sen,
        currency=payment.currency,
        action=form.action,
        fields=form.fields,
        checkout_url=checkout_links.checkout_url(settings().public_url, payment.id, settings().accepted_keys),
    )


def return_url() -> str:
    """Where the gateway sends somebody who pays in the app."""
    return checkout_links.return_url(settings().public_url)


@blueprint.get("/pay/<token>")
@limited(600)
@callers("anyone")
@seen_by_people
async def checkout(token: str) -> Response:
    """Sends the signed form to the gateway at once; without JavaScript, at a press of its button."""
    link = checkout_links.read_checkout_link(token, settings().accepted_keys)
    payment = await get_payment(link.payment_id)
    booking = await get_booking_of(payment)
    if link.in_chat:
        lead_to_chat()
    else:
        lead_to_booking(booking.reference)
    if link.is_too_old:
        raise CheckoutLinkInvalid
    form = await paying.payment_form(
        payment,
        gateway=services().gateway,
        return_url=checkout_links.return_url(settings().public_url, in_chat=link.in_chat),
    )
    held_until = (await owed_by(payment)).hold_expires_at
    page = (
        template_environment()
        .get_template("payment/checkout.html")
        .render(
            form=form,
            amount=Money(payment.amount.sen),
            lot_name=booking.lot.name,
            reference=booking.reference,
            held_until=local_time.time_words(held_until, booking.lot.time_zone, language()),
            language=language(),
            t=lambda key, **params: translate(key, language(), **params),
        )
    )
    return Response(page, content_type="text/html; charset=utf-8", headers=_headers(form.action))


@blueprint.get("/pay/assets/<name>")
@limited(3000)
@callers("anyone")
async def asset(name: str) -> Response:
    """The page's own style and script."""
    types = {"checkout.js": "text/javascript", "checkout.css": "text/css"}
    if name not in types:
        raise CheckoutLinkInvalid
    return Response(
        (_ASSETS / name).read_bytes(),
        content_type=f"{types[name]}; charset=utf-8",
        headers={"Cache-Control": "public, max-age=3600"},
    )


def _headers(action: str) -> dict[str, str]:
    # The gateway's page may send the form on to a bank's: browsers hold redirects to form-action, too.
    parts = urlsplit(action)
    gateway = f"{parts.scheme}://{parts.netloc}"
    return {
        "Content-Security-Policy": CONTENT_SECURITY_POLICY.replace(
            "form-action 'self'", f"form-action {gateway} https:"
        ),
        "Cache-Control": "no-store",
        # The gateway may want to know which site sends the buyer; the page's own address stays ours.
        "Referrer-Policy": "strict-origin",
    }
