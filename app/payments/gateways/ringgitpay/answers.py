"""What we receive: returns, callbacks, enquiry answers, refund answers and settlement messages."""

from __future__ import annotations

import hmac
import json
import re
from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime
from typing import NoReturn
from urllib.parse import parse_qsl

from app.payments.gateways.protocol import GatewayAnswer, MalformedAnswer
from app.payments.gateways.ringgitpay.amounts import parse_amount
from app.payments.gateways.ringgitpay.checksums import check_sum, is_same_check_sum
from app.payments.gateways.ringgitpay.credentials import RinggitPayCredentials
from app.payments.gateways.ringgitpay.requests import MAX_REFS

MAX_BODY = 16 * 1024
MAX_FIELDS = 64
MAX_VALUE = 500

# The most characters a value under the checksum may have; longer ones are nobody's message.
_SIGNED_LIMITS = {
    "rp_appId": 20,
    "rp_currency": 4,
    "rp_amount": 19,
    "rp_statusCode": 10,
    "rp_orderId": 20,
    "rp_transactionRef": 64,
}
_NEVER_EMPTY = ("rp_appId", "rp_statusCode", "rp_orderId")
_CHECK_SUM = re.compile(r"[0-9A-Fa-f]{64}")
# A bar or a space inside a signed value would let one signature stand for two messages.
_NOT_RAW = re.compile(r"[|\s\x00-\x1f\x7f]")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")


def parse_answer(content_type: str | None, body: bytes | Mapping[str, str]) -> GatewayAnswer:
    """Reads one message, JSON or `name=value&…` bytes (the query string of a GET too), or ready fields.

    RinggitPay is not careful about content types, so a body that opens like JSON is read as JSON whatever
    the header says. Raises MalformedAnswer when a required field is missing, doubled, over-long or
    unreadable. The result is not yet to be believed: see `is_authentic`.
    """
    fields = _fields_of(content_type, body)
    for name, value in fields.items():
        if len(value) > MAX_VALUE or _CONTROL.search(value):
            raise MalformedAnswer(f"{name[:40]!r} is over-long or unreadable")
    signed = {name: _signed_value(fields, name) for name in _SIGNED_LIMITS}
    signature = fields.get("rp_checkSum", "")
    if not _CHECK_SUM.fullmatch(signature):
        raise MalformedAnswer("rp_checkSum is not 64 hex digits")
    anyhow = _letter_case_ignored(fields)
    return GatewayAnswer(
        app_id=signed["rp_appId"],
        currency=signed["rp_currency"],
        amount=signed["rp_amount"],
        amount_sen=parse_amount(signed["rp_amount"]),
        status_code=signed["rp_statusCode"],
        order_id=signed["rp_orderId"],
        transaction_ref=signed["rp_transactionRef"],
        check_sum=signature,
        payment_mode=fields.get("rp_paymentMode", ""),
        txn_time=_moment(fields.get("rp_txnTime", "")),
        message_type=fields.get("rp_messageType", ""),
        refs=tuple(_reference(fields, number) for number in range(1, MAX_REFS + 1)),
        settlement_date=_day(anyhow.get("rp_settlementdate", "")),
        settlement_amount_sen=parse_amount(anyhow.get("rp_settlementamount", "")),
        settlement_note=anyhow.get("rp_settlementnote", ""),
        refund_id=fields.get("rp_refundId", ""),
        remarks=fields.get("rp_remarks", ""),
    )


def is_authentic(credentials: RinggitPayCredentials, answer: GatewayAnswer) -> bool:
    """True when RinggitPay signed `answer` with our response key, for our application."""
    expected = check_sum(
        answer.app_id,
        answer.currency,
        answer.amount,
        answer.status_code,
        answer.order_id,
        answer.transaction_ref,
        credentials.response_key,
    )
    is_signed = is_same_check_sum(expected, answer.check_sum)
    return is_signed and answer.app_id == credentials.app_id


def is_caller_known(credentials: RinggitPayCredentials, api_key: str | None) -> bool:
    """Whether `X-API-Key` of a server-to-server call is ours; any will do when none is configured."""
    if credentials.api_key is None:
        return True
    return hmac.compare_digest(credentials.api_key.encode(), (api_key or "").encode("utf-8", "replace"))


def _fields_of(content_type: str | None, body: bytes | Mapping[str, str]) -> dict[str, str]:
    if isinstance(body, Mapping):
        return _unique(body.items())
    if len(body) > MAX_BODY:
        raise MalformedAnswer(f"more than {MAX_BODY} bytes")
    try:
        text = body.decode("utf-8").strip()
    except UnicodeDecodeError as error:
        raise MalformedAnswer("not UTF-8") from error
    if "json" in (content_type or "").lower() or text.startswith(("{", "[")):
        return _json_fields(text)
    return _form_fields(text)


def _form_fields(text: str) -> dict[str, str]:
    try:
        pairs = parse_qsl(
            text, keep_blank_values=True, strict_parsing=True, errors="strict", max_num_fields=MAX_FIELDS
        )
    except ValueError as error:
        raise MalformedAnswer("not a form") from error
    return _unique(pairs)


def _json_fields(text: str) -> dict[str, str]:
    try:
        # Numbers keep their digits: 12.50 must not become 12.5 under a checksum.
        document: object = json.loads(
            text,
            object_pairs_hook=_unique_object,
            parse_float=str,
            parse_int=str,
            parse_constant=_no_constant,
        )
    except MalformedAnswer:
        raise
    except (ValueError, RecursionError) as error:
        raise MalformedAnswer("not JSON") from error
    if not isinstance(document, dict):
        raise MalformedAnswer("JSON, but not an object")
    texts = {name: "" if value is None else value for name, value in document.items()}
    # Something nested can only be an extra: every field we read is a plain text.
    return _unique((name, value) for name, value in texts.items() if isinstance(value, str))


def _unique(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    fields: dict[str, str] = {}
    for name, value in pairs:
        if name in fields:
            raise MalformedAnswer(f"{name[:40]!r} comes twice")
        fields[name] = value
    if len(fields) > MAX_FIELDS:
        raise MalformedAnswer(f"more than {MAX_FIELDS} fields")
    return fields


def _unique_object(pairs: list[tuple[str, object]]) -> dict[str, object]:
    names = [name for name, _ in pairs]
    if len(set(names)) < len(names):
        raise MalformedAnswer("a name comes twice in one object")
    return dict(pairs)


def _no_constant(name: str) -> NoReturn:
    raise MalformedAnswer(f"{name} is not JSON")


def _signed_value(fields: Mapping[str, str], name: str) -> str:
    value = fields.get(name, "")
    if not value and name in _NEVER_EMPTY:
        raise MalformedAnswer(f"{name} is missing")
    if len(value) > _SIGNED_LIMITS[name] or _NOT_RAW.search(value):
        raise MalformedAnswer(f"{name} is over-long or not a raw value")
    return value


def _letter_case_ignored(fields: Mapping[str, str]) -> dict[str, str]:
    """The settlement fields by lower-case name: in print their letter case varies."""
    return _unique(
        (name.lower(), value) for name, value in fields.items() if name.lower().startswith("rp_settlement")
    )


def _reference(fields: Mapping[str, str], number: int) -> str:
    return fields.get(f"rp_ref{number}") or fields.get(f"ref{number}", "")


def _moment(text: str) -> datetime | None:
    """`YYYYMMDDHHMMSS`, UTC."""
    if not re.fullmatch(r"[0-9]{14}", text):
        return None
    try:
        return datetime.strptime(text, "%Y%m%d%H%M%S").replace(tzinfo=UTC)
    except ValueError:
        return None


def _day(text: str) -> date | None:
    """`DD-MM-YYYY`."""
    found = re.fullmatch(r"([0-9]{2})-([0-9]{2})-([0-9]{4})", text)
    if not found:
        return None
    day, month, year = map(int, found.groups())
    try:
        return date(year, month, day)
    except ValueError:
        return None
