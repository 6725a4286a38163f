"""Who opened the Mini App: only Telegram's own, whole and fresh word counts."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qsl, quote, urlencode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.telegram.errors import TelegramInitDataNotValid
from app.telegram.init_data import LONGEST, sign_init_data, user_of_init_data
from tests.telegram.mini_apps import TOKEN, init_data

NOW = datetime(2026, 11, 26, 4, 0, tzinfo=UTC)

# Computed with openssl, as Telegram's documentation says.
VECTOR_TOKEN = "7342037359:AAHI25ES9xCOMPokpYoz-p8XVrZUdygo2J4"
VECTOR = {
    "auth_date": "1700000000",
    "query_id": "AAF03eA0AAAAAHTd4DT7tZ5p",
    "start_param": "lot_plaza-damai",
    "user": '{"id":279058397,"first_name":"Aina","last_name":"","language_code":"ms"}',
    "hash": "9aabdd553d22314bb42a7d1e8721495b266b074b7fae083a616e89775a450030",
}
VECTOR_AT = datetime.fromtimestamp(1_700_000_000, UTC)


def _refused(raw: str, *, token: str = TOKEN, now: datetime = NOW) -> bool:
    try:
        user_of_init_data(raw, token, now=now)
    except TelegramInitDataNotValid:
        return True
    return False


def test_what_another_hand_signed_is_read() -> None:
    assert user_of_init_data(urlencode(VECTOR), VECTOR_TOKEN, now=VECTOR_AT) == 279058397
    assert user_of_init_data(urlencode(VECTOR, quote_via=quote), VECTOR_TOKEN, now=VECTOR_AT) == 279058397
    assert _refused(urlencode(VECTOR), token=VECTOR_TOKEN + "x", now=VECTOR_AT)


@given(st.timedeltas(min_value=-timedelta(days=40_000), max_value=timedelta(days=1)))
def test_it_is_good_for_an_hour_and_never_of_tomorrow(age: timedelta) -> None:
    signed_at = (NOW + age).replace(microsecond=0)
    if signed_at.timestamp() < 0:
        return
    is_fresh = NOW - timedelta(hours=1) <= signed_at <= NOW + timedelta(minutes=1)
    assert _refused(init_data(7, signed_at)) is not is_fresh


@given(st.data())
def test_no_sign_of_it_can_be_changed(data: st.DataObject) -> None:
    raw = init_data(7, NOW)
    at = data.draw(st.integers(0, len(raw) - 1))
    other = data.draw(st.characters(codec="utf-8"))
    changed = raw[:at] + other + raw[at + 1 :]
    if dict(parse_qsl(changed, keep_blank_values=True)) == dict(parse_qsl(raw)):
        return  # another spelling of the same, such as a space as a plus
    assert _refused(changed)


@given(st.text(max_size=300))
def test_what_is_none_is_refused_and_breaks_nothing(raw: str) -> None:
    assert _refused(raw)


@pytest.mark.parametrize("name", ["hash", "user", "auth_date"])
def test_what_lacks_a_field_is_refused(name: str) -> None:
    fields = dict(parse_qsl(init_data(7, NOW)))
    del fields[name]
    if name != "hash":
        del fields["hash"]
        fields["hash"] = sign_init_data(fields, TOKEN)
    assert _refused(urlencode(fields))


def test_what_says_something_twice_is_refused() -> None:
    raw = init_data(7, NOW)
    assert _refused(f"{raw}&user=%7B%22id%22%3A8%7D")
    assert _refused(f"user=%7B%22id%22%3A8%7D&{raw}")


def test_what_is_larger_than_telegram_sends_is_refused() -> None:
    assert _refused(init_data(7, NOW, chat="x" * LONGEST))
    assert _refused(init_data(7, NOW, **{f"more{number}": "1" for number in range(40)}))


@pytest.mark.parametrize(
    "user",
    [
        *("", "7", "null", "[7]", "{}", '{"id":"7"}', '{"id":true}', '{"id":7.5}', '{"id":-7}'),
        *(json.dumps({"id": 2**63}), '{"id":' + "9" * 3000 + "}", "[" * 3000),
    ],
)
def test_a_user_that_nobody_can_be_is_refused_though_it_is_signed(user: str) -> None:
    assert _refused(init_data(7, NOW, user=user))


@pytest.mark.parametrize("moment", ["", "soon", "-1", "1e9", "９", "9" * 11, "1732593600.5"])
def test_a_moment_that_is_none_is_refused_though_it_is_signed(moment: str) -> None:
    assert _refused(init_data(7, NOW, auth_date=moment))
