"""What we send: the payment form and the signed fields of an enquiry and a refund."""

from __future__ import annotations

import re
from collections.abc import Sequence
from urllib.parse import quote

from app.payments.gateways.protocol import PaymentForm
from app.payments.gateways.ringgitpay.amounts import format_amount
from app.payments.gateways.ringgitpay.checksums import check_sum
from app.payments.gateways.ringgitpay.credentials import RinggitPayCredentials

MAX_EMAIL = 50
MAX_RETURN_URL = 150
MAX_NAME = 50
MAX_REF = 50
MAX_REFS = 6

# Letters and digits only is what is known to pass.
_ORDER_ID = re.compile(r"[A-Za-z0-9]{1,20}")
_CURRENCY = re.compile(r"[A-Z]{3,4}")
_EMAIL = re.compile(r"[!-?A-~]+@[!-?A-~]+\.[!-?A-~]+")
_UNPRINTABLE = re.compile(r"[\x00-\x20\x7f-\xa0]+")


def is_order_id(text: str) -> bool:
    """True for 1 to 20 letters and digits, which every part of RinggitPay takes."""
    return _ORDER_ID.fullmatch(text) is not None


def payment_form(
    credentials: RinggitPayCredentials,
    order_id: str,
    amount_sen: int,
    currency: str,
    return_url: str,
    buyer_email: str | None,
    payer_name: str | None,
    refs: Sequence[str] = (),
) -> PaymentForm:
    """The form that starts one attempt at paying `amount_sen`.

    `order_id` must never have been used before. Optional values are fitted to RinggitPay's limits: names and
    references are cut to 50 characters; an e-mail address or a return URL that does not fit is left out, for
    half of one is worse than none (the buyer then comes back to the registered return URL).
    Raises ValueError for an order id, amount or currency that can't be sent, or more than six references.
    """
    if not is_order_id(order_id):
        raise ValueError(f"an order id is 1 to 20 letters and digits, not {order_id!r}")
    if not _CURRENCY.fullmatch(currency):
        raise ValueError(f"not a currency: {currency!r}")
    if amount_sen <= 0:
        raise ValueError("a payment is for more than nothing")
    if len(refs) > MAX_REFS:
        raise ValueError(f"RinggitPay carries {MAX_REFS} references, not {len(refs)}")
    amount = format_amount(amount_sen)
    fields = {
        "appId": credentials.app_id,
        "currency": currency,
        "amount": amount,
        "orderId": order_id,
        "checkSum": check_sum(credentials.app_id, currency, amount, order_id, credentials.request_key),
    }
    if buyer_email and len(buyer_email) <= MAX_EMAIL and _EMAIL.fullmatch(buyer_email):
        fields["buyerEmail"] = buyer_email
    # RinggitPay decodes the value once more than the form does.
    encoded_url = quote(return_url, safe="")
    if encoded_url and len(encoded_url) <= MAX_RETURN_URL:
        fields["returnURL"] = encoded_url
    if name := _one_line(payer_name or "", MAX_NAME):
        fields["accName"] = name
    for number, ref in enumerate(refs, start=1):
        if text := _one_line(ref, MAX_REF):
            fields[f"ref{number}"] = text
    return PaymentForm(action=credentials.payment_url, fields=fields)


def enquiry_fields(
    credentials: RinggitPayCredentials, order_id: str, transaction_ref: str | None
) -> dict[str, str]:
    """The signed fields that ask what became of `order_id`."""
    ref = transaction_ref or ""
    signature = check_sum(credentials.app_id, order_id, ref, credentials.request_key)
    fields = {"appId": credentials.app_id, "orderId": order_id, "checkSum": signature}
    return fields | ({"transactionRef": ref} if ref else {})


def refund_fields(
    credentials: RinggitPayCredentials, order_id: str, transaction_ref: str, amount_sen: int, refund_id: str
) -> dict[str, str]:
    """The signed fields that ask for `amount_sen` of a captured order to be given back."""
    fields = {
        "appId": credentials.app_id,
        "orderId": order_id,
        "transactionRef": transaction_ref,
        "amount": format_amount(amount_sen),
        "refundId": refund_id,
    }
    return fields | {"checkSum": check_sum(*fields.values(), credentials.request_key)}


def _one_line(text: str, limit: int) -> str:
    """`text` without line breaks and control characters, cut to `limit` characters."""
    return _UNPRINTABLE.sub(" ", text).strip()[:limit].rstrip()
