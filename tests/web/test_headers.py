"""The headers that keep browsers safe: which answer carries which."""

from __future__ import annotations

import pytest

from tests.support.databases import Database
from tests.web.browsers import Browser, application

EYES = "text/html,application/xhtml+xml;q=0.9,*/*;q=0.8"
OF_A_PAGE = (
    "Content-Security-Policy",
    "Cross-Origin-Opener-Policy",
    "Permissions-Policy",
    "Referrer-Policy",
)

pytestmark = pytest.mark.usefixtures("build")


@pytest.fixture
def phone(db: Database) -> Browser:
    return Browser(application(db.url))


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/", 200),
        ("/bookings/PK-1", 200),
        ("/theme-boot.js", 200),
        ("/none", 404),
        ("/pay/x", 404),
        ("/assets/none.js", 404),
        ("/api/app", 200),
        ("/api/vehicles", 401),
        ("/api/none", 404),
    ],
)
async def test_pages_and_answers_and_refusals_carry_the_policy(
    phone: Browser, address: str, status: int
) -> None:
    answer = await phone.get(address, Accept=EYES)

    assert answer.status_code == status
    assert all(name in answer.headers for name in OF_A_PAGE)
    rules = answer.headers["Content-Security-Policy"].split("; ")
    assert {"default-src 'self'", "script-src 'self'", "frame-ancestors 'none'"} <= set(rules)
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["X-Request-Id"]


async def test_a_file_of_the_build_has_no_policy_but_its_type_is_never_guessed(phone: Browser) -> None:
    whole = await phone.get("/assets/app-1.js")
    known = await phone.get("/assets/app-1.js", If_None_Match=whole.headers["ETag"])

    assert (whole.status_code, known.status_code) == (200, 304)
    for answer in (whole, known):
        assert not any(name in answer.headers for name in OF_A_PAGE)
        assert answer.headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize("address", ["/api/app", "/api/vehicles", "/api/none"])
async def test_an_answer_of_the_interface_is_kept_by_nobody(phone: Browser, address: str) -> None:
    assert (await phone.get(address)).headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("address", ["/", "/assets/app-1.js", "/api/app", "/api/none"])
async def test_a_public_host_asks_for_tls_ever_after_and_localhost_does_not(
    db: Database, address: str
) -> None:
    public = await Browser(application(db.url, public_url="https://parking.example")).get(address)
    local = await Browser(application(db.url)).get(address)

    assert public.headers["Strict-Transport-Security"] == "max-age=63072000; includeSubDomains"
    assert "Strict-Transport-Security" not in local.headers
