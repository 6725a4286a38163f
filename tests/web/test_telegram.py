"""Telegram over HTTP: linking in the app, and what Telegram sends."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any

import pytest
from quart import Quart

from app.accounts.models import Person
from app.config import Settings
from app.core import clock
from app.telegram.chats import enter_chat, find_chat, mark_blocked
from app.telegram.errors import TelegramCodeNotValid
from app.telegram.links import link_chat
from app.telegram.models import TelegramUpdate
from tests.accounts.people import mailed_reset_token
from tests.support.databases import Database
from tests.telegram.mini_apps import BOT, TOKEN
from tests.web.browsers import EMAIL, LOCAL, Browser, application, code_of

CHAT = 4_815_162_342
UPDATES = "/telegram/updates"
SECRET = "X_Telegram_Bot_Api_Secret_Token"


def an_application(db: Database, **settings: str) -> Quart:
    named: dict[str, str | None] = {**settings}
    return application(db.url, public_url=LOCAL, telegram_bot_token=TOKEN, telegram_bot_name=BOT, **named)


@pytest.fixture
def app(db: Database) -> Quart:
    return an_application(db, telegram_updates="webhook")


@pytest.fixture
async def phone(app: Quart) -> Browser:
    """The browser of somebody with an account."""
    phone = Browser(app)
    await phone.sign_up()
    return phone


async def _telegram(phone: Browser) -> dict[str, Any]:
    answer = await phone.get("/api/telegram")
    assert answer.status_code == 200
    body: dict[str, Any] = await answer.get_json()
    return body


async def _new_code(phone: Browser) -> dict[str, Any]:
    answer = await phone.post("/api/telegram/code")
    assert answer.status_code == 201
    body: dict[str, Any] = await answer.get_json()
    return body


async def test_the_shell_tells_the_bots_name(app: Quart, db: Database) -> None:
    assert (await (await Browser(app).get("/api/app")).get_json())["telegramBot"] == BOT
    assert (await (await Browser(application(db.url)).get("/api/app")).get_json())["telegramBot"] is None


async def test_a_code_links_the_chat_and_the_app_sees_it(phone: Browser) -> None:
    assert await _telegram(phone) == {"bot": BOT, "linkedAt": None, "isBlocked": False}
    made = await _new_code(phone)
    payload = made["code"].replace("-", "")
    assert made["deepLink"] == f"https://t.me/{BOT}?start={payload}"
    assert datetime.fromisoformat(made["expiresAt"]) > clock.now()

    await enter_chat(CHAT, language="en")
    await link_chat(CHAT, payload)
    linked = await _telegram(phone)
    assert datetime.fromisoformat(linked["linkedAt"]) <= clock.now()
    assert linked["isBlocked"] is False
    await mark_blocked(CHAT)
    assert (await _telegram(phone))["isBlocked"] is True


async def test_linking_the_same_chat_again_does_not_move_since_when(phone: Browser) -> None:
    await enter_chat(CHAT, language="en")
    await link_chat(CHAT, (await _new_code(phone))["code"])
    since = (await _telegram(phone))["linkedAt"]
    await link_chat(CHAT, (await _new_code(phone))["code"])
    assert (await _telegram(phone))["linkedAt"] == since


async def test_unlinking_leaves_nothing_and_twice_is_no_harm(phone: Browser) -> None:
    await enter_chat(CHAT, language="en")
    await link_chat(CHAT, (await _new_code(phone))["code"])
    for _ in range(2):
        assert (await phone.delete("/api/telegram")).status_code == 204
    assert await _telegram(phone) == {"bot": BOT, "linkedAt": None, "isBlocked": False}


async def test_a_new_password_by_mail_puts_out_who_linked_a_telegram_of_theirs(
    app: Quart, phone: Browser
) -> None:
    await enter_chat(CHAT, language="en")
    await link_chat(CHAT, (await _new_code(phone))["code"])
    left = (await _new_code(phone))["code"]
    token = await mailed_reset_token(EMAIL)
    body = {"token": token, "password": "a new and longer password"}
    assert (await Browser(app).post("/api/reset-password", body)).status_code == 204

    with pytest.raises(TelegramCodeNotValid):
        await link_chat(CHAT, left)
    chat = await find_chat(CHAT)
    assert chat is not None
    assert chat.person_id is None


async def test_one_person_sees_and_unlinks_nobody_elses_telegram(app: Quart, phone: Browser) -> None:
    await enter_chat(CHAT, language="en")
    await link_chat(CHAT, (await _new_code(phone))["code"])
    stranger = Browser(app)
    await stranger.sign_up("badrul@demo.example")
    assert (await _telegram(stranger))["linkedAt"] is None
    await stranger.delete("/api/telegram")
    assert (await _telegram(phone))["linkedAt"] is not None


async def test_linking_is_for_whoever_is_signed_in_where_there_is_a_bot(app: Quart, db: Database) -> None:
    stranger = Browser(app)
    refusal = (401, "not_signed_in")
    assert await code_of(await stranger.get("/api/telegram")) == refusal
    assert await code_of(await stranger.post("/api/telegram/code")) == refusal
    assert await code_of(await stranger.delete("/api/telegram")) == refusal

    without = Browser(application(db.url))
    await without.sign_up()
    assert (await _telegram(without))["bot"] is None
    assert await code_of(await without.post("/api/telegram/code")) == (409, "telegram_not_set_up")


async def test_an_hour_has_only_so_many_codes(phone: Browser) -> None:
    for _ in range(20):
        await _new_code(phone)
    assert await code_of(await phone.post("/api/telegram/code")) == (429, "too_many_telegram_codes")


def _secret(app: Quart) -> dict[str, str]:
    settings: Settings = app.config["PARKPRO_SETTINGS"]
    assert settings.telegram is not None
    return {SECRET: settings.telegram.webhook_secret}


async def test_what_telegram_tells_is_kept_once(app: Quart) -> None:
    update = {"update_id": 7, "message": {"chat": {"id": CHAT}, "text": "/start"}}
    for _ in range(2):
        answer = await Browser(app).post(UPDATES, update, **_secret(app))
        assert answer.status_code == 200
    kept = await TelegramUpdate.get()
    assert (kept.id, kept.chat_id, kept.body) == (7, CHAT, update)


@pytest.mark.parametrize("secret", [None, "", "wrong", "schlüssel"])
async def test_without_the_secret_nothing_is_kept(app: Quart, secret: str | None) -> None:
    headers = {} if secret is None else {SECRET: secret}
    answer = await Browser(app).post(UPDATES, {"update_id": 7}, **headers)
    assert await code_of(answer) == (403, "telegram_caller_unknown")
    assert await TelegramUpdate.all().count() == 0


@pytest.mark.parametrize(
    "body", [b"", b"no json", b"[]", b"7", b"{}", b'{"update_id": "7"}', b"\xff", b"[" * 9000]
)
async def test_what_is_no_update_is_refused(app: Quart, body: bytes) -> None:
    answer = await Browser(app).send(UPDATES, body, "application/json", **_secret(app))
    assert await code_of(answer) == (400, "malformed_request")
    assert await TelegramUpdate.all().count() == 0


async def test_the_longest_message_in_answer_to_another_is_kept(app: Quart) -> None:
    url = "https://maps.example/car-parks/plaza-damai/level-b1/spot-"
    marks = [{"type": "text_link", "offset": at, "length": 1, "url": f"{url}{at}"} for at in range(100)]
    said = {"chat": {"id": CHAT}, "text": "\u0bae" * 4096, "entities": marks}
    update = {"update_id": 7, "message": {**said, "reply_to_message": said}}
    answer = await Browser(app).send(UPDATES, json.dumps(update).encode(), "application/json", **_secret(app))
    assert answer.status_code == 200
    assert (await TelegramUpdate.get()).body == update


async def test_an_update_as_large_as_none_is_refused(app: Quart) -> None:
    answer = await Browser(app).post(UPDATES, {"update_id": 7, "more": "x" * 1_100_000}, **_secret(app))
    assert await code_of(answer) == (413, "body_too_large")


async def test_nobody_is_heard_where_telegram_is_asked_or_there_is_no_bot(app: Quart, db: Database) -> None:
    for other in (an_application(db, telegram_updates="polling"), application(db.url)):
        answer = await Browser(other).post(UPDATES, {"update_id": 7}, **_secret(app))
        assert await code_of(answer) == (404, "not_found")
    assert await TelegramUpdate.all().count() == 0
    assert await Person.all().count() == 0
