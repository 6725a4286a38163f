"""Messages of the gateway, signed as it signs them, and what our side makes of them."""

from __future__ import annotations

from urllib.parse import urlencode

from app.core.actor import GUEST
from app.payments.answers import apply_answer
from app.payments.gateways.ringgitpay import RinggitPayClient, RinggitPayCredentials
from app.payments.gateways.ringgitpay.amounts import format_amount
from app.payments.gateways.ringgitpay.checksums import check_sum
from app.payments.inbox import Message, Source, keep_message
from app.payments.models import Payment
from app.payments.owed import Wanted
from app.payments.paying import start_payment

CREDENTIALS = RinggitPayCredentials(
    app_id="RPA-TEST-1",
    request_key="request-key-of-the-tests",
    response_key="response-key-of-the-tests",
    api_key="api-key-of-the-tests",
    payment_url="http://localhost:9/payment",
    enquiry_url="http://localhost:9/transactionenquiry",
    refund_url=None,
)
GATEWAY = RinggitPayClient(CREDENTIALS)
RETURN_URL = "http://localhost/payments/ringgitpay/return"


async def try_to_pay(booking_id: int, extension_id: int | None = None) -> Payment:
    """A fresh attempt to pay a booking, or an extension of it, as the app starts one."""
    started = await start_payment(
        booking_id, Wanted(extension_id), gateway=GATEWAY, return_url=RETURN_URL, by=GUEST
    )
    return started.payment


def answer_body(
    payment: Payment,
    code: str = "RP00",
    *,
    amount_sen: int | None = None,
    order_id: str | None = None,
    currency: str = "MYR",
    key: str = CREDENTIALS.response_key,
    reference: str = "TX1",
    **more: str,
) -> bytes:
    """The gateway's message about `payment`; the keywords make it say something else."""
    amount = format_amount(payment.amount.sen if amount_sen is None else amount_sen)
    order = order_id or payment.order_id
    signed = [CREDENTIALS.app_id, currency, amount, code, order, reference]
    names = ["rp_appId", "rp_currency", "rp_amount", "rp_statusCode", "rp_orderId", "rp_transactionRef"]
    fields = dict(zip(names, signed, strict=True))
    return urlencode(
        {**fields, "rp_paymentMode": "FPX", "rp_checkSum": check_sum(*signed, key), **more}
    ).encode()


async def receive(body: bytes, source: Source = "callback") -> str:
    """What the callback route does with a message; answers with the outcome, or `forged`."""
    answer = GATEWAY.parse_answer("application/x-www-form-urlencoded", body)
    kept = await keep_message(GATEWAY, Message(source, body, answer))
    if not kept.is_authentic:
        return "forged"
    return await apply_answer(kept.id, answer, gateway=GATEWAY)
