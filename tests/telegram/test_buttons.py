"""What buttons Telegram takes, and what becomes of those that it would refuse a whole message for."""

from __future__ import annotations

import pytest
from telegram import InlineKeyboardButton, WebAppInfo

from app.telegram.buttons import Act, act_data, read_act, taken_by_telegram, takes_address, takes_app

PAGE = "https://parking.example/bookings/PK-7F3K9QX#key=a"
LOCAL = "http://localhost:8000/pay?a=1&b=2"


@pytest.mark.parametrize(
    ("url", "is_taken"),
    [
        (PAGE, True),
        ("http://127.0.0.1:8000/bookings/PK-7F3K9QX", True),
        ("http://localhost:8000/bookings/PK-7F3K9QX", False),
        ("http://localhost./x", False),
        ("javascript:alert(1.0)", False),
        ("", False),
    ],
)
def test_only_addresses_that_telegram_takes_become_buttons(url: str, *, is_taken: bool) -> None:
    assert takes_address(url) is is_taken


def test_inside_telegram_only_what_has_a_certificate_opens() -> None:
    opened = [url for url in (PAGE, "http://parking.example", "https://localhost", LOCAL) if takes_app(url)]
    assert opened == [PAGE]


def test_an_address_that_no_button_may_open_is_written_and_the_other_buttons_stay() -> None:
    pay = InlineKeyboardButton("Pay <RM 4.24>", url=LOCAL)
    let_go = InlineKeyboardButton("Let it go", callback_data="go:letgo:PK-7F3K9QX")
    text, rows = taken_by_telegram("<b>Held</b>", [[pay], [let_go]])
    written = "Pay &lt;RM 4.24&gt;: <code>http://localhost:8000/pay?a=1&amp;b=2</code>"
    assert text == f"<b>Held</b>\n\n{written}"
    assert rows == ((let_go,),)


def test_a_message_that_telegram_takes_stays_as_it_is() -> None:
    row = (InlineKeyboardButton("Open", url=PAGE), InlineKeyboardButton("Map", web_app=WebAppInfo(PAGE)))
    assert taken_by_telegram("Held", [row, ()]) == ("Held", (row,))


@pytest.mark.parametrize("act", Act)
def test_a_button_about_a_booking_is_read_as_it_was_written(act: Act) -> None:
    data = act_data(act, "PK-7F3K9QX")
    assert len(data.encode()) <= 64
    assert read_act(data) == (act, "PK-7F3K9QX")
