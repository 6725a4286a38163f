"""What we send to RinggitPay."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.payments.gateways.ringgitpay import (
    PaymentForm,
    RinggitPayCredentials,
    format_amount,
    is_order_id,
    parse_amount,
    payment_form,
    public_url_problem,
)
from app.payments.gateways.ringgitpay.requests import enquiry_fields, refund_fields
from tests.payments.gateways.answers import CREDENTIALS

ORDER_IDS = st.text("ABCXYZabcxyz0123456789", min_size=1, max_size=20)


def form(
    *,
    order_id: str = "PK0000000001",
    amount_sen: int = 1250,
    currency: str = "MYR",
    return_url: str = "https://parkpro.example/payments/ringgitpay/return?a=1&b=2",
    buyer_email: str | None = None,
    payer_name: str | None = None,
    refs: tuple[str, ...] = (),
) -> PaymentForm:
    return payment_form(
        CREDENTIALS, order_id, amount_sen, currency, return_url, buyer_email, payer_name, refs
    )


@pytest.mark.parametrize(
    ("sen", "text"),
    [(0, "0.00"), (1, "0.01"), (100, "1.00"), (1250, "12.50"), (123_456_789, "1234567.89")],
)
def test_an_amount_has_two_decimals_and_no_thousands_mark(sen: int, text: str) -> None:
    assert format_amount(sen) == text
    assert parse_amount(text) == sen


@given(st.integers(0, 10**16 - 1))
def test_every_amount_survives_the_wire(sen: int) -> None:
    assert parse_amount(format_amount(sen)) == sen


@given(st.text("0123456789.,-+eE ٣", max_size=22))
def test_what_reads_as_an_amount_is_written_the_same_way(text: str) -> None:
    sen = parse_amount(text)
    assert sen is None or format_amount(sen) == text


@pytest.mark.parametrize(
    "text",
    [
        "",
        "12",
        "12.5",
        "12.500",
        "-1.00",
        "+1.00",
        "1e2",
        "1,000.00",
        " 1.00",
        "1.00\n",
        "01.00",
        ".50",
        "١.٠٠",
    ],
)
def test_a_sloppy_amount_is_no_amount(text: str) -> None:
    assert parse_amount(text) is None


@pytest.mark.parametrize("sen", [-1, 10**16, True])
def test_an_amount_the_wire_cannot_carry_is_refused(sen: int) -> None:
    with pytest.raises(ValueError, match="not an amount"):
        format_amount(sen)


def test_the_payment_request_is_signed_as_in_the_guide() -> None:
    """SHA-256 of `RPA-DEMO-1|MYR|12.50|PK0000000001|K1`, computed elsewhere."""
    assert form() == PaymentForm(
        action="https://gateway.example/payment",
        fields={
            "appId": "RPA-DEMO-1",
            "currency": "MYR",
            "amount": "12.50",
            "orderId": "PK0000000001",
            "checkSum": "1F6E18667B2F9EB84176FFC5EF3EFF4E70DF5E9ECFDDC3310D8266C6582215E3",
            "returnURL": ("https%3A%2F%2Fparkpro.example%2Fpayments%2Fringgitpay%2Freturn%3Fa%3D1%26b%3D2"),
        },
    )


def test_an_enquiry_without_a_transaction_reference_keeps_both_bars() -> None:
    """SHA-256 of `RPA-DEMO-1|PK0000000001||K1`, computed elsewhere."""
    assert enquiry_fields(CREDENTIALS, "PK0000000001", None) == {
        "appId": "RPA-DEMO-1",
        "orderId": "PK0000000001",
        "checkSum": "B49FFEEEAC6B031863AC7268FF952CBF540B5C1505D52BCBAFDC39ED1AFF23BC",
    }


def test_a_refund_request_is_signed_over_its_values_in_order() -> None:
    """SHA-256 of `RPA-DEMO-1|PK0000000001|T1|5.00|R7|K1`, computed elsewhere."""
    assert refund_fields(CREDENTIALS, "PK0000000001", "T1", 500, "R7") == {
        "appId": "RPA-DEMO-1",
        "orderId": "PK0000000001",
        "transactionRef": "T1",
        "amount": "5.00",
        "refundId": "R7",
        "checkSum": "0FF11DE89D44C1E4A22487E0B9ABF810EBF97208899A4E352B9A7557043636E0",
    }


@given(
    order_id=ORDER_IDS,
    amount_sen=st.integers(1, 10**16 - 1),
    return_url=st.text(max_size=200),
    buyer_email=st.none() | st.emails() | st.text(max_size=80),
    payer_name=st.none() | st.text(max_size=120),
    refs=st.lists(st.text(max_size=120), max_size=6).map(tuple),
)
def test_no_form_exceeds_a_limit_of_the_gateway(
    order_id: str,
    amount_sen: int,
    return_url: str,
    buyer_email: str | None,
    payer_name: str | None,
    refs: tuple[str, ...],
) -> None:
    fields = form(
        order_id=order_id,
        amount_sen=amount_sen,
        return_url=return_url,
        buyer_email=buyer_email,
        payer_name=payer_name,
        refs=refs,
    ).fields
    limits = {"appId": 20, "currency": 4, "amount": 19, "orderId": 20, "checkSum": 64}
    limits |= {"buyerEmail": 50, "returnURL": 150, "accName": 50} | {f"ref{n}": 50 for n in range(1, 7)}

    assert {name for name, value in fields.items() if not 1 <= len(value) <= limits[name]} == set()
    assert all(value.isprintable() or name.startswith(("ref", "acc")) for name, value in fields.items())
    assert not any("\n" in value or "\r" in value or "\0" in value for value in fields.values())


def test_a_long_name_and_a_long_reference_are_cut() -> None:
    fields = form(payer_name=" Siti\r\nNurhaliza " + "x" * 60, refs=("", "PK-7F3K9Q" + "y" * 60)).fields

    assert fields["accName"] == ("Siti Nurhaliza " + "x" * 60)[:50]
    assert fields["ref2"] == ("PK-7F3K9Q" + "y" * 60)[:50]
    assert "ref1" not in fields


@pytest.mark.parametrize(
    "email", ["a" * 45 + "@b.example", "no-at.example", "a b@c.example", "ü@c.example", ""]
)
def test_an_email_that_would_be_refused_is_left_out(email: str) -> None:
    assert "buyerEmail" not in form(buyer_email=email).fields


def test_a_good_email_goes_along() -> None:
    assert form(buyer_email="aina+park@parkpro.example").fields["buyerEmail"] == "aina+park@parkpro.example"


def test_a_return_url_that_does_not_fit_gives_way_to_the_registered_one() -> None:
    assert "returnURL" not in form(return_url="https://parkpro.example/" + "r" * 150).fields


@pytest.mark.parametrize("order_id", ["", "PK-1", "PK 1", "P" * 21, "PK1\n", "Ä1", "１"])
def test_an_order_id_is_twenty_letters_and_digits_at_most(order_id: str) -> None:
    assert not is_order_id(order_id)
    with pytest.raises(ValueError, match="order id"):
        form(order_id=order_id)


def test_a_payment_of_nothing_is_refused() -> None:
    with pytest.raises(ValueError, match="more than nothing"):
        form(amount_sen=0)


def test_a_seventh_reference_is_refused_rather_than_lost() -> None:
    with pytest.raises(ValueError, match="6 references, not 7"):
        form(refs=("r",) * 7)


def test_a_currency_is_written_in_capitals() -> None:
    with pytest.raises(ValueError, match="not a currency"):
        form(currency="myr")


def test_the_keys_never_show_in_a_log() -> None:
    assert "K1" not in repr(CREDENTIALS)
    assert "K2" not in repr(CREDENTIALS)


@pytest.mark.parametrize(
    ("app_id", "request_key", "response_key", "api_key"),
    [("", "K1", "K2", None), ("A" * 21, "K1", "K2", None), ("A", "", "K2", None), ("A", "K1", "K2", "")],
)
def test_unusable_credentials_are_refused_at_the_start(
    app_id: str, request_key: str, response_key: str, api_key: str | None
) -> None:
    with pytest.raises(ValueError, match=r"app id|key"):
        RinggitPayCredentials(
            app_id, request_key, response_key, api_key, "https://g.example", "https://g.example"
        )


@pytest.mark.parametrize(
    ("url", "problem"),
    [
        ("https://parkpro.example/payments/ringgitpay/callback", None),
        ("https://parkpro.example:8443/callback", "carries the port 8443"),
        ("https://192.0.2.7/callback", "names the bare IP address 192.0.2.7"),
        ("https://[2001:db8::1]/callback", "names the bare IP address 2001:db8::1"),
        ("ftp://parkpro.example/", "is not an http or https URL"),
        ("https://parkpro.example:port/", "is not a URL"),
    ],
)
def test_production_takes_neither_ports_nor_bare_addresses(url: str, problem: str | None) -> None:
    assert public_url_problem(url) == problem
