"""The app inside Telegram: who is signed in there, and who may show it in a frame."""

from __future__ import annotations

from datetime import timedelta

import pytest
from quart import Quart, Response

from app.accounts.models import Session
from app.core import clock
from app.telegram.chats import enter_chat
from app.telegram.links import link_chat, make_code, unlink_person
from app.web.frames import for_a_frame
from tests.accounts.people import sign_up
from tests.support.databases import Database
from tests.telegram.mini_apps import init_data
from tests.web.browsers import EMAIL, Browser, application, code_of
from tests.web.test_telegram import CHAT, an_application

SESSION = "/api/telegram/session"


@pytest.fixture
def app(db: Database) -> Quart:
    return an_application(db)


@pytest.fixture
async def person_id(app: Quart) -> int:
    """Somebody whose account the chat is linked to."""
    person = (await sign_up(EMAIL)).person
    await enter_chat(CHAT, language="en")
    return await link_chat(CHAT, (await make_code(person.id)).code)


async def _open(webview: Browser, user_id: int = CHAT, **headers: str) -> Response:
    return await webview.post(SESSION, {"initData": init_data(user_id, clock.now())}, **headers)


async def _who(webview: Browser) -> str | None:
    answer = await webview.get("/api/me")
    return (await answer.get_json())["email"] if answer.status_code == 200 else None


@pytest.mark.usefixtures("person_id")
async def test_whose_chat_is_linked_is_signed_in(app: Quart) -> None:
    webview = Browser(app)
    answer = await _open(webview)
    assert (await answer.get_json())["me"]["email"] == EMAIL
    assert await _who(webview) == EMAIL


@pytest.mark.usefixtures("person_id")
async def test_the_next_start_goes_on_with_the_same_session(app: Quart) -> None:
    webview = Browser(app)
    await _open(webview)
    before = await Session.all().count()
    await _open(webview)
    assert await Session.all().count() == before
    assert await _who(webview) == EMAIL


async def test_who_has_linked_nothing_goes_on_as_a_guest(app: Quart) -> None:
    webview = Browser(app)
    answer = await _open(webview)
    assert (answer.status_code, await answer.get_json()) == (200, {"me": None})
    assert await _who(webview) is None


async def test_who_has_unlinked_is_nobody_there_from_the_next_start(app: Quart, person_id: int) -> None:
    webview = Browser(app)
    await _open(webview)
    await unlink_person(person_id)
    assert (await (await _open(webview)).get_json())["me"] is None
    assert await _who(webview) is None
    assert await Session.filter(revoked_at__isnull=False).count() == 1


@pytest.mark.usefixtures("person_id")
async def test_whoever_was_signed_in_there_makes_way(app: Quart) -> None:
    webview = Browser(app)
    await webview.sign_up("badrul@demo.example")
    await _open(webview)
    assert await _who(webview) == EMAIL
    assert await Session.filter(revoked_at__isnull=False).count() == 1


@pytest.mark.usefixtures("person_id")
async def test_what_telegram_did_not_sign_signs_nobody_in(app: Quart) -> None:
    webview = Browser(app)
    old = init_data(CHAT, clock.now() - timedelta(hours=2))
    forged = init_data(CHAT, clock.now(), token="123456:of-some-other-bot-altogether")
    for given in ("", old, forged):
        answer = await webview.post(SESSION, {"initData": given})
        assert await code_of(answer) == (401, "telegram_init_data_not_valid")
    assert await _who(webview) is None


async def test_there_is_no_mini_app_without_a_bot(db: Database) -> None:
    assert await code_of(await _open(Browser(application(db.url)))) == (409, "telegram_not_set_up")
    page = await Browser(application(db.url)).get("/telegram/app", Accept="text/html")
    assert page.status_code == 404
    assert "frame-ancestors 'none'" in page.headers["Content-Security-Policy"]


@pytest.mark.usefixtures("person_id")
async def test_another_site_signs_nobody_in(app: Quart) -> None:
    answer = await _open(Browser(app), Sec_Fetch_Site="cross-site", Parkpro_Framed="yes")
    assert await code_of(answer) == (403, "cross_site_request")


@pytest.mark.usefixtures("build")
@pytest.mark.parametrize("tiles", [None, "https://tiles.example/{z}/{x}/{y}.png"])
async def test_telegram_web_may_show_that_one_page_and_nobody_any_other(
    db: Database, tiles: str | None
) -> None:
    source = {"map_tiles": tiles, "map_attribution": "Tiles"} if tiles else {}
    phone = Browser(an_application(db, **source))
    page = await phone.get("/telegram/app", Accept="text/html")
    rules = page.headers["Content-Security-Policy"].split("; ")
    assert page.status_code == 200
    assert {"frame-ancestors https://web.telegram.org", "script-src 'self'"} <= set(rules)
    assert any("https://tiles.example" in rule for rule in rules) is (tiles is not None)
    for path in ("/", "/telegram/appx", "/telegram/app/x", "/bookings", "/api/app"):
        other = await phone.get(path, Accept="text/html")
        assert "frame-ancestors 'none'" in other.headers["Content-Security-Policy"], path


@pytest.mark.usefixtures("person_id")
async def test_in_a_frame_the_cookie_is_kept_for_that_frame_alone(app: Quart) -> None:
    (framed,) = (await _open(Browser(app), Parkpro_Framed="yes")).headers.getlist("Set-Cookie")
    (plain,) = (await _open(Browser(app))).headers.getlist("Set-Cookie")
    assert {"HttpOnly", "Secure", "SameSite=None", "Partitioned"} <= set(framed.split("; "))
    assert {"HttpOnly", "SameSite=Lax"} <= set(plain.split("; "))
    assert not {"Partitioned", "SameSite=None"} & set(plain.split("; "))


async def test_only_cookies_of_a_frame_are_partitioned(app: Quart) -> None:
    framed = await Browser(app).post("/api/sign-out", Parkpro_Framed="yes")
    plain = await Browser(app).post("/api/sign-out")
    assert framed.headers.getlist("Set-Cookie")
    assert all(cookie.endswith("; Partitioned") for cookie in framed.headers.getlist("Set-Cookie"))
    assert not any("Partitioned" in cookie for cookie in plain.headers.getlist("Set-Cookie"))


def test_a_cookie_for_a_frame_says_nothing_twice() -> None:
    given = "parkpro_session=a.b; Secure; HttpOnly; Path=/; SameSite=Lax"
    assert for_a_frame(given) == "parkpro_session=a.b; HttpOnly; Path=/; Secure; SameSite=None; Partitioned"
