"""Where the payment gateway's messages come in: through the buyer's browser, and from its server."""

from __future__ import annotations

from urllib.parse import parse_qsl, urlencode

import structlog
from quart import Blueprint, Response, redirect, request
from quart_schema import hide
from werkzeug.wrappers import Response as WerkzeugResponse

from app.core.i18n import translate
from app.core.templates import template_environment
from app.payments.answers import apply_answer
from app.payments.errors import GatewayCallerUnknown, GatewayMessageForged, GatewayMessageMalformed
from app.payments.gateways.protocol import GatewayAnswer, MalformedAnswer
from app.payments.inbox import Message, Source, keep_message
from app.payments.models import GatewayEvent, Payment, PaymentStatus
from app.payments.queries import find_payment_of_order, get_payment
from app.payments.reconciliation import enquire_for_buyer
from app.web.access import callers
from app.web.context import language, services, settings
from app.web.limits import limited
from app.web.refusals import lead_to_chat, seen_by_people

log = structlog.get_logger()

blueprint = Blueprint("gateway", __name__)

CALLBACK_PATH = "/payments/ringgitpay/callback"

_MOST_FIELDS = 100
# What becomes of a payment in words for its buyer; anything else is still open.
_STANDINGS = {PaymentStatus.CAPTURED: "paid", PaymentStatus.FAILED: "failed", PaymentStatus.EXPIRED: "failed"}


@blueprint.post(CALLBACK_PATH)
@limited(1200)
@callers("gateway")
@hide
async def callback() -> Response:
    """The direct answer. Kept, verified and acted on; 200 says that we have it."""
    if not services().gateway.is_caller_known(request.headers.get("X-API-Key")):
        raise GatewayCallerUnknown
    body = await _body()
    answer = _parse(request.content_type, body)
    kept = await _keep("settlement" if answer.is_settlement else "callback", body, answer)
    await apply_answer(kept.id, answer, gateway=services().gateway)
    await services().follower.show_own_writes()
    return Response("OK", content_type="text/plain")


@blueprint.route("/payments/ringgitpay/return", methods=["GET", "POST"])
@limited(600)
@callers("gateway")
@hide
@seen_by_people
async def return_from_gateway() -> WerkzeugResponse:
    """The indirect answer, for the buyer's eyes: kept, then the gateway itself is asked.

    What came through a browser moves no money. The buyer is sent to the booking, which shows what
    the server knows; so is who brings one that cannot be read or believed, if it names an order of ours.
    """
    payment = await _returned_for()
    if payment is None:
        return redirect(settings().public_url, 303)
    return redirect(f"{settings().public_url}/bookings/{payment.charge.booking.reference}?from=payment", 303)


@blueprint.route("/payments/ringgitpay/return/chat", methods=["GET", "POST"])
@limited(600)
@callers("gateway")
@hide
@seen_by_people
async def return_to_chat() -> Response:
    """As `return_from_gateway`, for a buyer who came from a chat: the result arrives there by itself.

    The browser may be nobody's that we know, so the page says how the payment stands and nothing else.
    """
    lead_to_chat()
    payment = await _returned_for()
    fresh = await get_payment(payment.id) if payment else None
    standing = _STANDINGS.get(fresh.status, "open") if fresh else "open"
    bot, spoken = settings().telegram, language()
    page = template_environment().get_template("payment/back_to_chat.html")
    body = page.render(
        standing=standing,
        chat=bot.chat_link if bot else None,
        language=spoken,
        t=lambda key: translate(key, spoken),
    )
    return Response(body, content_type="text/html; charset=utf-8", headers={"Cache-Control": "no-store"})


async def _returned_for() -> Payment | None:
    """The payment that the buyer comes back from, after the gateway was asked; None for none of ours.

    Raises GatewayMessageMalformed and GatewayMessageForged for a message that names no order of ours.
    """
    is_form = request.method == "POST"
    body = await _body() if is_form else urlencode(list(request.args.items(multi=True))).encode()
    try:
        answer = _parse(request.content_type if is_form else None, body)
        await _keep("return", body, answer)
    except (GatewayMessageMalformed, GatewayMessageForged):
        payment = await find_payment_of_order(_claimed_order_id(body))
        if payment is None:
            raise
        return payment
    payment = await find_payment_of_order(answer.order_id)
    if payment is not None:
        await enquire_for_buyer(payment.id, services().gateway)
        await services().follower.show_own_writes()
    return payment


def _claimed_order_id(body: bytes) -> str:
    """The order that a message says it is about; empty when it does not say."""
    try:
        fields = parse_qsl(body.decode("utf-8", "replace"), max_num_fields=_MOST_FIELDS)
    except ValueError:
        return ""
    return dict(fields).get("rp_orderId", "")


async def _body() -> bytes:
    return await request.get_data(cache=False, as_text=False, parse_form_data=False)


def _parse(content_type: str | None, body: bytes) -> GatewayAnswer:
    try:
        return services().gateway.parse_answer(content_type, body)
    except MalformedAnswer:
        raise GatewayMessageMalformed from None


async def _keep(source: Source, body: bytes, answer: GatewayAnswer) -> GatewayEvent:
    """Keeps the message even when it is forged: with a wrong key in our settings, it may be genuine."""
    kept = await keep_message(services().gateway, Message(source, body, answer))
    if not kept.is_authentic:
        log.warning("gateway_message_forged", source=source, event_id=kept.id)
        raise GatewayMessageForged
    return kept
