"""What RinggitPay's codes mean for the money and for the driver."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.payments.gateways.ringgitpay import STATUSES, Fault, Outcome, failure_reason, outcome_of, status_of

GUIDE = {
    "RP00": Outcome.CAPTURED,
    "RP09": Outcome.PENDING,
    "RP01": Outcome.UNKNOWN,
    "RP45": Outcome.REPEATED,
    **dict.fromkeys(("RP02", "RP50", "RP80", "RP91", "RP92", "RP94"), Outcome.FAILED),
    **dict.fromkeys(("RP95", "RP96", "RP97", "RP100"), Outcome.FAILED),
    **dict.fromkeys(("IR10", "IR11", "IR12", "IR13", "IR14", "IR15", "IR18", "IR20"), Outcome.FAILED),
}


def test_every_code_of_the_guide_has_its_outcome() -> None:
    assert {code: status.outcome for code, status in STATUSES.items()} == GUIDE
    assert {code: outcome_of(code) for code in GUIDE} == GUIDE


def test_only_one_code_means_money() -> None:
    assert [code for code in STATUSES if outcome_of(code) is Outcome.CAPTURED] == ["RP00"]


def test_pending_exception_and_a_second_use_are_not_the_end() -> None:
    assert {code for code, status in STATUSES.items() if not status.is_final} == {"RP09", "RP01", "RP45"}


@given(st.text(max_size=8).filter(lambda code: code not in STATUSES))
def test_a_new_code_is_neither_success_nor_final(code: str) -> None:
    status = status_of(code)

    assert status.outcome is Outcome.UNKNOWN
    assert not status.is_final
    assert failure_reason(code).key == "unknown"
    assert not failure_reason(code).can_retry


@pytest.mark.parametrize("code", ["rp00", "RP00 ", "RP0", "RP000"])
def test_almost_approved_is_not_approved(code: str) -> None:
    assert outcome_of(code) is Outcome.UNKNOWN


def test_the_driver_may_try_again_where_that_can_help() -> None:
    retryable = {code for code, status in STATUSES.items() if status.can_retry}

    assert retryable == {
        *("RP45", "RP50", "RP80", "RP91", "RP92", "RP94", "RP95", "RP96", "RP97", "RP100"),
    }


def test_our_own_mistakes_are_not_blamed_on_the_driver() -> None:
    blamed = {code for code, status in STATUSES.items() if status.fault is Fault.DRIVER}

    assert blamed == {"RP50", "RP80", "RP96", "RP97", "RP100"}
    assert status_of("RP02").fault is status_of("IR20").fault is Fault.OPERATOR
    assert status_of("RP45").fault is status_of("IR13").fault is Fault.MERCHANT_SYSTEM


@pytest.mark.parametrize("code", sorted(GUIDE.keys() - {"RP00"}))
def test_every_failure_is_explained_in_both_languages(code: str) -> None:
    reason = failure_reason(code)
    english, malay = reason.explain("en"), reason.explain("ms-MY")

    assert english != malay
    for sentence in (english.what_happened, english.what_to_do, malay.what_happened, malay.what_to_do):
        assert sentence.endswith(".")
        assert code not in sentence


def test_a_language_we_lack_is_answered_in_english() -> None:
    reason = failure_reason("RP80")

    assert reason.key == "insufficient_funds"
    assert reason.explain("ta") == reason.explain("en")


def test_success_has_no_failure_reason() -> None:
    with pytest.raises(ValueError, match="RP00 is a success"):
        failure_reason("RP00")
