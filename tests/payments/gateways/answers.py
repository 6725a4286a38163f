"""Messages of RinggitPay as a test wants them."""

from __future__ import annotations

import hashlib

from app.payments.gateways.ringgitpay import RinggitPayCredentials

CREDENTIALS = RinggitPayCredentials(
    app_id="RPA-DEMO-1",
    request_key="K1",
    response_key="K2",
    api_key=None,
    payment_url="https://gateway.example/payment",
    enquiry_url="https://gateway.example/transactionenquiry",
    refund_url="https://gateway.example/refund",
)
SIGNED = ("rp_appId", "rp_currency", "rp_amount", "rp_statusCode", "rp_orderId", "rp_transactionRef")


def signed(response_key: str = "K2", **fields: str) -> dict[str, str]:
    """An approved answer over RM 12.50 with `fields` put in, under a checksum valid for them."""
    message = {
        "rp_appId": "RPA-DEMO-1",
        "rp_currency": "MYR",
        "rp_amount": "12.50",
        "rp_statusCode": "RP00",
        "rp_orderId": "PK0000000001",
        "rp_transactionRef": "T1",
        **fields,
    }
    source = "|".join([*(message[name] for name in SIGNED), response_key])
    return {"rp_checkSum": hashlib.sha256(source.encode()).hexdigest().upper()} | message
