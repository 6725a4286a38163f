from __future__ import annotations

from datetime import UTC, datetime, timedelta, tzinfo

import pytest
import quart_rate_limiter
from quart import Quart

from app.accounts import passwords, service
from app.accounts.events import EmailVerified, PasswordResetRequested
from app.accounts.models import Person, RoleGrant
from app.accounts.staff import grant_role
from app.bookings.events import GuestBookingClaimed
from app.bookings.models import Booking
from app.core import clock
from app.core.actor import Actor
from tests.accounts.people import (
    PASSWORD,
    events_of,
    mailed_reset_token,
    mailed_verification_token,
)
from tests.receipts.records import build_booking, build_park
from tests.support.databases import Database
from tests.web.browsers import EMAIL, Browser, application, code_of, problem_of

NEW_PASSWORD = "another long password"
NOON = datetime(2027, 3, 1, 4, 0, tzinfo=UTC)


@pytest.fixture
def app(db: Database) -> Quart:
    return application(db.url)


async def test_who_signs_up_is_signed_in(app: Quart) -> None:
    phone = Browser(app)

    answer = await phone.sign_up("Aisyah@Demo.example", language="ms")

    me = {
        "name": "Aisyah binti Rahman",
        "email": EMAIL,
        "emailVerified": False,
        "language": "ms",
        "roles": [],
    }
    assert (answer.status_code, await answer.get_json()) == (201, me)
    assert await (await phone.get("/api/me")).get_json() == me


async def test_the_language_of_an_account_is_that_of_the_request_unless_it_says(app: Quart) -> None:
    body = {"email": EMAIL, "password": PASSWORD, "name": "Aisyah"}

    answer = await Browser(app).post("/api/sign-up", body, Accept_Language="ms-MY,ms;q=0.9")

    assert (await answer.get_json())["language"] == "ms"


async def test_a_second_account_with_the_address_is_refused_in_the_callers_language(app: Quart) -> None:
    await Browser(app).sign_up()
    body = {"email": EMAIL.upper(), "password": PASSWORD, "name": "Aisyah"}

    answer = await Browser(app).post("/api/sign-up", body, Accept_Language="ms")

    refusal = await problem_of(answer, 409)
    assert refusal["code"] == "email_already_registered"
    assert "sudah mempunyai akaun" in refusal["detail"]


@pytest.mark.parametrize(
    ("field", "value", "code"),
    [
        ("email", "no address", "email_not_understood"),
        ("email", "a" * 60_000, "email_not_understood"),
        ("email", "\u0430isyah@demo.example", "email_not_understood"),
        ("password", "ninechars", "password_too_short"),
        ("password", "long enough" * 5_000, "password_too_long"),
        ("password", "password123", "password_too_common"),
        ("password", EMAIL, "password_is_email"),
        ("name", "", "name_not_understood"),
        ("name", "x" * 60_000, "name_not_understood"),
        ("language", "xx", "unknown_language"),
    ],
)
async def test_a_sign_up_that_breaks_a_rule_says_which(app: Quart, field: str, value: str, code: str) -> None:
    body = {"email": EMAIL, "password": PASSWORD, "name": "Aisyah", field: value}

    assert await code_of(await Browser(app).post("/api/sign-up", body)) == (422, code)
    assert await Person.all().count() == 0


@pytest.mark.parametrize(
    "more",
    [
        {"role": "owner"},
        {"roles": ["owner"]},
        {"isStaff": True},
        {"emailVerified": True},
        {"emailVerifiedAt": "2027-03-01T00:00:00Z"},
        {"id": 1},
        {"personId": 1},
        {"passwordHash": "x"},
    ],
    ids=str,
)
async def test_nobody_gives_themselves_what_the_form_does_not_offer(
    app: Quart, more: dict[str, object]
) -> None:
    phone = Browser(app)

    assert await code_of(await phone.sign_up(**more)) == (400, "invalid_request")
    assert await Person.all().count() == 0

    await phone.sign_up()
    (before,) = await Person.all().values()
    assert await code_of(await phone.patch("/api/me", {"name": "Mallory", **more})) == (
        400,
        "invalid_request",
    )
    assert await code_of(await phone.patch("/api/me", more)) == (400, "invalid_request")
    assert await Person.all().values() == [before]
    assert await RoleGrant.all().count() == 0


async def test_the_field_at_fault_is_named(app: Quart) -> None:
    refusal = await problem_of(await Browser(app).sign_up(roles=["owner"]), 400)

    assert [fault["field"] for fault in refusal["errors"]] == ["roles"]


@pytest.mark.parametrize(
    "more", [{"email": "other@demo.example"}, {"password": "another long password"}], ids=str
)
async def test_address_and_password_do_not_change_by_the_way(app: Quart, more: dict[str, object]) -> None:
    phone = Browser(app)
    await phone.sign_up()

    assert await code_of(await phone.patch("/api/me", more)) == (400, "invalid_request")
    assert (await Browser(app).sign_in()).status_code == 200


async def test_name_and_language_change_and_null_changes_nothing(app: Quart) -> None:
    phone = Browser(app)
    await phone.sign_up()

    changed = await (await phone.patch("/api/me", {"name": "Aisyah R.", "language": "ms"})).get_json()
    await phone.patch("/api/me", {"name": None})
    await phone.patch("/api/me", {})

    assert (changed["name"], changed["language"]) == ("Aisyah R.", "ms")
    assert await (await phone.get("/api/me")).get_json() == changed
    assert await code_of(await phone.patch("/api/me", {"language": "xx"})) == (422, "unknown_language")


async def test_a_role_that_staff_gave_is_shown(app: Quart) -> None:
    phone = Browser(app)
    await phone.sign_up()
    await grant_role(EMAIL, "owner", by=Actor("operator"))

    assert (await (await phone.get("/api/me")).get_json())["roles"] == ["owner"]


async def test_an_unknown_address_is_answered_as_a_wrong_password_is(app: Quart) -> None:
    await Browser(app).sign_up()
    wrong = await problem_of(await Browser(app).sign_in(password="not the password"), 401)
    unknown = await problem_of(await Browser(app).sign_in("nobody@demo.example"), 401)
    strange = await problem_of(await Browser(app).sign_in("no address"), 401)

    for refusal in (wrong, unknown, strange):
        del refusal["requestId"]
    assert wrong["code"] == "wrong_credentials"
    assert wrong == unknown == strange


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("get", "/api/me"),
        ("patch", "/api/me"),
        ("post", "/api/verify-email"),
        ("post", "/api/verify-email/send"),
        ("get", "/api/vehicles"),
        ("post", "/api/vehicles"),
        ("patch", "/api/vehicles/1"),
        ("delete", "/api/vehicles/1"),
    ],
)
async def test_who_is_not_signed_in_is_told_so(app: Quart, method: str, path: str) -> None:
    arguments = [path] if method in {"get", "delete"} else [path, {}]

    assert await code_of(await getattr(Browser(app), method)(*arguments)) == (401, "not_signed_in")


async def test_a_forgotten_password_is_replaced_by_the_mailed_link_on_every_device(app: Quart) -> None:
    phone, desk = Browser(app), Browser(app)
    await phone.sign_up()
    await desk.sign_in()
    token = await mailed_reset_token(EMAIL)

    answer = await desk.post("/api/reset-password", {"token": token, "password": NEW_PASSWORD})

    assert (answer.status_code, await answer.get_data()) == (204, b"")
    assert (await phone.get("/api/me")).status_code == 401
    assert (await desk.get("/api/me")).status_code == 401
    assert (await desk.sign_in()).status_code == 401
    assert (await desk.sign_in(password=NEW_PASSWORD)).status_code == 200
    again = await desk.post("/api/reset-password", {"token": token, "password": "a third long password"})
    assert await code_of(again) == (422, "link_not_valid")


async def test_the_answer_to_a_forgotten_password_never_tells(app: Quart) -> None:
    await Browser(app).sign_up()
    addresses = [EMAIL, "nobody@demo.example", "no address", *[EMAIL] * 6]

    answers = [await Browser(app).post("/api/forgot-password", {"email": email}) for email in addresses]

    assert {(answer.status_code, await answer.get_data()) for answer in answers} == {(202, b"")}
    assert len(await events_of(PasswordResetRequested)) == 5


async def test_a_verified_address_brings_the_guest_bookings_made_with_it(app: Quart) -> None:
    park = await build_park()
    mine = await build_booking(park, email=EMAIL)
    others = await build_booking(park, email="ben@demo.example")
    phone = Browser(app)
    await phone.sign_up()
    (person,) = await Person.all()
    assert await Booking.filter(person_id=person.id).count() == 0

    answer = await phone.post("/api/verify-email", {"token": await mailed_verification_token()})

    assert (answer.status_code, (await answer.get_json())["emailVerified"]) == (200, True)
    assert await Booking.filter(person_id=person.id).values_list("id", flat=True) == [mine.id]
    assert (await Booking.get(id=others.id)).person_id is None
    assert [event.booking_id for event in await events_of(GuestBookingClaimed)] == [mine.id]


async def test_a_sign_in_brings_later_guest_bookings_but_only_to_a_verified_address(app: Quart) -> None:
    park = await build_park()
    await Browser(app).sign_up()
    booking = await build_booking(park, email=EMAIL)

    await Browser(app).sign_in()
    assert (await Booking.get(id=booking.id)).person_id is None

    (person,) = await Person.all()
    token = await mailed_verification_token()
    await service.verify_email(person.id, token, by=Actor.driver(person.id))
    await Browser(app).sign_in()
    assert (await Booking.get(id=booking.id)).person_id == person.id


async def test_a_link_alone_does_not_verify_the_account_that_a_stranger_made(app: Quart) -> None:
    """Else a stranger could sign up with Aisyah's address and wait for her to follow the link."""
    park = await build_park()
    booking = await build_booking(park, email=EMAIL)
    stranger, aisyah = Browser(app), Browser(app)
    await stranger.sign_up()
    token = await mailed_verification_token()

    assert await code_of(await aisyah.post("/api/verify-email", {"token": token})) == (401, "not_signed_in")
    await aisyah.sign_up("aisyah2@demo.example")
    assert await code_of(await aisyah.post("/api/verify-email", {"token": token})) == (422, "link_not_valid")

    assert await events_of(EmailVerified) == []
    assert (await Booking.get(id=booking.id)).person_id is None


async def test_nothing_is_claimed_when_the_link_is_refused(app: Quart) -> None:
    booking = await build_booking(await build_park(), email=EMAIL)
    phone = Browser(app)
    with clock.frozen(NOON):
        await phone.sign_up()
        token = await mailed_verification_token()
        clock.move(timedelta(days=1))
        assert await code_of(await phone.post("/api/verify-email", {"token": token})) == (
            422,
            "link_not_valid",
        )

    assert (await Booking.get(id=booking.id)).person_id is None


async def test_the_verification_mail_is_sent_again_until_there_were_too_many(app: Quart) -> None:
    phone = Browser(app)
    await phone.sign_up()

    answers = [(await phone.post("/api/verify-email/send")).status_code for _ in range(4)]
    refusal = await problem_of(await phone.post("/api/verify-email/send"), 429)

    assert answers == [202] * 4
    assert refusal["code"] == "too_many_mails"


async def test_an_address_may_sign_in_ten_times_a_minute(app: Quart) -> None:
    phone = Browser(app)

    codes = [(await phone.sign_in(f"person{n}@demo.example")).status_code for n in range(10)]
    refused = await phone.sign_in("person11@demo.example")

    assert codes == [401] * 10
    assert await code_of(refused) == (429, "too_many_requests")
    assert int(refused.headers["Retry-After"]) > 0
    assert (await Browser(app, "203.0.113.8").sign_in()).status_code == 401


@pytest.fixture
def limits_by_our_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    class OurClock(datetime):
        @classmethod
        def now(cls, tz: tzinfo | None = None) -> datetime:  # type: ignore[override]
            return clock.now()

    monkeypatch.setattr(quart_rate_limiter, "datetime", OurClock)


@pytest.mark.usefixtures("limits_by_our_clock")
async def test_an_account_is_tried_twenty_times_an_hour_from_one_network(app: Quart) -> None:
    await Browser(app).sign_up()
    spellings = [EMAIL, EMAIL.upper(), f" {EMAIL}"]

    with clock.frozen(NOON):
        stranger = Browser(app, "203.0.113.8")
        codes = []
        for n in range(20):
            codes.append((await stranger.sign_in(spellings[n % 3], "not the password")).status_code)
            clock.move(timedelta(seconds=7))
        refused = await stranger.sign_in()

        assert codes == [401] * 20
        assert await code_of(refused) == (429, "too_many_requests")
        assert (await stranger.sign_in("ben@demo.example")).status_code == 401
        assert (await Browser(app).sign_in()).status_code == 200, "its owner is not locked out"


@pytest.mark.usefixtures("limits_by_our_clock")
async def test_and_three_hundred_times_from_wherever(app: Quart, monkeypatch: pytest.MonkeyPatch) -> None:
    async def is_wrong(stored_hash: str, password: str) -> bool:
        return False

    monkeypatch.setattr(passwords, "verify_password", is_wrong)
    await Browser(app).sign_up()

    with clock.frozen(NOON):
        codes = [(await Browser(app, f"2001:db8:0:{n:x}::1").sign_in()).status_code for n in range(301)]

    assert codes == [401] * 300 + [429]


async def test_an_address_may_sign_up_sixty_times_an_hour(app: Quart) -> None:
    phone = Browser(app)
    codes = [
        (await phone.sign_up(f"person{n}@demo.example", password="short")).status_code for n in range(60)
    ]

    assert codes == [422] * 60
    assert await code_of(await phone.sign_up("one.more@demo.example")) == (429, "too_many_requests")


@pytest.mark.parametrize(
    "path", ["/api/sign-in", "/api/sign-up", "/api/forgot-password", "/api/reset-password"]
)
@pytest.mark.parametrize(
    ("raw", "content_type", "status"),
    [
        (b"{", "application/json", 400),
        (b"[]", "application/json", 400),
        (b"null", "application/json", 400),
        (b'"text"', "application/json", 400),
        (b'{"email": 7, "password": [], "token": {}, "name": null}', "application/json", 400),
        (
            b'{"email": "\\ud800", "password": "\\ud800", "token": "\\ud800", "name": "x"}',
            "application/json",
            400,
        ),
        (b"\xff\xfe", "application/json", 400),
        (b"", "application/json", 400),
        (b"email=a", "application/x-www-form-urlencoded", 415),
        (b'{"email": "' + b"x" * 70_000 + b'"}', "application/json", 413),
    ],
    ids=["cut off", "list", "null", "text", "types", "surrogate", "not utf-8", "empty", "form", "too large"],
)
async def test_a_body_that_is_no_request_is_refused_kindly(
    path: str, raw: bytes, content_type: str, status: int
) -> None:
    app = application("sqlite://never-opened")

    refusal = await problem_of(await Browser(app).send(path, raw, content_type), status)

    assert refusal["code"] in {"malformed_request", "invalid_request", "not_json", "body_too_large"}
    assert refusal["detail"]
