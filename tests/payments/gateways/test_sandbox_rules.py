"""The sandbox's own rules, without a process."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.payments.gateways.sandbox import SandboxConfig
from app.payments.gateways.sandbox.behaviour import Behaviour, behaviour_from_json
from app.payments.gateways.sandbox.messages import planned_callbacks, reported_status
from app.payments.gateways.sandbox.records import SandboxPayment
from app.payments.gateways.sandbox.rules import Channel, fee_of
from app.payments.gateways.sandbox.wire import settlement_day, sign

CONFIG = SandboxConfig(
    app_id="RPA-DEMO-1",
    request_key="K1",
    response_key="K2",
    api_key=None,
    callback_url="http://shop.example/callback",
    return_url="http://shop.example/return",
    state=Path("unused.sqlite"),
)
NOON = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
APPROVED = SandboxPayment(
    order_id="PK0000000001",
    transaction_ref="T1",
    page_key="k",
    currency="MYR",
    amount="12.50",
    return_url="http://shop.example/return",
    buyer_email="",
    payer_name="",
    refs=("",) * 6,
    created_at=NOON,
    expires_at=NOON + timedelta(minutes=15),
    stage="done",
    status_code="RP00",
    concluded_at=NOON,
)
BEHAVIOURS = st.builds(
    Behaviour,
    drop_callback=st.booleans(),
    double_callback=st.booleans(),
    callback_delay_seconds=st.floats(0, 86_400),
    callback_amount=st.sampled_from(["", "1.00"]),
    forge_callback=st.booleans(),
    sequence=st.sampled_from([None, "callback_first", "return_first"]),
    report_first=st.sampled_from([None, "RP09", "RP01"]),
    report_first_seconds=st.floats(0, 86_400),
    enquiry=st.sampled_from([None, "error", "nothing", "garbage", "timeout"]),
    enquiry_times=st.integers(0, 9),
    refund=st.sampled_from([None, "error", "lost"]),
    return_by=st.sampled_from([None, "GET", "drop"]),
    status=st.sampled_from(["", "RP91", "RP100"]),
)


def test_the_sandbox_signs_as_in_the_guide() -> None:
    source = b"RPA-DEMO-1|MYR|12.50|PK0000000001|K1"

    assert (
        sign("RPA-DEMO-1", "MYR", "12.50", "PK0000000001", "K1") == hashlib.sha256(source).hexdigest().upper()
    )


@given(BEHAVIOURS)
def test_every_behaviour_survives_json(behaviour: Behaviour) -> None:
    assert behaviour_from_json(behaviour.to_json()) == behaviour


@given(BEHAVIOURS, BEHAVIOURS)
def test_the_later_behaviour_wins_where_it_says_something(earlier: Behaviour, later: Behaviour) -> None:
    both = later.over(earlier).to_json()

    assert both == earlier.to_json() | later.to_json()


@given(BEHAVIOURS)
def test_every_direct_answer_but_a_dropped_one_is_planned(behaviour: Behaviour) -> None:
    planned = planned_callbacks(CONFIG, APPROVED, behaviour)
    kinds = 2 if behaviour.report_first else 1
    copies = 2 if behaviour.double_callback else 1

    assert len(planned) == (0 if behaviour.drop_callback else kinds * copies)
    if planned:
        assert planned[-1].fields["rp_statusCode"] == "RP00"
        assert min(callback.delay_seconds for callback in planned) >= behaviour.callback_delay_seconds
        assert [callback.delay_seconds for callback in planned] == sorted(
            callback.delay_seconds for callback in planned
        )


def test_hesitation_ends_on_time() -> None:
    behaviour = Behaviour(report_first="RP01", report_first_seconds=5)

    assert reported_status(APPROVED, behaviour, NOON + timedelta(seconds=4.9)) == "RP01"
    assert reported_status(APPROVED, behaviour, NOON + timedelta(seconds=5)) == "RP00"
    assert reported_status(APPROVED, Behaviour(), NOON) == "RP00"


@given(st.sampled_from([None, *Channel]), st.integers(1, 10**10))
def test_a_fee_never_exceeds_the_payment(channel: Channel | None, amount_sen: int) -> None:
    assert 0 <= fee_of(channel, amount_sen) <= amount_sen


@pytest.mark.parametrize(
    ("channel", "amount_sen", "fee"),
    [(Channel.FPX, 1250, 70), (Channel.FPX, 50, 50), (Channel.CARD, 1250, 25), (Channel.WALLET, 1250, 19)],
)
def test_fees_are_flat_for_fpx_and_a_share_for_the_others(
    channel: Channel, amount_sen: int, fee: int
) -> None:
    assert fee_of(channel, amount_sen) == fee


def test_a_settlement_day_is_malaysian() -> None:
    assert settlement_day(datetime(2026, 11, 22, 16, 0, tzinfo=UTC)) == "23-11-2026"
