from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from quart import Quart, Response

from app.accounts import sessions
from app.core import clock
from tests.accounts.people import POLICY
from tests.support.databases import Database
from tests.web.browsers import LOCAL, Browser, application, session_cookie


@pytest.fixture
def app(db: Database) -> Quart:
    return application(db.url)


def _cookie_value(response: Response) -> str:
    cookie = session_cookie(response)
    assert cookie is not None
    return cookie.value


@pytest.mark.parametrize(("public_url", "is_secure"), [(LOCAL, False), ("https://parking.example", True)])
@pytest.mark.filterwarnings("ignore:Secure cookies will be ignored")
async def test_scripts_and_other_sites_cannot_use_the_cookie(
    db: Database, public_url: str, is_secure: bool
) -> None:
    cookie = session_cookie(await Browser(application(db.url, public_url=public_url)).sign_up())

    assert cookie is not None
    assert cookie.key == "parkpro_session"
    assert cookie["httponly"] is True
    assert cookie["samesite"] == "Lax"
    assert bool(cookie["secure"]) is is_secure
    assert cookie["path"] == "/"
    assert cookie["domain"] == ""
    assert int(cookie["max-age"]) == 30 * 24 * 3600


async def test_signing_out_takes_the_cookie_back_and_a_copy_of_it_is_worth_nothing(app: Quart) -> None:
    phone, thief = Browser(app), Browser(app)
    copied = _cookie_value(await phone.sign_up())
    thief.plant_cookie(copied)
    assert (await thief.get("/api/me")).status_code == 200

    answer = await phone.post("/api/sign-out")

    cookie = session_cookie(answer)
    assert answer.status_code == 204
    assert cookie is not None
    assert (cookie.value, cookie["max-age"]) == ("", "0")
    assert (await phone.get("/api/me")).status_code == 401
    assert (await thief.get("/api/me")).status_code == 401
    assert (await phone.post("/api/sign-out")).status_code == 204


async def test_a_cookie_planted_before_the_sign_in_does_not_become_the_persons(app: Quart) -> None:
    attacker, aisyah = Browser(app), Browser(app)
    planted = _cookie_value(await attacker.sign_up("mallory@demo.example"))
    await Browser(app).sign_up()
    aisyah.plant_cookie(planted)

    fresh = _cookie_value(await aisyah.sign_in())

    assert fresh != planted
    assert (await (await aisyah.get("/api/me")).get_json())["email"] == "aisyah@demo.example"
    assert (await attacker.get("/api/me")).status_code == 401  # that session ended with the sign-in


async def test_a_sign_up_ends_the_session_that_the_browser_had(app: Quart) -> None:
    phone, copy = Browser(app), Browser(app)
    copy.plant_cookie(_cookie_value(await phone.sign_up()))

    assert (await phone.sign_up("ben@demo.example")).status_code == 201

    assert (await (await phone.get("/api/me")).get_json())["email"] == "ben@demo.example"
    assert (await copy.get("/api/me")).status_code == 401


async def test_a_cookie_that_we_did_not_sign_is_worth_nothing(app: Quart, db: Database) -> None:
    value = _cookie_value(await Browser(app).sign_up())
    elsewhere = application(db.url, secret_key="the-key-of-some-other-installation-0000")
    payload, rest = value.split(".", 1)

    for forged in (value[:-2], payload, f"{payload}x.{rest}", f".{rest}", "", "x", "a.b.c"):
        browser = Browser(app)
        browser.plant_cookie(forged)
        assert (await browser.get("/api/me")).status_code == 401
    stranger = Browser(elsewhere)
    stranger.plant_cookie(value)
    assert (await stranger.get("/api/me")).status_code == 401


async def test_a_signed_cookie_without_a_session_is_worth_nothing(app: Quart) -> None:
    (extension,) = app.extensions["QUART_AUTH"]
    for token in ("", "1", "a token nobody was given"):
        browser = Browser(app)
        browser.plant_cookie(extension.dump_token(token, app))
        assert (await browser.get("/api/me")).status_code == 401


async def test_a_cookie_signed_with_the_key_before_still_counts(app: Quart, db: Database) -> None:
    value = _cookie_value(await Browser(app).sign_up())
    rotated = application(
        db.url,
        secret_key="a-new-key-that-followed-the-old-one-0123",
        secret_key_fallbacks=POLICY.secret_key,
    )
    phone = Browser(rotated)
    phone.plant_cookie(value)

    assert (await phone.get("/api/me")).status_code == 200


async def test_the_cookie_is_renewed_once_a_day_while_it_is_used(app: Quart) -> None:
    phone = Browser(app)
    start = datetime.now(UTC)
    with clock.frozen(start):
        await phone.sign_up()
        assert session_cookie(await phone.get("/api/me")) is None
        clock.move(timedelta(days=1, seconds=1))
        renewed = session_cookie(await phone.get("/api/me"))
        again = session_cookie(await phone.get("/api/me"))

    assert renewed is not None
    assert int(renewed["max-age"]) == 30 * 24 * 3600
    assert again is None


async def test_a_late_request_with_an_ended_session_leaves_the_newer_cookie_alone(app: Quart) -> None:
    phone, late = Browser(app), Browser(app)
    late.plant_cookie(_cookie_value(await phone.sign_up()))
    await phone.sign_in()

    answer = await late.get("/api/me")

    assert answer.status_code == 401
    assert session_cookie(answer) is None


async def test_the_session_is_looked_up_once_in_a_request(
    app: Quart, monkeypatch: pytest.MonkeyPatch
) -> None:
    phone = Browser(app)
    await phone.sign_up()
    asked: list[str] = []
    resume = sessions.resume_session

    async def noting(token: str) -> sessions.ResumedSession | None:
        asked.append(token)
        return await resume(token)

    monkeypatch.setattr(sessions, "resume_session", noting)
    assert (await phone.patch("/api/me", {"name": "Aisyah R."})).status_code == 200

    assert len(asked) == 1
