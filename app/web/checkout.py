"""The small page that carries the signed form to the gateway, with or without JavaScript."""

from __future__ import annotations

from urllib.parse import urlsplit

from itsdangerous import BadSignature, SignatureExpired, URLSafeTimedSerializer
from quart import Blueprint, Response

from app.core.errors import DomainError
from app.core.i18n import translate
from app.core.money import Money
from app.core.templates import TEMPLATES, template_environment
from app.payments import service as payments
from app.payments.queries import get_booking_of, get_payment
from app.web.access import callers
from app.web.context import language, services, settings
from app.web.limits import limited
from app.web.refusals import lead_to_booking, seen_by_people
from app.web.requests import CONTENT_SECURITY_POLICY

blueprint = Blueprint("checkout", __name__)

_ASSETS = TEMPLATES / "payment"
_VALID_SECONDS = 3600


class CheckoutLinkInvalid(DomainError):
    """The link to the payment page was changed, or is too old."""

    code = "checkout_link_invalid"
    status = 404


def checkout_url(payment_id: int) -> str:
    """The address of the page for one attempt: signed, good for an hour, needs no cookie."""
    return f"{settings().public_url}/pay/{_serializer().dumps(payment_id)}"


def return_url() -> str:
    return f"{settings().public_url}/payments/ringgitpay/return"


@blueprint.get("/pay/<token>")
@limited(600)
@callers("anyone")
@seen_by_people
async def checkout(token: str) -> Response:
    """Sends the signed form to the gateway at once; without JavaScript, at a press of its button."""
    payment_id, is_too_old = _read(token)
    payment = await get_payment(payment_id)
    booking = await get_booking_of(payment)
    lead_to_booking(booking.reference)
    if is_too_old:
        raise CheckoutLinkInvalid
    form = await payments.payment_form(payment, gateway=services().gateway, return_url=return_url())
    page = (
        template_environment()
        .get_template("payment/checkout.html")
        .render(
            form=form,
            amount=Money(payment.amount.sen),
            lot_name=booking.lot.name,
            reference=booking.reference,
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


def _read(token: str) -> tuple[int, bool]:
    """The payment that `token` is for, and whether it is too old. Raises CheckoutLinkInvalid."""
    signed = _serializer()
    try:
        return int(signed.loads(token, max_age=_VALID_SECONDS)), False
    except SignatureExpired as expired:
        if expired.payload is None:
            raise CheckoutLinkInvalid from None
        return int(signed.load_payload(expired.payload)), True
    except BadSignature:
        raise CheckoutLinkInvalid from None


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


def _serializer() -> URLSafeTimedSerializer:
    # The library signs with the last one.
    return URLSafeTimedSerializer(list(reversed(settings().accepted_keys)), salt="checkout")
