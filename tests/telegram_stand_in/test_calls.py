from __future__ import annotations

from urllib.parse import quote

import httpx

from tests.support.telegram.person import Person
from tests.support.telegram.stand_in import TOKEN, TelegramStandIn


def test_query_form_and_json_say_the_same(aina: Person, telegram: TelegramStandIn) -> None:
    address = f"{telegram.url}/bot{TOKEN}/sendMessage"
    words = {"chat_id": aina.chat_id, "text": "Paid: RM 5"}
    answers = [
        httpx.get(f"{address}?chat_id={aina.chat_id}&text={quote('Paid: RM 5')}"),
        httpx.post(address, data=words),
        httpx.post(address, json=words),
    ]

    assert [answer.json()["result"]["text"] for answer in answers] == ["Paid: RM 5"] * 3
    assert len(aina.messages) == 3


def test_what_cannot_be_read_is_refused(telegram: TelegramStandIn) -> None:
    answer = httpx.post(
        f"{telegram.url}/bot{TOKEN}/sendMessage",
        content=b"{",
        headers={"Content-Type": "application/json"},
    )

    assert (answer.status_code, answer.json()["ok"]) == (400, False)
    assert answer.json()["description"] == "Bad Request: can't parse JSON object"


def test_files_are_for_who_knows_the_token(aina: Person, telegram: TelegramStandIn) -> None:
    aina.sends_document("grant.pdf", b"%PDF-1.7")
    path = telegram.waiting[-1]["message"]["document"]["file_id"].replace("file-", "documents/file_")

    assert httpx.get(f"{telegram.url}/file/bot{TOKEN}/{path}").content == b"%PDF-1.7"
    assert httpx.get(f"{telegram.url}/file/bot1:other/{path}").status_code == 404
    assert httpx.get(f"{telegram.url}/elsewhere").status_code == 404
