"""RinggitPay's side of the wire: reading what a merchant sends, signing what goes back."""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Mapping
from datetime import datetime, timedelta, timezone
from urllib.parse import parse_qsl, urlencode

MALAYSIA = timezone(timedelta(hours=8), "Asia/Kuala_Lumpur")


class Unreadable(ValueError):
    """The body is neither a form nor a JSON object of texts."""


def sign(*values: str) -> str:
    """SHA-256 over the values joined by bars, in upper-case hex; the last value is the key."""
    return hashlib.sha256("|".join(values).encode()).hexdigest().upper()


def is_signed(fields: Mapping[str, str], names: tuple[str, ...], key: str) -> bool:
    """True when `checkSum` covers the fields `names` (absent ones count as empty) and `key`."""
    expected = sign(*(fields.get(name, "") for name in names), key)
    return hmac.compare_digest(expected.encode(), fields.get("checkSum", "").upper().encode())


def read_fields(content_type: str, body: bytes) -> dict[str, str]:
    """The fields of a JSON object or a form. Raises Unreadable."""
    try:
        if "json" in content_type:
            document: object = json.loads(body)
            if not isinstance(document, dict):
                raise Unreadable("not a JSON object")
            pairs = [(str(name), _text(value)) for name, value in document.items()]
        else:
            pairs = parse_qsl(body.decode(), keep_blank_values=True, errors="strict", max_num_fields=64)
    except (ValueError, RecursionError) as error:
        raise Unreadable(str(error)) from error
    for _, value in pairs:
        if any("\ud800" <= character <= "\udfff" for character in value):
            raise Unreadable("not text")
    return dict(pairs)


def signed_answer(
    *,
    app_id: str,
    currency: str,
    amount: str,
    status_code: str,
    order_id: str,
    transaction_ref: str,
    response_key: str,
) -> dict[str, str]:
    """The signed heart of every answer."""
    heart = {
        "rp_appId": app_id,
        "rp_currency": currency,
        "rp_amount": amount,
        "rp_statusCode": status_code,
        "rp_orderId": order_id,
        "rp_transactionRef": transaction_ref,
    }
    return heart | {"rp_checkSum": sign(*heart.values(), response_key)}


def resign(fields: Mapping[str, str], response_key: str, **changes: str) -> dict[str, str]:
    """`fields` with `changes` made, under a checksum that is valid for them."""
    changed = {**fields, **changes}
    names = ("rp_appId", "rp_currency", "rp_amount", "rp_statusCode", "rp_orderId", "rp_transactionRef")
    return changed | {"rp_checkSum": sign(*(changed[name] for name in names), response_key)}


def encode(fields: Mapping[str, str], *, as_json: bool) -> tuple[str, str]:
    """The body and content type of an answer: JSON, or `name=value&…`."""
    if as_json:
        return json.dumps(dict(fields)), "application/json"
    return urlencode(fields), "application/x-www-form-urlencoded"


def stamp(moment: datetime) -> str:
    """`YYYYMMDDHHMMSS` of an aware UTC moment, as in `rp_txnTime`."""
    return moment.strftime("%Y%m%d%H%M%S")


def settlement_day(moment: datetime) -> str:
    """`DD-MM-YYYY` in Malaysia, as in `rp_settlementDate`."""
    return moment.astimezone(MALAYSIA).strftime("%d-%m-%Y")


def ringgit(sen: int) -> str:
    """1250 sen as `12.50`."""
    return f"{sen // 100}.{sen % 100:02d}"


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    raise Unreadable("a value is not a text")
