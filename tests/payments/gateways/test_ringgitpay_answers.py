"""What we receive from RinggitPay, and what others would like us to believe."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from urllib.parse import urlencode

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from app.payments.gateways.ringgitpay import (
    GatewayAnswer,
    MalformedAnswer,
    RinggitPayCredentials,
    is_authentic,
    is_caller_known,
    parse_answer,
)
from tests.payments.gateways.answers import CREDENTIALS, SIGNED, signed

FORM = "application/x-www-form-urlencoded"
RAW = st.text(
    st.characters(codec="utf-8", exclude_categories=("C", "Z"), exclude_characters="|"), max_size=20
)
MESSAGES = st.fixed_dictionaries(
    {
        "rp_appId": RAW.filter(bool),
        "rp_currency": st.sampled_from(["MYR", "USD", ""]),
        "rp_amount": st.from_regex(r"[0-9]{1,14}\.[0-9]{2}", fullmatch=True) | st.just(""),
        "rp_statusCode": st.from_regex(r"[RI][PR][0-9]{2,3}", fullmatch=True),
        "rp_orderId": RAW.filter(bool),
        "rp_transactionRef": RAW,
    }
)


def read(fields: dict[str, str]) -> GatewayAnswer:
    return parse_answer(FORM, urlencode(fields).encode())


def test_the_answer_in_the_guide_is_authentic() -> None:
    """SHA-256 of `RPA-DEMO-1|MYR|12.50|RP00|PK0000000001|T1|K2`, computed elsewhere."""
    body = (
        b"rp_appId=RPA-DEMO-1&rp_currency=MYR&rp_amount=12.50&rp_statusCode=RP00&rp_orderId=PK0000000001"
        b"&rp_transactionRef=T1&rp_paymentMode=FPX&rp_txnTime=20261122093000&rp_remarks=Thank+you"
        b"&rp_checkSum=1E40A071362C4B5DCD5794929CEEDA5527B96CDF5048184A79E5C48858880549&rp_ref1=PK-7F3K9Q"
    )
    answer = parse_answer(FORM, body)

    assert is_authentic(CREDENTIALS, answer)
    assert answer == GatewayAnswer(
        app_id="RPA-DEMO-1",
        currency="MYR",
        amount="12.50",
        amount_sen=1250,
        status_code="RP00",
        order_id="PK0000000001",
        transaction_ref="T1",
        check_sum="1E40A071362C4B5DCD5794929CEEDA5527B96CDF5048184A79E5C48858880549",
        payment_mode="FPX",
        txn_time=datetime(2026, 11, 22, 9, 30, tzinfo=UTC),
        refs=("PK-7F3K9Q", "", "", "", "", ""),
        remarks="Thank you",
    )


@given(MESSAGES)
def test_form_json_and_ready_fields_say_the_same(message: dict[str, str]) -> None:
    fields = signed(**message)
    answer = read(fields)

    assert parse_answer("application/json", json.dumps(fields).encode()) == answer
    assert parse_answer(None, fields) == answer
    assert [answer.app_id, answer.currency, answer.amount, answer.status_code] == [
        message[name] for name in SIGNED[:4]
    ]
    assert [answer.order_id, answer.transaction_ref] == [message[name] for name in SIGNED[4:]]


@given(MESSAGES, st.booleans())
def test_what_the_gateway_signed_is_authentic_in_either_letter_case(
    message: dict[str, str], is_lower: bool
) -> None:
    fields = signed(**message | {"rp_appId": "RPA-DEMO-1"})
    if is_lower:
        fields["rp_checkSum"] = fields["rp_checkSum"].lower()

    assert is_authentic(CREDENTIALS, read(fields))


@given(MESSAGES, st.sampled_from(SIGNED), RAW)
def test_a_changed_value_is_not_authentic(message: dict[str, str], name: str, value: str) -> None:
    fields = signed(**message | {"rp_appId": "RPA-DEMO-1"})
    assume(fields[name] != value)
    fields[name] = value
    try:
        answer = read(fields)
    except MalformedAnswer:
        return

    assert not is_authentic(CREDENTIALS, answer)


@given(MESSAGES, st.data())
def test_a_torn_message_is_malformed_forged_or_whole_where_it_counts(
    message: dict[str, str], data: st.DataObject
) -> None:
    fields = signed(**message | {"rp_appId": "RPA-DEMO-1"}) | {"rp_remarks": "Approved & done"}
    whole = read(fields)
    as_json = data.draw(st.booleans())
    body = json.dumps(fields).encode() if as_json else urlencode(fields).encode()
    torn = body[: data.draw(st.integers(0, len(body) - 1))]
    try:
        answer = parse_answer(None, torn)
    except MalformedAnswer:
        return

    assert not as_json
    if is_authentic(CREDENTIALS, answer):
        assert (answer.amount, answer.status_code, answer.order_id, answer.transaction_ref) == (
            whole.amount,
            whole.status_code,
            whole.order_id,
            whole.transaction_ref,
        )


@given(st.none() | st.sampled_from([FORM, "application/json", "text/html"]), st.binary(max_size=400))
def test_noise_is_malformed_and_nothing_worse(content_type: str | None, body: bytes) -> None:
    with pytest.raises(MalformedAnswer):
        parse_answer(content_type, body)


@given(
    st.recursive(
        st.none() | st.booleans() | st.floats() | st.text(),
        lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    )
)
def test_json_of_any_other_shape_is_malformed(document: object) -> None:
    with pytest.raises(MalformedAnswer):
        parse_answer("application/json", json.dumps(document).encode())


def test_another_key_signs_nothing_for_us() -> None:
    assert not is_authentic(CREDENTIALS, read(signed("K1")))


def test_an_answer_to_another_merchant_is_not_ours_though_validly_signed() -> None:
    assert not is_authentic(CREDENTIALS, read(signed(rp_appId="RPA-DEMO-2")))


def test_a_bar_inside_a_value_cannot_shift_the_others() -> None:
    """`T1` and `T|1` in neighbouring fields could otherwise share one checksum."""
    fields = signed(rp_orderId="PK|1", rp_transactionRef="T")

    with pytest.raises(MalformedAnswer, match="rp_orderId"):
        read(fields)


@pytest.mark.parametrize("name", ["rp_checkSum", *SIGNED, "rp_remarks"])
@pytest.mark.parametrize("is_json", [True, False])
def test_a_field_that_comes_twice_is_malformed(name: str, is_json: bool) -> None:
    pairs = [*(signed() | {"rp_remarks": "x"}).items(), (name, "y")]
    inside = ", ".join(f"{json.dumps(key)}: {json.dumps(value)}" for key, value in pairs)
    body = f"{{{inside}}}" if is_json else urlencode(pairs)

    with pytest.raises(MalformedAnswer, match="twice"):
        parse_answer(None, body.encode())


@pytest.mark.parametrize("name", ["rp_checkSum", "rp_appId", "rp_statusCode", "rp_orderId"])
def test_a_missing_field_is_malformed(name: str) -> None:
    fields = signed()
    del fields[name]

    with pytest.raises(MalformedAnswer, match=name):
        read(fields)


@pytest.mark.parametrize("check_sum", ["", "ABC", "G" * 64, "A" * 63, "A" * 65])
def test_a_checksum_is_sixty_four_hex_digits(check_sum: str) -> None:
    with pytest.raises(MalformedAnswer, match="64 hex digits"):
        read(signed() | {"rp_checkSum": check_sum})


@pytest.mark.parametrize(
    "extra",
    [
        {"rp_remarks": "x" * 501},
        {f"extra{number}": "x" for number in range(64)},
        {f"extra{number}": "x" * 400 for number in range(50)},
        {"rp_remarks": "a\0b"},
        {"rp_orderId": "P" * 21},
        {"rp_orderId": "PK 1"},
        {"rp_transactionRef": "T\n"},
    ],
    ids=["long value", "many fields", "large body", "NUL", "long order", "space", "line break"],
)
def test_oversized_and_unreadable_messages_are_malformed(extra: dict[str, str]) -> None:
    with pytest.raises(MalformedAnswer):
        read(signed(**extra))


def test_deep_nesting_is_malformed() -> None:
    with pytest.raises(MalformedAnswer):
        parse_answer("application/json", b"[" * 16_000)


def test_half_a_surrogate_is_malformed() -> None:
    body = json.dumps(signed() | {"rp_remarks": "\ud800"}).encode()

    with pytest.raises(MalformedAnswer, match="rp_remarks"):
        parse_answer("application/json", body)


def test_numbers_in_json_keep_their_digits() -> None:
    body = json.dumps(signed()).replace('"12.50"', "12.50").encode()
    answer = parse_answer("application/json", body)

    assert answer.amount == "12.50"
    assert is_authentic(CREDENTIALS, answer)


def test_json_under_another_content_type_is_still_read() -> None:
    assert parse_answer("text/html", json.dumps(signed()).encode()) == read(signed())


def test_null_counts_as_absent_and_nested_extras_are_ignored() -> None:
    document = signed(rp_transactionRef="") | {"rp_transactionRef": None, "rp_xtraInfo": {"bank": ["A"]}}
    answer = parse_answer("application/json", json.dumps(document).encode())

    assert answer.transaction_ref == ""
    assert is_authentic(CREDENTIALS, answer)


def test_references_come_back_under_either_name() -> None:
    answer = read(signed() | {"rp_ref1": "one", "ref2": "two", "rp_ref6": "six"})

    assert answer.refs == ("one", "two", "", "", "", "six")


@pytest.mark.parametrize("amount_name", ["rp_settlementAmount", "rp_SettlementAmount", "rp_settlementamount"])
@pytest.mark.parametrize("note_name", ["rp_settlementNote", "rp_SettlementNote"])
def test_a_settlement_message_is_read_in_either_letter_case(amount_name: str, note_name: str) -> None:
    fields = signed() | {"rp_messageType": "TS", "rp_settlementDate": "23-11-2026"}
    answer = read(fields | {amount_name: "11.80", note_name: "Batch 7"})

    assert answer.is_settlement
    assert answer.settlement_date == date(2026, 11, 23)
    assert answer.settlement_amount_sen == 1180
    assert answer.settlement_note == "Batch 7"
    assert not read(signed()).is_settlement


def test_two_settlement_amounts_in_one_message_are_malformed() -> None:
    with pytest.raises(MalformedAnswer, match="twice"):
        read(signed() | {"rp_settlementAmount": "1.00", "rp_SettlementAmount": "2.00"})


@pytest.mark.parametrize("text", ["20261322093000", "2026112209300", "20261122093000Z", "", "20260230000000"])
def test_an_impossible_time_is_none(text: str) -> None:
    assert read(signed() | {"rp_txnTime": text}).txn_time is None


@pytest.mark.parametrize("text", ["31-02-2026", "2026-11-23", "", "1-1-2026"])
def test_an_impossible_settlement_date_is_none(text: str) -> None:
    assert read(signed() | {"rp_settlementDate": text}).settlement_date is None


def test_an_amount_we_would_not_write_has_no_sen() -> None:
    answer = read(signed(rp_amount="12.5"))

    assert (answer.amount, answer.amount_sen) == ("12.5", None)
    assert is_authentic(CREDENTIALS, answer)


def test_without_an_agreed_key_every_caller_is_heard() -> None:
    assert is_caller_known(CREDENTIALS, None)
    assert is_caller_known(CREDENTIALS, "anything")


@pytest.mark.parametrize("given_key", [None, "", "wrong", "agreed ", "agréed", "\ud800"])
def test_with_an_agreed_key_others_are_not_heard(given_key: str | None) -> None:
    agreed = RinggitPayCredentials("A", "K1", "K2", "agreed", "https://g.example", "https://g.example")

    assert is_caller_known(agreed, "agreed")
    assert not is_caller_known(agreed, given_key)
