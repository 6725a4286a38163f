"""Programs from the dashboard to the barrier: readers, apps that people let in, and signing in elsewhere.

Two web processes on MariaDB: what one gives out, the other takes.
"""

from __future__ import annotations

import hashlib
import re
import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit
from uuid import uuid4

import httpx
import pytest
from playwright.sync_api import Page, expect

from app.accounts.permissions import Role
from app.core.base64url import to_base64url
from app.demo.people import DEMO_LOGINS
from tests.browser.phone import DRIVER
from tests.support import driving
from tests.support.browser import Devices
from tests.support.databases import fill_with_demo, fresh_database
from tests.support.driving import LOT
from tests.support.mariadb import NoMariaDB
from tests.support.openid import open_provider
from tests.support.stack import Stack

pytestmark = pytest.mark.browser

OWNER = next((login.email, login.password) for login in DEMO_LOGINS if login.role is Role.OWNER)
SIZES = pytest.mark.parametrize("size", ["desk", "phone"])
_BACK = "http://localhost:9/done"  # where nobody listens: the browser is stopped on its way there
_ADMIN = f"/api/admin/lots/{LOT}"


@dataclass(frozen=True)
class Site:
    """The demo with an outside provider, at two processes."""

    url: str
    other: str
    issuer: str

    def token(self, **form: str) -> dict[str, Any]:
        """From the other process than the one that browsers use."""
        answer = httpx.post(f"{self.other}/oauth/token", data=form, trust_env=False)
        return {"status": answer.status_code, **answer.json()}

    def see(self, token: str, plate: str, confidence: float, key: str) -> dict[str, Any]:
        told = {
            "plate": plate,
            "confidence": confidence,
            "direction": "in",
            "observedAt": datetime.now(UTC).isoformat(),
            "key": key,
        }
        answer = httpx.post(
            f"{self.other}/api/observations", json=told, headers=_bearer(token), trust_env=False
        )
        assert answer.status_code == 200, answer.text
        seen: dict[str, Any] = answer.json()
        return seen

    def get(self, path: str, token: str) -> httpx.Response:
        return httpx.get(f"{self.other}{path}", headers=_bearer(token), trust_env=False)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    folder = tmp_path_factory.mktemp("programs")
    try:
        database = fresh_database("mariadb", folder)
    except NoMariaDB as problem:
        pytest.fail(str(problem), pytrace=False)
    fill_with_demo(database)
    stack = Stack(database, folder)
    try:
        with open_provider(folder, f"{stack.url}/sign-in/outside/callback") as provider:
            stack.settings |= provider.environment()
            stack.start()
            yield Site(stack.url, stack.start_web().url, provider.issuer)
    finally:
        stack.end()


def _bearer(token: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {token}"}


def _owner(devices: Devices, size: str, site: Site) -> Page:
    page: Page = getattr(devices, size)()
    page.goto(f"{site.url}/admin/{LOT}/programs")
    driving.sign_in(page, *OWNER)
    expect(page.get_by_test_id("doubtful")).to_be_visible()
    return page


def _booked(owner: Page, site: Site, plate: str) -> None:
    """A car that may come in now, paid for at the counter."""
    starts_at = datetime.now(UTC).replace(second=0, microsecond=0)
    ends_at = starts_at + timedelta(hours=2)
    span: dict[str, str | float | bool] = {"from": starts_at.isoformat(), "to": ends_at.isoformat()}
    areas = owner.request.get(f"{site.url}/api/lots/{LOT}").json()["areas"]
    for area in areas:
        at = f"{site.url}/api/areas/{area['id']}"
        taken = {
            one["spaceId"] for one in owner.request.get(f"{at}/availability", params=span).json()["taken"]
        }
        spots = owner.request.get(f"{at}/map").json()["spaces"]
        free = [spot for spot in spots if spot["id"] not in taken and spot["type"] == "standard"]
        if free:
            break
    else:
        raise AssertionError("the demo is full")
    booking = owner.request.post(
        f"{site.url}{_ADMIN}/bookings",
        headers={"Idempotency-Key": uuid4().hex},
        data={
            "spaceId": free[0]["id"],
            "startsAt": span["from"],
            "endsAt": span["to"],
            "plateNumber": plate,
            "email": f"{uuid4().hex}@driver.example",
            "language": "en",
        },
    )
    assert booking.status == 201, booking.text()
    paid = owner.request.post(
        f"{site.url}{_ADMIN}/bookings/{booking.json()['reference']}/counter", data={"tender": "cash"}
    )
    assert paid.ok, paid.text()


def _connect_reader(page: Page, name: str) -> tuple[str, str]:
    """By hand, as an owner does; client id and secret as they are shown."""
    page.get_by_test_id("new-program").click()
    page.get_by_label("Name").fill(name)
    page.get_by_test_id("register").click()
    shown = page.get_by_test_id("client-id").inner_text(), page.get_by_test_id("secret").inner_text()
    page.keyboard.press("Escape")  # what is gone cannot be shown again
    page.get_by_test_id("secret-kept").click()
    expect(page.get_by_test_id(f"program-{name}")).to_contain_text("never used")
    return shown


def _fits(page: Page) -> None:
    """Nothing is wider than the screen."""
    wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert wide == 0


@SIZES
def test_a_reader_from_the_dashboard_lets_a_booked_car_in_and_asks_about_another(
    devices: Devices, site: Site, size: str
) -> None:
    page = _owner(devices, size, site)
    gate = f"Gate {uuid4().hex[:6]}"
    client_id, secret = _connect_reader(page, gate)
    _fits(page)
    form = {"grant_type": "client_credentials", "client_id": client_id, "client_secret": secret}
    token = site.token(**form)["access_token"]
    number = secrets.randbelow(8000) + 1000
    plate, other = f"VEK {number}", f"VFK {number}"
    _booked(page, site, plate)

    seen = site.see(token, plate, 0.97, uuid4().hex)
    assert (seen["outcome"], seen["opens"]) == ("moved", True), seen

    _booked(page, site, other)
    key = uuid4().hex
    doubtful = site.see(token, other.replace("K", "X"), 0.95, key)
    assert (doubtful["doubt"], doubtful["opens"]) == ("similar", False), doubtful
    page.reload()
    expect(page.get_by_test_id("doubtful")).to_contain_text("1 reading waits")
    page.get_by_test_id("to-readings").click()
    card = page.get_by_test_id("readings").get_by_role("listitem").filter(has_text=gate).first
    _fits(page)
    card.get_by_role("button", name=re.compile(f"^{other} .*it was this car")).click()
    expect(page.get_by_test_id("no-readings")).to_be_visible()
    told = site.get(f"/api/observations/{key}", token).json()
    assert (told["outcome"], told["opens"]) == ("accepted", True)

    site.see(token, "ZZZ 9", 0.99, uuid4().hex)
    page.get_by_test_id("dismiss").click()
    page.get_by_role("button", name="Drove past").click()
    page.get_by_test_id("dismiss-confirm").click()
    expect(page.get_by_test_id("no-readings")).to_be_visible()

    page.get_by_role("link", name="All programs").click()
    page.get_by_test_id(f"program-{gate}").click()
    page.get_by_test_id("disable").click()
    page.get_by_test_id("sure").click()
    expect(page.get_by_test_id(f"program-{gate}")).to_contain_text("Out of use")
    assert site.get(f"/api/observations/{key}", token).status_code == 401
    assert site.token(**form)["error"] == "invalid_client"


@SIZES
def test_a_driver_lets_an_app_in_and_a_stolen_refresh_token_puts_it_out(
    devices: Devices, site: Site, size: str
) -> None:
    owner = _owner(devices, size, site)
    name = f"Rides {uuid4().hex[:6]}"
    owner.get_by_test_id("new-program").click()
    owner.get_by_test_id("register-dialog").get_by_role("button", name="App", exact=True).click()
    owner.get_by_label("Name").fill(name)
    owner.get_by_label("Where drivers go back to").fill("app.example/done")
    owner.get_by_test_id("register").click()
    expect(owner.get_by_text("An address must begin with https://")).to_be_visible()
    owner.get_by_label("Where drivers go back to").fill(_BACK)
    owner.get_by_test_id("register").click()
    client_id = owner.get_by_test_id("client-id").inner_text()

    verifier = secrets.token_urlsafe(48)
    asked = {
        "response_type": "code",
        "client_id": client_id,
        "redirect_uri": _BACK,
        "scope": "profile:read bookings:read",
        "state": "s-1",
        "code_challenge": to_base64url(hashlib.sha256(verifier.encode()).digest()),
        "code_challenge_method": "S256",
    }
    driver: Page = getattr(devices, size)()
    driver.route("http://localhost:9/**", lambda route: route.fulfill(body="Welcome back"))
    driver.goto(f"{site.url}/oauth/authorize?{urlencode(asked)}")
    driving.sign_in(driver, *DRIVER)
    expect(driver.get_by_role("heading", level=1)).to_have_text(f"Let {name} in?")
    expect(driver.get_by_test_id("consent-scopes")).to_contain_text("See your bookings, prices and passes")
    _fits(driver)
    driver.get_by_test_id("consent-allow").click()
    driver.wait_for_url("http://localhost:9/done?*")
    told = parse_qs(urlsplit(driver.url).query)
    assert (told["state"], told["iss"]) == (["s-1"], [site.url])

    form = {"client_id": client_id, "redirect_uri": _BACK, "code": told["code"][0], "code_verifier": verifier}
    tokens = site.token(grant_type="authorization_code", **form)
    assert site.get("/api/me", tokens["access_token"]).json()["email"] == DRIVER[0]
    driver.goto(f"{site.url}/account")
    expect(driver.get_by_test_id("leaves")).to_contain_text(name)
    _fits(driver)

    stolen = tokens["refresh_token"]
    for _ in range(2):
        asked_anew = {"client_id": client_id, "refresh_token": tokens["refresh_token"]}
        tokens = site.token(grant_type="refresh_token", **asked_anew)
    thief = site.token(grant_type="refresh_token", client_id=client_id, refresh_token=stolen)
    assert (thief["status"], thief["error"]) == (400, "invalid_grant")
    assert site.get("/api/me", tokens["access_token"]).status_code == 401
    driver.reload()
    expect(driver.get_by_role("heading", name="Notifications").first).to_be_visible()
    expect(driver.get_by_text(name)).to_have_count(0)


@SIZES
def test_a_person_signs_in_elsewhere_and_comes_back_signed_in(
    devices: Devices, site: Site, size: str
) -> None:
    page: Page = getattr(devices, size)()
    page.goto(f"{site.url}/sign-in?next=%2Faccount")
    expect(page.get_by_test_id("sign-in-outside")).to_have_text("Continue with Ujian ID")
    _through(page, f"unverified-{size}@mail.example")
    expect(page.get_by_test_id("outside-problem")).to_contain_text("has not verified your e-mail address")

    _forget_provider(page, site)
    _through(page, DRIVER[0])
    expect(page.get_by_test_id("outside-problem")).to_contain_text("There is an account with this e-mail")

    _forget_provider(page, site)
    _through(page, f"{size}@mail.example")
    page.wait_for_url(f"{site.url}/account")
    expect(page.get_by_text(f"{size}@mail.example").first).to_be_visible()


def _through(page: Page, login: str) -> None:
    """The pages of the provider."""
    page.get_by_test_id("sign-in-outside").click()
    page.locator("[name=login]").fill(login)
    page.locator("[name=password]").fill("x")
    page.get_by_role("button", name="Sign-in").click()
    page.get_by_role("button", name="Continue").click()


def _forget_provider(page: Page, site: Site) -> None:
    """Another person at the provider; its cookies are on this host too, with names of their own."""
    for name in ("_session", "_session.sig", "_session.legacy", "_session.legacy.sig"):
        page.context.clear_cookies(name=name)
    page.goto(f"{site.url}/sign-in?next=%2Faccount")
