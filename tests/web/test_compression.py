"""What travels compressed, and what must not."""

from __future__ import annotations

import gzip
import re
from pathlib import Path

import brotli
import pytest
from quart import Quart

from app.web import pages
from tests.support.databases import Database
from tests.support.settings import ROOT
from tests.support.world import make_world
from tests.web.browsers import Browser, application
from tests.web.conftest import INDEX


@pytest.fixture
def app(db: Database) -> Quart:
    return application(db.url)


@pytest.mark.usefixtures("build")
@pytest.mark.parametrize(
    ("accepted", "encoding"),
    [("gzip, deflate, br, zstd", "br"), ("gzip", "gzip"), ("br;q=0, gzip", "gzip"), ("identity", None)],
)
async def test_a_file_comes_in_the_best_encoding_that_the_browser_accepts(
    app: Quart, accepted: str, encoding: str | None
) -> None:
    answer = await Browser(app).get("/assets/app-1.js", Accept_Encoding=accepted)

    unpack = {"br": brotli.decompress, "gzip": gzip.decompress, None: bytes}[encoding]
    assert unpack(await answer.get_data(as_text=False)) == b"app()"
    assert answer.headers.get("Content-Encoding") == encoding
    assert answer.mimetype == "text/javascript"
    assert "Accept-Encoding" in answer.headers["Vary"]
    assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"


@pytest.mark.usefixtures("build")
async def test_each_encoding_has_an_etag_of_its_own_and_is_not_sent_twice(app: Quart) -> None:
    phone = Browser(app)
    tags = {
        encoding: (await phone.get("/theme-boot.js", Accept_Encoding=encoding)).headers["ETag"]
        for encoding in ("br", "gzip", "identity")
    }
    again = await phone.get("/theme-boot.js", Accept_Encoding="br", If_None_Match=tags["br"])

    assert len(set(tags.values())) == 3
    assert again.status_code == 304


@pytest.mark.usefixtures("build")
async def test_a_page_names_its_scripts_in_the_language_of_the_browser(app: Quart) -> None:
    answer = await Browser(app).get("/lots/plaza-damai", Accept_Language="ms-MY")

    named = answer.headers["Link"].split(", ")
    assert set(named) == {
        f"</assets/{name}.js>; rel=modulepreload; fetchpriority=low"
        for name in ("app-1", "shared-2", "ms-4", "LotPage")
    }
    assert {"Accept-Encoding", "Accept-Language"} <= set(answer.headers["Vary"].split(", "))


@pytest.mark.usefixtures("build")
async def test_an_address_of_no_page_shows_the_app_and_says_404(app: Quart) -> None:
    phone = Browser(app)
    tag = (await phone.get("/find")).headers["ETag"]
    for address in ("/no-such-page", "/lots", "/find/x", "/account/x/y"):
        answer = await phone.get(address, If_None_Match=tag)

        assert answer.status_code == 404, address
        assert await answer.get_data(as_text=True) == INDEX


@pytest.mark.usefixtures("build")
@pytest.mark.parametrize("path", ["/../pages.py", "/%2e%2e/%2e%2e/pyproject.toml", "/assets/..%2f..%2fx.js"])
async def test_nothing_beside_the_build_is_served(app: Quart, path: str) -> None:
    assert (await Browser(app).get(path)).status_code == 404


def test_the_server_knows_every_page_of_the_app() -> None:
    """An address that is missing here would be shown with 404, one too many with 200."""
    routes = (ROOT / "pwa" / "src" / "App.tsx").read_text().split('path="/')[1:]

    assert sorted(route.split('"')[0] for route in routes) == sorted(pages.PAGES)


def test_the_server_knows_every_section_of_the_dashboard() -> None:
    names = (ROOT / "pwa" / "src" / "features" / "admin" / "sectionNames.ts").read_text()
    listed = names.split("SECTION_NAMES = [")[1].split("]")[0]

    assert tuple(re.findall(r'"(\w+)"', listed)) == pages.SECTIONS


@pytest.mark.parametrize(
    ("path", "drawn_by"),
    [
        ("", "LandingPage"),
        ("lots/plaza-damai", "LotPage"),
        ("bookings", "BookingsPage"),
        ("bookings/", "BookingsPage"),
        ("bookings/PK-7F3K9Q", "BookingPage"),
        ("find", "FindPage"),
        ("admin", "AdminPage"),
        ("admin/plaza-damai", "AdminPage"),
        ("admin/plaza-damai/staff", "AdminPage"),
        ("admin/plaza-damai/bookings/PK-7F3K9QX", "AdminPage"),
        *[
            (none, None)
            for none in (
                *("lots", "lots/", "lots/x/y", "find/x", "account/x/y", "bookings//", "x"),
                *("admin/x/y", "admin/x/staff//", "admin/x/staff/1/2", "admin//staff"),
            )
        ],
    ],
)
def test_a_page_is_found_where_the_app_has_one(path: str, drawn_by: str | None) -> None:
    module = pages.find_page(path)

    assert (module and Path(module).stem) == drawn_by


@pytest.mark.usefixtures("build")
async def test_what_staff_see_is_in_no_search_engine(app: Quart) -> None:
    staff, driver = [await Browser(app).get(path) for path in ("/admin/plaza-damai", "/find")]

    assert staff.headers["X-Robots-Tag"] == "noindex"
    assert "X-Robots-Tag" not in driver.headers


async def test_what_everybody_may_see_is_compressed_when_it_is_large(app: Quart) -> None:
    area = (await make_world(40)).area
    phone = Browser(app)
    plain = await phone.get(f"/api/areas/{area.id}/map")
    packed = await phone.get(f"/api/areas/{area.id}/map", Accept_Encoding="gzip, br")
    small = await phone.get("/api/app", Accept_Encoding="br")

    assert packed.headers["Content-Encoding"] == "br"
    assert brotli.decompress(await packed.get_data(as_text=False)) == await plain.get_data(as_text=False)
    assert packed.headers["ETag"] == f"W/{plain.headers['ETag']}"
    again = await phone.get(
        f"/api/areas/{area.id}/map", Accept_Encoding="br", If_None_Match=packed.headers["ETag"]
    )
    assert again.status_code == 304
    assert "Content-Encoding" not in small.headers


async def test_what_is_one_persons_is_never_compressed(app: Quart) -> None:
    """Next to a secret, the length of a compressed answer tells too much."""
    phone = Browser(app)
    await phone.sign_up(name="A" * 70)
    for number in range(20):
        body = {"plateNumber": f"WXY {1000 + number}", "make": "Perodua", "model": "Myvi", "colour": "Blue"}
        await phone.post("/api/vehicles", body)
    answer = await phone.get("/api/vehicles", Accept_Encoding="br, gzip")

    assert answer.status_code == 200
    assert len(await answer.get_data(as_text=False)) > 1024
    assert "Content-Encoding" not in answer.headers
